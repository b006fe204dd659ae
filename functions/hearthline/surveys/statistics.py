"""The arithmetic of figures: shares, means and scores with what chance leaves open of them. docs/results.md.

Everything is at 95 %. Where a sample is drawn without putting back from a population of known size, what it
leaves open is less: the *finite-population correction* lets n answers of N count as n·(N-1)/(N-n), and as
certainty where all have answered. Sizes are therefore fractions here, and may be infinite.

Wilson's interval: E. B. Wilson, JASA 22 (1927); of a difference: R. G. Newcombe, Statistics in Medicine 17
(1998), method 10; the effective size of a weighted sample: L. Kish, Survey Sampling (1965).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import erfc, inf, isinf, sqrt
from typing import Final

Z: Final = 1.959963984540054
"""How many standard errors a normal value stays within in 95 of 100 cases."""
SIGNIFICANT: Final = 0.05


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the interval in which it lies at 95 %; `n` answers went into it, that count as `size`."""

    value: float
    low: float
    high: float
    n: int
    size: float


@dataclass(frozen=True, slots=True)
class Change:
    """How far a figure moved, the interval of that, and how often chance alone moves it so far (`p`)."""

    value: float
    low: float
    high: float
    z: float
    p: float

    @property
    def significant(self) -> bool:
        """Whether chance alone does so in fewer than 5 of 100 cases."""
        return self.p < SIGNIFICANT


@dataclass(frozen=True, slots=True)
class Moments:
    """What a mean is made of: how many values, their sum, and the sum of their squares."""

    n: int
    sum: float
    squares: float

    @property
    def mean(self) -> float:
        """The mean."""
        return self.sum / self.n

    @property
    def variance(self) -> float:
        """The mean square distance from the mean, over n."""
        return max(0.0, self.squares / self.n - self.mean**2)


def size_of(n: int, population: int | None) -> float:
    """Give as how many answers n of a population count; just n where it is not known."""
    if population is None or population <= 1 or n == 0:
        return float(n)
    return inf if n >= population else n * (population - 1) / (population - n)


def share(hits: int, n: int, population: int | None = None) -> Estimate | None:
    """Give the share of hits among n answers with Wilson's interval; None of none."""
    if n == 0:
        return None
    size = size_of(n, population)
    return Estimate(hits / n, *wilson(hits / n, size), n, size)


def wilson(value: float, size: float) -> tuple[float, float]:
    """Give Wilson's interval of a share that so many answers gave."""
    if isinf(size):
        return value, value
    middle = (value + Z**2 / (2 * size)) / (1 + Z**2 / size)
    half = Z / (1 + Z**2 / size) * sqrt(value * (1 - value) / size + Z**2 / (4 * size**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def mean(moments: Moments, population: int | None = None) -> Estimate | None:
    """Give a mean with its normal interval, of values with the sample's variance (over n - 1)."""
    if moments.n == 0:
        return None
    size = size_of(moments.n, population)
    sample = moments.variance * moments.n / (moments.n - 1) if moments.n > 1 else 0.0
    half = Z * sqrt(sample / size)
    return Estimate(moments.mean, moments.mean - half, moments.mean + half, moments.n, size)


def net_promoters(promoters: int, detractors: int, n: int, population: int | None = None) -> Estimate | None:
    """Give the share of promoters less that of detractors, from -1 to 1.

    The interval is that of the delta method for the difference of two shares of one sample: the variance is
    (p + d - (p - d)²) / n.
    """
    if n == 0:
        return None
    size = size_of(n, population)
    value = (promoters - detractors) / n
    half = Z * sqrt(((promoters + detractors) / n - value**2) / size)
    return Estimate(value, max(-1.0, value - half), min(1.0, value + half), n, size)


def share_change(before: Estimate, after: Estimate) -> Change:
    """Give how a share moved: Newcombe's interval, and the z test of two shares with their pooled one."""
    value = after.value - before.value
    low = value - sqrt((after.value - after.low) ** 2 + (before.high - before.value) ** 2)
    high = value + sqrt((after.high - after.value) ** 2 + (before.value - before.low) ** 2)
    pooled = _pooled(before, after)
    error = sqrt(pooled * (1 - pooled) * (1 / before.size + 1 / after.size))
    return Change(value, low, high, *_test(value, error))


def change(before: Estimate, after: Estimate) -> Change:
    """Give how a mean or score moved, by the standard errors that their intervals are made of."""
    value = after.value - before.value
    error = sqrt(_error(before) ** 2 + _error(after) ** 2)
    return Change(value, value - Z * error, value + Z * error, *_test(value, error))


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of the population, and what those of it said who answered."""

    population: int
    said: Moments


@dataclass(frozen=True, slots=True)
class Weighted:
    """A mean weighted to the population: `estimate.size` is Kish's effective size.

    `covered` is the share of the population that lies in cells from which somebody answered; the rest is
    taken to have said what those did.
    """

    estimate: Estimate
    covered: float


def weighted(cells: Iterable[Cell], *, of_shares: bool) -> Weighted | None:
    """Give the mean of what cells said, each with the weight of its population; None where nobody said it.

    With `of_shares` the values are 0 and 1, and the interval is Wilson's at the effective size.
    """
    known = [cell for cell in cells if cell.population > 0]
    heard = [cell for cell in known if cell.said.n > 0]
    whole, population = sum(cell.population for cell in known), sum(cell.population for cell in heard)
    if not heard:
        return None
    parts = [(cell.population / population, cell.said) for cell in heard]
    value = sum(part * said.mean for part, said in parts)
    n = sum(said.n for _, said in parts)
    kish = 1 / sum(part**2 / said.n for part, said in parts)
    size = inf if n >= population else kish * (population - 1) / (population - n)
    if of_shares:
        low, high = wilson(min(1.0, max(0.0, value)), size)
    else:
        squares = sum(part * said.squares / said.n for part, said in parts)
        half = Z * sqrt(max(0.0, squares - value**2) / size)
        low, high = value - half, value + half
    return Weighted(Estimate(value, low, high, n, kish), population / whole)


def moments_of(counts: Mapping[float, int]) -> Moments:
    """Give what the mean is made of where each value was said so many times."""
    return Moments(
        sum(counts.values()),
        sum(value * times for value, times in counts.items()),
        sum(value**2 * times for value, times in counts.items()),
    )


def _pooled(before: Estimate, after: Estimate) -> float:
    if isinf(before.size) or isinf(after.size):
        return (before.value * before.n + after.value * after.n) / (before.n + after.n)
    return (before.value * before.size + after.value * after.size) / (before.size + after.size)


def _error(estimate: Estimate) -> float:
    """Give the standard error; of a bounded figure from the side on which nothing was cut off."""
    return max(estimate.high - estimate.value, estimate.value - estimate.low) / Z


def _test(value: float, error: float) -> tuple[float, float]:
    """Give z and the two-sided p; where nothing is left open, any difference is certain."""
    if error == 0:
        return (0.0, 1.0) if value == 0 else (inf if value > 0 else -inf, 0.0)
    return value / error, erfc(abs(value / error) / sqrt(2))
