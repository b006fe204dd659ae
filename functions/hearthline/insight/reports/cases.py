"""The cases that a figure of a report counts: read from the complaints themselves, by the very same rule.

A case is shown where what it adds to the sheets is in the figure; so a list and its figure can only differ
while a change is on its way. Nothing in a line says who complained: that is read in the case, and recorded.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from hearthline.insight.contribution import contribution_of
from hearthline.insight.model import Case
from hearthline.insight.reports.model import Column
from hearthline.insight.reports.reading import Asked, Reports, Wanted
from hearthline.insight.reports.walking import ReceivedIn, Walk
from hearthline.insight.sheets import YEAR
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.cursors import Cursors
from hearthline.platform.ids import display
from hearthline.platform.instants import instant
from hearthline.platform.problems import FieldError, Problem

MOST_TOLD: Final = 25
"""Cases of a page that says who was told: each is a request more."""
READS_FOR_A_PAGE: Final = 8
"""Pages of cases that one request looks through; then it gives what it found, and where to go on."""
_SHOWN: Final = (
    *("city", "kind", "severity", "status", "project", "category", "cause"),
    *("department", "contractor", "team", "handler"),
)

Ladder = Callable[[str], Sequence[Mapping[str, Any]]]
"""Gives, of a complaint by its number, who was told of which promise, and who acknowledged it when."""


class CasesOfReports:
    """Lists of cases, for who may read reports and the work list."""

    def __init__(self, reports: Reports, received_in: ReceivedIn, ladder: Ladder, cursors: Cursors) -> None:
        self._reports = reports
        self._received_in = received_in
        self._ladder = ladder
        self._cursors = cursors

    def page(
        self,
        principal: Principal,
        name: str,
        wanted: Wanted,
        column: str,
        group: str | None,
        now: datetime,
        *,
        limit: int,
        cursor: str | None,
    ) -> dict[str, Any]:
        """Give a page, newest month first; raise Problem 403, 404, or 422 for a figure without cases."""
        asked = self._reports.asked(principal, name, wanted, now)
        authorize_role(principal, Action.LIST)
        counter = _column(asked, column).counted
        if counter is None:
            raise Problem.invalid([FieldError("?column", "This figure has no list of cases.")])
        binding = f"report|{principal.id}|{column}|{group}|{asked}"
        start = self._cursors.open(binding, cursor) if cursor else {}
        year = group if asked.by == YEAR and group else ""
        months = [month for month in reversed(list(asked.now)) if month.startswith(year)]
        places = [(month, place) for month in months for place in asked.cities]

        def shown(case: Case) -> bool:
            return counts(case, asked.by, group, counter) and _within(case, asked)

        walk = Walk(self._received_in, places, shown)
        most = min(limit, MOST_TOLD) if asked.report.told else limit
        found, position = walk.go(start, most, READS_FOR_A_PAGE, now, apart=asked.apart)
        return {
            "items": [{**case_line(case), **self._told(asked, case)} for case in found],
            "next_cursor": self._cursors.seal(binding, position) if position else None,
        }

    def _told(self, asked: Asked, case: Case) -> dict[str, Any]:
        if not asked.report.told:
            return {"breaches": None, "told": None}
        broken = [{"clock": breach.clock, "at": instant(breach.at)} for breach in case.breaches]
        return {"breaches": broken, "told": list(self._ladder(case.number))}


def counts(case: Case, by: str, group: str | None, counter: str) -> bool:
    """Say whether a case is in a figure; `group` None is all groups together, "" the one without a name."""
    cohort = contribution_of(case)[0]
    if not cohort.counts.get(counter):
        return False
    if group is None:
        return True
    match by:
        case "city":
            return cohort.city == group
        case "year":
            return cohort.period.startswith(group)
        case "month":
            return cohort.period == group
        case "day":
            return f"{cohort.period}-{_day(cohort.groups)}" == group
    return f"{by}={group}" in cohort.groups


def _within(case: Case, asked: Asked) -> bool:
    if asked.within is None:
        return True
    return f"{asked.of_what}={asked.within}" in contribution_of(case)[0].groups


def _day(groups: Sequence[str]) -> str:
    return next(name.removeprefix("day=") for name in groups if name.startswith("day="))


def _column(asked: Asked, name: str) -> Column:
    found = next((column for column in asked.columns if column.name == name), None)
    if found is None:
        raise Problem.invalid([FieldError("?column", "This report has no such figure.")])
    return found


def case_line(case: Case) -> dict[str, Any]:
    """Give what a list shows of a case."""
    return {
        "number": display(case.number),
        "received_at": instant(case.received_at),
        **{name: getattr(case, name) for name in _SHOWN},
    }
