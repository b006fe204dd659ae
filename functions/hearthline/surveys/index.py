"""The composite index: satisfaction as one number, made of figures by weights and rules that are data. Pure.

Each component brings at most its weight in points. A component without a figure brings nothing and takes its
weight out of what the score is over: it is never counted as 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from hearthline.surveys.model import Words

COMPOSITE_INDEX: Final = "composite-index"
"""The document that says what the index is made of."""

_DIGITS: Final = 6
"""Figures are compared as rounded to so many digits: 0.999 × 100 is 99.9, whatever a machine makes of it."""


class Direction(StrEnum):
    """On which side of its bound a figure reaches a step."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Stairs:
    """Points for the first step, of the hardest to reach first, that a figure reaches; none reached: 0."""

    direction: Direction
    steps: tuple[tuple[float, float], ...]

    def points(self, figure: float) -> float:
        """Give the points of a figure."""
        at_least = self.direction is Direction.AT_LEAST
        for bound, points in self.steps:
            if (figure >= bound) if at_least else (figure <= bound):
                return points
        return 0.0


@dataclass(frozen=True, slots=True)
class Slope:
    """Points that rise or fall evenly from `start` to `end`, each a figure and its points, and no further."""

    start: tuple[float, float]
    end: tuple[float, float]

    def points(self, figure: float) -> float:
        """Give the points of a figure."""
        (low, at_low), (high, at_high) = sorted((self.start, self.end))
        place = min(max(figure, low), high)
        return at_low + (at_high - at_low) * (place - low) / (high - low)


Rule = Stairs | Slope


class Source(StrEnum):
    """Where a figure comes from."""

    SURVEY = "survey"
    PROMISE = "promise"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Figure:
    """Which figure a component goes by.

    Of a survey `name` is a figure of its results (docs/results.md): of a measure, or of `question`, or the
    `row` of a matrix, where that is named. Of the promise it is `answered_share` (within 24 hours, per cent)
    or `response_minutes` (median). Given by hand it is `value`, as of a day, from `origin`; None where nobody
    has given it yet.
    """

    source: Source
    name: str = ""
    question: str | None = None
    row: str | None = None
    value: float | None = None
    as_of: date | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """One part of the index: what it is called, how many points it can bring, by which figure and rule."""

    code: str
    names: Words
    weight: float
    figure: Figure
    rule: Rule


@dataclass(frozen=True, slots=True)
class Reading:
    """What a figure is, None where there is no data, and then why; over how many; None: of no sample."""

    value: float | None
    n: int | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one component came to; `points` is None without data."""

    component: Component
    reading: Reading
    points: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """The index: `points` of the weight `counted` that has data; `weight` is that of all components."""

    parts: tuple[Part, ...]
    points: float
    counted: float
    weight: float

    @property
    def score(self) -> float | None:
        """From 0 to 100 over the weights that have data; None where none has."""
        return 100 * self.points / self.counted if self.counted else None

    @property
    def missing(self) -> tuple[Part, ...]:
        """The components without data."""
        return tuple(part for part in self.parts if part.points is None)


def score(components: Sequence[Component], readings: Mapping[str, Reading]) -> Score:
    """Give the index by the readings of its components, by their codes."""
    parts = tuple(_part(component, readings[component.code]) for component in components)
    return Score(
        parts,
        points=sum(part.points for part in parts if part.points is not None),
        counted=sum(part.component.weight for part in parts if part.points is not None),
        weight=sum(component.weight for component in components),
    )


def _part(component: Component, reading: Reading) -> Part:
    if reading.value is None:
        return Part(component, reading, None)
    return Part(component, reading, component.rule.points(round(reading.value, _DIGITS)))


def from_document(document: Mapping[str, Any]) -> tuple[Component, ...]:
    """Read a saved document, which was checked before."""
    return tuple(
        Component(told["code"], told["names"], told["weight"], _figure(told["figure"]), _rule(told["rule"]))
        for told in document["components"]
    )


def flaws(rule: Rule, weight: float) -> list[str]:
    """Give what is wrong with a rule for a component of this weight."""
    if isinstance(rule, Slope):
        points = [rule.start[1], rule.end[1]]
        found = [] if rule.start[0] != rule.end[0] else ["both points stand at the same figure"]
    else:
        points = [points for _, points in rule.steps]
        falling = rule.direction is Direction.AT_LEAST
        found = [
            "each step must be easier to reach than the one before, and bring fewer points"
            for (bound, high), (below, low) in pairwise(rule.steps)
            if not ((bound > below) if falling else (bound < below)) or high <= low
        ][:1]
    if min(points) < 0 or max(points) != weight:
        found.append("the most points of the rule must be the component's weight, and none below 0")
    return found


def _figure(told: Mapping[str, Any]) -> Figure:
    (source, what), *_ = told.items()
    if source == Source.GIVEN:
        as_of = what.get("as_of")
        return Figure(
            Source.GIVEN,
            value=what.get("value"),
            as_of=date.fromisoformat(as_of) if as_of else None,
            origin=what.get("source"),
        )
    return Figure(Source(source), what["figure"], what.get("question"), what.get("row"))


def _rule(told: Mapping[str, Any]) -> Rule:
    if "linear" in told:
        start, end = ((point["at"], point["points"]) for point in told["linear"])
        return Slope(start, end)
    direction = Direction.AT_LEAST if Direction.AT_LEAST in told["steps"][0] else Direction.AT_MOST
    return Stairs(direction, tuple((step[direction], step["points"]) for step in told["steps"]))
