"""Counting from scratch: what the sheets must say, reckoned from the complaints alone.

It uses no counter but two. When a person is taken out of a case, no home knows it any more; that it had come
back stays as a number of its city (`recurrence.KEPT`), which a recount takes as it is; and so does the month
in which somebody had joined who has left (`club.CLUB_KEPT`). Of the marks it takes only what they say of
room: on which sheets a complaint stands, and whether a home knows it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearthline.insight import keys
from hearthline.insight.club import CLUB_KEPT, HomeSold, Member, contribution_of_club, shown_kept
from hearthline.insight.contribution import contribution_of
from hearthline.insight.improvements import Improved, contribution_of_improvement
from hearthline.insight.model import Case
from hearthline.insight.recurrence import KEPT, Told, recurrences, shown, told
from hearthline.insight.sheets import Contribution, Moves, Place, moved, together
from hearthline.insight.store import Home, Mark, counters_of, home_from, mark_from, parts_of
from hearthline.platform.attributes import Item


@dataclass(frozen=True, slots=True)
class Live:
    """All that the insight table holds."""

    marks: Mapping[str, Mark]
    homes: Mapping[str, Home]
    sheets: Moves


@dataclass(frozen=True, slots=True)
class Recount:
    """What the complaints come to; `behind` are those that the sheets do not hold as they stand."""

    sheets: Moves
    cases: int
    behind: tuple[str, ...] = ()


def live_from(items: Iterable[Item]) -> Live:
    """Read the whole table."""
    marks: dict[str, Mark] = {}
    homes: dict[str, Home] = {}
    sheets: dict[Place, Mapping[str, int]] = {}
    for item in items:
        pk = str(item["pk"])
        if pk.startswith(keys.MARKS):
            mark = mark_from(item)
            marks[mark.number] = mark
        elif pk.startswith(keys.HOMES):
            home = home_from(item)
            homes[home.id] = home
        elif pk.startswith(keys.SHEETS):
            sheets[pk, item["sk"]] = counters_of(item)
    return Live(marks, homes, sheets)


def recount(
    cases: Iterable[Case],
    live: Live,
    improvements: Iterable[Improved] = (),
    club: Iterable[Member | HomeSold] = (),
) -> Recount:
    """Count all complaints and improvements, members and sales."""
    total: dict[Place, dict[str, int]] = {}
    homes: dict[str, list[Told]] = {}
    behind = []
    number = 0
    for case in cases:
        number += 1
        mark = live.marks.get(case.number)
        further = mark.further if mark else 0
        parts = contribution_of(case, further)
        _add(total, parts)
        fact = None if case.erased else told(case, further)
        followed = mark.home if mark else case.home
        if followed and fact:
            homes.setdefault(followed, []).append(fact)
        home = live.homes.get(followed) if followed else None
        known = home.of(case.number) if home else None
        if mark is None or parts != mark.parts or (followed and fact != known):
            behind.append(case.number)
    for one in improvements:
        mark = live.marks.get(one.number)
        parts = contribution_of_improvement(one, mark.further if mark else 0)
        _add(total, parts)
        if mark is None or parts != mark.parts:
            behind.append(one.number)
    for counted in club:
        parts = contribution_of_club(counted)
        _add(total, parts)
        if parts != parts_of(live.marks.get(counted.number)):
            behind.append(counted.number)
    for facts in homes.values():
        _add(total, recurrences(facts))
    kept = {place: counters for place, counters in live.sheets.items() if place[1].startswith(f"{KEPT}#")}
    for (partition, sheet), counters in kept.items():
        audience, _, city = partition.removeprefix(keys.SHEETS).partition("#")
        period = sheet.partition("#")[2]
        _add(total, shown(city, period, counters, apart=audience == "others"))
    left = {place: each for place, each in live.sheets.items() if place[1].startswith(f"{CLUB_KEPT}#")}
    joined = [{place: counters} for place, counters in shown_kept(left)]
    return Recount(together([total, kept, left, *joined]), number, tuple(behind))


def _add(total: dict[Place, dict[str, int]], contribution: Contribution) -> None:
    for place, counters in moved(contribution).items():
        sheet = total.setdefault(place, {})
        for name, value in counters.items():
            sheet[name] = sheet.get(name, 0) + value
