"""What the groups of reports are called: the names behind codes, and times as people say them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hearthline.insight.periods import Months
from hearthline.pages.directory import Directory
from hearthline.pages.times import day_in_words, month_in_words, short_month, short_year, year_in_words

IN_TIME: Final = frozenset({"year", "month", "day"})
"""What comes one after the other; anything else stands by its size."""
MOST_DAYS: Final = 366
_EACH: Final = 5
"""Of the days of a month every fifth has its name below the chart."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Names in one language; `own` are the words of the pages of reports, `listed` those of other pages."""

    names: Directory
    own: Mapping[str, Any]
    listed: Mapping[str, Mapping[str, str]]

    def name(self, by: str, code: str | None) -> str:
        """Give what a group is called; None is the one of those that have no such value."""
        if code is None:
            return str(self.own["none"].get(by, self.own["none"]["other"]))
        told = self._from_directory(by)
        return told(code) if told else str(self._listed(by).get(code, code))

    def short(self, by: str, code: str | None) -> str | None:
        """Give what stands below a column: of days some alone; None where it is the name itself."""
        if by == "year" and code:
            return short_year(code, self.names.language)
        if by == "month" and code:
            return short_month(code, self.names.language)
        if by == "day" and code:
            return str(int(code[8:])) if int(code[8:]) % _EACH == 1 else ""
        return None

    def _from_directory(self, by: str) -> Callable[[str], str] | None:
        language = self.names.language
        told: Mapping[str, Callable[[str], str]] = {
            "city": self.names.city,
            "team": self.names.team,
            "handler": self.names.person,
            "category": self.names.category,
            "cause": self.names.cause,
            "department": self.names.department,
            "contractor": self.names.contractor,
            "year": lambda year: year_in_words(year, language),
            "month": lambda month: month_in_words(month, language),
            "day": lambda day: _day(day, language),
        }
        return told.get(by)

    def _listed(self, by: str) -> Mapping[str, str]:
        found: Mapping[str, str] = self.listed.get(by) or self.own["groups"].get(by, {})
        return found


def _day(code: str, language: str) -> str:
    """Give a day; a day of the time before may stand beside one that its month has not, as the 31st."""
    try:
        return day_in_words(date.fromisoformat(code), language)
    except ValueError:
        return code


def all_in_time(by: str, months: Months, groups: Collection[str]) -> list[str]:
    """Give each year, month or day that there is, also those of which nothing was counted."""
    if by == "year":
        return months.years()
    if by == "month":
        return list(months)
    last = max(groups, default="")
    days = (date.fromisoformat(f"{months.first}-01") + timedelta(days=place) for place in range(MOST_DAYS))
    return [day.isoformat() for day in days if day.isoformat() <= last and f"{day:%Y-%m}" <= months.last]
