"""The mapping document: which column of a file means what. Read here, checked at the border (`bodies`).

Each field of a complaint has a rule; see `hearthline.imports.rules`.
"""

from collections.abc import Mapping as Document
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.complaints.model import ClockName
from hearthline.imports.csv_records import Dialect
from hearthline.imports.rules import ISO, Row, Rule, TimeRule

TIMES = ("opened", "due", "closed")
VALUES = (
    "external_id",
    "title",
    "text",
    "kind",
    "category",
    "severity",
    "channel",
    "project",
    "building",
    "unit",
    "name",
    "phone",
    "email",
)


@dataclass(frozen=True, slots=True)
class Label:
    """The source's own word on whether the promise was kept, to be compared with."""

    column: str
    met: str
    breached: str

    def says_breached(self, row: Row) -> bool | None:
        """Give what the source says; None where it says neither."""
        return {self.met: False, self.breached: True}.get(row[self.column].strip())


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one source's files are read."""

    dialect: Dialect
    language: str
    clock: ClockName
    times: Document[str, TimeRule]
    values: Document[str, Rule]
    label: Label | None = None

    @classmethod
    def from_document(cls, document: Document[str, Any], zone: str) -> "Mapping":
        """Read a mapping that was checked before; `zone` (the city's) is for times that name none."""
        label = document.get("label")
        return cls(
            dialect=Dialect(document.get("encoding", "utf-8"), document.get("delimiter", ",")),
            language=document.get("language", "zh"),
            clock=ClockName(document.get("clock", ClockName.RESOLVE)),
            times={
                name: TimeRule(
                    document[name]["column"],
                    document[name].get("format", ISO),
                    ZoneInfo(document[name].get("zone", zone)),
                )
                for name in TIMES
                if document.get(name)
            },
            values={name: Rule(**document[name]) for name in VALUES if document.get(name)},
            label=Label(**label) if label else None,
        )

    def columns(self) -> tuple[str, ...]:
        """Give every column that is read, each once."""
        found = [rule.column for rule in self.times.values()]
        for rule in self.values.values():
            found += rule.columns()
        if self.label:
            found.append(self.label.column)
        return tuple(dict.fromkeys(found))

    def value(self, name: str, row: Row) -> str:
        """Give a field's value, empty where there is none or no rule for it."""
        rule = self.values.get(name)
        return rule.value(row) if rule else ""

    def instant(self, name: str, row: Row) -> datetime | None:
        """Give an instant; None where the cell is empty or there is no rule for it; raise TimeUnreadable."""
        rule = self.times.get(name)
        return rule.instant(row) if rule else None
