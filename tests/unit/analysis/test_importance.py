"""Importance of attributes, held against statsmodels and against data whose structure is known."""

from itertools import pairwise, permutations
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm

from infra.analysis.importance import CannotTell, Numbers, correlations, drivers_of, lmg

NAMES = ["quality", "service", "garden", "parking"]


def drawn(n: int, seed: int, *, together: float = 0.0) -> tuple[Numbers, Numbers, Numbers]:
    """Give an outcome that quality drives most, then service; garden a little, parking not at all."""
    chance = np.random.default_rng(seed)
    common = chance.normal(size=n)
    x = np.column_stack(
        [np.sqrt(together) * common + np.sqrt(1 - together) * chance.normal(size=n) for _ in NAMES]
    )
    y = 1.0 * x[:, 0] + 0.6 * x[:, 1] + 0.3 * x[:, 2] + chance.normal(size=n)
    return y, x, chance.uniform(0.5, 2, size=n)


def r_squared(y: Numbers, x: Numbers, weights: Numbers) -> float:
    fitted: Any = sm.WLS(y, sm.add_constant(x, has_constant="add"), weights=weights).fit()
    return float(fitted.rsquared)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_average_gain_in_statsmodels_r_squared_over_all_orders(seed: int) -> None:
    y, x, weights = drawn(200, seed, together=0.5)
    gains = np.zeros(4)
    orders = list(permutations(range(4)))
    for order in orders:
        steps = [r_squared(y, x[:, list(order[:place])], weights) for place in range(5)]
        for place, (before, after) in zip(order, pairwise(steps), strict=True):
            gains[place] += (after - before) / len(orders)

    found = lmg(correlations(y, x, weights))

    assert found == pytest.approx(gains, abs=1e-6)
    assert found.sum() == pytest.approx(r_squared(y, x, weights), abs=1e-6)


def test_of_attributes_that_go_apart_each_accounts_for_its_own_squared_correlation() -> None:
    plan = np.array([[a, b, c] for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)] * 10, dtype=float)
    y = 3 * plan[:, 0] + 2 * plan[:, 1] + plan[:, 2]

    assert lmg(correlations(y, plan, np.ones(len(y)))) == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=1e-6)


def test_the_known_structure_is_within_the_intervals_and_in_order() -> None:
    y, x, _ = drawn(3000, 7)
    true = np.array([1.0, 0.36, 0.09, 0.0]) / 2.45

    found = drivers_of("overall", y, NAMES, x, np.ones(len(y)), draws=300, seed=1)

    assert [driver.name for driver in found.drivers] == NAMES
    for driver, expected, beta in zip(found.drivers, true, (1.0, 0.6, 0.3, 0.0), strict=True):
        assert driver.importance.low - 0.005 <= expected <= driver.importance.high
        assert driver.coefficient.low <= beta <= driver.coefficient.high
    assert sum(driver.share.value for driver in found.drivers) == pytest.approx(1)
    assert found.r_squared.low <= true.sum() <= found.r_squared.high


def test_a_weight_of_two_is_the_same_as_coming_twice() -> None:
    y, x, _ = drawn(60, 3, together=0.3)
    twice = np.where(np.arange(60) < 20, 2, 1)
    rows = np.repeat(np.arange(60), twice)

    assert lmg(correlations(y, x, twice.astype(float))) == pytest.approx(
        lmg(correlations(y[rows], x[rows], np.ones(len(rows))))
    )


def test_two_attributes_that_say_the_same_share_what_they_account_for() -> None:
    y, x, weights = drawn(300, 5)

    found = lmg(correlations(y, np.column_stack([x[:, 0], x[:, 0], x[:, 1]]), weights))

    assert found[0] == pytest.approx(found[1], abs=1e-6)


@pytest.mark.parametrize(
    ("n", "count", "still", "why"),
    [
        (20, 4, False, "too few"),
        (200, 1, False, "2 to 14"),
        (200, 15, False, "2 to 14"),
        (200, 3, True, "same"),
    ],
)
def test_what_cannot_be_told_is_said(n: int, count: int, still: bool, why: str) -> None:
    chance = np.random.default_rng(1)
    x = chance.normal(size=(n, count))
    if still:
        x[:, 1] = 4
    names = [f"a{place}" for place in range(count)]

    with pytest.raises(CannotTell, match=why):
        drivers_of("overall", chance.normal(size=n), names, x, np.ones(n), draws=10, seed=1)
