"""The bodies of staff's requests: filing for a customer, and one for each command."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from hearthline.complaints import commands
from hearthline.complaints.bodies import FileBody
from hearthline.complaints.casework_bodies import CASEWORK, Build, NothingBody, ReasonBody
from hearthline.complaints.lists import Filters
from hearthline.complaints.model import ClockName, Kind, Severity, Status
from hearthline.platform.bodies import PageQuery
from hearthline.platform.fields import Body, Code, IncidentId, Long, Moment, Place, Reason, by_value


class DeskFileBody(FileBody):
    """`POST /api/desk/complaints`: on a customer's behalf."""

    channel: Literal["hotline", "counter", "email", "wechat", "property_office", "employee"]  # type: ignore[assignment]
    severity: Annotated[Severity, by_value(Severity)] = Severity.NORMAL

    def command(self) -> commands.File:
        """Give the command, with the severity that staff heard."""
        return replace(super().command(), severity=self.severity)


class AssignBody(Body):
    """`assign`."""

    to: Annotated[str, Field(min_length=1, max_length=128)]


class TriageBody(Body):
    """`triage`: at least one field."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    severity: Annotated[Severity, by_value(Severity)] | None = None
    category: Code | None = None
    safety: bool | None = None
    complexity: Literal["simple", "complicated", "complex"] | None = None
    impact: Literal["one_home", "several_homes", "building", "project"] | None = None
    immediate_action: bool | None = None

    @model_validator(mode="after")
    def something(self) -> "TriageBody":
        """Refuse an empty assessment."""
        if not self.model_fields_set:
            raise ValueError(
                "Give at least one of severity, category, safety, complexity, impact, immediate_action."
            )
        return self


class ReplyBody(Body):
    """`reply`; `public` defaults to whether the case is."""

    text: Long
    public: bool | None = None


class TextBody(Body):
    """`note` and `ask`."""

    text: Long


class ResolveBody(Body):
    """`resolve`."""

    summary: Long
    cause: Code
    department: Code
    contractor: Place | None = None


class ExtendBody(Body):
    """`extend`."""

    clock: Annotated[ClockName, by_value(ClockName)]
    until: Moment
    reason: Reason


class LinkBody(Body):
    """`link`; null unlinks."""

    incident: IncidentId | None


COMMANDS: Mapping[str, tuple[type[Body], Build]] = {
    "claim": (NothingBody, lambda _: commands.Claim()),
    "assign": (AssignBody, lambda body: commands.Assign(body.to)),
    "acknowledge": (NothingBody, lambda _: commands.Acknowledge()),
    "triage": (TriageBody, lambda body: commands.Triage(**dict(body))),
    "reply": (ReplyBody, lambda body: commands.Reply(body.text, body.public)),
    "note": (TextBody, lambda body: commands.Note(body.text)),
    "ask": (TextBody, lambda body: commands.Ask(body.text)),
    "resolve": (
        ResolveBody,
        lambda body: commands.Resolve(body.summary, body.cause, body.department, body.contractor),
    ),
    "reject": (ReasonBody, lambda body: commands.Reject(body.reason)),
    "extend": (ExtendBody, lambda body: commands.Extend(body.clock, body.until, body.reason)),
    "reopen": (ReasonBody, lambda body: commands.Reopen(body.reason)),
    "close": (NothingBody, lambda _: commands.Close()),
    "link": (LinkBody, lambda body: commands.Link(body.incident)),
    **CASEWORK,
}


class WorkQuery(PageQuery):
    """`GET /api/desk/complaints`."""

    view: Literal["mine", "unassigned", "team", "city", "breached", "due", "all"] = "city"
    city: Code | None = None
    status: Annotated[Status, by_value(Status)] | None = None
    severity: Annotated[Severity, by_value(Severity)] | None = None
    kind: Annotated[Kind, by_value(Kind)] | None = None
    project: Place | None = None
    filer: Literal["customer", "tenant", "partner", "staff", "press"] | None = None

    def filters(self) -> Filters:
        """Give what the list is narrowed to."""
        return Filters(
            status=self.status.value if self.status else None,
            severity=self.severity.value if self.severity else None,
            kind=self.kind.value if self.kind else None,
            project=self.project,
            filer=self.filer,
        )
