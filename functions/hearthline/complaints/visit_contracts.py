"""The contracts of repair visits and of what they leave to be done."""

from typing import Literal

from pydantic import Field

from hearthline.complaints.contract_parts import Case, ComplaintEvent, EntryKey
from hearthline.complaints.parts import VisitOutcome
from hearthline.platform.event_contracts import Contract, Instant


class VisitPlan(Case):
    """When somebody comes."""

    visit: int = Field(ge=1, description="which visit of the case, from 1")
    since: Instant = Field(description="when it begins")
    until: Instant = Field(description="when it ends")
    contractor: str | None = Field(description="who comes, if it is a contractor")
    answer: EntryKey | None = Field(description="the answer that came with it, if one did")


class VisitPlanned(ComplaintEvent):
    """A repair visit was planned with the customer."""

    type: Literal["visit.planned"]
    data: VisitPlan


class WorkDue(Contract):
    """Something still to be done."""

    work: int = Field(ge=1, description="which work of the case, from 1")
    due: Instant = Field(description="until when")


class VisitReport(Case):
    """What came of a visit."""

    visit: int = Field(ge=1, description="which visit of the case")
    outcome: VisitOutcome = Field(description="what came of it")
    works: tuple[WorkDue, ...] = Field(description="what it found still to be done: `work` and `due` of each")


class VisitReported(ComplaintEvent):
    """A visit was reported."""

    type: Literal["visit.reported"]
    data: VisitReport


class VisitEnded(Contract):
    """A visit that is over."""

    visit: int = Field(ge=1, description="which visit of the case")
    until: Instant = Field(description="when it ended")


class VisitsUnreported(Case):
    """Visits of which nobody has said what came of them."""

    visits: tuple[VisitEnded, ...] = Field(min_length=1, description="`visit` and `until` of each")


class VisitUnreported(ComplaintEvent):
    """Visits are over and unreported; once for each visit."""

    type: Literal["visit.unreported"]
    data: VisitsUnreported


class WorksOverdue(Case):
    """Works that should have been done."""

    works: tuple[WorkDue, ...] = Field(min_length=1, description="`work` and `due` of each")


class WorkOverdue(ComplaintEvent):
    """Outstanding works are past their due instants; once for each work."""

    type: Literal["work.overdue"]
    data: WorksOverdue


class Finished(Case):
    """A work that is done."""

    work: int = Field(ge=1, description="which work of the case")
    due: Instant = Field(description="until when it was due")
    in_time: bool = Field(description="whether it was done by then")


class WorkFinished(ComplaintEvent):
    """An outstanding work is done."""

    type: Literal["work.finished"]
    data: Finished
