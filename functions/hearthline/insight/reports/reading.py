"""What staff read: the catalog of reports, and a report over some months, with the time before beside it.

Nothing is reckoned from single complaints. A report reads of each city the sheets of one dimension: twelve
items a year, and as many of the time before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from hearthline.insight.club import CLUB_NOW, NOW
from hearthline.insight.improvements import GROUP as WHOLE_GROUP
from hearthline.insight.periods import Months
from hearthline.insight.reports import views
from hearthline.insight.reports.catalog import REPORTS
from hearthline.insight.reports.club_lines import with_ends, with_worth
from hearthline.insight.reports.lines import Read, dimension_of, lines_of, monthly, within_of
from hearthline.insight.reports.model import UNKNOWN, Column, Kept, Line, Report, Shown
from hearthline.insight.reports.surveyed import CAMPAIGN, FUNNEL, Surveys, filled, people
from hearthline.insight.sheets import YEAR, Counters
from hearthline.insight.store import InsightStore
from hearthline.platform.access import ALLOWED, Action, Principal, authorize, authorize_role
from hearthline.platform.problems import FieldError, Problem

MOST_MONTHS: Final = 12
MOST_YEARS: Final = 12
"""By the year a sheet is read for each, so as many items as of a year by months."""
ZONE: Final = ZoneInfo("Asia/Shanghai")
"""In which it is told which month is the present one, where none is asked for."""

Cities = Callable[[datetime], Mapping[str, str]]
"""Gives the cities that there are, in their order, each with its time zone."""

Surveyed = Callable[[], Surveys]
"""Gives what knows of surveys, which reports on complaints don't load."""

Worth = Callable[[datetime], tuple[int, int] | None]
"""Gives how many points of the club are worth how many fen; None where it says nothing of that."""

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
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A report as it was asked for, checked: its months, the time before, its cities.

    `within` is the one value that it is about, "" for those without one, None for all of them. `present` is
    the month that it is.
    """

    report: Report
    by: str
    now: Months
    before: Months
    cities: tuple[str, ...]
    apart: bool
    within: str | None = None
    present: str = ""

    @property
    def of_what(self) -> str | None:
        """What `within` is a value of."""
        return self.report.within.get(self.by) if self.within is not None else None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The figures that are known of what was asked for."""
        return tuple(one for one in self.report.columns if one.few or self.within is None)


class Reports:
    """Reports, as far as the reader's cities go."""

    def __init__(self, store: InsightStore, cities: Cities, surveys: Surveyed, worth: Worth) -> None:
        self._store = store
        self._cities = cities
        self._surveys = surveys
        self._worth = worth

    def catalog(self, principal: Principal) -> dict[str, Any]:
        """Give the reports that one may read, with what they can be broken down by; raise Problem 403."""
        authorize_role(principal, Action.READ_REPORT)
        ours = [one for one in REPORTS.values() if _may(principal, one)]
        return {"items": [views.described(report, report.columns) for report in ours]}

    def described(self, principal: Principal, name: str) -> dict[str, Any]:
        """Give one of them; raise Problem 403, or 404."""
        report = _named(principal, name)
        return views.described(report, report.columns)

    def read(self, principal: Principal, name: str, wanted: Wanted, now: datetime) -> dict[str, Any]:
        """Give a report; raise Problem 403, 404, or 422 for what it can't be asked for."""
        asked = self.asked(principal, name, wanted, now)
        if asked.report.surveyed:
            return {**_shown(*self._surveyed(principal, asked, now)), "spreads": []}
        lines = self.lines(asked)
        if asked.report.kept is Kept.NOW:
            lines = with_worth(lines, self._worth(now))
        shown = [views.figured(asked.columns, line) for line in lines]
        if asked.report.kept is Kept.NOW:
            shown = [replace(line, before=dict.fromkeys(line.before, UNKNOWN)) for line in shown]
        spread = () if asked.within is not None else asked.report.spreads
        return {
            **_shown(asked, shown[0], shown[1:]),
            "spreads": [views.spread(one, lines[0]) for one in spread],
        }

    def asked(self, principal: Principal, name: str, wanted: Wanted, now: datetime) -> Asked:
        """Check what was asked for."""
        report = _named(principal, name)
        by = wanted.by or report.by[0]
        months = _months(wanted, by, now)
        if errors := [*_misplaced(report, by, wanted), *_too_many(months, by)]:
            raise Problem.invalid(errors)
        before = months.before() if wanted.than == "before" else months.year_before()
        cities = tuple(self.seen(principal, wanted.city, now))
        if report.everywhere and principal.hq and wanted.city is None:
            cities = (*cities, WHOLE_GROUP)
        return Asked(report, by, months, before, cities, wanted.of == "others", wanted.within, month_at(now))

    def lines(self, asked: Asked) -> list[Line]:
        """Read a report: one request or two for each city; where it tells of ends of months, one more."""
        what, value = asked.of_what, asked.within
        dimension = dimension_of(asked.report, asked.by, what)
        read = [Read(city, self._sheets(asked, city, dimension)) for city in asked.cities]
        pick = within_of(asked.by, what, value) if what is not None and value is not None else None
        lines = lines_of(asked.by, read, asked.now, asked.before, pick)
        if not asked.report.ends:
            return lines
        standing = {
            city: self._store.sheets(city, CLUB_NOW, NOW, NOW, apart=asked.apart).get(NOW, {})
            for city in asked.cities
        }
        return with_ends(lines, asked.by, read, standing, asked.now, asked.before, asked.present)

    def _surveyed(
        self, principal: Principal, asked: Asked, now: datetime
    ) -> tuple[Asked, Shown, list[Shown]]:
        """Read a report on what was asked; where none was named, of which campaign it is."""
        surveys = self._surveys()
        if asked.report.name == FUNNEL:
            span = Months(asked.before.first, asked.now.last)
            found = surveys.launched(principal, span)
            return asked, *people(found, asked.columns, asked.by, asked.now, asked.before)
        if asked.by == CAMPAIGN:
            answered = surveys.waves(principal, asked.now)
        else:
            answered = surveys.groups(principal, asked.by, asked.within, asked.now, now)
        return replace(asked, within=answered.within), *filled(asked.columns, answered)

    def _sheets(self, asked: Asked, city: str, dimension: str) -> Mapping[str, Counters]:
        """Read both times, in one request where nothing lies between them."""
        if asked.report.kept is Kept.NOW:
            now = self._store.sheets(city, dimension, NOW, NOW, apart=asked.apart)
            return {asked.now.last: now.get(NOW, {})}
        spans = [(asked.before.first, asked.before.last), (asked.now.first, asked.now.last)]
        if asked.report.ends:
            # How many there were follows from how many there are now.
            spans = [(min(asked.before.first, asked.now.first), max(asked.now.last, asked.present))]
        elif len(Months(asked.before.first, asked.now.last)) == len(asked.before) + len(asked.now):
            spans = [(asked.before.first, asked.now.last)]
        found: dict[str, Counters] = {}
        for first, last in spans:
            if asked.by == YEAR:
                found |= self._store.sheets(city, dimension, first[:4], last[:4], apart=asked.apart)
            elif asked.report.kept is Kept.BY_YEAR:
                years = self._store.sheets(city, dimension, first[:4], last[:4], apart=asked.apart)
                found |= monthly(years)
            else:
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


def _named(principal: Principal, name: str) -> Report:
    """Give a report that one may read; raise Problem 403, or 404."""
    authorize_role(principal, Action.READ_REPORT)
    report = REPORTS.get(name)
    if report is None:
        raise Problem.not_found()
    if report.needs is not None:
        authorize_role(principal, Action.READ_REPORT, report.needs)
    return report


def _may(principal: Principal, report: Report) -> bool:
    return report.needs is None or bool(principal.roles & ALLOWED[report.needs])


def month_at(now: datetime) -> str:
    """Give the month that it is."""
    return f"{now.astimezone(ZONE):%Y-%m}"


def _months(wanted: Wanted, by: str, now: datetime) -> Months:
    last = wanted.last or wanted.first or month_at(now)
    months = Months(wanted.first or last, last)
    return months.whole_years() if by == YEAR else months


def _misplaced(report: Report, by: str, wanted: Wanted) -> list[FieldError]:
    """Give what a report can't be asked for: breakdowns that there are not, parameters that say nothing."""
    given = {
        "from": wanted.first is not None,
        "to": wanted.last is not None,
        "than": wanted.than != "before",
        "city": wanted.city is not None,
        "of": wanted.of != "customers",
    }
    errors = [
        FieldError(f"?{name}", "This report can't be asked for it.")
        for name, asked in given.items()
        if asked and name not in report.takes
    ]
    if by not in (report.by if wanted.within is None else report.within):
        errors.append(FieldError("?by", "This report can't be broken down by it."))
    return errors


def _too_many(months: Months, by: str) -> list[FieldError]:
    if by == YEAR:
        if 1 <= len(months.years()) <= MOST_YEARS:
            return []
        return [FieldError("?to", "One to twelve years, from the first to the last.")]
    if 1 <= len(months) <= MOST_MONTHS:
        return []
    return [FieldError("?to", "One to twelve months, from the first to the last.")]


def _shown(asked: Asked, whole: Shown, groups: list[Shown]) -> dict[str, Any]:
    first = asked.columns[0]
    lines = views.ordered(asked.by, first, groups)
    return {
        **views.described(asked.report, asked.columns),
        "months": {"first": asked.now.first, "last": asked.now.last},
        "months_before": {"first": asked.before.first, "last": asked.before.last},
        "broken_down_by": asked.by,
        "within_value": asked.within,
        "cities": [city for city in asked.cities if city],
        "of": "others" if asked.apart else "customers",
        "total": views.total(whole),
        "lines": list(views.shares(first, lines, whole if asked.report.cumulative else None)),
    }
