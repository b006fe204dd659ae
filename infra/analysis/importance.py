"""How much each attribute accounts for in overall satisfaction: R² of a regression, shared out among them.

Attributes go together, so a coefficient says little of what one brings. R² is shared out by its average gain
over all orders in which the attributes could be added: the Shapley value, in regression known as LMG.
Sources: R. Lindeman, P. Merenda, R. Gold, Introduction to bivariate and multivariate analysis, 1980;
U. Grömping, Relative importance for linear regression in R: the package relaimpo, J. Stat. Software 17 (1),
2006. Intervals are percentiles of a bootstrap over respondents. The coefficients beside it are statsmodels'
weighted least squares with HC3 errors (J. MacKinnon, H. White, 1985).
"""

from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import Any, Final

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray

MOST: Final = 14
"""Attributes at once: all subsets of them are regressions."""
FEWEST_ROWS: Final = 30
CONFIDENCE: Final = 0.95

Numbers = NDArray[np.float64]


class CannotTell(ValueError):
    """The answers are too few, or too much alike, for this; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the interval in which it is with 95 % confidence."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Driver:
    """One attribute: how much of R² it accounts for (`importance`), what part of that is (`share`).

    `coefficient` is by how much the outcome is higher where this is higher by one, the others being equal.
    """

    name: str
    mean: float
    importance: Interval
    share: Interval
    coefficient: Interval


@dataclass(frozen=True, slots=True)
class Drivers:
    """What all attributes together account for, over `n` respondents; the most important first."""

    outcome: str
    n: int
    r_squared: Interval
    drivers: tuple[Driver, ...]


def drivers_of(
    outcome: str, y: Numbers, names: list[str], x: Numbers, weights: Numbers, *, draws: int, seed: int
) -> Drivers:
    """Give the importance of each column of `x` for `y`; raises CannotTell."""
    n, count = x.shape
    _check(n, count, y, x, names)
    importance = lmg(correlations(y, x, weights))
    chance = np.random.default_rng(seed)
    drawn = np.empty((draws, count))
    for place in range(draws):
        rows = chance.integers(0, n, n)
        drawn[place] = lmg(correlations(y[rows], x[rows], weights[rows]))
    totals = drawn.sum(axis=1)
    shares = drawn / np.where(totals > 0, totals, 1)[:, None]
    fitted: Any = sm.WLS(y, sm.add_constant(x), weights=weights).fit(cov_type="HC3")
    bounds = fitted.conf_int(alpha=1 - CONFIDENCE)
    total = importance.sum()
    found = [
        Driver(
            name,
            float(np.average(x[:, place], weights=weights)),
            _interval(importance[place], drawn[:, place]),
            _interval(importance[place] / total, shares[:, place]),
            Interval(*(float(each) for each in (fitted.params[place + 1], *bounds[place + 1]))),
        )
        for place, name in enumerate(names)
    ]
    found.sort(key=lambda driver: -driver.importance.value)
    return Drivers(outcome, n, _interval(total, totals), tuple(found))


def correlations(y: Numbers, x: Numbers, weights: Numbers) -> Numbers:
    """Give the weighted correlations of all, the outcome last; what never changes goes with nothing."""
    everything = np.column_stack([x, y])
    centred = everything - np.average(everything, axis=0, weights=weights)
    covariance = (centred * weights[:, None]).T @ centred
    spread = np.sqrt(np.diag(covariance))
    still = spread < 1e-12
    spread = np.where(still, 1.0, spread)
    found: Numbers = covariance / np.outer(spread, spread)
    found[still, :] = found[:, still] = 0.0
    np.fill_diagonal(found, 1.0)
    return found


def lmg(correlation: Numbers) -> Numbers:
    """Give what each attribute accounts for; together they are R² of all."""
    count = len(correlation) - 1
    explained = _explained(correlation)
    found = np.zeros(count)
    masks = np.arange(1 << count)
    sizes = np.array([mask.bit_count() for mask in range(1 << count)])
    orders = np.array(
        [factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)]
    )
    for place in range(count):
        without = masks[(masks >> place) & 1 == 0]
        gains = explained[without | (1 << place)] - explained[without]
        found[place] = (orders[sizes[without]] * gains).sum()
    return found


def _explained(correlation: Numbers) -> Numbers:
    """Give R² of every subset of the attributes, by its bits."""
    count = len(correlation) - 1
    with_outcome = correlation[:count, count]
    explained = np.zeros(1 << count)
    for size in range(1, count + 1):
        subsets = np.array(list(combinations(range(count), size)))
        inner = correlation[subsets[:, :, None], subsets[:, None, :]]
        outer = with_outcome[subsets]
        # A hair on the diagonal, so that two attributes that are the same share what they account for.
        solved = np.linalg.solve(inner + 1e-9 * np.eye(size), outer[:, :, None])[:, :, 0]
        explained[(1 << subsets).sum(axis=1)] = (outer * solved).sum(axis=1)
    return explained


def _check(n: int, count: int, y: Numbers, x: Numbers, names: list[str]) -> None:
    if not 2 <= count <= MOST:
        raise CannotTell(
            f"2 to {MOST} attributes can be told apart, here are {count}: name them, ATTRIBUTES="
        )
    if n < max(FEWEST_ROWS, 3 * count):
        raise CannotTell(
            f"{n} respondents answered all of these; too few for {count} attributes: name fewer, ATTRIBUTES="
        )
    still = [name for name, column in zip(names, x.T, strict=True) if np.ptp(column) == 0]
    if np.ptp(y) == 0 or still:
        raise CannotTell(f"Everybody gave the same answer to {', '.join(still) or 'the outcome'}")


def _interval(value: float, drawn: Numbers) -> Interval:
    tail = 50 * (1 - CONFIDENCE)
    low, high = np.percentile(drawn, [tail, 100 - tail])
    return Interval(float(value), float(low), float(high))
