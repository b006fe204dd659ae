"""What staff read of early trends: what has risen beyond chance in the latest four weeks, with the evidence.

One request for each city: fourteen months of one sheet, or fifteen where the first day falls late in a month.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from hearthline.insight.daily import DAILY, Alike, alike
from hearthline.insight.periods import day_of, month_of
from hearthline.insight.reports.reading import ZONE, Audience, Reports
from hearthline.insight.store import InsightStore
from hearthline.insight.trends.chance import Counts
from hearthline.insight.trends.rises import (
    FALSE,
    FAMILIES,
    FEWEST,
    PERIODS,
    Rise,
    Span,
    counted,
    risen,
)
from hearthline.platform.access import Principal
from hearthline.platform.instants import instant
from hearthline.platform.problems import FieldError, Problem

DEFINITION: Final = {
    "zh": "最近四周明显多于往常的投诉：与同一组此前五十二周、按全部投诉的多少折算的数量相比。"
    "项目与类别按收到之日，原因与承建商按解决之日。所列各项中，预计至多百分之一出于偶然；投诉成批而来时会更多。",
    "en": "Complaints of the latest four weeks that are more than chance gives: against the same group's 52 "
    "weeks before, in proportion to all complaints. Projects and categories by the day of receipt, causes "
    "and contractors by the day of the solution. Of what is listed at most one in a hundred is expected to "
    "be there by chance, and some more where complaints come in clumps.",
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked for; without a day the latest whole one."""

    until: date | None = None
    city: str | None = None
    of: Audience = "customers"


class Trends:
    """Early trends, as far as the reader's cities go."""

    def __init__(self, store: InsightStore, reports: Reports) -> None:
        self._store = store
        self._reports = reports

    def read(self, principal: Principal, asking: Asking, now: datetime) -> dict[str, Any]:
        """Give what has risen, the rarest first; raise Problem 403, or 422 for a city or day there is not."""
        cities = self._reports.seen(principal, asking.city, now)
        span = span_of(asking, now)
        days = {city: self._days(city, span, apart=asking.of == "others") for city in cities}
        found = risen(counted(days, span))
        first, last = span.bounds(PERIODS - 1)
        return {
            "definition": DEFINITION,
            "of": asking.of,
            "cities": list(cities),
            "first": first.isoformat(),
            "last": last.isoformat(),
            "compared_from": span.since.isoformat(),
            "as_of": instant(now),
            "tested": found.tested,
            "fewest": FEWEST,
            "false_share": FALSE,
            "variation": [
                {"by": list(by), "factor": round(1 + excess, 3)} for by, excess in found.excess.items()
            ],
            "items": [_described(rise, span) for rise in found.rises],
        }

    def _days(self, city: str, span: Span, *, apart: bool) -> Iterator[Alike]:
        sheets = self._store.sheets(city, DAILY, month_of(span.since), month_of(span.until), apart=apart)
        return (one for month, sheet in sheets.items() for one in alike(month, sheet))


def span_of(asking: Asking, now: datetime) -> Span:
    """Give the periods that are asked for; raise Problem 422 for a day that is not over."""
    yesterday = day_of(now, ZONE.key) - timedelta(days=1)
    if asking.until and asking.until > yesterday:
        raise Problem.invalid([FieldError("?until", "The latest day that is over, or one before it.")])
    return Span(asking.until or yesterday)


def _described(rise: Rise, span: Span) -> dict[str, Any]:
    group, counts = rise.group, rise.counts
    least, most = rise.usual
    return {
        "by": list(group.by),
        "counted_when": FAMILIES[group.by],
        "city": group.city,
        "group": dict(zip(group.by, group.values, strict=True)),
        "count": counts.now,
        "expected": round(counts.expected, 2),
        "usual": {"least": least, "most": most},
        "p": rise.chance,
        "q": rise.false,
        "periods": [
            {
                "first": span.bounds(place)[0].isoformat(),
                "last": span.bounds(place)[1].isoformat(),
                "count": number,
                "expected": round(_at_usual_rate(counts, place), 2),
            }
            for place, number in enumerate(counts.of_group)
        ],
    }


def _at_usual_rate(counts: Counts, place: int) -> float:
    """Give how many there would be in a period at the usual rate of those before the last."""
    everything = sum(counts.of_all[:-1])
    return counts.before * counts.of_all[place] / everything if everything else 0.0
