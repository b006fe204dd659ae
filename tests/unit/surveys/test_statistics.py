"""Figures by hand, without a library; the oracle is in tests/property/test_statistics.py."""

from math import inf

import pytest

from hearthline.surveys.statistics import (
    Cell,
    Estimate,
    Moments,
    change,
    mean,
    moments_of,
    net_promoters,
    share,
    share_change,
    size_of,
    weighted,
)
from hearthline.surveys.suppression import hidden, hidden_parts


@pytest.mark.parametrize(
    ("n", "population", "size"),
    [(0, 10, 0), (5, None, 5), (5, 9, 10), (9, 9, inf), (10, 9, inf), (5, 0, 5), (1, 1, 1)],
)
def test_a_part_of_a_known_whole_counts_for_more(n: int, population: int | None, size: float) -> None:
    assert size_of(n, population) == size


def test_nothing_follows_from_nobody() -> None:
    assert share(0, 0) is None
    assert net_promoters(0, 0, 0) is None
    assert mean(Moments(0, 0, 0)) is None
    assert weighted([Cell(10, Moments(0, 0, 0)), Cell(0, Moments(1, 1, 1))], of_shares=True) is None


def test_wilson_gives_what_his_paper_gives() -> None:
    found = share(8, 10)

    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.4902, 0.9433)


def test_what_all_have_said_is_certain() -> None:
    assert share(3, 4, population=4) == Estimate(0.75, 0.75, 0.75, 4, inf)
    assert net_promoters(3, 1, 4, population=4) == Estimate(0.5, 0.5, 0.5, 4, inf)


def test_promoters_alone_leave_nothing_open_to_the_delta_method() -> None:
    assert net_promoters(7, 0, 7) == Estimate(1.0, 1.0, 1.0, 7, 7.0)


def test_a_change_between_certainties_is_certain() -> None:
    before, after = share(3, 4, population=4), share(4, 4, population=4)

    assert before is not None
    assert after is not None
    assert share_change(before, after).p == 0.0
    assert share_change(after, after).p == 1.0
    assert change(before, after).significant


def test_a_small_city_that_answered_much_counts_as_it_is_large() -> None:
    small, large = Cell(100, moments_of({1: 50, 0: 0})), Cell(900, moments_of({1: 5, 0: 5}))

    found = weighted([small, large], of_shares=True)

    assert found is not None
    assert found.estimate.value == pytest.approx(0.1 * 1 + 0.9 * 0.5)
    assert found.estimate.size == pytest.approx(1 / (0.01 / 50 + 0.81 / 10))
    assert found.covered == 1.0


def test_a_cell_from_which_nobody_answered_is_said_to_be_missing() -> None:
    found = weighted([Cell(300, moments_of({5: 3})), Cell(100, Moments(0, 0, 0))], of_shares=False)

    assert found is not None
    assert (found.covered, found.estimate.value) == (0.75, 5.0)


@pytest.mark.parametrize(
    ("sizes", "gone"),
    [
        ({"a": 5, "b": 9}, ""),
        ({"a": 4, "b": 9, "c": 7}, "ac"),
        ({"a": 0, "b": 9, "c": 7}, ""),
        ({"a": 4, "b": 1, "c": 7}, "ab"),
        ({"a": 3, "b": 1, "c": 7, "d": 6}, "abd"),
        ({"a": 4}, "a"),
        ({"a": 4, "b": 0}, "a"),
        ({"a": 4, "b": 30}, "ab"),
        ({}, ""),
    ],
)
def test_a_small_group_is_hidden_so_that_the_total_does_not_give_it_away(
    sizes: dict[str, int], gone: str
) -> None:
    assert hidden(sizes) == frozenset(gone)


@pytest.mark.parametrize(("total", "gone"), [(14, ""), (15, "a"), (19, "")])
def test_what_is_in_no_group_is_a_group_too(total: int, gone: str) -> None:
    assert hidden({"a": 5, "b": 9}, total) == frozenset(gone)


def test_no_part_of_a_hidden_group_is_shown() -> None:
    sizes = {"sz/a": 3, "gz/b": 6, "gz/c": 5, "bj/d": 90, "bj/e": 80}

    assert hidden_parts(sizes) == {"sz/a", "gz/b", "gz/c"}
