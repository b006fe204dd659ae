"""Whether a repair held: what counts as coming back, for whom, and what stays when a person is taken out."""

from dataclasses import replace
from typing import Any

import pytest

from hearthline.complaints.commands import Erase
from hearthline.complaints.model import Kind
from hearthline.insight.recurrence import recurrences, told
from hearthline.insight.sheets import differences, moved
from tests.unit.complaints.builders import a_solution
from tests.unit.insight.builders import a_case, a_resolved_case, after
from tests.unit.insight.town import Filed, Town

CONTRACTORS = ("S#customers#shenzhen", "contractor#2026-11")


def came_back(**later: Any) -> bool:
    """Whether a repair that was resolved on the second day has recurred."""
    facts = {"number": "M3T8WZ5R0", "received_at": after(days=30), **later}
    cases = [told(a_resolved_case()), told(a_case(**facts))]
    return bool(recurrences([one for one in cases if one]))


def test_a_later_request_of_the_same_home_and_category_is_a_recurrence() -> None:
    assert came_back()
    assert came_back(kind="complaint")


@pytest.mark.parametrize(
    "later",
    [
        {"category": "lift"},
        {"category": None},
        {"kind": "inquiry"},
        {"status": "merged"},
        {"status": "rejected"},
        {"received_at": after(days=2)},
        {"received_at": after(days=92, minutes=1)},
    ],
)
def test_anything_else_is_none(later: dict[str, Any]) -> None:
    assert not came_back(**later)


def test_ninety_days_are_within_ninety_days() -> None:
    assert came_back(received_at=after(days=92))


def test_it_counts_once_for_the_contractor_in_the_month_of_the_earlier_case() -> None:
    cases = [told(a_resolved_case())]
    cases += [told(a_case(number=f"M{n}", received_at=after(days=n))) for n in (30, 60)]

    assert moved(recurrences([one for one in cases if one])) == {
        ("S#customers#sz", "contractor#2026-11"): {"c-17\nrecurred": 1},
        ("S#customers#sz", "contractor*category#2026-11"): {"c-17\twater\nrecurred": 1},
    }


def test_without_a_contractor_or_a_solution_nothing_recurs() -> None:
    later = told(a_case(number="M3T8WZ5R0", received_at=after(days=30)))
    nobodys = told(replace(a_resolved_case(), contractor=None))
    reopened = told(replace(a_resolved_case(), status="in_progress", resolved_at=None))

    assert recurrences([one for one in (nobodys, later) if one]) == ()
    assert recurrences([one for one in (reopened, later) if one]) == ()


def a_leak(town: Town) -> Filed:
    return town.file(kind=Kind.REPAIR, category="water", city="shenzhen")


def test_what_was_counted_stays_when_a_person_is_taken_out_and_no_home_knows_of_it() -> None:
    town = Town(2, homes=1)
    earlier = a_leak(town)
    earlier.home = "home0"
    town.do(earlier, a_solution())
    town.now = after(days=20)
    later = a_leak(town)
    later.home = "home0"
    town.count(town.waiting)
    assert town.live().sheets[CONTRACTORS]["c-17\nrecurred"] == 1

    town.now = after(days=60)
    town.do(later, a_solution(contractor="c-18"))
    town.now = after(days=120)
    town.do(later, Erase())
    later.home = None
    town.count(town.waiting)

    live = town.live()
    assert live.sheets[CONTRACTORS]["c-17\nrecurred"] == 1
    assert [one.number for one in live.homes["home0"].cases] == [earlier.number]
    assert live.marks[later.number].home is None
    assert town.recount().behind == ()
    assert differences(live.sheets, town.recount().sheets) == []
