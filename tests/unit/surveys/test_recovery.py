"""How somebody who answers is classed by their cases of the year before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hearthline.surveys.recovery import Judgement, Matter, Recovery, recovery_of, year_before
from tests.unit.surveys.builders import NOW

MOMENT = timedelta(milliseconds=1)
WELL, BADLY = Recovery.HANDLED_WELL, Recovery.HANDLED_BADLY
NONE, OPEN = Recovery.NO_PROBLEM, Recovery.NOT_JUDGED


def a_case(number: str = "K1", days_ago: float = 30, **changes: Any) -> Matter:
    return Matter(number, **{"kind": "repair", "received_at": NOW - timedelta(days=days_ago), **changes})


def judged(rating: int, *, accepted: bool = True, days_ago: float = 10) -> Judgement:
    return Judgement(accepted, rating, NOW - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ("matters", "found"),
    [
        ([], NONE),
        ([a_case()], OPEN),
        ([a_case(judgement=judged(4))], WELL),
        ([a_case(judgement=judged(5))], WELL),
        ([a_case(judgement=judged(3))], BADLY),
        ([a_case(judgement=judged(5, accepted=False))], BADLY),
        ([a_case(judgement=judged(5)), a_case("K2")], WELL),
        ([a_case(judgement=judged(5)), a_case("K2", judgement=judged(1))], BADLY),
        ([a_case(kind="complaint", judgement=judged(2))], BADLY),
        ([a_case(kind="inquiry"), a_case("K2", kind="praise"), a_case("K3", kind="suggestion")], NONE),
    ],
)
def test_the_class_follows_from_the_cases(matters: list[Matter], found: Recovery) -> None:
    assert recovery_of(matters, NOW) is found


@pytest.mark.parametrize(
    ("received_at", "found"),
    [
        (year_before(NOW), NONE),
        (year_before(NOW) + MOMENT, OPEN),
        (NOW, OPEN),
        (NOW + MOMENT, NONE),
    ],
)
def test_only_what_came_within_the_year_before_counts(received_at: datetime, found: Recovery) -> None:
    assert recovery_of([a_case(received_at=received_at)], NOW) is found


def test_what_was_judged_after_the_answer_was_not_judged_at_the_answer() -> None:
    late = a_case(judgement=Judgement(accepted=False, rating=1, at=NOW + MOMENT))

    assert recovery_of([late], NOW) is OPEN
    assert recovery_of([late], NOW + MOMENT) is BADLY


def test_a_case_that_went_into_another_one_of_the_same_person_is_that_one() -> None:
    merged = a_case("K2", merged_into="K1")

    assert recovery_of([a_case(judgement=judged(5)), merged], NOW) is WELL
    assert recovery_of([merged], NOW) is OPEN


def test_a_year_before_the_leap_day_is_the_28th() -> None:
    assert year_before(datetime(2028, 2, 29, 12, tzinfo=UTC)) == datetime(2027, 2, 28, 12, tzinfo=UTC)
