"""Results as their page shows them: figures in units that people read, a table for each that is compared."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

SHARES: Final = frozenset({"response_rate", "satisfaction", "buy_again", "loyalty", "csat", "yes"})
"""Figures that are shares, told in per cent."""
POINTS: Final = frozenset({"nps"})

Figure = Mapping[str, Any]
_HIDDEN: Final[Figure] = {"figure": "", "value": None, "n": None, "suppressed": True}
NameOf = Callable[[str | None], str]


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as it is read: `value` None where nobody validly answered, or where too few did (`hidden`).

    `drawn` is the number of a chart, in the unit of `value`.
    """

    value: str | None
    interval: str | None
    n: int | None
    hidden: bool
    drawn: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A group, or a wave, in the table of one figure; `change` is a wave's from the one before."""

    name: str
    told: Told
    change: str | None = None
    significant: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of several groups or waves; `row` is that of a matrix."""

    figure: str
    row: str | None
    rows: tuple[Row, ...]


def told(one: Figure) -> Told:
    """Give a figure as it is read."""
    name, value = one["figure"].rpartition("/")[2], one["value"]
    low, high = one.get("low"), one.get("high")
    return Told(
        value=written(name, value),
        interval=f"{written(name, low)} – {written(name, high)}" if None not in (low, high) else None,
        n=one["n"],
        hidden=one.get("suppressed", False),
        drawn=drawn(name, value),
    )


def written(figure: str, value: float | None) -> str | None:
    """Give a number in its figure's unit: a share in per cent, a score in points, a mean."""
    if value is None:
        return None
    number = drawn(figure, value)
    return (
        f"{number:,.1f}%" if figure in SHARES else f"{number:,.1f}" if figure in POINTS else f"{number:,.2f}"
    )


def drawn(figure: str, value: float | None) -> float | None:
    """Give the same for a chart."""
    if value is None:
        return None
    return round(100 * value, 1) if figure in SHARES else round(value, 1 if figure in POINTS else 2)


def per_cent(share: float | None) -> float | None:
    """Give a share of a distribution in per cent."""
    return None if share is None else round(100 * share, 1)


def by_group(groups: Iterable[Mapping[str, Any]], name_of: NameOf, language: str) -> list[Compared]:
    """Give a table for each figure of the groups: of the measures, or of the question that was asked for.

    Each group is in each table; what is hidden of it, or was not asked, is said there.
    """
    found = [(name_of(group["group"]), dict(_figures(group, language))) for group in groups]
    keys = dict.fromkeys(key for _, figures in found for key in figures)
    return [
        Compared(*key, tuple(Row(name, told(figures.get(key, _HIDDEN))) for name, figures in found))
        for key in keys
    ]


def by_wave(waves: Iterable[Mapping[str, Any]]) -> list[Compared]:
    """Give a table for each figure of the waves, oldest first."""
    rows: dict[str, list[Row]] = {}
    for wave in waves:
        for one in wave["figures"]:
            rows.setdefault(one["figure"], []).append(_wave(wave["name"], one))
    return [_of_row(name, tuple(found)) for name, found in rows.items()]


def _of_row(name: str, rows: tuple[Row, ...]) -> Compared:
    row, _, figure = name.rpartition("/")
    return Compared(figure, row or None, rows)


def _wave(name: str, one: Figure) -> Row:
    change = one["change"]
    if change is None:
        return Row(name, told(one))
    moved = written(one["figure"].rpartition("/")[2], change["value"])
    return Row(name, told(one), f"+{moved}" if change["value"] > 0 else moved, change["significant"])


def _figures(group: Mapping[str, Any], language: str) -> Iterable[tuple[tuple[str, str | None], Figure]]:
    """Give a group's figures by their names and, of a matrix, rows; of too few answers there are none."""
    if not group["questions"]:
        yield from (((one["figure"], None), one) for one in group["figures"])
    for question in group["questions"]:
        row = question["row_label"][language] if question["row_label"] else None
        yield from (((one["figure"], row), one) for one in question["figures"])
