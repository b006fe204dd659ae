"""What lines of reports on the club say beside what was counted: ends of months, and points in money. Pure.

How many members there were is not kept by the month. It is those there are now, less who joined since, with
who left since: so it is told of any month that joining and leaving were counted in, for the city of now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hearthline.insight.club import AT_END, JOINED, LEFT, MEMBERS, POINTS, WORTH
from hearthline.insight.periods import Months
from hearthline.insight.reports.lines import Read, added
from hearthline.insight.reports.model import Line
from hearthline.insight.sheets import Counters, by_value


def with_ends(
    lines: Sequence[Line],
    by: str,
    flows: Sequence[Read],
    standing: Mapping[str, Counters],
    months: Months,
    before: Months,
    present: str,
) -> list[Line]:
    """Give the lines with how many members there were when their months ended, and when those before did.

    `flows` are the sheets of each city by month, up to the `present` one; `standing` is the sheet of how its
    members stand now. A month without any flow has a line, too, where there were members.
    """
    moved = {read.city: _moved(read) for read in flows}
    now = {city: _members(sheet) for city, sheet in standing.items()}

    def members(cities: Iterable[str], month: str) -> int:
        return sum(
            now.get(city, 0) - sum(by for at, by in moved.get(city, {}).items() if at > month)
            for city in cities
        )

    everywhere = [read.city for read in flows]
    whole, *groups = lines
    known = {line.group: line for line in groups}
    spans: dict[str | None, tuple[list[str], str, str]]
    if by == "month":
        pairs = zip(months, before, strict=True)
        spans = {month: (everywhere, month, past) for month, past in pairs if month <= present}
    else:
        spans = {city: ([city], months.last, before.last) for city in everywhere}
    for group, (cities, last, past) in spans.items():
        line = known.get(group) or Line(group)
        ends = members(cities, last), members(cities, past)
        if any(ends) or group in known:
            known[group] = _with(line, *ends)
    ends = members(everywhere, months.last), members(everywhere, before.last)
    return [_with(whole, *ends), *(known[group] for group in sorted(known, key=str))]


def with_worth(lines: Sequence[Line], rate: tuple[int, int] | None) -> list[Line]:
    """Give the lines with what their points are worth in fen by a rate; as they are where there is none."""
    if rate is None:
        return list(lines)
    points, fen = rate
    return [
        replace(line, now={**line.now, WORTH: (line.now.get(POINTS, 0) * fen + points // 2) // points})
        for line in lines
    ]


def _with(line: Line, end: int, end_before: int) -> Line:
    return replace(line, now={**line.now, AT_END: end}, before={**line.before, AT_END: end_before})


def _moved(read: Read) -> dict[str, int]:
    """Give by how many members each month changed."""
    months = {month: added(by_value(sheet).values()) for month, sheet in read.sheets.items()}
    return {month: each.get(JOINED, 0) - each.get(LEFT, 0) for month, each in months.items()}


def _members(sheet: Counters) -> int:
    return added(by_value(sheet).values()).get(MEMBERS, 0)
