"""What staff read: the catalog of reports, and a report over some months, with the time before beside it.

Nothing is reckoned from single complaints. A report reads of each city the sheets of one dimension: twelve
items a year, and as many of the time before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from hearthline.insight.improvements import GROUP as WHOLE_GROUP
from hearthline.insight.periods import Months
from hearthline.insight.reports.catalog import REPORTS
from hearthline.insight.reports.lines import Read, dimension_of, lines_of
from hearthline.insight.reports.model import Column, Line, Report
from hearthline.insight.sheets import Counters
from hearthline.insight.store import InsightStore
from hearthline.platform.access import Action, Principal, authorize, authorize_role
from hearthline.platform.problems import FieldError, Problem

MOST_MONTHS: Final = 12
ZONE: Final = ZoneInfo("Asia/Shanghai")
"""In which it is told which month is the present one, where none is asked for."""

Cities = Callable[[datetime], Mapping[str, str]]
"""Gives the cities that there are, in their order, each with its time zone."""

Than = Literal["before", "year_before"]
Audience = Literal["customers", "others"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; None takes what is usual."""

    first: str | None = None
    last: str | None = None
    by: str | None = None
    city: str | None = None
    than: Than = "before"
    of: Audience = "customers"


@dataclass(frozen=True, slots=True)
class Asked:
    """A report as it was asked for, checked: its months, the time before, its cities."""

    report: Report
    by: str
    now: Months
    before: Months
    cities: tuple[str, ...]
    apart: bool


class Reports:
    """Reports, as far as the reader's cities go."""

    def __init__(self, store: InsightStore, cities: Cities) -> None:
        self._store = store
        self._cities = cities

    def catalog(self, principal: Principal) -> dict[str, Any]:
        """Give the reports that there are, with what they can be broken down by; raise Problem 403."""
        authorize_role(principal, Action.READ_REPORT)
        return {"items": [_described(report) for report in REPORTS.values()]}

    def read(self, principal: Principal, name: str, wanted: Wanted, now: datetime) -> dict[str, Any]:
        """Give a report; raise Problem 403, 404, or 422 for what it can't be asked for."""
        asked = self.asked(principal, name, wanted, now)
        lines = self.lines(asked)
        whole, *groups = lines
        shown = _ordered(asked, groups)
        return {
            **_described(asked.report),
            "months": {"first": asked.now.first, "last": asked.now.last},
            "months_before": {"first": asked.before.first, "last": asked.before.last},
            "broken_down_by": asked.by,
            "cities": [city for city in asked.cities if city],
            "of": "others" if asked.apart else "customers",
            "total": _line(asked.report, whole),
            "lines": [
                {**_line(asked.report, line), "cumulative": reached}
                for line, reached in _shares(asked, shown, whole)
            ],
        }

    def asked(self, principal: Principal, name: str, wanted: Wanted, now: datetime) -> Asked:
        """Check what was asked for."""
        authorize_role(principal, Action.READ_REPORT)
        report = REPORTS.get(name)
        if report is None:
            raise Problem.not_found()
        by = wanted.by or report.by[0]
        errors = []
        if by not in report.by:
            errors.append(FieldError("?by", "This report can't be broken down by it."))
        months = _months(wanted, now)
        if not 1 <= len(months) <= MOST_MONTHS:
            errors.append(FieldError("?to", "One to twelve months, from the first to the last."))
        if errors:
            raise Problem.invalid(errors)
        before = months.before() if wanted.than == "before" else months.year_before()
        cities = tuple(self.seen(principal, wanted.city, now))
        if report.improvements and principal.hq and wanted.city is None:
            cities = (*cities, WHOLE_GROUP)
        return Asked(report, by, months, before, cities, wanted.of == "others")

    def lines(self, asked: Asked) -> list[Line]:
        """Read a report: one request or two for each city."""
        dimension = dimension_of(asked.report, asked.by)
        read = [Read(city, self._sheets(asked, city, dimension)) for city in asked.cities]
        return lines_of(asked.by, read, asked.now, asked.before)

    def _sheets(self, asked: Asked, city: str, dimension: str) -> Mapping[str, Counters]:
        """Read both times, in one request where nothing lies between them."""
        spans = [(asked.before.first, asked.before.last), (asked.now.first, asked.now.last)]
        if len(Months(asked.before.first, asked.now.last)) == len(asked.before) + len(asked.now):
            spans = [(asked.before.first, asked.now.last)]
        found: dict[str, Counters] = {}
        for first, last in spans:
            found |= self._store.sheets(city, dimension, first, last, apart=asked.apart)
        return found

    def seen(self, principal: Principal, city: str | None, now: datetime) -> dict[str, str]:
        """Give the cities that a reader sees, or that one, each with its zone; raise Problem 403 or 422."""
        authorize_role(principal, Action.READ_REPORT)
        cities = self._cities(now)
        if city is None:
            return {code: zone for code, zone in cities.items() if principal.sees(code)}
        authorize(principal, Action.READ_REPORT, city)
        if city not in cities:
            raise Problem.invalid([FieldError("?city", "No such city; GET /api/catalog lists them.")])
        return {city: cities[city]}


def _months(wanted: Wanted, now: datetime) -> Months:
    present = f"{now.astimezone(ZONE):%Y-%m}"
    last = wanted.last or wanted.first or present
    return Months(wanted.first or last, last)


def _described(report: Report) -> dict[str, Any]:
    return {
        "name": report.name,
        "title": dict(report.title),
        "definition": dict(report.words),
        "by": list(report.by),
        "columns": [
            {
                "name": column.name,
                "unit": column.unit.value,
                "definition": dict(column.words),
                "cases": column.counted is not None,
            }
            for column in report.columns
        ],
    }


def _ordered(asked: Asked, groups: list[Line]) -> list[Line]:
    """Put the largest first; months and days stand in their order."""
    if asked.by in {"month", "day"}:
        return groups
    first = asked.report.columns[0]
    return sorted(groups, key=lambda line: (-(first.value(line.now) or 0), line.group))


def _shares(asked: Asked, lines: list[Line], whole: Line) -> list[tuple[Line, float | None]]:
    """Give each line with the share of all that stands in the lines up to it."""
    first = asked.report.columns[0]
    total = first.value(whole.now) or 0
    reached: int | float = 0
    found: list[tuple[Line, float | None]] = []
    for line in lines:
        reached += first.value(line.now) or 0
        cumulative = round(reached / total, 4) if asked.report.cumulative and total else None
        found.append((line, cumulative))
    return found


def _line(report: Report, line: Line) -> dict[str, Any]:
    return {
        "group": line.group or None,
        "values": {column.name: _figure(column, line.now) for column in report.columns},
        "before": {column.name: _figure(column, line.before) for column in report.columns},
    }


def _figure(column: Column, counters: Counters) -> dict[str, Any]:
    return {"value": column.value(counters), "n": column.n(counters) if column.n else None}
