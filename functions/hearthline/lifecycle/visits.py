"""Visits to homes: the task that a step opens, and what becomes of it. Pure.

    open ──plan──► planned ──not met──► open, after three times not_met
    open, planned ──report──► done, or refused
    open, planned ──its cause is gone──► cancelled
    planned ──the home is passed on──► open: the date was agreed with others
    open, planned ──its time is over──► the same: that it is overdue is told, once in four weeks

Whoever is visited is looked up when somebody asks: a visit holds ids of persons alone, and what was noted of
it, which goes when one of them is taken out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from hearthline.lifecycle.model import HomeFacts, Planned, StepRule
from hearthline.lifecycle.timetable import DAY, Local, stands, working_day
from hearthline.platform.wall_time import first_instant, midnight

MOST_TRIES: Final = 3
"""How often nobody is met before a visit is given up."""
MOST_COMPLAINTS: Final = 20
"""Complaints that are filed from one visit."""
UNDONE: Final = "undone"
REMIND_AT: Final = timedelta(hours=9)
"""Time of the day, by the city's clock, at which it is told that a visit is overdue."""
REMIND_AGAIN: Final = timedelta(weeks=4)


class VisitState(StrEnum):
    """Where a visit stands."""

    OPEN = "open"
    PLANNED = "planned"
    DONE = "done"
    NOT_MET = "not_met"
    REFUSED = "refused"
    CANCELLED = "cancelled"


OWED: Final = frozenset({VisitState.OPEN, VisitState.PLANNED})
"""Where somebody still has to go there."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was written down of one try, by whom. It may say something of persons."""

    at: datetime
    by: str
    outcome: VisitState
    text: str | None = None


@dataclass(frozen=True, slots=True)
class HomeVisit:
    """One visit that a home is owed, from `due_from` to `due`, days of its city.

    `owners` are all who owned the home while it was owed. `passed_on` is the transfer that it reckons with.
    `reminded_at` is when it was last told that it is overdue.
    """

    home: str
    mark: str
    contract: str
    step: str
    occurrence: str
    city: str
    project: str
    building: str
    unit: str
    due_from: date
    due: date
    state: VisitState
    made_at: datetime
    changed_at: datetime
    version: int = 1
    assignee: str | None = None
    planned_at: datetime | None = None
    tries: int = 0
    owners: tuple[str, ...] = ()
    passed_on: date | None = None
    notes: tuple[Note, ...] = ()
    complaints: tuple[str, ...] = ()
    reason: str | None = None
    reminded_at: datetime | None = None

    @property
    def id(self) -> str:
        """What the API calls it."""
        return f"{self.home}-{self.mark}"


@dataclass(frozen=True, slots=True)
class Turn:
    """A visit before and after a change, and what others are told of it: the end of the event's type."""

    before: HomeVisit | None
    after: HomeVisit
    told: str


class VisitRefused(Exception):
    """The state of a visit stands against it; `code` is the reason, `data` what stands there."""

    def __init__(self, code: str, data: dict[str, Any]) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


def opened(
    facts: HomeFacts, step: Planned, rule: StepRule, local: Local, earlier: Sequence[HomeVisit], now: datetime
) -> Turn:
    """Give the visit that a step opens: for who visited the home last, if anybody did."""
    sale = facts.sale
    day = step.at.astimezone(local.zone).date()
    known = max((one for one in earlier if one.assignee), key=lambda one: one.changed_at, default=None)
    visit = HomeVisit(
        home=facts.home,
        mark=step.mark,
        contract=step.contract,
        step=step.code,
        occurrence=step.occurrence,
        city=facts.city,
        project=facts.project,
        building=facts.building,
        unit=facts.unit,
        due_from=day,
        due=day + timedelta(days=rule.visit_days),
        state=VisitState.OPEN,
        made_at=now,
        changed_at=now,
        assignee=known.assignee if known else None,
        owners=sale.owners if sale else (),
        passed_on=sale.transferred_on if sale else None,
    )
    return Turn(None, visit, "opened")


def followed(visit: HomeVisit, facts: HomeFacts, rule: StepRule | None, now: datetime) -> Turn | None:
    """Give what a change of its home makes of a visit; None where it makes nothing.

    Where the document does not have the step any more, the visit that it opened stays.
    """
    sale = facts.sale
    if visit.state not in OWED:
        return None
    same = sale is not None and sale.contract == visit.contract
    if not same or (rule is not None and not stands(facts, rule, visit.contract, visit.occurrence)):
        gone = {"state": VisitState.CANCELLED, "planned_at": None, "reason": UNDONE}
        return Turn(visit, _next(visit, now, **gone), "cancelled")
    if sale is None or sale.transferred_on == visit.passed_on:
        return None
    owners = tuple(dict.fromkeys((*visit.owners, *sale.owners)))
    theirs = {"owners": owners, "passed_on": sale.transferred_on}
    return Turn(visit, _next(visit, now, state=VisitState.OPEN, planned_at=None, **theirs), "passed_on")


def next_reminder(visit: HomeVisit, local: Local) -> datetime | None:
    """Give the instant at which it is told that a visit is overdue; None where nobody owes it any more.

    The first is on the next working day after its last day, or after the day that was agreed where that is
    later; another one every four weeks.
    """
    if visit.state not in OWED:
        return None
    agreed = visit.planned_at.astimezone(local.zone).date() if visit.planned_at else visit.due
    day = working_day(max(visit.due, agreed) + DAY, local)
    first = first_instant(local.zone, midnight(day) + REMIND_AT)
    return max(first, visit.reminded_at + REMIND_AGAIN) if visit.reminded_at else first


def overdue(visit: HomeVisit, local: Local, now: datetime) -> Turn | None:
    """Give the reminder of a visit that is owed still; None where it is not due."""
    at = next_reminder(visit, local)
    if at is None or at > now:
        return None
    return Turn(visit, _next(visit, now, reminded_at=now), "overdue")


def assigned(visit: HomeVisit, to: str, now: datetime) -> Turn | None:
    """Give a visit to somebody; None where they have it already. Raises VisitRefused."""
    _owed(visit)
    if visit.assignee == to:
        return None
    return Turn(visit, _next(visit, now, assignee=to), "assigned")


def planned(visit: HomeVisit, at: datetime, by: str, now: datetime) -> Turn | None:
    """Plan an instant that was agreed with the owners; who plans has it, where nobody had. As `assigned`."""
    _owed(visit)
    after = replace(visit, state=VisitState.PLANNED, planned_at=at, assignee=visit.assignee or by)
    if after == visit:
        return None
    return Turn(visit, _next(after, now), "planned")


def reported(visit: HomeVisit, outcome: VisitState, text: str | None, by: str, now: datetime) -> Turn:
    """Write down what came of a try: `done`, `refused` or `not_met`. Raises VisitRefused.

    Where nobody was met the visit is owed still, but for the third time.
    """
    _owed(visit)
    tries = visit.tries + 1
    again = outcome is VisitState.NOT_MET and tries < MOST_TRIES
    after = _next(
        visit,
        now,
        state=VisitState.OPEN if again else outcome,
        planned_at=None if again else visit.planned_at,
        assignee=visit.assignee or by,
        tries=tries,
        notes=(*visit.notes, Note(now, by, outcome, text)),
    )
    return Turn(visit, after, "reported")


def found(visit: HomeVisit, number: str, now: datetime) -> Turn | None:
    """Note a complaint that was filed of what was found; None where it is noted. Raises VisitRefused."""
    if number in visit.complaints:
        return None
    if visit.state is VisitState.CANCELLED:
        raise VisitRefused("visit_ended", _standing(visit))
    if len(visit.complaints) >= MOST_COMPLAINTS:
        raise VisitRefused("too_many", _standing(visit))
    return Turn(visit, _next(visit, now, complaints=(*visit.complaints, number)), "complaint_filed")


def without_notes(visit: HomeVisit, now: datetime) -> HomeVisit:
    """Give a visit without what was written of it: outcome and instant stay."""
    return _next(visit, now, notes=tuple(replace(note, text=None) for note in visit.notes))


def _owed(visit: HomeVisit) -> None:
    if visit.state not in OWED:
        raise VisitRefused("visit_ended", _standing(visit))


def _standing(visit: HomeVisit) -> dict[str, Any]:
    return {"status": visit.state.value, "version": visit.version}


def _next(visit: HomeVisit, now: datetime, **changes: Any) -> HomeVisit:
    return replace(visit, version=visit.version + 1, changed_at=now, **changes)
