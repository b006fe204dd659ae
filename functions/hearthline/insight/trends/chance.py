"""What chance alone does to counts: the arithmetic of early trends, on the standard library. docs/trends.md.

Of `total` complaints of a group, how many fall into the latest weeks by chance? Where they come one by one,
it is binomial: each falls there with the share that those weeks have of all complaints. But complaints come
in clumps, and their counts vary more than that, by a factor of 1 + `excess`. Counts with such a variance are
negative binomial (of the first kind); given their total, those of the latest weeks are beta-binomial,
whatever the group's own rate is. So the test is exact, also for a handful.

J. G. Skellam, JRSS B 10 (1948), on the distribution; Y. Benjamini and Y. Hochberg, JRSS B 57 (1995), on false
discoveries.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from typing import Final

TAIL: Final = 0.025
"""What lies beyond each end of an interval of 95 in 100."""
MOST_EXCESS: Final = 100.0
_STEPS: Final = 50
_NEGLIGIBLE: Final = 1e-17


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of a group in periods of equal length, and how much there was of everything in each.

    The last period is the one that is judged; those before it say what is usual.
    """

    of_group: tuple[int, ...]
    of_all: tuple[int, ...]

    @property
    def now(self) -> int:
        """The count that is judged."""
        return self.of_group[-1]

    @property
    def before(self) -> int:
        """All of the group before."""
        return sum(self.of_group[:-1])

    @property
    def share(self) -> float:
        """What share the last period has of everything; 0 where there is nothing."""
        everything = sum(self.of_all)
        return self.of_all[-1] / everything if everything else 0.0

    @property
    def expected(self) -> float:
        """How many there would be at the usual rate."""
        everything = sum(self.of_all[:-1])
        return self.before * self.of_all[-1] / everything if everything else 0.0


def at_least(count: int, total: int, share: float, excess: float = 0.0) -> float:
    """Give how often chance puts so many or more of `total` into a period with this share of everything."""
    if count <= 0 or share >= 1:
        return 1.0
    if count > total or share <= 0:
        return 0.0
    exactly = _binomial(total, share) if not excess else _clumped(total, share, excess)
    if count <= total * share:
        # The smaller part is added up: its first numbers are so rare that they are nothing to a computer.
        return max(0.0, 1 - sum(exp(exactly(number)) for number in range(count)))
    found = 0.0
    for number in range(count, total + 1):
        term = exp(exactly(number))
        found += term
        if not excess and term < found * _NEGLIGIBLE:
            break
    return min(found, 1.0)


def _binomial(total: int, share: float) -> Callable[[int], float]:
    """Give what gives the logarithm of the chance of exactly so many."""
    inside, outside = log(share), log1p(-share)
    return lambda number: _choices(total, number) + number * inside + (total - number) * outside


def _clumped(total: int, share: float, excess: float) -> Callable[[int], float]:
    inside, outside = total * share / excess, total * (1 - share) / excess
    of_all = _beta(inside, outside)
    return lambda number: _choices(total, number) + _beta(number + inside, total - number + outside) - of_all


def _choices(total: int, count: int) -> float:
    return lgamma(total + 1) - lgamma(count + 1) - lgamma(total - count + 1)


def _beta(one: float, other: float) -> float:
    return lgamma(one) + lgamma(other) - lgamma(one + other)


def usual(counts: Counts, excess: float) -> tuple[int, int]:
    """Give the least and the most that would surprise nobody: 95 in 100 by chance, by the same test."""
    share, before = counts.share, counts.before

    def too_few(number: int) -> bool:
        return 1 - at_least(number + 1, before + number, share, excess) <= TAIL

    def too_many(number: int) -> bool:
        return at_least(number, before + number, share, excess) <= TAIL

    least = _first(lambda number: not too_few(number))
    return least, max(least, _first(too_many) - 1)


def _first(holds: Callable[[int], bool]) -> int:
    """Give the smallest number for which it holds, as it does for all beyond."""
    if holds(0):
        return 0
    high = 1
    while not holds(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def excess_of(groups: Sequence[Counts]) -> float:
    """Give by how much the counts of groups vary more than one by one, in the periods before the last.

    By the method of moments: it makes the sum of Pearson's chi-squares of all groups what is expected of it.
    Each has (periods - 1)(1 + excess) n / (n + excess), of n complaints, however few.
    """
    squares = 0.0
    sizes: dict[int, int] = {}
    for counts in groups:
        freedom, found = _pearson(counts)
        if freedom:
            squares += found
            sizes[counts.before] = sizes.get(counts.before, 0) + freedom
    low, high = 0.0, MOST_EXCESS
    if squares <= _expected_squares(sizes, low):
        return low
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _expected_squares(sizes, middle) < squares else (low, middle)
    return low


def _expected_squares(sizes: dict[int, int], excess: float) -> float:
    return sum(freedom * (1 + excess) * size / (size + excess) for size, freedom in sizes.items())


def _pearson(counts: Counts) -> tuple[int, float]:
    """Give the degrees of freedom, none where there is nothing to compare, and the chi-square."""
    everything, before = sum(counts.of_all[:-1]), counts.before
    compared = [
        (number, before * of_all / everything)
        for number, of_all in zip(counts.of_group[:-1], counts.of_all[:-1], strict=True)
        if of_all
    ]
    if before < 2 or len(compared) < 2:
        return 0, 0.0
    return len(compared) - 1, sum((number - mean) ** 2 / mean for number, mean in compared)


def discoveries(chances: Sequence[float]) -> list[float]:
    """Give for each chance the smallest share of false ones among all that are as rare or rarer."""
    ranked = sorted(range(len(chances)), key=lambda place: chances[place], reverse=True)
    found = [1.0] * len(chances)
    least = 1.0
    for place, rank in zip(ranked, range(len(chances), 0, -1), strict=True):
        least = min(least, chances[place] * len(chances) / rank)
        found[place] = least
    return found
