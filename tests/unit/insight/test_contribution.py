"""What a complaint adds to the sheets, and when, and for whom."""

from datetime import UTC, datetime

import pytest

from hearthline.insight.contribution import DIMENSIONS, contribution_of
from hearthline.insight.model import Breach, Judged, Offered, Promise
from hearthline.insight.sheets import moved
from tests.unit.insight.builders import RECEIVED, a_case, a_resolved_case, after, sheet

MONTH = "2026-11"


def test_a_new_complaint_is_received_and_open_in_one_group_of_each_dimension() -> None:
    counts = {"n": 1, "repairs": 1, "open": 1}

    for dimension in DIMENSIONS:
        assert list(sheet(a_case(), f"{dimension}#{MONTH}").values()) == [counts], dimension
    assert sheet(a_case(), f"all#{MONTH}") == {"": counts}
    assert sheet(a_case(), f"day#{MONTH}") == {"02": counts}
    assert sheet(a_case(), f"contractor#{MONTH}") == {"": counts}
    assert sheet(a_case(), f"contractor*category#{MONTH}") == {"\twater": counts}
    assert sheet(a_case(), "open#2026") == {"11-02": {"normal": 1}}


def test_it_counts_in_the_month_in_which_its_city_received_it() -> None:
    late = a_case(received_at=datetime(2026, 10, 31, 17, tzinfo=UTC))

    assert sheet(late, "day#2026-11") == {"01": {"n": 1, "repairs": 1, "open": 1}}
    assert sheet(late, "all#2026-10") == {}


def test_those_of_partners_staff_and_the_press_are_kept_apart() -> None:
    theirs = a_case(apart=True, filer="press")

    assert sheet(theirs, f"all#{MONTH}") == {}
    assert list(sheet(theirs, f"filer#{MONTH}", audience="others")) == ["press"]


def test_a_resolved_one_counts_its_promises_and_how_long_it_took_in_steps() -> None:
    assert sheet(a_resolved_case(), f"contractor#{MONTH}")["c-17"] == {
        "n": 1,
        "repairs": 1,
        "settled": 1,
        "kept:acknowledge": 1,
        "kept:answer": 1,
        "answered": 1,
        "a0": 1,
        "kept:resolve": 1,
        "resolved": 1,
        "z2": 1,
    }
    assert sheet(a_resolved_case(), "open#2026") == {}


@pytest.mark.parametrize(
    ("kept", "met", "counted"),
    [
        (None, None, {}),
        (False, None, {"broken:answer": 1}),
        (False, after(hours=25), {"broken:answer": 1, "answered": 1, "a8": 1}),
        (True, after(hours=24), {"kept:answer": 1, "answered": 1, "a7": 1}),
    ],
)
def test_the_promise_is_that_of_the_first_round(
    kept: bool | None, met: datetime | None, counted: dict[str, int]
) -> None:
    case = a_case(promises=(Promise("answer", RECEIVED, kept, met),))

    assert sheet(case, f"all#{MONTH}")[""] == {"n": 1, "repairs": 1, "open": 1, **counted}


def test_what_was_done_counts_on_its_own_day_for_the_handler_and_the_team() -> None:
    late = a_resolved_case(
        resolved_at=after(days=40),
        breaches=(Breach("resolve", after(days=30)),),
        reopened=(after(days=40),),
    )

    assert sheet(late, "done_day#2026-11") == {"02": {"answered": 1}}
    assert sheet(late, "done_day#2026-12") == {
        "02": {"breached": 1},
        "12": {"resolved": 1, "reopened": 1},
    }
    assert sheet(late, "done_handler#2026-12") == {"li.na": {"breached": 1, "resolved": 1, "reopened": 1}}
    assert sheet(late, f"all#{MONTH}")[""]["breach:resolve"] == 1


def test_verdict_and_remedies_count_with_the_complaint() -> None:
    case = a_resolved_case(
        judged=Judged(accepted=False, rating=2),
        offered=(
            Offered("repair", accepted=False),
            Offered("compensation", accepted=True, amount=30_000),
        ),
    )

    assert sheet(case, f"all#{MONTH}")[""].items() >= {
        ("refused", 1),
        ("rated:2", 1),
        ("offers", 2),
        ("taken", 1),
        ("taken:compensation", 1),
        ("fen_offered", 30_000),
        ("fen_taken", 30_000),
    }


def test_where_the_first_sheet_is_full_all_of_it_goes_to_the_next() -> None:
    first, second = (moved(contribution_of(a_case(), further)) for further in (0, 1))

    assert {(pk, f"{sk}#1"): counters for (pk, sk), counters in first.items()} == second


def test_a_change_moves_only_what_is_another_number_now() -> None:
    claimed = moved(contribution_of(a_case(handler="li.na")), contribution_of(a_case()))

    assert set(claimed) == {("S#customers#sz", f"handler#{MONTH}")}
