"""The days that a state declares off, and those worked to make up for them, as far as they are published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

CHINA = "CN"


@dataclass(frozen=True, slots=True)
class OfficialList:
    """One year's list as published: each day is off (``True``) or a make-up working day (``False``).

    The year is that of the announcement: a list may also name days of the December before.
    """

    year: int
    days: tuple[tuple[date, bool], ...]
    published: bool


@dataclass(frozen=True, slots=True)
class OfficialDays:
    """What is known of a calendar's official days: a package's years, and an operator's lists over them.

    A list replaces the package's whole year, also when it says that the year isn't published. A calendar with
    neither source nor lists has no official days, and nothing about it is unknown.
    """

    source: str | None
    lists: tuple[OfficialList, ...]

    def is_known(self, year: int) -> bool:
        """Whether the year's official days are published and known here."""
        if self.source is None and not self.lists:
            return True
        return year in self._known_years()

    def known_until(self) -> date | None:
        """The last day before the first year that isn't known; ``None`` when every year is.

        ``date.min`` when no year at all is known. Known years after a gap don't count.
        """
        if self.source is None and not self.lists:
            return None
        known = self._known_years()
        if not known:
            return date.min
        year = min(known)
        while year + 1 in known:
            year += 1
        return date(year, 12, 31)

    def in_year(self, year: int) -> Mapping[date, bool]:
        """The year's official days in order; true where off, false where worked to make up."""
        days: dict[date, bool] = {}
        if not any(each.year == year for each in self.lists):
            days.update(self._packaged().get(year, {}))
        for each in sorted(self.lists, key=lambda each: each.year):
            days.update((day, off) for day, off in each.days if day.year == year)
        return dict(sorted(days.items()))

    def last_year(self) -> int:
        """The last year that can have an official day, 0 if none has."""
        listed = (day.year for each in self.lists for day, _ in each.days)
        return max([0, *self._packaged(), *listed])

    def _known_years(self) -> set[int]:
        published = {each.year for each in self.lists if each.published}
        unpublished = {each.year for each in self.lists if not each.published}
        return (set(self._packaged()) | published) - unpublished

    def _packaged(self) -> Mapping[int, Mapping[date, bool]]:
        return _chinese_years() if self.source == CHINA else {}


@cache
def _chinese_years() -> Mapping[int, Mapping[date, bool]]:
    """The years that the package chinesecalendar knows, under the same rule by which it refuses others."""
    import chinese_calendar

    off: Mapping[date, str] = chinese_calendar.holidays
    made_up: Mapping[date, str] = chinese_calendar.workdays
    years: dict[int, dict[date, bool]] = {year: {} for year in range(min(off).year, max(off).year + 1)}
    for days, is_off in ((off, True), (made_up, False)):
        for day in days:
            years[day.year][day] = is_off
    return years
