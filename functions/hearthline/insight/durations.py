"""How long something took, counted in steps: a median is known by the step that it lies in.

Counters can't hold each duration. Of a step both bounds are given: somebody who reads `8 to 12 hours` knows
what is known.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

HOUR: Final = 60
DAY: Final = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps up to each of some bounds, in minutes, each included; the last step has no bound.

    `prefix` begins the names of their counters.
    """

    prefix: str
    bounds: tuple[int, ...]

    def counter(self, took: timedelta) -> str:
        """Give the counter of whatever took so long."""
        minutes = max(took, timedelta()) / timedelta(minutes=1)
        return f"{self.prefix}{bisect_left(self.bounds, minutes)}"

    def counters(self) -> list[str]:
        """Give all counters, from the shortest step to the longest."""
        return [f"{self.prefix}{place}" for place in range(len(self.bounds) + 1)]

    def distribution(self, counts: Mapping[str, int]) -> list["Step"]:
        """Give each step with how many are in it."""
        edges = (0, *self.bounds, None)
        numbers = [counts.get(name, 0) for name in self.counters()]
        return [Step(edges[place] or 0, edges[place + 1], number) for place, number in enumerate(numbers)]

    def quantile(self, counts: Mapping[str, int], permille: int) -> "Step | None":
        """Give the step that holds the smallest duration which so many of a thousand do not exceed.

        None where nothing was counted.
        """
        steps = self.distribution(counts)
        total = sum(step.number for step in steps)
        reached = 0
        for step in steps:
            reached += step.number
            if total and reached * 1000 >= total * permille:
                return step
        return None


@dataclass(frozen=True, slots=True)
class Step:
    """From over `after` to `until` minutes, None for any longer time, and how many took that long."""

    after: int
    until: int | None
    number: int


TO_ANSWER: Final = Steps(
    "a", (15, 30, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY)
)
TO_RESOLVE: Final = Steps(
    "z", (4 * HOUR, DAY, 2 * DAY, 3 * DAY, 5 * DAY, 7 * DAY, 10 * DAY, 15 * DAY, 21 * DAY, 30 * DAY, 60 * DAY)
)
