"""Reports as their pages show them: what was asked for, and the table with the ways to its cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from hearthline.insight.periods import Months
from hearthline.pages.figures import Figure, Reader, Told
from hearthline.pages.report_groups import Groups

AT: Final = "/desk/reports"
ASKED: Final = ("from", "to", "by", "than", "city", "of", "within")
"""What the API is asked, too."""
LINES: Final = 100
"""Lines of a table on one page."""
_UNNAMED: Final = frozenset({"group", "within"})
"""Whose empty value says something: those that have none."""
_LONG: Final = (("month", 1, 0), ("last_month", 1, 1), ("quarter", 3, 0), ("year", 12, 0))
"""Spans that are offered: how many months, and how many before the present one the last of them is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a line, and where its cases are."""

    told: Told
    cases: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `cumulative` is the share of all up to it, where the report says so.

    `inside` leads to what it is broken down by within this group.
    """

    name: str
    cells: tuple[Cell, ...]
    inside: str | None
    cumulative: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Months that are offered by a name."""

    name: str
    first: str
    last: str


def asked_in(query: Mapping[str, str], *more: str) -> dict[str, str]:
    """Give what of an address's words means something here, without what is empty and says nothing."""
    known = (name for name in (*ASKED, *more) if name in query)
    return {name: query[name] for name in known if _says_something(name, query[name])}


def address(at: str, asked: Mapping[str, str], **changes: str | None) -> str:
    """Give an address with what was asked for, and changes: None and the empty text leave out.

    The empty name of a group stays: it is that of those that have none.
    """
    changed = {name.rstrip("_"): value for name, value in changes.items()}
    rest = {name: value for name, value in {**asked, **changed}.items() if _says_something(name, value)}
    return f"{at}?{urlencode(rest)}" if rest else at


def _says_something(name: str, value: str | None) -> bool:
    return bool(value) or (value == "" and name in _UNNAMED)


def spans(present: str) -> list[Span]:
    """Give the months that are offered, as of the present one."""
    found = []
    for name, number, ago in _LONG:
        last = Months(present, present).ago(ago)
        found.append(Span(name, Months(last, last).ago(number - 1), last))
    return found


def ten_years(present: str) -> Span:
    """Give the years that are offered, as of the present month: this one and the nine before."""
    return Span("years", f"{int(present[:4]) - 9:04d}-01", f"{present[:4]}-12")


def part_of(lines: Sequence[Any], asked: str) -> tuple[int, int]:
    """Give which part of a long table is asked for, and how many it has."""
    parts = max(1, -(-len(lines) // LINES))
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < LINES else 1
    return min(max(1, wanted), parts), parts


def rows(
    found: Mapping[str, Any],
    figures: Sequence[Figure],
    reader: Reader,
    groups: Groups,
    asked: Mapping[str, str],
    part: int,
) -> list[Row]:
    """Give a part of the table."""
    by = found["broken_down_by"]
    return [
        Row(
            line["label"] or groups.name(by, line["group"]),
            cells(found, line, figures, reader, asked, line["group"] or ""),
            _inside(found, asked, line["group"] or ""),
            reader.number("share", line["cumulative"]) if line["cumulative"] is not None else None,
        )
        for line in found["lines"][(part - 1) * LINES : part * LINES]
    ]


def _inside(found: Mapping[str, Any], asked: Mapping[str, str], group: str) -> str | None:
    """Give where a report is broken down within one group; None where it can't be, or is already."""
    other = next((one for one, of in found["within"].items() if of == found["broken_down_by"]), None)
    if other is None or found["within_value"] is not None:
        return None
    return f"{AT}/{found['name']}?{urlencode({**asked, 'by': other, 'within': group})}"


def cells(
    found: Mapping[str, Any],
    line: Mapping[str, Any],
    figures: Sequence[Figure],
    reader: Reader,
    asked: Mapping[str, str],
    group: str | None = None,
) -> tuple[Cell, ...]:
    """Give the figures of a line; without a `group` those of all together."""
    kept = {**asked, "by": found["broken_down_by"]}
    made = []
    for figure in figures:
        told = reader.told(figure, line)
        some = figure.cases and line["values"][figure.column]["value"]  # None has no cases, nor has 0.
        query = {**kept, "column": figure.column, **({} if group is None else {"group": group})}
        made.append(Cell(told, f"{AT}/{found['name']}/cases?{urlencode(query)}" if some else None))
    return tuple(made)
