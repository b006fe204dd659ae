"""Letters on how a building goes on: one for each project and month, to the buyers who wait. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from hearthline.lifecycle.model import HomeFacts, LetterRules
from hearthline.lifecycle.timetable import Local
from hearthline.platform.fingerprints import alike
from hearthline.platform.wall_time import first_instant, midnight

GOOD_FOR: Final = timedelta(days=30)
"""How long after it was sent a letter is of use."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, by language; `month` is that of the city. Once it is sent, nothing of it changes."""

    city: str
    project: str
    month: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    short: Mapping[str, str]
    written_by: str
    written_at: datetime
    version: int = 1
    sent_at: datetime | None = None
    sent_by: str | None = None
    message_class: str = "service"


def month_of(local: Local, at: datetime) -> str:
    """Give the month of an instant by a city's clock, `2026-11`."""
    return f"{at.astimezone(local.zone):%Y-%m}"


def months_open(local: Local, now: datetime) -> tuple[str, str]:
    """Give the months that a letter may be of: this one and the one before."""
    first = now.astimezone(local.zone).date().replace(day=1)
    return f"{first:%Y-%m}", f"{first - timedelta(days=1):%Y-%m}"


def next_reminder(rules: LetterRules, local: Local, now: datetime) -> datetime:
    """Give the next instant at which a missing letter is told: of this month, or of the next."""
    today = now.astimezone(local.zone).date()
    this = _instant(today.replace(day=rules.remind_on), rules, local)
    if this > now:
        return this
    later = today.replace(day=28) + timedelta(days=4)
    return _instant(later.replace(day=rules.remind_on), rules, local)


def waits(facts: HomeFacts | None, city: str, project: str) -> bool:
    """Tell whether a home of this project is sold and not handed over, however the project is spelled."""
    sale = facts.sale if facts else None
    if facts is None or sale is None or sale.handed_over_on is not None:
        return False
    return facts.city == city and alike(facts.project) == alike(project)


def _instant(day: date, rules: LetterRules, local: Local) -> datetime:
    return first_instant(local.zone, midnight(day) + rules.at)
