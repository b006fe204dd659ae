"""Sums of what was counted: of one thing, of many of it, of a year."""

from collections import Counter
from collections.abc import Mapping

from benchmarks.meter import NOBODY, Used

Usage = Mapping[str, Counter[Used]]
"""What was used, by function."""


def times(usage: Usage, factor: float) -> Usage:
    """Give so many times as much."""
    made = {}
    for name, counted in usage.items():
        made[name] = Counter[Used]()
        for what, much in counted.items():
            made[name][what] = much * factor  # type: ignore[assignment] # parts of units are fine
    return made


def together(*usages: Usage) -> Usage:
    """Give the sum, without what no function used."""
    made: dict[str, Counter[Used]] = {}
    for usage in usages:
        for name, counted in usage.items():
            if name != NOBODY:
                made.setdefault(name, Counter()).update(counted)
    return made


def beside(usage: Usage, idle: Usage) -> Usage:
    """Give what functions used beside what they use when nothing happens."""
    made = {name: Counter(counted) for name, counted in usage.items() if name != NOBODY}
    for name, counted in idle.items():
        if name in made:
            made[name].subtract(counted)
    return made


def total(usage: Usage) -> Counter[Used]:
    """Give what all functions used."""
    whole: Counter[Used] = Counter()
    for counted in usage.values():
        whole.update(counted)
    return whole
