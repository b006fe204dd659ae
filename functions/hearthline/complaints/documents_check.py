"""The documents about complaints that people edit, checked before they are saved.

Policy, catalog, reporting line, list of words that warn, saved replies. For those who edit: what runs reads
saved documents plainly (`Policy.from_document` and its like).
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictInt, model_validator

from hearthline.complaints.model import ClockName, Severity
from hearthline.complaints.policy import READINGS_KEPT_DAYS, RETENTION_DAYS
from hearthline.complaints.replies_document import SavedRepliesDocument
from hearthline.complaints.reporting_document import ReportingLineDocument
from hearthline.complaints.word_list_document import WordListDocument
from hearthline.platform.document_parts import Code, Document, NamedDocument, Zone, once
from hearthline.platform.targets import Target, TargetInvalid

LEAST_KEPT_DAYS = 180
"""Who may edit the policy is among those whose readings are recorded: they must not let them vanish."""


def _target(value: str) -> str:
    try:
        Target.parse(value)
    except TargetInvalid as invalid:
        raise ValueError(str(invalid)) from None
    return value


def _positive(value: str) -> str:
    if Target.parse(value).amount == 0:
        raise ValueError("must be longer than nothing")
    return value


def _moment(value: str) -> str:
    if value == "due":
        return value
    if value.startswith("+"):
        _target(value[1:])
        return value
    if value.endswith("%") and value[:-1].isdecimal() and 0 < int(value[:-1]) < 100:
        return value
    raise ValueError('must be a share such as "80%", "due", or a time after it such as "+24h"')


Span = Annotated[str, AfterValidator(_target)]
Days = Annotated[StrictInt, Field(ge=0, le=3650)]
Minutes = Annotated[StrictInt, Field(ge=1, le=7 * 24 * 60)]
Fen = Annotated[StrictInt, Field(ge=0, le=10**12)]
Level = Literal["handler", "lead", "manager", "group"]
Severities = Literal["critical", "high", "normal", "low"]


class TargetsDocument(Document):
    """What is promised for one severity."""

    acknowledge: Span
    answer: Span
    resolve: Span


class StepDocument(Document):
    """One rung of the ladder."""

    clock: Literal["acknowledge", "answer", "resolve"]
    step: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
    at: Annotated[str, AfterValidator(_moment)]
    every: Annotated[Span, AfterValidator(_positive)] | None = None
    tell: Annotated[list[Level], Field(min_length=1)]

    @model_validator(mode="after")
    def repeats_after_the_deadline(self) -> "StepDocument":
        """Refuse a step that repeats before its deadline."""
        if self.every is not None and self.at.endswith("%"):
            raise ValueError("only a step at or after the deadline repeats")
        if self.every is not None and self.at.startswith("+"):
            first, again = Target.parse(self.at[1:]), Target.parse(self.every)
            if first.unit is not again.unit:
                raise ValueError("`at` and `every` must be counted in the same unit")
        return self


class RepeatedRuleDocument(Document):
    """When a home's complaints warn of the last of them."""

    complaints: Annotated[StrictInt, Field(ge=2, le=50)]
    days: Annotated[StrictInt, Field(ge=1, le=365)]


class IncidentRuleDocument(Document):
    """When complaints suggest one cause behind them."""

    complaints: Annotated[StrictInt, Field(ge=2, le=30)]
    homes: Annotated[StrictInt, Field(ge=1, le=30)]
    hours: Annotated[StrictInt, Field(ge=1, le=14 * 24)]


class RemedyLimitsDocument(Document):
    """How much compensation, in fen, each rank may offer or approve alone."""

    agent: Fen = 50_000
    lead: Fen = 500_000
    manager: Fen = 5_000_000

    @model_validator(mode="after")
    def rising(self) -> "RemedyLimitsDocument":
        """Refuse a superior who may less."""
        if not self.agent <= self.lead <= self.manager:
            raise ValueError("agent, lead and manager must not fall")
        return self


class PolicyDocument(Document):
    """A service policy: targets, ladder and periods."""

    version: StrictInt
    targets: dict[Severities, TargetsDocument]
    steps: list[StepDocument]
    at_once: dict[Severities, Annotated[list[Level], Field(min_length=1)]] = {}
    acknowledge_within_minutes: dict[Literal["default", "critical", "high", "normal", "low"], Minutes]
    pause_cap_days: Days
    reopen_within_days: Days
    close_after_days: Days
    longest_extension_days: Days
    repeated_rule: RepeatedRuleDocument = RepeatedRuleDocument(complaints=3, days=90)
    incident_rule: IncidentRuleDocument = IncidentRuleDocument(complaints=5, homes=3, hours=72)
    retention_days: Annotated[StrictInt, Field(ge=0, le=36500)] = RETENTION_DAYS
    readings_kept_days: Annotated[StrictInt, Field(ge=LEAST_KEPT_DAYS, le=36500)] = READINGS_KEPT_DAYS
    remedy_limits: RemedyLimitsDocument = RemedyLimitsDocument()
    moderation: Literal["before", "after"] = "after"

    @model_validator(mode="after")
    def complete(self) -> "PolicyDocument":
        """Refuse a severity without targets, a default that is missing, and a step named twice."""
        missing = [severity.value for severity in Severity if severity.value not in self.targets]
        if missing:
            raise ValueError(f"targets are missing for {', '.join(missing)}")
        if "default" not in self.acknowledge_within_minutes:
            raise ValueError("acknowledge_within_minutes needs a default")
        for clock in ClockName:
            names = [step.step for step in self.steps if step.clock == clock.value]
            once(names, f"steps of {clock.value}")
        return self


class CityDocument(NamedDocument):
    """A city company."""

    zone: Zone
    calendar: Code
    team: Code | None = None
    projects: list[Annotated[str, Field(min_length=1, max_length=80)]] = []


class FilingCategoryDocument(NamedDocument):
    """A category to file under; `part` is what the sales system calls the part of a home that it is about."""

    part: Code | None = None


class CatalogDocument(Document):
    """Cities, categories, causes, departments, and contractors where there is a list of them."""

    version: StrictInt
    cities: Annotated[list[CityDocument], Field(min_length=1)]
    categories: list[FilingCategoryDocument]
    causes: list[NamedDocument]
    departments: list[NamedDocument]
    contractors: list[NamedDocument] | None = None

    @model_validator(mode="after")
    def each_once(self) -> "CatalogDocument":
        """Refuse a code that stands twice."""
        for name in ("cities", "categories", "causes", "departments", "contractors"):
            once([entry.code for entry in getattr(self, name) or ()], name)
        return self


KINDS: Mapping[str, type[Document]] = {
    "policy": PolicyDocument,
    "catalog": CatalogDocument,
    "reporting-line": ReportingLineDocument,
    "saved-replies": SavedRepliesDocument,
    "word-list": WordListDocument,
}
