"""The operations of reports, and what they answer."""

from collections.abc import Mapping
from typing import Literal

from hearthline.complaints.model import ClockName
from hearthline.insight.reports.bodies import OpenQuery, ReportCasesQuery, ReportFileQuery, ReportQuery
from hearthline.insight.reports.files import XLSX_TYPE
from hearthline.platform.access import ALLOWED, Action
from infra.contract.case_view_answers import CaseRaised
from infra.contract.operations import Answer, Operation
from infra.contract.values import Count, Instant, Month, Number, Shape, Words


class ReportColumn(Shape):
    """A figure of a report."""

    name: str
    unit: Literal["count", "share", "fen", "minutes", "mean", "score", "points"]
    """`share` is 0 to 1, `score` -100 to 100, money integer fen, `minutes` the bound of the step that holds a
    quantile, `points` those of the club."""
    definition: Words
    cases: bool
    """Whether its cases can be listed."""
    within: bool
    """Whether it is known within one value, too."""
    interval: bool
    """Whether its figures say what chance leaves open of them."""


class ReportDescription(Shape):
    """What a report says, and what it can be broken down by."""

    name: str
    title: Words
    definition: Words
    by: list[str]
    within: dict[str, str]
    """What it can be broken down by within one value (`?within=`), and of what that is a value."""
    takes: list[Literal["from", "to", "than", "city", "of"]]
    """The parameters that say something of it, beside `by` and `within`."""
    columns: list[ReportColumn]


class ReportCatalog(Shape):
    """The reports that there are."""

    items: list[ReportDescription]


class ReportFigure(Shape):
    """A figure, and how many it is of; null where nothing was counted, or where it is a count."""

    value: float | None
    n: Count | None
    low: float | None
    """The bounds at 95 %; null where it has none."""
    high: float | None
    hidden: bool
    """Whether it is not shown, so that nobody is known by it."""


class ReportTotal(Shape):
    """A line of a report: its figures by column, now and in the time before."""

    group: str | None
    """The value of what it is broken down by; null for those that have none, and for all together."""
    label: str | None
    """What the group is called, where it is an id."""
    values: dict[str, ReportFigure]
    before: dict[str, ReportFigure]


class ReportLine(ReportTotal):
    """One group's line."""

    cumulative: float | None
    """The share of all in the lines up to this one, where the report says so."""


class DurationStep(Shape):
    """How many took longer than `after` minutes and `until` at most; null for any longer time."""

    after: Count
    until: Count | None
    number: Count
    before: Count
    """In the time before."""


class DurationSpread(Shape):
    """How long something took, in steps."""

    name: str
    definition: Words
    steps: list[DurationStep]


class ReportMonths(Shape):
    """Months, the first and the last included."""

    first: Month
    last: Month


class ReportView(ReportDescription):
    """A report over some months, as far as the reader's cities go."""

    months: ReportMonths
    months_before: ReportMonths
    broken_down_by: str
    within_value: str | None
    """The value of `within` that it is about, empty for those without one; null for all of them."""
    cities: list[str]
    of: Literal["customers", "others"]
    total: ReportTotal
    spreads: list[DurationSpread]
    """Of all together, where the report has any."""
    lines: list[ReportLine]


class ReportedCase(Shape):
    """A case behind a figure; nothing of who complained."""

    number: Number
    received_at: Instant
    city: str
    kind: str
    severity: str
    status: str
    project: str | None
    category: str | None
    cause: str | None
    department: str | None
    contractor: str | None
    team: str
    handler: str | None


class BrokenPromise(Shape):
    """A promise that was broken, at its deadline's own instant."""

    clock: ClockName
    at: Instant


class ReportedCaseLine(ReportedCase):
    """A case behind a figure, and in the report on broken promises who was told of them."""

    breaches: list[BrokenPromise] | None
    """Null in any other report; so is `told`."""
    told: list[CaseRaised] | None


class ReportedCases(Shape):
    """A page of them, the newest month first."""

    items: list[ReportedCaseLine]
    next_cursor: str | None


class OpenAge(Shape):
    """Open complaints of one age."""

    until_days: Count | None
    """Days since the day of receipt, this many included; null for any more."""
    open: int
    by_severity: dict[str, int]


class OpenCity(Shape):
    """Open complaints of a city."""

    city: str
    open: int


class OpenReport(Shape):
    """What is open, and for how long."""

    definition: Words
    of: Literal["customers", "others"]
    open: int
    lines: list[OpenAge]
    cities: list[OpenCity]


_FOR = f"For {', '.join(sorted(ALLOWED[Action.READ_REPORT]))}, as far as their cities go."

INSIGHT: tuple[Operation, ...] = (
    Operation(
        "GET /api/insight/reports",
        "listReports",
        "Reports",
        "The reports that there are",
        f"Each with its definition, its figures, and what it can be broken down by. {_FOR}",
        (Answer(200, "The catalog.", ReportCatalog),),
        staff=True,
    ),
    Operation(
        "GET /api/insight/reports/{name}",
        "readReport",
        "Reports",
        "A report over some months",
        "Figures with their n, and those of the time before beside them; docs/reports.md. The largest group "
        f"stands first, months and days in their order. {_FOR}",
        (Answer(200, "The report.", ReportView),),
        {404: "No such report."},
        query=ReportQuery,
        staff=True,
    ),
    Operation(
        "GET /api/insight/reports/{name}/export",
        "exportReport",
        "Reports",
        "A report as a file",
        "The same figures as CSV, or as a workbook with the definitions on a sheet of their own. No text is "
        f"ever run as a formula. {_FOR}",
        (Answer(200, "The file.", files=("text/csv", XLSX_TYPE)),),
        {404: "No such report."},
        query=ReportFileQuery,
        staff=True,
    ),
    Operation(
        "GET /api/insight/reports/{name}/cases",
        "listReportCases",
        "Reports",
        "The cases behind a figure",
        "Those that a figure of a group counts, read from the cases themselves. A page may be shorter than "
        f"asked for and yet have a next one. {_FOR}",
        (Answer(200, "A page of cases.", ReportedCases),),
        {404: "No such report."},
        query=ReportCasesQuery,
        staff=True,
    ),
    Operation(
        "GET /api/insight/open",
        "readOpen",
        "Reports",
        "What is open, and for how long",
        f"By the days since the day of receipt, and by severity. {_FOR}",
        (Answer(200, "What is open.", OpenReport),),
        query=OpenQuery,
        staff=True,
    ),
)

_MONTHS: Mapping[str, str] = {
    "from": "The first month; the last one where it is not said.",
    "to": "The last month; the present one where neither is said. Twelve at most.",
    "by": "What it is broken down by, one of the report's `by`; the first of them where it is not said.",
    "city": "One city alone.",
    "than": "What it is compared with: as many months `before`, or the same ones of the `year_before`.",
    "of": "Complaints of `customers`, or of `others`: partners, staff and the press.",
    "within": "One value of what the report's `within` names for `by`; empty for those without one.",
}
INSIGHT_WORDS: Mapping[str, Mapping[str, str]] = {
    "ReportQuery": _MONTHS,
    "ReportFileQuery": {**_MONTHS, "format": "What kind of file."},
    "ReportCasesQuery": {
        **_MONTHS,
        "column": "The figure, by the name of its column.",
        "group": "The group; empty for the one without a value, all together where it is not said.",
        "limit": "At most this many.",
        "cursor": "`next_cursor` of the page before, of this very list.",
    },
    "OpenQuery": {"city": _MONTHS["city"], "of": _MONTHS["of"]},
}
