"""When the monthly digest is due, and of which month it is. Pure."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hearthline.insight.periods import day_of, month_of
from hearthline.platform.wall_time import first_instant, midnight

AT: Final = timedelta(hours=8)
"""The time of day by the city's clock."""
OF_USE: Final = timedelta(days=10)
"""How late a digest still goes. What is older is left out: after an outage, and before the first one."""
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CityDays:
    """A city's clock, and the days on which it works."""

    zone: str
    works: Callable[[date], bool]


def due_in(city: CityDays, first: date) -> datetime:
    """Give the instant in a month, named by its first day: the first working day, at eight.

    In a month in which nothing is worked it is the first day.
    """
    days = [first + A_DAY * place for place in range(31)]
    own = (day for day in days if day.month == first.month and city.works(day))
    return first_instant(ZoneInfo(city.zone), midnight(next(own, first)) + AT)


def next_due(cities: Collection[CityDays], now: datetime) -> datetime:
    """Give the next instant at which a digest is due in any of the cities; tomorrow where there are none."""
    return min((_next(city, now) for city in cities), default=now + A_DAY)


def told_at(cities: Collection[CityDays], now: datetime) -> str | None:
    """Give the month that a digest of all these cities is of, as YYYY-MM: the latest that is due in each.

    None where that has been due for too long, or there are no cities.
    """
    if not cities:
        return None
    first = min(_latest(city, now) for city in cities)
    if now - max(due_in(city, first) for city in cities) > OF_USE:
        return None
    return month_of(first - A_DAY)


def _next(city: CityDays, now: datetime) -> datetime:
    this = _first(city, now)
    at = due_in(city, this)
    return at if at > now else due_in(city, (this + 31 * A_DAY).replace(day=1))


def _latest(city: CityDays, now: datetime) -> date:
    """Give the first day of the latest month in which the digest was due by now."""
    this = _first(city, now)
    return this if due_in(city, this) <= now else (this - A_DAY).replace(day=1)


def _first(city: CityDays, now: datetime) -> date:
    return day_of(now, city.zone).replace(day=1)
