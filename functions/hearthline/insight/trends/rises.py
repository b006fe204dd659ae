"""Which groups of complaints have risen beyond chance: from days to periods to those that stand out. Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import add
from typing import Any, Final

from hearthline.insight.daily import CAME, KNOWN, SOLVED, Alike
from hearthline.insight.trends.chance import Counts, at_least, discoveries, excess_of, usual

WEEKS: Final = 4
DAYS: Final = 7 * WEEKS
PERIODS: Final = 14
"""The latest four weeks, and the 52 before them."""
FEWEST: Final = 5
"""Complaints of a group in all periods. Of fewer, not even all at once could stand out among thousands."""
FALSE: Final = 0.01
"""What share of those that are shown may be there by chance, where clumps are no worse than reckoned with.

Real clumps have longer tails: `python -m benchmarks trends` measures what comes of it.
"""
FAMILIES: Final[Mapping[tuple[str, ...], str]] = {
    ("project",): CAME,
    ("category",): CAME,
    ("project", "category"): CAME,
    ("cause",): SOLVED,
    ("contractor",): SOLVED,
    ("project", "cause"): SOLVED,
    ("contractor", "category"): SOLVED,
}
"""What complaints are looked at by, and whether by the day they came or the one they were solved."""
_OF_A_CITY: Final = "project"


@dataclass(frozen=True, slots=True)
class Span:
    """The periods that are looked at; `until` is the last day of the last one."""

    until: date

    @property
    def since(self) -> date:
        """The first day of the first period."""
        return self.until - timedelta(days=DAYS * PERIODS - 1)

    def bounds(self, place: int) -> tuple[date, date]:
        """Give the first and the last day of a period, counted from 0."""
        first = self.since + timedelta(days=DAYS * place)
        return first, first + timedelta(days=DAYS - 1)

    def place(self, on: date) -> int | None:
        """Give the period of a day, None outside of all."""
        return (on - self.since).days // DAYS if self.since <= on <= self.until else None


@dataclass(frozen=True, slots=True)
class Group:
    """Complaints that have something in common; those of a project are of one city."""

    by: tuple[str, ...]
    values: tuple[str, ...]
    city: str | None = None


@dataclass(frozen=True, slots=True)
class Rise:
    """A group that has risen, with the evidence.

    `chance` is how often chance alone does so; `false` the share of false ones among all as rare or rarer;
    `excess` by how much counts of its kind vary beyond chance.
    """

    group: Group
    counts: Counts
    excess: float
    chance: float
    false: float
    usual: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What stood out, the rarest first, among how many that were tested; excess variation by family."""

    rises: tuple[Rise, ...] = ()
    tested: int = 0
    excess: Mapping[tuple[str, ...], float] = field(default_factory=dict)


def counted(days: Mapping[str, Iterable[Alike]], span: Span) -> dict[Group, Counts]:
    """Give the counts of each group by period, from the days of each city.

    Beside a project's counts stand all complaints of its city, beside those of a cause all of all cities:
    what rises with everything has not risen. Where a value is missing there is no group.
    """
    everything: dict[tuple[str, str | None], list[int]] = {}
    groups: dict[_Known, list[int]] = {}
    for (how, city, values), numbers in _together(days, span).items():
        for where in (city, None):
            _add(everything, (how, where), numbers)
        for by, places, of_city in _LOOKED_AT[how]:
            named = tuple(values[place] for place in places)
            if all(named):
                _add(groups, (by, named, city if of_city else None), numbers)
    return {
        Group(by, named, where): Counts(tuple(numbers), tuple(everything[FAMILIES[by], where]))
        for (by, named, where), numbers in groups.items()
    }


_Known = tuple[tuple[str, ...], tuple[str, ...], str | None]
_LOOKED_AT: Final = {
    how: [
        (by, tuple(KNOWN[how].index(name) for name in by), _OF_A_CITY in by)
        for by, when in FAMILIES.items()
        if when == how
    ]
    for how in KNOWN
}
"""By which values, counted in the order in which they are known, and whether within a city."""


def _together(
    days: Mapping[str, Iterable[Alike]], span: Span
) -> dict[tuple[str, str, tuple[str, ...]], list[int]]:
    """Give the counts of complaints that are alike but for their day."""
    found: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
    for city, each in days.items():
        for one in each:
            place = span.place(one.on)
            if place is not None:
                found.setdefault((one.how, city, one.values), [0] * PERIODS)[place] += one.number
    return found


def _add(total: dict[Any, list[int]], key: Hashable, numbers: Sequence[int]) -> None:
    found = total.get(key)
    total[key] = list(map(add, found, numbers)) if found else list(numbers)


def risen(groups: Mapping[Group, Counts], false: float = FALSE) -> Found:
    """Give the groups of which so small a share may be there by chance."""
    tested = {group: counts for group, counts in groups.items() if sum(counts.of_group) >= FEWEST}
    excess = {
        by: excess_of([counts for group, counts in tested.items() if group.by == by]) for by in FAMILIES
    }
    chances = [_chance(counts, excess[group.by]) for group, counts in tested.items()]
    rises = [
        Rise(group, counts, excess[group.by], chance, share, usual(counts, excess[group.by]))
        for (group, counts), chance, share in zip(tested.items(), chances, discoveries(chances), strict=True)
        if share <= false
    ]
    rises.sort(key=lambda rise: (rise.false, rise.chance, -rise.counts.now, rise.group.values))
    return Found(tuple(rises), len(tested), excess)


def _chance(counts: Counts, excess: float) -> float:
    """Give the chance of a rise; 1 where there is none, which is not less than what it would be."""
    if counts.now <= counts.expected:
        return 1.0
    return at_least(counts.now, sum(counts.of_group), counts.share, excess)
