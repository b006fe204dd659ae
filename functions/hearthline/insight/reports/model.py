"""What a report is: its columns, each defined once, and what it can be broken down by. Plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from hearthline.insight.durations import Steps
from hearthline.insight.sheets import Counters
from hearthline.platform.access import Action

Value = int | float | None
Words = Mapping[str, str]


class Unit(StrEnum):
    """What a column's numbers are: `share` is 0 to 1, `score` -100 to 100, money integer fen.

    `minutes` is the bound of a step, `points` are the club's.
    """

    COUNT = "count"
    SHARE = "share"
    FEN = "fen"
    MINUTES = "minutes"
    MEAN = "mean"
    SCORE = "score"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report, what it is of, and the interval that chance leaves open where it has one.

    `hidden`: it is not shown, so that nobody is known by it.
    """

    value: Value
    n: int | None = None
    low: Value = None
    high: Value = None
    hidden: bool = False


UNKNOWN: Final = Figure(None)
"""A figure of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Column:
    """One figure: how it follows from counters, in one place. `n` gives what a share or mean is of.

    `counted` is the counter whose complaints are its cases, None where it has none to show. `few`: it is
    counted of pairs of values, too. `interval`: its figures say what chance leaves open of them.
    """

    name: str
    unit: Unit
    words: Words
    value: Callable[[Counters], Value]
    n: Callable[[Counters], int] | None = None
    counted: str | None = None
    few: bool = False
    interval: bool = False


class Kept(StrEnum):
    """How a report's sheets are kept: one a month, one a year with months in it, or one of what is now."""

    BY_MONTH = "month"
    BY_YEAR = "year"
    NOW = "now"


EACH_MONTH: Final = ("from", "to", "than", "city", "of")
"""What a report over months, of complaints, can be asked for."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, by steps: how many took so long."""

    name: str
    words: Words
    steps: Steps


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `done`: it counts what was done in its months, not what was received in them.

    `cumulative`: its lines add up to all. `told`: its cases say who was told of what.
    `improvements`: it is about these, not about complaints. `within`: by what it is broken down within one
    value of what else. `takes`: which parameters say something of it. `needs`: what its reader must be
    allowed beside reading reports. `surveyed`: it is about what was asked. `kept`: how its sheets are kept,
    where `dimensions` names them by what it is broken down by. `everywhere`: who sees all cities also sees
    what belongs to none. `ends`: it tells of members when months ended.
    """

    name: str
    title: Words
    words: Words
    columns: tuple[Column, ...]
    by: tuple[str, ...]
    done: bool = False
    cumulative: bool = False
    told: bool = False
    improvements: bool = False
    within: Words = field(default_factory=dict)
    takes: tuple[str, ...] = EACH_MONTH
    needs: Action | None = None
    surveyed: bool = False
    kept: Kept = Kept.BY_MONTH
    dimensions: Words = field(default_factory=dict)
    everywhere: bool = False
    ends: bool = False
    spreads: tuple[Spread, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The counters of one group, None for all together, and of the time before."""

    group: str | None
    now: Counters = field(default_factory=dict)
    before: Counters = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as it is shown: its figures by column. `label` says what a group is where its name doesn't."""

    group: str | None
    now: Mapping[str, Figure]
    before: Mapping[str, Figure]
    label: str | None = None


def share(of: Counters, part: str, *others: str) -> float | None:
    """Give what part of these counters one is, None where there is nothing."""
    whole = total(of, part, *others)
    return round(of.get(part, 0) / whole, 4) if whole else None


def total(of: Counters, *names: str) -> int:
    """Give some counters added up."""
    return sum(of.get(name, 0) for name in names)


def mean(of: Counters, names: Sequence[str]) -> float | None:
    """Give the mean of ratings, whose counters are given from 1 on."""
    numbers = [of.get(name, 0) for name in names]
    said = sum(numbers)
    stars = sum(number * (place + 1) for place, number in enumerate(numbers))
    return round(stars / said, 2) if said else None
