"""From sheets to the lines of a report: which are read, and how they add up by group. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from hearthline.insight.contribution import DONE_ON, PAIR_OF, PAIRS, pair
from hearthline.insight.improvements import IMPROVED
from hearthline.insight.periods import Months
from hearthline.insight.reports.model import Line, Report
from hearthline.insight.sheets import ALL, OF, YEAR, Counters, by_value

Sheets = Mapping[str, Counters]
"""A city's sheets of one dimension, by month."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of one city."""

    city: str
    sheets: Sheets


def dimension_of(report: Report, by: str, within: str | None = None) -> str:
    """Give the dimension of the sheets that a report reads; `within` is what a value is given of."""
    if within is not None:
        return pair(*((by, within) if (by, within) in PAIRS else (within, by)))
    if report.dimensions:
        return report.dimensions[by]
    if report.improvements:
        return IMPROVED if by in {"city", "month"} else f"{IMPROVED}_{by}"
    if by in {"city", "month"}:
        return DONE_ON if report.done else ALL
    if report.done:
        return f"done_{by}"
    return by


def monthly(years: Sheets) -> dict[str, dict[str, int]]:
    """Give sheets of a year, whose values are months, by month."""
    found: dict[str, dict[str, int]] = {}
    for year, sheet in years.items():
        for month, counters in by_value(sheet).items():
            found[f"{year}-{month}"] = {f"{OF}{name}": number for name, number in counters.items()}
    return found


Pick = Callable[[str], str | None]
"""Gives the group of a value in a sheet, None where it is in none."""


def within_of(by: str, within: str, value: str) -> Pick:
    """Give what picks, of the pairs of a sheet, those with this value of `within`."""

    def pick(both: str) -> str | None:
        first, _, second = both.partition(PAIR_OF)
        ours, other = (first, second) if (by, within) in PAIRS else (second, first)
        return ours if other == value else None

    return pick


def lines_of(
    by: str, read: Sequence[Read], now: Months, before: Months, pick: Pick | None = None
) -> list[Line]:
    """Give the line of all together, and then of each group; a time before is set beside its own group.

    Years, months and days stand beside those of the time before in their order.
    """
    chosen = pick or (lambda value: value)
    present = _groups(by, read, now, chosen)
    past: Mapping[str, Counters] = _groups(by, read, before, chosen)
    if by in {"year", "month", "day"}:
        past = _beside(by, past, now, before)
    names = sorted({*present, *past})
    lines = [Line(name, present.get(name, {}), past.get(name, {})) for name in names]
    everything = Line(None, added(present.values()), added(past.values()))
    return [everything, *lines]


def added(counters: Iterable[Counters]) -> dict[str, int]:
    """Give counters added up."""
    total: dict[str, int] = {}
    for each in counters:
        for name, number in each.items():
            total[name] = total.get(name, 0) + number
    return total


def _groups(by: str, read: Sequence[Read], months: Months, pick: Pick) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    wanted = set(months.years() if by == YEAR else months)
    for one in read:
        for month, sheet in one.sheets.items():
            if month in wanted:
                for value, counters in by_value(sheet).items():
                    if (picked := pick(value)) is not None:
                        name = _name(by, one.city, month, picked)
                        found[name] = added([found.get(name, {}), counters])
    return found


def _name(by: str, city: str, month: str, value: str) -> str:
    match by:
        case "city":
            return city
        case "year" | "month":
            return month
        case "day":
            return f"{month}-{value}"
    return value


def _beside(
    by: str, past: Mapping[str, Counters], now: Months, before: Months
) -> dict[str, Mapping[str, int]]:
    if by == YEAR:
        years = dict(zip(before.years(), now.years(), strict=True))
        return {years[name]: counters for name, counters in past.items()}
    months = dict(zip(before, now, strict=True))
    return {months[name[:7]] + (name[7:] if by == "day" else ""): counters for name, counters in past.items()}
