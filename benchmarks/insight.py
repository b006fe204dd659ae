"""Whether a year's roll-ups equal a recount, when its events come twice, in any order, and to the dying.

In memory, where a year takes minutes: tests/engines/test_insight.py tries the same code on real engines. What
a year costs is reckoned from every twentieth transaction, by the sizes of the items that it wrote.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast

from rich.progress import track

from benchmarks.insight_year import YEAR, Change, Year
from hearthline.insight.counting import OF_COMPLAINTS, Counting
from hearthline.insight.model import Case
from hearthline.insight.recounting import live_from, recount
from hearthline.insight.sheets import Counters, Moves, differences
from hearthline.insight.store import InsightStore
from hearthline.platform.actions import Action, Put
from hearthline.platform.table import Table
from tests.unit.surveys.memory import Died, MemoryTable

COMPLAINTS: Final = 30_000
PROJECTS: Final = 780
TWICE: Final = 0.2
"""The share of events that come again, some of them much later."""
DEATHS: Final = 200
SAMPLED: Final = 20
_TRIES: Final = 10


class Measured(MemoryTable):
    """A table in memory that adds up what its writes would cost."""

    def __init__(self) -> None:
        super().__init__()
        self.write_units = 0
        self.transactions = 0

    def transact(self, actions: Sequence[Action]) -> None:
        """Write, and count two units for each KB of each item (a transaction's price)."""
        super().transact(actions)
        self.transactions += 1
        if self.transactions % SAMPLED:
            return
        for action in actions:
            item = action.item if isinstance(action, Put) else self.items[action.pk, action.sk]
            size = sum(len(name.encode()) + _size(value) for name, value in item.items())
            self.write_units += SAMPLED * 2 * -(-size // 1024)


def measure(complaints: int = COMPLAINTS, projects: int = PROJECTS, seed: int = 1) -> dict[str, Any]:
    """Let a year happen and be counted; give what it came to. `differences` must be none."""
    chance = random.Random(seed)
    changes = Year(complaints, projects, seed).changes()
    standing: dict[str, Case] = {}
    table = Measured()
    store = InsightStore(cast("Table", table))

    def read(numbers: Sequence[str], _: datetime) -> list[Case]:
        return [standing[one] for one in numbers if one in standing]

    counting = Counting(store, read, OF_COMPLAINTS)
    deaths = min(DEATHS, complaints)
    table.dies = frozenset(
        chance.randrange(1, 3 * len(changes)) * chance.choice((1, -1)) for _ in range(deaths)
    )
    died = told = 0
    late: list[str] = []
    for batch in track(list(_batches(changes, chance)), "Changes counted", transient=True):
        for change in batch:
            standing[change.case.number] = change.case
        numbers = [change.case.number for change in batch]
        late += [one for one in numbers if chance.random() < TWICE]
        again = [late.pop(chance.randrange(len(late))) for _ in range(min(len(late), chance.randrange(4)))]
        numbers = chance.sample([*numbers, *again], len(numbers) + len(again))
        told += len(numbers)
        died += _count(counting, numbers, batch[-1].at)
    table.dies = frozenset()
    _count(counting, late, YEAR + timedelta(days=500))
    live = live_from(table.items.values())
    again_counted = recount(standing.values(), live)
    return {
        "complaints": complaints,
        "projects": projects,
        "changes": len(changes),
        "told": told + len(late),
        "died": died,
        "sheets": len(live.sheets),
        "counters": sum(map(len, live.sheets.values())),
        "behind": len(again_counted.behind),
        "differences": len(differences(live.sheets, again_counted.sheets)),
        "recurrences": _recurrences(live.sheets),
        "requests": table.requests,
        "write_units": table.write_units,
        "transactions": table.transactions,
        "largest_sheet_kb": round(max(map(_sheet_size, live.sheets.values())) / 1024, 1),
        "year_of_projects": _year_of_projects(store, standing),
    }


def _batches(changes: Sequence[Change], chance: random.Random) -> list[list[Change]]:
    """Cut them as a queue gives them: a few at a time, sometimes many."""
    found = []
    place = 0
    while place < len(changes):
        size = chance.choice((1, 1, 2, 3, 10, 40))
        found.append(list(changes[place : place + size]))
        place += size
    return found


def _count(counting: Counting[Case], numbers: Sequence[str], now: datetime) -> int:
    """Count a batch, again after each death; give how often that was."""
    for died in range(_TRIES):
        try:
            counting.count(numbers, now)
        except Died:
            continue
        return died
    return _TRIES


def _recurrences(sheets: Moves) -> int:
    of_contractors = [each for (_, sheet), each in sheets.items() if sheet.startswith("contractor#")]
    named = (pair for each in of_contractors for pair in each.items())
    return sum(number for name, number in named if name.endswith("\nrecurred"))


def _sheet_size(counters: Counters) -> int:
    return sum(len(name.encode()) + _size(number) for name, number in counters.items())


def _year_of_projects(store: InsightStore, standing: dict[str, Case]) -> int:
    """Give how many items a year's figures by project are."""
    cities = {case.city for case in standing.values()}
    return sum(len(store.sheets(city, "project", "2026-01", "2026-12")) for city in cities)


def _size(value: Any) -> int:
    if isinstance(value, str):
        return len(value.encode())
    if isinstance(value, int):
        return len(str(abs(value))) // 2 + 2
    if isinstance(value, dict):
        return 3 + sum(1 + len(name) + _size(one) for name, one in value.items())
    return 3 + sum(1 + _size(one) for one in value)
