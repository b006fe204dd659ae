"""Each report against a plain recount by DuckDB, over complaints that nothing of the product has added up."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import pytest

from benchmarks.insight_year import CITIES
from hearthline.insight.periods import Months
from hearthline.insight.recurrence import WITHIN
from hearthline.insight.reports.ageing import AGES, Ageing
from hearthline.insight.reports.cases import CasesOfReports, counts
from hearthline.insight.reports.catalog import REPORTS
from hearthline.insight.reports.reading import MOST_MONTHS, MOST_YEARS, Wanted
from hearthline.platform.cursors import Cursors
from hearthline.platform.problems import Problem
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from tests.unit.insight.office import GROUP, HALF, MANAGER, NOW, Office, ReceivedIn, Watched, figures

SHARE = "round(count(*) FILTER ({above}) / nullif(count(*) FILTER ({below}), 0), 4)"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    office = Office()
    yield office
    office.plain.close()


def same(lines: Mapping[Any, Mapping[str, Any]], again: Mapping[Any, Mapping[str, Any]]) -> None:
    names = list(next(iter(again.values()), {}))
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


CAME_BACK = f"""count(*) FILTER (contractor IS NOT NULL AND resolved IS NOT NULL AND EXISTS (
    SELECT 1 FROM cases later WHERE later.home = cases.home AND later.category = cases.category
    AND later.number <> cases.number AND later.kind IN ('complaint', 'repair')
    AND later.status NOT IN ('merged', 'rejected') AND later.received > cases.resolved
    AND later.received <= cases.resolved + INTERVAL {WITHIN.days} DAY))"""
FEW = {
    "received": "count(*)",
    "complaints": "count(*) FILTER (kind = 'complaint')",
    "repairs": "count(*) FILTER (kind = 'repair')",
    "settled": "count(*) FILTER (status IN ('resolved', 'closed'))",
}


@pytest.mark.parametrize(
    ("name", "by", "of"),
    [
        ("causes", "cause", "project"),
        ("causes", "project", "cause"),
        ("contractors", "category", "contractor"),
        ("contractors", "contractor", "category"),
    ],
)
def test_what_lies_within_one_value_is_a_plain_recount(office: Office, name: str, by: str, of: str) -> None:
    ((value,),) = office.plain.execute(
        f"SELECT {of} FROM cases WHERE NOT apart AND month > '2026-06' AND {of} IS NOT NULL"
        " GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    ).fetchall()
    counted = {**FEW, **({"recurred": CAME_BACK} if name == "contractors" else {})}
    cursors = Cursors(Secret(lambda: "a secret that is long enough for a test of this kind"))
    listing = CasesOfReports(office.reports, ReceivedIn(office), lambda _: [], cursors)

    for which, where in ((value, f"{of} = '{value}'"), ("", f"{of} IS NULL")):
        wanted = Wanted("2026-07", "2026-12", by, within=which)
        same(office.lines(name, wanted), office.recount(by, counted, where))

    wanted = Wanted("2026-12", by=by, within=value, city=CITIES[0])
    found = listing.page(GROUP, name, wanted, "received", None, NOW, limit=100, cursor=None)
    assert len(found["items"]) == office.report(name, wanted)["total"]["values"]["received"]["value"]
    assert {item[of] for item in found["items"]} <= {value}


def test_contractors_are_a_plain_recount_and_so_is_what_came_back(office: Office) -> None:
    again = office.recount(
        "contractor",
        {
            "received": "count(*)",
            "repairs": "count(*) FILTER (kind = 'repair')",
            "settled": "count(*) FILTER (status IN ('resolved', 'closed'))",
            "recurred": CAME_BACK,
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


OF_CASES = [name for name, one in REPORTS.items() if not (one.surveyed or one.dimensions)]


@pytest.mark.parametrize("name", OF_CASES)
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
            assert len(read) == len(CITIES) + REPORTS[name].improvements
    finally:
        office.store._table = cast("Table", office.table)


def test_the_time_before_stands_beside_each_group(office: Office) -> None:
    earlier = office.lines("promise", Wanted("2026-01", "2026-06", "project"))
    months = office.report("promise", Wanted("2026-07", "2026-12", "month"))["lines"]

    for line in office.report("promise", Wanted("2026-07", "2026-12", "project"))["lines"]:
        assert figures(line["before"])["received"] == earlier.get(line["group"], {"received": 0})["received"]
    assert [line["group"] for line in months] == list(Months("2026-07", "2026-12"))
    of_january = office.report("promise", Wanted("2026-01"))["total"]["values"]["received"]["value"]
    assert months[0]["before"]["received"]["value"] == of_january


def test_a_year_is_all_of_its_months_and_stands_in_the_order_of_years(office: Office) -> None:
    by_year = office.report("promise", Wanted("2016-05", "2026-03", "year"))

    (year,) = by_year["lines"]
    months = office.report("promise", Wanted("2026-01", "2026-12", "month"))
    assert (year["group"], figures(year["values"])) == ("2026", figures(months["total"]["values"]))
    assert by_year["months"] == {"first": "2016-01", "last": "2026-12"}
    assert by_year["spreads"] == [
        {**spread, "steps": [{**step, "before": 0} for step in spread["steps"]]}
        for spread in months["spreads"]
    ]
    (later,) = office.report("promise", Wanted("2027-01", "2027-12", "year"))["lines"]
    assert figures(later["before"]) == figures(year["values"])


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
        ("contractors", Wanted(by="category"), 422),
        ("causes", Wanted(by="kind", within="repair"), 422),
        ("promise", Wanted("2026-02", "2026-01"), 422),
        ("promise", Wanted("2025-12", "2026-12"), 422),
        ("promise", Wanted("2015-01", "2027-01", "year"), 422),
        ("promise", Wanted(city="nowhere"), 422),
    ],
)
def test_what_there_is_not_is_refused(office: Office, name: str, wanted: Wanted, status: int) -> None:
    with pytest.raises(Problem) as refused:
        office.report(name, wanted)

    assert refused.value.status == status
    assert (MOST_MONTHS, MOST_YEARS) == (12, 12)
    assert 2 * MOST_YEARS * len(CITIES) <= 400


@pytest.mark.parametrize("by", ["city", "year", "month", "day", "project", "category"])
def test_each_figure_lists_the_cases_that_it_counts(office: Office, by: str) -> None:
    cursors = Cursors(Secret(lambda: "a secret that is long enough for a test of this kind"))
    listing = CasesOfReports(office.reports, ReceivedIn(office), lambda _: [], cursors)
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
