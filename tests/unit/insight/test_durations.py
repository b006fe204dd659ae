"""Durations counted in steps, and what is known of them afterwards."""

from datetime import timedelta

import pytest

from hearthline.insight.durations import DAY, TO_ANSWER, Step
from hearthline.insight.periods import Months


@pytest.mark.parametrize(
    ("minutes", "counter"),
    [(-1, "a0"), (0, "a0"), (15, "a0"), (15.1, "a1"), (DAY, "a7"), (DAY + 1, "a8"), (99_999, "a11")],
)
def test_a_bound_belongs_to_the_step_that_it_ends(minutes: float, counter: str) -> None:
    assert TO_ANSWER.counter(timedelta(minutes=minutes)) == counter


def test_a_median_is_known_by_its_step() -> None:
    assert TO_ANSWER.quantile({"a0": 2, "a3": 1, "a11": 2}, 500) == Step(60, 120, 1)
    assert TO_ANSWER.quantile({"a0": 1, "a11": 9}, 900) == Step(7 * DAY, None, 9)
    assert TO_ANSWER.quantile({"a0": 1, "a11": 1}, 500) == Step(0, 15, 1)
    assert TO_ANSWER.quantile({}, 500) is None


def test_months_have_as_many_before_them_and_the_same_a_year_ago() -> None:
    autumn = Months("2026-11", "2027-01")

    assert list(autumn) == ["2026-11", "2026-12", "2027-01"]
    assert autumn.before() == Months("2026-08", "2026-10")
    assert autumn.year_before() == Months("2025-11", "2026-01")
    assert list(Months("2026-02", "2026-01")) == []
