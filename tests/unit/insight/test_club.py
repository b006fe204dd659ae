"""The club and sales: reports against a plain recount by DuckDB, whatever happens to what tells of them."""

from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthline.insight.reports.reading import Wanted
from hearthline.insight.sheets import differences
from hearthline.platform.table import Table
from tests.unit.insight.clubhouse import GROUP, NOW, Clubhouse
from tests.unit.insight.office import Watched

HALF = "BETWEEN '2026-07-01' AND '2026-12-31'"


@pytest.fixture(scope="module")
def club() -> Clubhouse:
    club = Clubhouse(11)
    club.happen(400)
    club.deliver()
    return club


def rows(club: Clubhouse, query: str) -> dict[Any, tuple[Any, ...]]:
    found = {row[0] or None: row[1:] for row in club.plain().execute(query).fetchall()}
    return {group: values for group, values in found.items() if any(values)}


@pytest.mark.parametrize("by", ["city", "month"])
def test_who_joined_and_left_and_what_became_of_points_is_a_plain_recount(club: Clubhouse, by: str) -> None:
    group = "city" if by == "city" else "strftime(day, '%Y-%m')"
    kinds = ("issued", "redeemed", "expired", "taken_back")
    sums = ", ".join(f"coalesce(sum(amount) FILTER (what = '{kind}'), 0)::INT" for kind in kinds)
    again = rows(
        club,
        f"""SELECT {group}, count(*) FILTER (what = 'joined'), count(*) FILTER (what = 'left'), {sums} FROM (
            SELECT city, joined AS day, 'joined' AS what, 0 AS amount FROM members
            UNION ALL SELECT city, gone, 'left', 0 FROM members
            UNION ALL SELECT city, day, what, amount FROM points JOIN members USING (id)
        ) WHERE day {HALF} GROUP BY 1""",
    )

    assert club.lines("club", by, "joined", "left", *kinds) == again
    assert any(values[1] for values in again.values())


def test_members_at_the_end_of_a_month_are_a_plain_recount(club: Clubhouse) -> None:
    there = "count(*) FILTER (joined <= day) - count(*) FILTER (gone <= day)"
    days = (
        "SELECT DISTINCT last_day(DATE '2025-11-01' + each * INTERVAL 1 MONTH) AS day FROM range(12) _(each)"
    )
    of_months = rows(club, f"SELECT strftime(day, '%Y-%m'), {there} FROM members, ({days}) GROUP BY 1")
    of_cities = rows(club, f"SELECT city, {there} FROM members, (SELECT DATE '2026-10-31' AS day) GROUP BY 1")

    for by, again in (("month", of_months), ("city", of_cities)):
        report = club.reports.read(GROUP, "club", Wanted("2025-11", "2026-10", by), NOW)
        shown = {line["group"]: (line["values"]["members"]["value"],) for line in report["lines"]}
        assert {group: one for group, one in shown.items() if any(one)} == again
        assert report["total"]["values"]["members"]["value"] == of_months["2026-10"][0]
    assert len(of_months) == 12


def test_points_are_worth_what_the_club_says(club: Clubhouse) -> None:
    held, worth = (club.lines("members", "city", name) for name in ("liability", "liability_fen"))

    assert {city: (round(points * 4.5 + 1e-9),) for city, (points,) in held.items()} == worth


@pytest.mark.parametrize("by", ["city", "tier"])
def test_members_and_what_the_club_owes_are_a_plain_recount(club: Clubhouse, by: str) -> None:
    again = rows(
        club,
        f"""SELECT {by}, count(*) FILTER (gone IS NULL), coalesce(sum(held), 0)::INT,
            count(*) FILTER (gone IS NULL AND bought > 0), count(*) FILTER (gone IS NULL AND bought > 1),
            round(count(*) FILTER (gone IS NULL AND bought > 1)
                  / nullif(count(*) FILTER (gone IS NULL AND bought > 0), 0), 4),
            coalesce(sum(referrals) FILTER (gone IS NULL), 0)::INT
        FROM members
        LEFT JOIN (SELECT buyer AS id, count(*) AS bought FROM contracts GROUP BY 1) USING (id)
        LEFT JOIN (SELECT id, sum(CASE what WHEN 'issued' THEN amount ELSE -amount END) AS held
                   FROM points GROUP BY 1) USING (id)
        GROUP BY 1""",
    )

    columns = ("members", "liability", "buyers", "buyers_again", "share_again", "referrals")
    assert club.lines("members", by, *columns) == again


@pytest.mark.parametrize("by", ["project", "city", "month"])
def test_referrals_and_buying_again_are_a_plain_recount(club: Clubhouse, by: str) -> None:
    group = "strftime(signed, '%Y-%m')" if by == "month" else by
    again = rows(
        club,
        f"""SELECT {group}, count(*) FILTER (NOT cancelled), count(*) FILTER (NOT cancelled AND referred),
            round(count(*) FILTER (NOT cancelled AND referred)
                  / nullif(count(*) FILTER (NOT cancelled), 0), 4),
            count(*) FILTER (cancelled), count(buyer), count(buyer) FILTER (earlier > 0)
        FROM (SELECT *, (SELECT count(*) FROM contracts other WHERE other.buyer = contracts.buyer
              AND (other.signed, other.contract) < (contracts.signed, contracts.contract)) AS earlier
              FROM contracts)
        WHERE signed {HALF} GROUP BY 1""",
    )

    columns = ("sales", "referred", "share_referred", "cancelled", "bought", "bought_again")
    assert club.lines("sales", by, *columns) == again


def test_what_stands_now_has_no_time_before_and_takes_no_months(club: Clubhouse) -> None:
    report = club.reports.read(GROUP, "members", Wanted(), NOW)

    assert {figure["value"] for figure in report["total"]["before"].values()} == {None}
    assert report["takes"] == ["city", "of"]


def test_a_year_beside_the_year_before_reads_few_items(club: Clubhouse) -> None:
    read: list[int] = []
    club.store._table = cast("Table", Watched(club.table, read))
    try:
        for name, most in (("club", 3 * 4), ("members", 4), ("sales", 24 * 3)):
            read.clear()
            wanted = Wanted() if name == "members" else Wanted("2026-01", "2026-12")
            club.reports.read(GROUP, name, wanted, NOW)
            assert 0 < sum(read) <= most
    finally:
        club.store._table = cast("Table", club.table)


@given(st.integers(0, 2**32))
@settings(max_examples=20)
def test_a_recount_equals_the_sheets_under_duplicates_disorder_and_crashes(seed: int) -> None:
    club = Clubhouse(seed)
    deaths = range(8)
    club.table.dies = frozenset(club.chance.randint(1, 200) * club.chance.choice([1, -1]) for _ in deaths)
    for _ in range(4):
        club.happen(15)
        club.count(club.chance.sample(club.waiting, min(5, len(club.waiting))))
    club.table.dies = frozenset()
    club.deliver()

    again = club.recount()
    assert again.behind == ()
    assert differences(club.live().sheets, again.sheets) == []
