"""The bodies of commands beyond answering: where a case goes, remedies, the board, visits and works."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from hearthline.complaints import commands, remedy_commands, visit_commands
from hearthline.complaints.parts import RemedyKind, VisitOutcome
from hearthline.platform.fields import Body, Code, Long, Moment, Place, Reason, by_value

MOST_FEN = 10_000_000_000
"""The most that can be typed as compensation: a hundred million yuan."""


class NothingBody(Body):
    """A command without fields; the body may be left out."""


class ReasonBody(Body):
    """`reject`, `reopen` and `hide`."""

    reason: Reason


class TransferBody(Body):
    """`transfer`."""

    team: Code
    reason: Reason


class HeardBody(Body):
    """`heard`."""

    text: Long
    channel: Literal["hotline", "counter", "email", "wechat", "property_office", "employee"] | None = None


class MergeBody(Body):
    """`merge`."""

    into: Annotated[str, Field(min_length=1, max_length=40)]


class OfferBody(Body):
    """`offer`: compensation has an amount, and nothing else has."""

    remedy: Annotated[RemedyKind, by_value(RemedyKind)]
    amount: Annotated[int, Field(ge=1, le=MOST_FEN)] | None = None
    text: Long

    @model_validator(mode="after")
    def money_for_compensation(self) -> "OfferBody":
        """Refuse compensation of nothing, and money for anything else."""
        if (self.remedy is RemedyKind.COMPENSATION) != (self.amount is not None):
            raise ValueError("Give an amount for compensation, and for nothing else.")
        return self


class ApproveBody(Body):
    """`approve`; the body may be left out."""

    remedy: Annotated[int, Field(ge=1)] | None = None


class DeclineBody(Body):
    """`decline`."""

    reason: Reason
    remedy: Annotated[int, Field(ge=1)] | None = None


class VisitBody(Body):
    """`visit`."""

    since: Moment
    until: Moment
    contractor: Place | None = None
    text: Long | None = None

    @model_validator(mode="after")
    def in_order(self) -> "VisitBody":
        """Refuse a visit that ends before it begins."""
        if self.until <= self.since:
            raise ValueError("`until` must be later than `since`.")
        return self


class WorkBody(Body):
    """Something that is still to be done."""

    what: Reason
    due: Moment
    contractor: Place | None = None


class VisitedBody(Body):
    """`visited`: `more_work` names the works, and nothing else does."""

    visit: Annotated[int, Field(ge=1)]
    outcome: Annotated[VisitOutcome, by_value(VisitOutcome)]
    text: Long | None = None
    works: Annotated[list[WorkBody], Field(max_length=20, default_factory=list)]

    @model_validator(mode="after")
    def works_where_there_are_some(self) -> "VisitedBody":
        """Refuse more work of which nobody says what it is, and works that nobody has seen."""
        if (self.outcome is VisitOutcome.MORE_WORK) != bool(self.works):
            raise ValueError("Name the works for more_work, and for nothing else.")
        return self

    def command(self) -> visit_commands.ReportVisit:
        """Give the command."""
        works = tuple(visit_commands.PlannedWork(work.what, work.due, work.contractor) for work in self.works)
        return visit_commands.ReportVisit(self.visit, self.outcome, self.text, works)


class FinishBody(Body):
    """`finish`."""

    work: Annotated[int, Field(ge=1)]
    text: Long | None = None


Build = Callable[[Any], commands.Command]

CASEWORK: Mapping[str, tuple[type[Body], Build]] = {
    "transfer": (TransferBody, lambda body: commands.Transfer(body.team, body.reason)),
    "heard": (HeardBody, lambda body: commands.Heard(body.text, body.channel)),
    "merge": (MergeBody, lambda body: commands.Merge(body.into)),
    "offer": (OfferBody, lambda body: remedy_commands.Offer(body.remedy, body.text, body.amount)),
    "approve": (ApproveBody, lambda body: remedy_commands.Approve(body.remedy)),
    "decline": (DeclineBody, lambda body: remedy_commands.Decline(body.reason, body.remedy)),
    "publish": (NothingBody, lambda _: commands.Publish()),
    "hide": (ReasonBody, lambda body: commands.Hide(body.reason)),
    "visit": (
        VisitBody,
        lambda body: visit_commands.PlanVisit(body.since, body.until, body.contractor, body.text),
    ),
    "visited": (VisitedBody, lambda body: body.command()),
    "finish": (FinishBody, lambda body: visit_commands.FinishWork(body.work, body.text)),
}
