"""Reports as they are shown: what they say of themselves, their lines in order, and each figure. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hearthline.insight.reports.model import Column, Figure, Line, Report, Shown, Spread
from hearthline.insight.sheets import Counters

IN_ORDER = frozenset({"year", "month", "day", "campaign", "recovery"})
"""By what lines stand in an order of their own, not of size."""


def described(report: Report, columns: Sequence[Column]) -> dict[str, Any]:
    """Give what a report says, with those of its columns that are shown."""
    return {
        "name": report.name,
        "title": dict(report.title),
        "definition": dict(report.words),
        "by": list(report.by),
        "within": dict(report.within),
        "takes": list(report.takes),
        "columns": [
            {
                "name": column.name,
                "unit": column.unit.value,
                "definition": dict(column.words),
                "cases": column.counted is not None,
                "within": column.few,
                "interval": column.interval,
            }
            for column in columns
        ],
    }


def figured(columns: Sequence[Column], line: Line) -> Shown:
    """Give a line's figures by its counters."""
    return Shown(line.group or None, _figures(columns, line.now), _figures(columns, line.before))


def ordered(by: str, first: Column, lines: Sequence[Shown]) -> list[Shown]:
    """Put the largest first, where they have no order of their own."""
    if by in IN_ORDER:
        return list(lines)
    return sorted(lines, key=lambda line: (-_number(line, first), line.group or ""))


def total(line: Shown) -> dict[str, Any]:
    """Give the line of all together."""
    return {
        "group": line.group,
        "label": line.label,
        "values": {name: _figure(one) for name, one in line.now.items()},
        "before": {name: _figure(one) for name, one in line.before.items()},
    }


def shares(first: Column, lines: Sequence[Shown], whole: Shown | None) -> Iterator[dict[str, Any]]:
    """Give each line with the share of the whole in the lines up to it, None where there is no whole."""
    everything = _number(whole, first) if whole else 0
    reached: int | float = 0
    for line in lines:
        reached += _number(line, first)
        yield {**total(line), "cumulative": round(reached / everything, 4) if everything else None}


def spread(one: Spread, whole: Line) -> dict[str, Any]:
    """Give how long something took, and how long in the time before."""
    past = one.steps.distribution(whole.before)
    return {
        "name": one.name,
        "definition": dict(one.words),
        "steps": [
            {"after": step.after, "until": step.until, "number": step.number, "before": before.number}
            for step, before in zip(one.steps.distribution(whole.now), past, strict=True)
        ],
    }


def _figures(columns: Sequence[Column], counters: Counters) -> Mapping[str, Figure]:
    return {
        column.name: Figure(column.value(counters), column.n(counters) if column.n else None)
        for column in columns
    }


def _number(line: Shown, column: Column) -> int | float:
    return line.now[column.name].value or 0


def _figure(one: Figure) -> dict[str, Any]:
    return {"value": one.value, "n": one.n, "low": one.low, "high": one.high, "hidden": one.hidden}
