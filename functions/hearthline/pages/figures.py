"""Figures of reports as people read them: units, how long something took, and what has changed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Number = int | float | None
_OVER: Final = "_over"
_UNTIL: Final = "_until"
_CHANGE: Final = "_change"
"""Ends the names of figures that say how far another one moved."""
_HOUR: Final = 60
_DAY: Final = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of a report; of a duration's two bounds one figure is made, `until` names the other column."""

    name: str
    title: str
    definition: str
    unit: str
    column: str
    until: str | None = None
    cases: bool = False

    @property
    def drawn(self) -> bool:
        """Whether a chart can show it."""
        return self.unit != "minutes"

    @property
    def moves(self) -> bool:
        """Whether it says how far another figure moved, up or down."""
        return self.name.endswith(_CHANGE)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of one line: None where there is nothing to be told, with what it is of and what it was.

    `interval` is what chance leaves open of it; `hidden`: it is not shown, so that nobody is known by it.
    """

    value: str | None
    n: int | None
    before: str | None
    change: str
    interval: str | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Tells numbers in one language; `words` are those of the pages of reports."""

    language: str
    words: Mapping[str, Any]

    def figures(self, columns: Sequence[Mapping[str, Any]]) -> list[Figure]:
        """Give the figures that these columns make."""
        return [self._figure(column) for column in columns if not _is_upper(column)]

    def told(self, figure: Figure, line: Mapping[str, Any]) -> Told:
        """Give a figure of a line of the report."""
        now, before = line["values"], line["before"]
        one, past = now[figure.column], before[figure.column]
        bounds = (one["low"], one["high"])
        return Told(
            self._side(figure, now),
            one["n"],
            self._side(figure, before),
            self.change(figure.unit, one["value"], past["value"]),
            self._between(figure, bounds),
            one["hidden"],
        )

    def number(self, unit: str, value: Number) -> str:
        """Give a number in its unit."""
        if value is None:
            return "—"
        match unit:
            case "share":
                return f"{100 * value:.1f}%"
            case "fen":
                yuan = f"{value / 100:,.2f}".removesuffix(".00")
                return str(self.words["yuan"]).format(yuan)
            case "mean":
                return f"{value:.2f}"
            case "score":
                return f"{value:.1f}"
            case "minutes":
                return self.duration(int(value))
        return f"{value:,}"

    def value(self, figure: Figure, value: Number) -> str:
        """Give a figure's number: how far another one moved with its sign, of a share in points."""
        if value is None or not figure.moves:
            return self.number(figure.unit, value)
        return self._in_points(figure, _signed(figure, value))

    def _between(self, figure: Figure, bounds: Sequence[Number]) -> str | None:
        """Give what chance leaves open of a figure; None where that is not said."""
        known = [bound for bound in bounds if bound is not None]
        if len(known) < len(bounds):
            return None
        if not figure.moves:
            return " – ".join(self.number(figure.unit, bound) for bound in known)
        return self._in_points(figure, " – ".join(_signed(figure, bound) for bound in known))

    def _in_points(self, figure: Figure, told: str) -> str:
        return str(self.words["points"]).format(told) if figure.unit == "share" else told

    def change(self, unit: str, now: Number, before: Number) -> str:
        """Give by how much a number differs from the time before; empty where one of both is missing."""
        if now is None or before is None or unit == "minutes":
            return ""
        by = now - before
        if not by:
            return str(self.words["no_change"])
        sign = "+" if by > 0 else "−"
        if unit == "share":
            return str(self.words["points"]).format(f"{sign}{abs(100 * by):.1f}")
        part = f" ({sign}{abs(100 * by / before):.0f}%)" if before and unit not in {"mean", "score"} else ""
        return f"{sign}{self.number(unit, abs(by))}{part}"

    def duration(self, minutes: int, *, short: bool = False) -> str:
        """Give a time in the largest unit in which it is whole; `short` where there is little room."""
        words = self.words["short"] if short else self.words
        for unit, length in (("days", _DAY), ("hours", _HOUR)):
            if minutes >= length and minutes % length == 0:
                return str(words[unit]).format(minutes // length)
        return str(words["minutes"]).format(minutes)

    def step(self, over: int, until: int | None) -> str:
        """Give a step of durations by its bounds."""
        if until is None:
            return str(self.words["longer"]).format(self.duration(over))
        if not over:
            return str(self.words["up_to"]).format(self.duration(until))
        return f"{self.duration(over)} – {self.duration(until)}"

    def _figure(self, column: Mapping[str, Any]) -> Figure:
        name = column["name"]
        pair = column["unit"] == "minutes" and name.endswith(_OVER)
        own = name.removesuffix(_OVER) if pair else name
        return Figure(
            own,
            self.words["figures"].get(own, own.replace("_", " ")),
            column["definition"][self.language],
            column["unit"],
            name,
            f"{own}{_UNTIL}" if pair else None,
            column["cases"],
        )

    def _side(self, figure: Figure, values: Mapping[str, Any]) -> str | None:
        value = values[figure.column]["value"]
        if value is None:
            return None
        if figure.until is None:
            return self.value(figure, value)
        return self.step(value, values[figure.until]["value"])


def _signed(figure: Figure, value: float) -> str:
    """Give by how much something moved, with its sign; of a share in points."""
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{abs(100 * value if figure.unit == 'share' else value):.1f}"


def _is_upper(column: Mapping[str, Any]) -> bool:
    return column["unit"] == "minutes" and str(column["name"]).endswith(_UNTIL)
