"""Charts as they are drawn: where each shape stands, in per cent of its room, so that any width fits. Pure.

Names and numbers are text of the page around the shapes; a table says the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from hearthline.pages.figures import Number

WIDE: Final = 0.56
"""What a column takes of its place; the one of the time before stands behind it and takes more."""
WIDE_BEHIND: Final = 0.84
_ROUND: Final = (2, 4, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `series` says which of several it belongs to."""

    x: str
    y: str
    width: str
    height: str
    series: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from one point to another."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart of bars: what it is called, its boxes side by side, and what they come to.

    `before` is the bar of the time before, `reached` the line of what has come together so far. `zero` is
    where bars begin, `open` from where to where chance leaves the number open.
    """

    name: str
    boxes: tuple[Box, ...]
    told: str
    before: Box | None = None
    reached: Stroke | None = None
    zero: str = "0.00%"
    open: Stroke | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """A chart over time, or over steps: columns, or a line with its points."""

    boxes: tuple[Box, ...] = ()
    behind: tuple[Box, ...] = ()
    line: tuple[Stroke, ...] = ()
    line_before: tuple[Stroke, ...] = ()
    points: tuple[Box, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of one place of a chart: its name, its numbers by series, and the time before."""

    name: str
    numbers: tuple[Number, ...]
    told: str
    before: Number = None
    short: str | None = None
    """What stands below a column; empty where there is no room for it, None for the name itself."""
    open: tuple[float, float] | None = None
    """What chance leaves open of the first number."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From where to where a room reaches; nothing (0) lies in it."""

    low: float
    high: float

    def at(self, number: float) -> float:
        """Give where a number stands, in per cent of the room, within it."""
        room = self.high - self.low
        return 100 * (min(max(number, self.low), self.high) - self.low) / room if room else 0.0

    def box(self, start: float, number: float, series: int = 0) -> Box:
        """Give the box that reaches by a number from a start; to the left where it is below nothing."""
        one, other = sorted((self.at(start), self.at(start + number)))
        return Box(f"{one:.2f}%", "", f"{other - one:.2f}%", "", series)


def top_of(numbers: Iterable[Number]) -> float:
    """Give a round number that none of these is above, and that can be halved; 2 where there is none."""
    most = max((number for number in numbers if number), default=0)
    unit = 1.0
    while unit * _ROUND[-1] < most:
        unit *= 10
    return next(unit * step for step in _ROUND if unit * step >= most)


def scale_of(places: Sequence[Place], top: float) -> Scale:
    """Give a scale from nothing to the top; to as much below nothing where a number is there."""
    below = any(number < 0 for place in places for number in _all(place))
    return Scale(-top if below else 0.0, top)


def bars(places: Sequence[Place], top: float) -> tuple[Bar, ...]:
    """Draw a bar for each place, its series one after the other; nothing below nothing is put on others."""
    scale = scale_of(places, top)
    return tuple(
        Bar(
            place.name,
            _beside(place.numbers, scale),
            place.told,
            _before(place, scale),
            zero=f"{scale.at(0):.2f}%",
            open=_open(place, scale),
        )
        for place in places
    )


def pareto(places: Sequence[Place], whole: float) -> tuple[Bar, ...]:
    """Draw bars as shares of all, and the line of what they come to together."""
    reached = [0.0]
    for place in places:
        reached.append(reached[-1] + (place.numbers[0] or 0))
    return tuple(
        Bar(
            place.name,
            _beside(place.numbers[:1], Scale(0, whole)),
            place.told,
            _before(place, Scale(0, whole)),
            Stroke(_per_cent(start, whole), "0%", _per_cent(end, whole), "100%"),
        )
        for place, (start, end) in zip(places, pairwise(reached), strict=True)
    )


def columns(places: Sequence[Place], top: float) -> Columns:
    """Draw a column for each place, its series one upon the other."""
    room = 100 / (len(places) or 1)
    return Columns(
        boxes=tuple(box for at, place in enumerate(places) for box in _stacked(at, room, place, top)),
        behind=tuple(
            _column(at, room, WIDE_BEHIND, 0, place.before, top)
            for at, place in enumerate(places)
            if place.before and place.before > 0
        ),
        names=_names(places),
    )


def line(places: Sequence[Place], top: float) -> Columns:
    """Draw a point for each place that has a number, and a line between those that stand side by side."""
    room = 100 / (len(places) or 1)
    points = [_point(at, room, place.numbers[0], top) for at, place in enumerate(places)]
    before = [_point(at, room, place.before, top) for at, place in enumerate(places)]
    return Columns(
        line=_strokes(points),
        line_before=_strokes(before),
        points=tuple(
            Box(*point, "", "", said=f"{place.name}: {place.told}")
            for point, place in zip(points, places, strict=True)
            if point
        ),
        names=_names(places),
    )


def _names(places: Sequence[Place]) -> tuple[str, ...]:
    return tuple(place.name if place.short is None else place.short for place in places)


def _all(place: Place) -> Iterator[float]:
    """Give all numbers of a place that are drawn."""
    yield from (
        number for number in (*place.numbers, place.before, *(place.open or ())) if number is not None
    )


def _beside(numbers: Sequence[Number], scale: Scale) -> tuple[Box, ...]:
    found, start = [], 0.0
    for series, number in enumerate(numbers):
        if number:
            found.append(scale.box(start, number, series))
            start += number
    return tuple(found)


def _before(place: Place, scale: Scale) -> Box | None:
    return None if place.before is None else scale.box(0, place.before)


def _open(place: Place, scale: Scale) -> Stroke | None:
    if place.open is None:
        return None
    low, high = (f"{scale.at(bound):.2f}%" for bound in place.open)
    return Stroke(low, "50%", high, "50%")


def _stacked(at: int, room: float, place: Place, top: float) -> list[Box]:
    found, start = [], 0.0
    for series, number in enumerate(place.numbers):
        if number and number > 0:
            box = _column(at, room, WIDE, start, number, top)
            said = f"{place.name}: {place.told}"
            found.append(Box(box.x, box.y, box.width, box.height, series, said))
            start += number
    return found


def _column(at: int, room: float, wide: float, start: float, number: Number, top: float) -> Box:
    high = 100 * (number or 0) / top
    return Box(
        f"{(at + (1 - wide) / 2) * room:.2f}%",
        f"{100 - high - 100 * start / top:.2f}%",
        f"{wide * room:.2f}%",
        f"{high:.2f}%",
    )


def _point(at: int, room: float, number: Number, top: float) -> tuple[str, str] | None:
    return None if number is None else (f"{(at + 0.5) * room:.2f}%", f"{100 - 100 * number / top:.2f}%")


def _strokes(points: Sequence[tuple[str, str] | None]) -> tuple[Stroke, ...]:
    return tuple(Stroke(*one, *other) for one, other in pairwise(points) if one and other)


def _per_cent(number: float, of: float) -> str:
    return f"{100 * number / of:.2f}%" if of else "0.00%"
