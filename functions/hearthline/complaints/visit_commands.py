"""What can be asked of visits and outstanding works: one small value for each command."""

from dataclasses import dataclass
from datetime import datetime

from hearthline.complaints.parts import VisitOutcome


@dataclass(frozen=True, slots=True)
class PlanVisit:
    """Plan a repair visit; with a text it answers the customer, too."""

    since: datetime
    until: datetime
    contractor: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """Something that a visit found still to be done, and until when."""

    what: str
    due: datetime
    contractor: str | None = None


@dataclass(frozen=True, slots=True)
class ReportVisit:
    """Say what came of a visit; only `more_work` leaves works behind."""

    visit: int
    outcome: VisitOutcome
    text: str | None = None
    works: tuple[PlannedWork, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishWork:
    """Say that an outstanding work is done."""

    work: int
    text: str | None = None


VisitCommand = PlanVisit | ReportVisit | FinishWork
