"""The cases that have risen: read from the complaints themselves, shown where the sheets count them.

By the day of receipt they lie in the months of the latest weeks. By the day of the solution they may have
come long before: they are looked for in all the months that trends are told from, the newest first.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from hearthline.insight.contribution import contribution_of
from hearthline.insight.daily import CAME, days_of
from hearthline.insight.model import Case
from hearthline.insight.periods import Months, month_of
from hearthline.insight.reports.cases import case_line
from hearthline.insight.reports.reading import Reports
from hearthline.insight.reports.walking import ReceivedIn, Walk
from hearthline.insight.trends.reading import Asking, span_of
from hearthline.insight.trends.rises import FAMILIES, PERIODS, Span
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.cursors import Cursors
from hearthline.platform.problems import FieldError, Problem

READS_FOR_A_PAGE: Final = 16


class CasesOfTrends:
    """Lists of cases, for who may read reports and the work list."""

    def __init__(self, reports: Reports, received_in: ReceivedIn, cursors: Cursors) -> None:
        self._reports = reports
        self._received_in = received_in
        self._cursors = cursors

    def page(
        self,
        principal: Principal,
        asking: Asking,
        group: Mapping[str, str],
        now: datetime,
        *,
        limit: int,
        cursor: str | None,
    ) -> dict[str, Any]:
        """Give a page of a group's cases in the latest four weeks, the newest month of receipt first.

        Raise Problem 403, or 422 where these values are no group that is looked at.
        """
        cities = self._reports.seen(principal, asking.city, now)
        authorize_role(principal, Action.LIST)
        how = FAMILIES.get(tuple(group))
        if how is None:
            raise Problem.invalid([FieldError("?project", "Trends are not looked for by these together.")])
        span = span_of(asking, now)
        binding = f"trends|{principal.id}|{sorted(group.items())}|{span}|{asking.of}|{list(cities)}"
        start = self._cursors.open(binding, cursor) if cursor else {}
        first = span.bounds(PERIODS - 1)[0] if how == CAME else span.since
        months = Months(month_of(first), month_of(span.until))
        places = [(month, city) for month in reversed(list(months)) for city in cities]
        walk = Walk(self._received_in, places, lambda case: among(case, how, group, span))
        found, position = walk.go(start, limit, READS_FOR_A_PAGE, now, apart=asking.of == "others")
        return {
            "items": [case_line(case) for case in found],
            "next_cursor": self._cursors.seal(binding, position) if position else None,
        }


def among(case: Case, how: str, group: Mapping[str, str], span: Span) -> bool:
    """Say whether a case counts in the latest weeks of a group."""
    return any(
        day.how == how and span.place(day.on) == PERIODS - 1 and day.fits(group)
        for day in days_of(contribution_of(case))
    )
