"""Which steps a home's facts ask for, and when each is. Pure.

A step is a function of the facts and the document alone: told in another order, late or twice, the facts add
up to the same home, and so to the same steps. What was done is looked at elsewhere.
"""

import hashlib
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hearthline.lifecycle.model import Deed, Heir, HomeFacts, Planned, Rules, Sale, StepRule, Trigger, When
from hearthline.platform.wall_time import first_instant, midnight

DAY: Final = timedelta(days=1)
LONGEST_SEARCH: Final = 400
"""Days among which a working one is looked for; a calendar that works on none of them is no calendar."""


@dataclass(frozen=True, slots=True)
class Local:
    """A city's clock, and on which days it works."""

    zone: ZoneInfo
    is_working_day: Callable[[date], bool]


def timetable(facts: HomeFacts, rules: Rules, local: Local, now: datetime) -> tuple[Planned, ...]:
    """Give the steps that are to be done by now and are not too late, and the next of each that is to come.

    In the order of their instants. A survey is no step of this timetable: its campaign asks by itself.
    """
    sale = facts.sale
    if sale is None:
        return ()
    steps = [
        step
        for rule in rules.steps
        if rule.does is not Deed.SURVEY
        for step in _of_rule(rule, sale, local, now)
    ]
    return tuple(sorted(steps, key=lambda step: (step.at, step.code, step.occurrence)))


def stands(facts: HomeFacts, rule: StepRule, contract: str, occurrence: str) -> bool:
    """Tell whether what a step follows from still stands, whenever the step is or was."""
    sale = facts.sale
    if sale is None or sale.contract != contract or _cause(rule, sale) is None:
        return False
    return rule.after is not Trigger.OWNERSHIP_TRANSFERRED or occurrence == _owners(sale)


def _of_rule(rule: StepRule, sale: Sale, local: Local, now: datetime) -> Iterator[Planned]:
    cause = _cause(rule, sale)
    if cause is None or rule.when is None:
        return
    place = 0
    while True:
        place += 1
        at = instant_of(rule.when, cause, local, place)
        if at + rule.late >= now:
            yield Planned(sale.contract, rule.code, _occurrence(rule, sale, place), at)
        if at > now or rule.when.every_months is None:
            return


def instant_of(when: When, cause: date, local: Local, place: int = 1) -> datetime:
    """Give the instant of a step, the `place`-th of its kind, after the day of its cause."""
    months = when.months + (place - 1) * (when.every_months or 0)
    day = _months_later(cause, months) + timedelta(days=when.days)
    for _ in range(when.working_days):
        day = working_day(day + DAY, local)
    if when.working_day:
        day = working_day(day, local)
    return first_instant(local.zone, midnight(day) + when.at)


def _cause(rule: StepRule, sale: Sale) -> date | None:
    """Give the day that a step follows from; None where there is no such day, or where it has ended."""
    cause = _day(rule.after, sale)
    if cause is None or (rule.until is not None and _day(rule.until, sale) is not None):
        return None
    passed_on = sale.transferred_on is not None and sale.transferred_on >= cause
    ended = passed_on and rule.on_transfer is Heir.ENDS and rule.after is not Trigger.OWNERSHIP_TRANSFERRED
    return None if ended else cause


def _day(trigger: Trigger, sale: Sale) -> date | None:
    match trigger:
        case Trigger.CONTRACT_SIGNED:
            return sale.signed_on
        case Trigger.HANDED_OVER:
            return sale.handed_over_on
        case Trigger.OWNERSHIP_TRANSFERRED:
            return sale.transferred_on


def _occurrence(rule: StepRule, sale: Sale, place: int) -> str:
    """Name the how-manieth it is: of a transfer, the one to these owners, also where its day is corrected."""
    return _owners(sale) if rule.after is Trigger.OWNERSHIP_TRANSFERRED else str(place)


def _owners(sale: Sale) -> str:
    return hashlib.sha256("\n".join(sorted(sale.owners)).encode()).hexdigest()[:8]


def _months_later(day: date, months: int) -> date:
    """Give the same day so many months later; the last one of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def working_day(day: date, local: Local) -> date:
    """Give the first day on which a city works, from this one on."""
    for later in range(LONGEST_SEARCH):
        if local.is_working_day(day + later * DAY):
            return day + later * DAY
    return day
