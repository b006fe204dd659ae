"""Whatever happens on the way, the roll-ups are what a recount of all complaints gives, to the last digit."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthline.complaints.commands import Triage
from hearthline.complaints.model import Severity
from hearthline.insight.counting import OF_COMPLAINTS, Counting
from hearthline.insight.model import Case
from hearthline.insight.sheets import differences
from tests.unit.insight.town import Town

SEEDS = st.integers(0, 2**32)


@given(SEEDS)
@settings(max_examples=30)
def test_a_recount_equals_the_sheets_under_duplicates_disorder_and_crashes(seed: int) -> None:
    town = Town(seed)
    town.table.dies = frozenset(town.chance.randint(1, 60) * town.chance.choice([1, -1]) for _ in range(12))

    for _ in range(6):
        town.happen(12)
        town.count(town.chance.sample(town.waiting, min(5, len(town.waiting))))
    town.table.dies = frozenset()
    town.deliver_again()

    again = town.recount()
    assert again.behind == ()
    assert differences(town.live().sheets, again.sheets) == []


@given(SEEDS)
@settings(max_examples=20)
def test_no_change_is_missed_by_the_events_that_are_listened_to(seed: int) -> None:
    town = Town(seed)
    for _ in range(60):
        town.happen(1)
        town.count(town.waiting)
        town.waiting.clear()

    assert town.recount().behind == ()
    assert differences(town.live().sheets, town.recount().sheets) == []


@given(SEEDS)
@settings(max_examples=8)
def test_it_equals_a_recount_after_a_death_at_any_one_request(seed: int) -> None:
    for death in (*range(1, 6), *range(-5, 0)):
        town = Town(seed)
        town.happen(25)
        town.table.dies = frozenset({death})
        town.count(town.waiting)
        town.table.dies = frozenset()

        assert differences(town.live().sheets, town.recount().sheets) == []


@given(SEEDS)
@settings(max_examples=8)
def test_two_who_count_the_same_at_once_count_it_once(seed: int) -> None:
    town = Town(seed)
    town.happen(25)
    other = Counting(town.store, town.read, OF_COMPLAINTS)
    met: list[Sequence[str]] = []

    def overtaken(numbers: Sequence[str], now: datetime) -> list[Case]:
        cases = town.read(numbers, now)
        if not met:
            met.append(numbers)
            town.happen(5)
            other.count(town.waiting, now)
        return cases

    Counting(town.store, overtaken, OF_COMPLAINTS).count(town.waiting, town.now)
    town.deliver_again()

    assert met
    assert differences(town.live().sheets, town.recount().sheets) == []


def test_what_changes_back_is_not_counted_as_it_was_between() -> None:
    town = Town(5)
    filed = town.file(severity=Severity.NORMAL)
    town.count([filed.number])
    town.do(filed, Triage(severity=Severity.HIGH))
    between = town.read([filed.number], town.now)
    town.do(filed, Triage(severity=Severity.NORMAL))
    town.count([filed.number])

    late = Counting(town.store, lambda *_: [between.pop()] if between else [], OF_COMPLAINTS)
    late.count([filed.number], town.now)

    assert differences(town.live().sheets, town.recount().sheets) == []


def test_who_is_behind_is_named_and_counted() -> None:
    town = Town(7)
    town.happen(40)
    numbers = [filed.number for filed in town.cases]
    town.count(numbers[1:])

    assert town.recount().behind == (numbers[0],)

    town.count(numbers)
    assert town.recount().behind == ()


def test_what_would_be_counted_otherwise_today_is_counted_again_when_it_is_asked_for() -> None:
    town = Town(11)
    town.happen(60)
    town.count(town.waiting)
    town.zone = "America/Los_Angeles"

    behind = town.recount().behind
    town.count(behind)
    assert behind == town.recount().behind != ()

    town.counting.count(behind, town.now, again=True)
    assert town.recount().behind == ()
    assert differences(town.live().sheets, town.recount().sheets) == []


@pytest.mark.parametrize("size", [1, 49, 50, 51, 130])
def test_many_are_counted_in_transactions_that_have_room_for_them(size: int) -> None:
    town = Town(1, homes=40)
    for place in range(size):
        town.file(team=f"team{place % 60}", city=f"c{place % 7}")

    town.count(town.waiting)

    assert town.recount().behind == ()
    assert differences(town.live().sheets, town.recount().sheets) == []
