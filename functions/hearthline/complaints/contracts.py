"""The contract of each event that complaints give rise to, for whoever subscribes to the bus.

docs/events.md is made from these models, and the tests hold what the rules send against them. The functions
don't use them: what they send is made in `events`, and a worker should not pay for a validation library at
its start. Consumers skip fields they don't know; within a version fields are only added.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from hearthline.complaints.model import ClockName, Kind, Severity, Status

Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
EntryKey = Annotated[str, StringConstraints(pattern=r"^T#\d{6}#\d{2}$")]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{9}$")]
Level = Literal["handler", "lead", "manager", "group"]


class Contract(BaseModel):
    """What all contracts share: no field beyond those named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Author(Contract):
    """Who did it."""

    kind: Literal["customer", "staff", "system"]
    id: str | None = Field(description="the staff member's; null for customers and the system")


class Envelope(Contract):
    """What every event carries around its `data`."""

    id: str = Field(description="unique; the same when an event is delivered again")
    type: str = Field(description="what happened")
    version: Literal[1] = Field(description="of this contract")
    at: Instant = Field(description="when it was recorded")
    subject: str = Field(description="what it is about")
    actor: Author = Field(description="who did it")
    data: Any = Field(description="see each type")


class ComplaintEvent(Envelope):
    """An event about one complaint."""

    id: Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{9}\.[1-9]\d*\.\d+$")]
    subject: Annotated[str, StringConstraints(pattern=r"^complaint/[0-9A-HJKMNP-TV-Z]{9}$")]


class Case(Contract):
    """How the complaint stands after the change that the event belongs to."""

    city: str = Field(description="code of the city")
    project: str | None = Field(description="the project of the home, if one is named")
    kind: Kind = Field(description="what the customer brings")
    severity: Severity = Field(description="how grave it is")
    status: Status = Field(description="where the case stands")
    language: str = Field(description="the customer's, `zh` or `en`")
    channel: str = Field(description="how it came in")
    assignee: str | None = Field(description="the staff member who has it")
    team: str = Field(description="the team that has it")
    entry: EntryKey = Field(
        description="sort key of the timeline entry, which holds the text if there is any"
    )


class ComplaintReceived(ComplaintEvent):
    """A complaint was filed, by whichever channel."""

    type: Literal["complaint.received"]
    data: Case


class Assigned(Case):
    """Whom a case went to."""

    assignee: str = Field(description="the staff member who has it now")


class ComplaintAssigned(ComplaintEvent):
    """Somebody claimed the case, or it was given to somebody."""

    type: Literal["complaint.assigned"]
    data: Assigned


class Triaged(Case):
    """What a triage changed."""

    previous_severity: Severity = Field(description="the severity before; the same where it did not change")


class ComplaintTriaged(ComplaintEvent):
    """The case was assessed."""

    type: Literal["complaint.triaged"]
    data: Triaged


class ComplaintMessageAdded(ComplaintEvent):
    """The customer said more."""

    type: Literal["complaint.message_added"]
    data: Case


class Answered(Case):
    """An answer to the customer."""

    first: bool = Field(description="whether it is the first answer of its round")
    kept: bool | None = Field(
        description="whether the first answer came in time; null without such a promise"
    )


class ComplaintAnswered(ComplaintEvent):
    """A person replied to the customer."""

    type: Literal["complaint.answered"]
    data: Answered


class Asked(Case):
    """A question to the customer."""

    first: bool = Field(description="whether it is the first answer of its round")


class ComplaintAsked(ComplaintEvent):
    """A person asked the customer something, and the work waits for it."""

    type: Literal["complaint.asked"]
    data: Asked


class Resolved(Case):
    """A solution, with what was learnt."""

    cause: str = Field(description="code of the cause")
    department: str = Field(description="code of the responsible department")
    contractor: str | None = Field(description="code of the responsible contractor, if there is one")
    kept: bool | None = Field(description="whether it came in time; null without such a promise")


class ComplaintResolved(ComplaintEvent):
    """The matter is settled, as the staff sees it."""

    type: Literal["complaint.resolved"]
    data: Resolved


class VerdictGiven(Case):
    """What the customer says of the solution."""

    accepted: bool = Field(description="false reopens the case")
    rating: int = Field(ge=1, le=5, description="1 to 5")


class ComplaintVerdictGiven(ComplaintEvent):
    """The customer accepted the solution, or did not."""

    type: Literal["complaint.verdict_given"]
    data: VerdictGiven


class Reopened(Case):
    """A further round."""

    round: int = Field(ge=2, description="the round that begins, from 2")
    by: Literal["customer", "staff"] = Field(description="whose wish it was")


class ComplaintReopened(ComplaintEvent):
    """A resolved or closed case was taken up again."""

    type: Literal["complaint.reopened"]
    data: Reopened


class Closed(Case):
    """An end."""

    by: Literal["customer", "staff", "system"] = Field(
        description="by an accepting verdict, by hand, or by itself when none came"
    )


class ComplaintClosed(ComplaintEvent):
    """A resolved case ended."""

    type: Literal["complaint.closed"]
    data: Closed


class ComplaintRejected(ComplaintEvent):
    """A case out of scope was declined with a reasoned answer."""

    type: Literal["complaint.rejected"]
    data: Case


class Extended(Case):
    """A later promise."""

    clock: ClockName = Field(description="which promise")
    until: Instant = Field(description="the new deadline")


class ComplaintExtended(ComplaintEvent):
    """A later instant was promised, with a reason."""

    type: Literal["complaint.extended"]
    data: Extended


class Merged(Case):
    """Where a case went on."""

    into: Number = Field(description="number of the case it was joined to")


class ComplaintMerged(ComplaintEvent):
    """The case was joined to another one of the same person about the same matter."""

    type: Literal["complaint.merged"]
    data: Merged


class ComplaintImported(ComplaintEvent):
    """A case from another system's past was taken in; nobody is told of it."""

    type: Literal["complaint.imported"]
    data: Case


class Breached(Case):
    """A broken promise."""

    clock: ClockName = Field(description="which promise")
    round: int = Field(ge=1, description="of which round")
    due: Instant = Field(description="the deadline that was missed, however late that was seen")


class SlaBreached(ComplaintEvent):
    """A deadline passed unmet; once for each promise and round, never taken back."""

    type: Literal["sla.breached"]
    data: Breached


class StepTold(Contract):
    """One step of the ladder; a step is told once, ever."""

    clock: ClockName = Field(description="which promise it is about")
    round: int = Field(ge=1, description="of which round")
    step: str = Field(
        description="its name in the policy; `overdue:2` is a second repetition, `warn/manager` goes to the "
        "level above because nobody acknowledged `warn`, `at_once:critical` comes with the severity"
    )
    levels: tuple[Level, ...] = Field(min_length=1, description="who is to be told")
    due: Instant = Field(description="the deadline, missed or to come")


class Raised(Case):
    """All steps that are told together."""

    steps: tuple[StepTold, ...] = Field(min_length=1, description="after an outage all that were missed")
    acknowledge_by: Instant | None = Field(
        description="until when somebody should acknowledge before the next level is told; null at the top"
    )


class EscalationRaised(ComplaintEvent):
    """People are to be told that a promise is in danger or broken."""

    type: Literal["escalation.raised"]
    data: Raised


class Acknowledged(Case):
    """The step that somebody has seen."""

    clock: ClockName = Field(description="which promise it is about")
    round: int = Field(ge=1, description="of which round")
    step: str = Field(description="the step's name")


class EscalationAcknowledged(ComplaintEvent):
    """Somebody has seen the step that was waiting."""

    type: Literal["escalation.acknowledged"]
    data: Acknowledged


class LinksRequested(Contract):
    """Whose links."""

    contact: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")] = Field(
        description="keyed hash of the phone number or e-mail address"
    )


class FollowLinksRequested(Envelope):
    """Somebody wants the follow links of a contact's complaints sent to that contact, which may have none."""

    id: Annotated[str, StringConstraints(pattern=r"^find\..+$")]
    type: Literal["follow_links.requested"]
    subject: Annotated[str, StringConstraints(pattern=r"^find/.+$")]
    data: LinksRequested


EVENTS: tuple[type[Envelope], ...] = (
    ComplaintReceived,
    ComplaintAssigned,
    ComplaintTriaged,
    ComplaintMessageAdded,
    ComplaintAnswered,
    ComplaintAsked,
    ComplaintResolved,
    ComplaintVerdictGiven,
    ComplaintReopened,
    ComplaintClosed,
    ComplaintRejected,
    ComplaintExtended,
    ComplaintMerged,
    ComplaintImported,
    SlaBreached,
    EscalationRaised,
    EscalationAcknowledged,
    FollowLinksRequested,
)
"""Every contract, in the order of a case's life."""


def type_of(contract: type[Envelope]) -> str:
    """Give the `type` that a contract is about."""
    (name,) = get_args(contract.model_fields["type"].annotation)
    return str(name)


def read_event(envelope: Mapping[str, Any]) -> Envelope:
    """Read an event by its contract, converting nothing.

    Raises KeyError for an unknown type, pydantic's ValidationError for anything else that differs.
    """
    return _BY_TYPE[envelope["type"]].model_validate_json(json.dumps(envelope), strict=True)


_BY_TYPE = {type_of(contract): contract for contract in EVENTS}
