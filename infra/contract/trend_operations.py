"""The operations of early trends, and what they answer."""

from collections.abc import Mapping
from typing import Literal

from hearthline.insight.trends.bodies import TrendCasesQuery, TrendsQuery
from hearthline.platform.access import ALLOWED, Action
from infra.contract.insight_operations import ReportedCase
from infra.contract.operations import Answer, Operation
from infra.contract.values import Count, Day, Instant, Shape, Words

Dimension = Literal["project", "category", "cause", "contractor"]


class UsualCounts(Shape):
    """What would surprise nobody: 95 in 100 counts by chance, the least and the most included."""

    least: Count
    most: Count


class TrendPeriod(Shape):
    """Four weeks, and what was counted in them."""

    first: Day
    last: Day
    count: Count
    expected: float
    """What there would be at the usual rate, in proportion to all complaints of these weeks."""


class RisenGroup(Shape):
    """Complaints that have risen beyond chance, with the evidence."""

    by: list[Dimension]
    counted_when: Literal["came", "solved"]
    """Whether they count on the day when they were received, or on the day of their solution."""
    city: str | None
    """The city of a project; null for groups of all the cities that were read."""
    group: dict[str, str]
    """What they have in common: a value for each of `by`."""
    count: Count
    expected: float
    usual: UsualCounts
    p: float
    """How often chance alone gives so many or more."""
    q: float
    """The expected share of false alarms among all groups that are as rare or rarer."""
    periods: list[TrendPeriod]
    """Fourteen periods of four weeks, the oldest first; the last one is judged."""


class Variation(Shape):
    """How counts of one kind of groups vary."""

    by: list[Dimension]
    factor: float
    """Their variance over that of chance alone; 1 where they come one by one."""


class TrendsView(Shape):
    """What has risen in the latest four weeks, as far as the reader's cities go."""

    definition: Words
    of: Literal["customers", "others"]
    cities: list[str]
    first: Day
    last: Day
    compared_from: Day
    as_of: Instant
    tested: Count
    fewest: Count
    """Groups of fewer complaints in all 56 weeks are not tested."""
    false_share: float
    """The largest `q` that is listed."""
    variation: list[Variation]
    items: list[RisenGroup]


class TrendCases(Shape):
    """A page of cases, the newest month of receipt first."""

    items: list[ReportedCase]
    next_cursor: str | None


_FOR = f"For {', '.join(sorted(ALLOWED[Action.READ_REPORT]))}, as far as their cities go."

TRENDS: tuple[Operation, ...] = (
    Operation(
        "GET /api/insight/trends",
        "readTrends",
        "Reports",
        "What has risen beyond chance",
        "Projects, categories, causes, contractors, and pairs of them, whose complaints of the latest four "
        f"weeks are more than chance gives; docs/trends.md. {_FOR}",
        (Answer(200, "What has risen, the rarest first.", TrendsView),),
        query=TrendsQuery,
        staff=True,
    ),
    Operation(
        "GET /api/insight/trends/cases",
        "listTrendCases",
        "Reports",
        "The cases of what has risen",
        "Those of the latest four weeks that have all the values in common that are given. A page may be "
        f"shorter than asked for and yet have a next one. {_FOR}",
        (Answer(200, "A page of cases.", TrendCases),),
        query=TrendCasesQuery,
        staff=True,
    ),
)

_ASKING: Mapping[str, str] = {
    "until": "The last day of the four weeks; the latest day that is over where it is not said.",
    "city": "One city alone.",
    "of": "Complaints of `customers`, or of `others`: partners, staff and the press.",
}
TREND_WORDS: Mapping[str, Mapping[str, str]] = {
    "TrendsQuery": _ASKING,
    "TrendCasesQuery": {
        **_ASKING,
        "project": "The project that they have in common.",
        "category": "The category.",
        "cause": "The cause, by the day of the solution.",
        "contractor": "The contractor, by the day of the solution.",
        "limit": "At most this many.",
        "cursor": "`next_cursor` of the page before, of this very list.",
    },
}
