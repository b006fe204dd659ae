"""Each report against a plain recount by DuckDB, over complaints that nothing of the product has added up."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, cast

import duckdb
import pytest

from benchmarks.insight_year import CITIES, Year
from hearthline.insight.counting import Counting
from hearthline.insight.model import Case, position_of
from hearthline.insight.periods import Months
from hearthline.insight.recurrence import WITHIN
from hearthline.insight.reports.ageing import AGES, Ageing
from hearthline.insight.reports.cases import CasesOfReports, counts
from hearthline.insight.reports.catalog import REPORTS
from hearthline.insight.reports.reading import MOST_MONTHS, Reports, Wanted
from hearthline.insight.store import InsightStore
from hearthline.platform.access import Principal
from hearthline.platform.cursors import Cursors
from hearthline.platform.problems import Problem
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from tests.unit.surveys.memory import MemoryTable

NOW = datetime(2026, 12, 15, 4, tzinfo=UTC)
GROUP = Principal("ma", frozenset({"manager"}), hq=True)
MANAGER = Principal("wei", frozenset({"manager"}), frozenset({"sz"}))
HALF = Wanted("2026-07", "2026-12")

TABLE = """
CREATE TABLE cases (
  number TEXT, city TEXT, apart BOOLEAN, received TIMESTAMP, month TEXT, kind TEXT, status TEXT,
  severity TEXT, project TEXT, category TEXT, cause TEXT, department TEXT, contractor TEXT,
  channel TEXT, team TEXT,
  handler TEXT, filer TEXT, answered TIMESTAMP, resolved TIMESTAMP, closed TIMESTAMP, answer_kept BOOLEAN,
  minutes DOUBLE, rating INT, accepted BOOLEAN, reopened TIMESTAMP, fen BIGINT, fen_taken BIGINT,
  offers INT, taken INT, breaches INT, home TEXT
)
"""
SHARE = "round(count(*) FILTER ({above}) / nullif(count(*) FILTER ({below}), 0), 4)"


def facts(case: Case) -> list[Any]:
    """Give a row: the complaint as the simulation says it is, in columns of their own."""
    received, answered, resolved = map(_local, (case.received_at, case.answered_at, case.resolved_at))
    (answer,) = (one for one in case.promises if one.clock == "answer")
    took = (answer.met_at - answer.started).total_seconds() / 60 if answer.met_at else None
    assert received is not None
    return [
        *(case.number, case.city, case.apart, received, f"{received:%Y-%m}", case.kind, case.status),
        *(case.severity, case.project, case.category, case.cause, case.department, case.contractor),
        *(case.channel, case.team, case.handler, case.filer, answered, resolved, _local(case.closed_at)),
        *(answer.kept, took, case.judged and case.judged.rating, case.judged and case.judged.accepted),
        _local(case.reopened[0]) if case.reopened else None,
        sum(one.amount for one in case.offered),
        sum(one.amount for one in case.offered if one.accepted),
        len(case.offered),
        sum(one.accepted for one in case.offered),
        len(case.breaches),
        case.home,
    ]


def _local(at: datetime | None) -> datetime | None:
    return datetime.fromtimestamp(at.timestamp() + 8 * 3600, UTC).replace(tzinfo=None) if at else None


class Office:
    """A year that was counted, its reports, and the same complaints in DuckDB."""

    def __init__(self) -> None:
        standing: dict[str, Case] = {}
        for change in Year(500, 30, seed=3).changes():
            standing[change.case.number] = change.case
        self.cases = standing
        self.table = MemoryTable()
        self.store = InsightStore(cast("Table", self.table))
        Counting(self.store, lambda numbers, _: [standing[one] for one in numbers]).count(standing, NOW)
        self.reports = Reports(self.store, lambda _: dict.fromkeys(CITIES, "Asia/Shanghai"))
        self.plain = duckdb.connect()
        self.plain.execute(TABLE)
        rows = [facts(one) for one in standing.values()]
        places = ", ".join("?" * len(rows[0]))
        self.plain.executemany(f"INSERT INTO cases VALUES ({places})", rows)

    def report(self, name: str, wanted: Wanted = HALF, who: Principal = GROUP) -> dict[str, Any]:
        return self.reports.read(who, name, wanted, NOW)

    def lines(self, name: str, wanted: Wanted = HALF) -> dict[Any, dict[str, Any]]:
        """Give the figures of a report by group, without groups of the time before alone."""
        found = {line["group"]: figures(line["values"]) for line in self.report(name, wanted)["lines"]}
        return {group: line for group, line in found.items() if any(line.values())}

    def recount(self, by: str, figures_: Mapping[str, str]) -> dict[Any, dict[str, Any]]:
        """Give the same by a plain query over the second half of the year."""
        asked = ", ".join(f"{sql} AS {name}" for name, sql in figures_.items())
        found = self.plain.execute(
            f"SELECT {by}, {asked} FROM cases "
            "WHERE month BETWEEN '2026-07' AND '2026-12' AND NOT apart GROUP BY 1"
        ).fetchall()
        return {row[0]: dict(zip(figures_, row[1:], strict=True)) for row in found}


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    office = Office()
    yield office
    office.plain.close()


def figures(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: figure["value"] for name, figure in values.items()}


def same(lines: Mapping[Any, Mapping[str, Any]], again: Mapping[Any, Mapping[str, Any]]) -> None:
    names = list(next(iter(again.values())))
    assert {group: {name: line[name] for name in names} for group, line in lines.items()} == again


@pytest.mark.parametrize(
    "by", ["city", "month", "project", "category", "channel", "severity", "filer", "handler"]
)
def test_the_promise_is_a_plain_recount(office: Office, by: str) -> None:
    again = office.recount(
        by,
        {
            "received": "count(*)",
            "kept": "count(*) FILTER (answer_kept)",
            "broken": "count(*) FILTER (NOT answer_kept)",
            "answered_in_time": SHARE.format(above="answer_kept", below="answer_kept IS NOT NULL"),
            "open": "count(*) FILTER (status NOT IN ('resolved', 'closed', 'rejected', 'merged'))",
        },
    )

    same(office.lines("promise", Wanted("2026-07", "2026-12", by)), again)


def test_a_median_lies_in_the_step_that_is_given(office: Office) -> None:
    ((median, slow),) = office.plain.execute(
        "SELECT quantile_disc(minutes, 0.5), quantile_disc(minutes, 0.9) FROM cases "
        "WHERE NOT apart AND month BETWEEN '2026-07' AND '2026-12'"
    ).fetchall()

    total = figures(office.report("promise")["total"]["values"])

    assert total["median_to_answer_over"] < median <= total["median_to_answer_until"]
    assert total["p90_to_answer_over"] < slow <= total["p90_to_answer_until"]


@pytest.mark.parametrize("by", ["cause", "category", "department"])
def test_causes_are_a_plain_recount_and_add_up(office: Office, by: str) -> None:
    again = office.recount(
        by,
        {
            "received": "count(*)",
            "complaints": "count(*) FILTER (kind = 'complaint')",
            "repairs": "count(*) FILTER (kind = 'repair')",
            "settled": "count(*) FILTER (status IN ('resolved', 'closed'))",
            "share_reopened": "round(count(reopened) / count(*), 4)",
            "rated_well": SHARE.format(above="rating >= 4", below="rating IS NOT NULL"),
        },
    )
    wanted = Wanted("2026-07", "2026-12", by)

    same(office.lines("causes", wanted), again)
    cumulative = [line["cumulative"] for line in office.report("causes", wanted)["lines"]]
    assert cumulative == sorted(cumulative)
    assert cumulative[-1] == 1.0


def test_contractors_are_a_plain_recount_and_so_is_what_came_back(office: Office) -> None:
    days = WITHIN.days
    again = office.recount(
        "contractor",
        {
            "received": "count(*)",
            "repairs": "count(*) FILTER (kind = 'repair')",
            "settled": "count(*) FILTER (status IN ('resolved', 'closed'))",
            "recurred": f"""count(*) FILTER (contractor IS NOT NULL AND resolved IS NOT NULL AND EXISTS (
                SELECT 1 FROM cases later WHERE later.home = cases.home AND later.category = cases.category
                AND later.number <> cases.number AND later.kind IN ('complaint', 'repair')
                AND later.status NOT IN ('merged', 'rejected') AND later.received > cases.resolved
                AND later.received <= cases.resolved + INTERVAL {days} DAY))""",
            "accepted": "count(*) FILTER (accepted)",
            "refused": "count(*) FILTER (NOT accepted)",
            "mean_rating": "round(avg(rating), 2)",
        },
    )

    same(office.lines("contractors"), again)


def test_the_cost_of_remedies_is_a_plain_recount(office: Office) -> None:
    again = office.recount(
        "project",
        {
            "received": "count(*)",
            "offers": "sum(offers)",
            "taken": "sum(taken)",
            "fen_offered": "sum(fen)",
            "fen_taken": "sum(fen_taken)",
        },
    )

    same(office.lines("remedies", Wanted("2026-07", "2026-12", "project")), again)


@pytest.mark.parametrize("by", ["handler", "team", "month"])
def test_what_staff_did_is_a_plain_recount_by_the_day_on_which_it_was_done(office: Office, by: str) -> None:
    group = "strftime(done, '%Y-%m')" if by == "month" else by
    acts = ("answered", "resolved", "closed", "reopened")
    each = " UNION ALL ".join(
        f"SELECT handler, team, status, '{act}' AS what, {act} AS done FROM cases WHERE NOT apart"
        for act in acts
    )
    found = office.plain.execute(
        f"SELECT {group}, what, count(*) FROM ({each}) "
        "WHERE strftime(done, '%Y-%m') BETWEEN '2026-07' AND '2026-12' "
        "AND NOT (what = 'closed' AND status <> 'closed') GROUP BY ALL"
    ).fetchall()
    names = dict(zip(acts, ("answers", "solutions", "closings", "reopenings"), strict=True))
    again: dict[Any, dict[str, int]] = {}
    for name, what, number in found:
        again.setdefault(name, dict.fromkeys(names.values(), 0))[names[what]] = number

    lines = office.lines("staff", Wanted("2026-07", "2026-12", by))

    same({name: line for name, line in lines.items() if any(line[one] for one in names.values())}, again)


def test_what_is_open_is_a_plain_recount_by_its_age(office: Office) -> None:
    ages = office.plain.execute(
        "SELECT date_diff('day', received::DATE, DATE '2026-12-15') AS days, severity, count(*) FROM cases "
        "WHERE NOT apart AND status NOT IN ('resolved', 'closed', 'rejected', 'merged') GROUP BY ALL"
    ).fetchall()
    found = Ageing(office.reports, office.store).read(GROUP, None, "customers", NOW)

    again = dict.fromkeys((*AGES, None), 0)
    for days, _, number in ages:
        again[next((age for age in AGES if days <= age), None)] += number
    assert {line["until_days"]: line["open"] for line in found["lines"]} == again
    assert found["open"] == sum(one["open"] for one in found["cities"]) == sum(again.values())


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_over_a_year_with_the_year_before_reads_four_hundred_items_at_most(
    office: Office, name: str
) -> None:
    read: list[int] = []
    office.store._table = cast("Table", Watched(office.table, read))
    try:
        for by in REPORTS[name].by:
            read.clear()
            office.report(name, Wanted("2026-01", "2026-12", by))
            assert 0 < sum(read) <= 400
            assert len(read) == len(CITIES)
    finally:
        office.store._table = cast("Table", office.table)


class Watched:
    """A table that notes how many items its queries give."""

    def __init__(self, table: MemoryTable, read: list[int]) -> None:
        self._table = table
        self._read = read

    def query_all(self, *asked: Any, **more: Any) -> Any:
        items = list(self._table.query_all(*asked, **more))
        self._read.append(len(items))
        return iter(items)


def test_the_time_before_stands_beside_each_group(office: Office) -> None:
    earlier = office.lines("promise", Wanted("2026-01", "2026-06", "project"))
    months = office.report("promise", Wanted("2026-07", "2026-12", "month"))["lines"]

    for line in office.report("promise", Wanted("2026-07", "2026-12", "project"))["lines"]:
        assert figures(line["before"])["received"] == earlier.get(line["group"], {"received": 0})["received"]
    assert [line["group"] for line in months] == list(Months("2026-07", "2026-12"))
    of_january = office.report("promise", Wanted("2026-01"))["total"]["values"]["received"]["value"]
    assert months[0]["before"]["received"]["value"] == of_january


def test_who_has_some_cities_sees_these_alone(office: Office) -> None:
    theirs = office.report("promise", HALF, MANAGER)

    assert theirs["cities"] == ["sz"]
    assert [line["group"] for line in theirs["lines"]] == ["sz"]
    with pytest.raises(Problem) as refused:
        office.report("promise", Wanted(city="gz"), MANAGER)
    assert refused.value.status == 403


@pytest.mark.parametrize(
    ("name", "wanted", "status"),
    [
        ("nothing", HALF, 404),
        ("contractors", Wanted(by="project"), 422),
        ("promise", Wanted("2026-02", "2026-01"), 422),
        ("promise", Wanted("2025-12", "2026-12"), 422),
        ("promise", Wanted(city="nowhere"), 422),
    ],
)
def test_what_there_is_not_is_refused(office: Office, name: str, wanted: Wanted, status: int) -> None:
    with pytest.raises(Problem) as refused:
        office.report(name, wanted)

    assert refused.value.status == status
    assert MOST_MONTHS == 12


@pytest.mark.parametrize("by", ["city", "month", "day", "project", "category"])
def test_each_figure_lists_the_cases_that_it_counts(office: Office, by: str) -> None:
    cursors = Cursors(Secret(lambda: "a secret that is long enough for a test of this kind"))
    listing = CasesOfReports(office.reports, ReceivedIn(office), cursors)
    wanted = Wanted("2026-11", "2026-12", by)
    counters = {column.name: column.counted for column in REPORTS["promise"].columns if column.counted}

    line = office.report("promise", wanted)["lines"][0]
    for column, counter in counters.items():
        found: list[str] = []
        cursor: str | None = None
        while True:
            page = listing.page(
                GROUP, "promise", wanted, column, line["group"] or "", NOW, limit=7, cursor=cursor
            )
            found += [item["number"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len(found) == len(set(found)) == line["values"][column]["value"], counter
    assert not counts(next(iter(office.cases.values())), "city", "nowhere", "n")


class ReceivedIn:
    """The complaints of a city's month, in pages."""

    def __init__(self, office: Office) -> None:
        self._cases = sorted(office.cases.values(), key=position_of, reverse=True)

    def __call__(
        self, month: str, city: str, before: str | None, limit: int, now: datetime, *, apart: bool
    ) -> tuple[list[Case], str | None]:
        ours = [
            case
            for case in self._cases
            if (case.city, case.apart) == (city, apart) and facts(case)[4] == month
        ]
        left = [case for case in ours if before is None or position_of(case) < before]
        return left[:limit], position_of(left[limit - 1]) if len(left) > limit else None
