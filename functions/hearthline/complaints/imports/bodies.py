"""The bodies of requests about imports of complaints, checked at the border: above all the mapping."""

from typing import Any, Literal

from pydantic import Field, model_validator

from hearthline.complaints.imports.rows import CHANNELS
from hearthline.complaints.model import Kind, Severity
from hearthline.imports.model import ImportKind, Wanted
from hearthline.imports.rule_bodies import Column, FileBody, RuleBody, Source, TimeBody, Value, speaks
from hearthline.platform.fields import Body, Code, FileName


class LabelBody(Body):
    """The source's own word on whether each promise was kept."""

    column: Column
    met: Value
    breached: Value


class MappingBody(FileBody):
    """Which column of the file means what."""

    language: Literal["zh", "en"] = "zh"
    clock: Literal["acknowledge", "answer", "resolve"] = Field(
        "resolve", description="The promise that the due instant belongs to."
    )
    external_id: RuleBody
    opened: TimeBody
    due: TimeBody | None = None
    closed: TimeBody | None = None
    title: RuleBody
    text: RuleBody | None = Field(None, description="Without it, or where it is empty, the title.")
    kind: RuleBody | None = None
    category: RuleBody | None = None
    severity: RuleBody | None = None
    channel: RuleBody | None = None
    project: RuleBody | None = None
    building: RuleBody | None = None
    unit: RuleBody | None = None
    name: RuleBody | None = None
    phone: RuleBody | None = None
    email: RuleBody | None = None
    label: LabelBody | None = None

    @model_validator(mode="after")
    def speaks_our_codes(self) -> "MappingBody":
        """Refuse kinds, severities and channels that do not exist here."""
        speaks(self.kind, frozenset(kind.value for kind in Kind), "kind")
        speaks(self.severity, frozenset(severity.value for severity in Severity), "severity")
        speaks(self.channel, CHANNELS, "channel")
        return self


class ImportBody(Body):
    """`POST /api/imports`, of complaints."""

    kind: Literal["complaints"] = "complaints"
    city: Code
    source: Source = Field(description="Where the cases come from; with its id there, it names a case.")
    mapping: MappingBody
    filename: FileName | None = None

    def mapping_document(self) -> dict[str, Any]:
        """Give the mapping as it is stored and as the worker reads it."""
        return self.mapping.model_dump(mode="json", exclude_none=True)

    def wanted(self) -> Wanted:
        """Give what is to be imported."""
        return Wanted(ImportKind.COMPLAINTS, self.city, self.source, self.filename, self.mapping_document())
