"""The product's own arithmetic held against statsmodels, for any figures."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest
from statsmodels.stats.weightstats import DescrStatsW, zconfint

from hearthline.surveys.statistics import (
    Cell,
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
from hearthline.surveys.suppression import FEWEST, hidden

SHARES = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
RATINGS = st.lists(st.integers(1, 5), min_size=2, max_size=200)
POPULATIONS = st.none() | st.integers(5001, 800_000)
CELLS = st.lists(st.tuples(st.integers(300, 50_000), RATINGS), min_size=1, max_size=12)
NEAR = 1e-9


def said(ratings: list[int]) -> Moments:
    return moments_of({value: ratings.count(value) for value in range(1, 6)})


@given(SHARES, POPULATIONS)
def test_shares_are_statsmodels_wilson(found: tuple[int, int], population: int | None) -> None:
    hits, n = found
    size = size_of(n, population)
    low, high = proportion_confint(hits / n * size, size, method="wilson")

    estimate = share(hits, n, population)

    assert estimate is not None
    assert estimate.value == hits / n
    assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=NEAR)
    assert 0 <= estimate.low <= estimate.value + NEAR
    assert estimate.value - NEAR <= estimate.high <= 1


@given(SHARES, SHARES)
def test_a_change_of_shares_is_statsmodels_test_and_newcombe(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    assume(0 < before[0] + after[0] < before[1] + after[1])
    z, p = proportions_ztest([after[0], before[0]], [after[1], before[1]])
    low, high = confint_proportions_2indep(*after, *before, compare="diff", method="newcomb")
    one, other = share(*before), share(*after)
    assert one is not None
    assert other is not None

    found = share_change(one, other)

    assert (found.z, found.p) == pytest.approx((z, p))
    assert (found.low, found.high) == pytest.approx((low, high), abs=NEAR)
    assert found.significant is bool(p < 0.05)


@given(RATINGS)
def test_a_mean_is_statsmodels(ratings: list[int]) -> None:
    low, high = zconfint(ratings) if len(set(ratings)) > 1 else (ratings[0], ratings[0])

    estimate = mean(said(ratings))

    assert estimate is not None
    assert estimate.value == pytest.approx(np.mean(ratings))
    assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=1e-6)


@given(st.lists(st.integers(0, 10), min_size=2, max_size=300), POPULATIONS)
def test_promoters_less_detractors_is_the_mean_of_ones_and_minus_ones(
    scores: list[int], population: int | None
) -> None:
    ones = [1 if score >= 9 else -1 if score <= 6 else 0 for score in scores]
    half = 1.959963984540054 * float(np.std(ones)) / size_of(len(ones), population) ** 0.5

    estimate = net_promoters(ones.count(1), ones.count(-1), len(ones), population)

    assert estimate is not None
    assert estimate.value == pytest.approx(np.mean(ones))
    assert estimate.low == pytest.approx(max(-1, np.mean(ones) - half), abs=1e-6)
    assert estimate.high == pytest.approx(min(1, np.mean(ones) + half), abs=1e-6)


@given(RATINGS, RATINGS)
def test_a_change_of_means_is_the_z_test_of_unequal_variances(before: list[int], after: list[int]) -> None:
    assume(len(set(before)) > 1 or len(set(after)) > 1)
    error = (np.var(before, ddof=1) / len(before) + np.var(after, ddof=1) / len(after)) ** 0.5
    one, other = mean(said(before)), mean(said(after))
    assert one is not None
    assert other is not None

    found = change(one, other)

    assert found.value == pytest.approx(np.mean(after) - np.mean(before))
    assert found.z == pytest.approx((np.mean(after) - np.mean(before)) / error, rel=1e-6, abs=1e-6)


@given(CELLS)
def test_weighted_figures_are_statsmodels_with_a_weight_for_each_answer(
    cells: list[tuple[int, list[int]]],
) -> None:
    whole = sum(population for population, _ in cells)
    values = [float(rating) for _, ratings in cells for rating in ratings]
    weights = [population / whole / len(ratings) for population, ratings in cells for _ in ratings]
    oracle = DescrStatsW(values, weights=weights, ddof=0)
    kish = sum(weights) ** 2 / sum(weight**2 for weight in weights)
    size = kish * (whole - 1) / (whole - len(values))
    tops = DescrStatsW([float(value >= 4) for value in values], weights=weights, ddof=0).mean
    low, high = proportion_confint(tops * size, size, method="wilson")

    found = weighted([Cell(population, said(ratings)) for population, ratings in cells], of_shares=False)
    top = weighted(
        [
            Cell(
                population,
                moments_of({1: sum(each >= 4 for each in ratings), 0: sum(each < 4 for each in ratings)}),
            )
            for population, ratings in cells
        ],
        of_shares=True,
    )

    assert found is not None
    assert top is not None
    assert found.estimate.value == pytest.approx(oracle.mean)
    assert found.estimate.size == pytest.approx(kish)
    half = 1.959963984540054 * (oracle.var / size) ** 0.5
    assert found.estimate.high - found.estimate.value == pytest.approx(half, abs=1e-6)
    assert top.estimate.value == pytest.approx(tops)
    assert (top.estimate.low, top.estimate.high) == pytest.approx((low, high), abs=1e-6)


@given(st.lists(st.integers(0, 30), max_size=9), st.integers(0, 9))
def test_no_sum_of_hidden_groups_tells_of_fewer_than_five(sizes: list[int], rest: int) -> None:
    groups = {str(place): size for place, size in enumerate(sizes)}

    gone = hidden(groups, sum(sizes) + rest)

    shown = [size for group, size in groups.items() if group not in gone and size]
    away = [groups[group] for group in gone] + ([rest] if rest else [])
    assert min(shown, default=FEWEST) >= FEWEST
    if away and shown:
        assert sum(away) >= FEWEST
        assert len(away) > 1 or away[0] >= FEWEST
