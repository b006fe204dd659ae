"""From what a complaint adds to the counters of sheets, and the differences that move them. Pure.

A sheet holds what was counted in one city and month (of open cases: in one year) by one dimension. Its
counters are named `<value>⏎<measure>`, so that a report over a year reads twelve items of a city, however
many values there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hearthline.insight import keys

OF: Final = "\n"
"""Stands between the value of a dimension and what is counted of it; neither can hold it."""

ALL: Final = "all"
"""The dimension of everything together."""
YEAR: Final = "year"
"""The dimension of everything together of a whole year, one sheet a year."""
_MONTH: Final = len("2026-10")

Place = tuple[str, str]
"""The key of a sheet."""

Counters = Mapping[str, int]
Moves = Mapping[Place, Counters]
"""By sheet, what is added to each counter."""


@dataclass(frozen=True, slots=True)
class Part:
    """Counts that go to each of some groups (`project=云顶`) of one city and period alike."""

    city: str
    apart: bool
    period: str
    groups: tuple[str, ...]
    counts: Counters


Contribution = tuple[Part, ...]
"""All that is added."""


def moved(new: Contribution, old: Contribution = ()) -> dict[Place, dict[str, int]]:
    """Give what is added to the sheets when something counts as `new` that counted as `old`."""
    found: dict[Place, dict[str, int]] = {}
    for contribution, sign in ((old, -1), (new, 1)):
        for part in contribution:
            partition = keys.city(part.city, apart=part.apart)
            for group in part.groups:
                dimension, _, value = group.partition("=")
                for name in _sheets(dimension, part.period):
                    _add(found.setdefault((partition, name), {}), value, part.counts, sign)
    return _nonzero(found)


def _sheets(dimension: str, period: str) -> Iterator[str]:
    """Name the sheets on which a group of a month stands: what is of all stands on its year's, too."""
    yield keys.sheet(dimension, period)
    if dimension == ALL:
        yield keys.sheet(YEAR, f"{period[:4]}{period[_MONTH:]}")


def _add(sheet: dict[str, int], value: str, counts: Counters, sign: int) -> None:
    for measure, number in counts.items():
        name = f"{value}{OF}{measure}"
        sheet[name] = sheet.get(name, 0) + sign * number


def together(all_moves: Iterable[Moves]) -> dict[Place, dict[str, int]]:
    """Give several moves as one."""
    found: dict[Place, dict[str, int]] = {}
    for moves in all_moves:
        for place, counters in moves.items():
            sheet = found.setdefault(place, {})
            for name, number in counters.items():
                sheet[name] = sheet.get(name, 0) + number
    return _nonzero(found)


def by_value(counters: Counters) -> dict[str, dict[str, int]]:
    """Give a sheet's counters by value of its dimension, without those that came to nothing."""
    found: dict[str, dict[str, int]] = {}
    for name, number in counters.items():
        value, _, measure = name.rpartition(OF)
        if number:
            found.setdefault(value, {})[measure] = number
    return found


def lacking(live: Moves, again: Moves) -> dict[Place, dict[str, int]]:
    """Give what has to be added to sheets so that they are what a recount says."""
    less = {place: {name: -number for name, number in each.items()} for place, each in live.items()}
    return together([again, less])


def differences(live: Moves, again: Moves) -> list[str]:
    """Name each counter that is not the same, as `partition sheet value measure: live, recounted`."""
    places = {(place, name) for moves in (live, again) for place, each in moves.items() for name in each}
    pairs = [(place, name, _of(live, place, name), _of(again, place, name)) for place, name in places]
    return sorted(
        f"{' '.join(place)} {name.replace(OF, ' ')}: {one}, {other}"
        for place, name, one, other in pairs
        if one != other
    )


def _of(moves: Moves, place: Place, name: str) -> int:
    return moves.get(place, {}).get(name, 0)


def _nonzero(found: Moves) -> dict[Place, dict[str, int]]:
    kept = {place: {name: one for name, one in each.items() if one} for place, each in found.items()}
    return {place: each for place, each in kept.items() if each}
