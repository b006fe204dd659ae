"""Where insight lives: the only place that knows the items of sheets, and of what was counted.

Sheets move by ADD, in one transaction with the marks of the complaints that move them, each guarded by what
was read of it: a complaint is counted once in each of its versions, however often it is looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from hearthline.insight import keys
from hearthline.insight.recurrence import Told
from hearthline.insight.sheets import Contribution, Counters, Moves, Part
from hearthline.platform.attributes import Item
from hearthline.platform.codec import dump, load
from hearthline.platform.table import (
    ABSENT,
    Action,
    ConditionFailed,
    Guard,
    ItemTooLarge,
    Put,
    Table,
    Update,
)

ROOM: Final = 350
"""Counters that one expression of 4 KB moves."""
_KEY: Final = frozenset({"pk", "sk"})


class CountedMeanwhile(Exception):
    """Somebody else has counted one of them; nothing was written."""


class SheetFull(Exception):
    """A sheet has no room (400 KB) for what was to be added; nothing was written."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the sheets hold of a complaint, as of its `version`.

    `home` knows the complaint, None where none does. `further`: on which of its periods' sheets it
    stands, where the first was full.
    """

    number: str
    version: int
    parts: tuple[Part, ...] = ()
    home: str | None = None
    further: int = 0


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of the complaints of one home; `version` counts its changes, 0 where nothing is yet."""

    id: str
    version: int = 0
    cases: tuple[Told, ...] = ()

    def of(self, number: str) -> Told | None:
        """Give what is known of one complaint."""
        return next((one for one in self.cases if one.number == number), None)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is written together: marks and homes, each with what was read of it, and what moves."""

    marks: tuple[tuple[Mark, Mark | None], ...] = ()
    homes: Mapping[str, Home] = field(default_factory=dict)
    moves: Moves = field(default_factory=dict)

    @property
    def actions(self) -> int:
        """How many actions its transaction has."""
        return len(self.marks) + len(self.homes) + len(self.moves)


class InsightStore:
    """The insight table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def look(self, numbers: Sequence[str], homes: Iterable[str]) -> tuple[dict[str, Mark], dict[str, Home]]:
        """Read the marks of complaints, and homes, consistently. One request for each hundred."""
        places = [*map(keys.mark, numbers), *map(keys.home, homes)]
        found = self._table.get_many(places, consistent=True) if places else []
        marks = [mark_from(item) for item in found if item["pk"].startswith(keys.MARKS)]
        known = [home_from(item) for item in found if item["pk"].startswith(keys.HOMES)]
        return {one.number: one for one in marks}, {one.id: one for one in known}

    def add(self, counted: Counted) -> None:
        """Write it in one request, all or nothing; raise CountedMeanwhile, or SheetFull."""
        actions: list[Action] = [Put(_mark_item(mark), _as_read(read)) for mark, read in counted.marks]
        actions += [Put(_home_item(home), _before(home)) for home in counted.homes.values()]
        actions += [_moved(place, counters) for place, counters in sorted(counted.moves.items())]
        try:
            self._table.transact(actions)
        except ConditionFailed as failed:
            raise CountedMeanwhile from failed
        except ItemTooLarge as large:
            raise SheetFull from large

    def move(self, moves: Moves) -> None:
        """Move sheets alone, by at most a hundred; for who has recounted them."""
        self._table.transact([_moved(place, counters) for place, counters in sorted(moves.items())])

    def sheets(
        self, city: str, dimension: str, first: str, last: str, *, apart: bool = False
    ) -> dict[str, dict[str, int]]:
        """Read a city's sheets of one dimension, by their period. One request for each MB."""
        span = Guard(
            "sk BETWEEN :first AND :last",
            {},
            {":first": keys.sheet(dimension, first), ":last": keys.sheet(dimension, f"{last}#~")},
        )
        found: dict[str, dict[str, int]] = {}
        for item in self._table.query_all(("pk", keys.city(city, apart=apart)), span):
            sheet = found.setdefault(item["sk"].split("#")[1], {})
            for name, number in counters_of(item).items():
                sheet[name] = sheet.get(name, 0) + number
        return found


def mark_from(item: Mapping[str, Any]) -> Mark:
    """Read a mark."""
    return load(Mark, item)


def home_from(item: Mapping[str, Any]) -> Home:
    """Read a home."""
    return load(Home, item)


def counters_of(item: Mapping[str, Any]) -> Counters:
    """Give the counters of a sheet."""
    return {name: value for name, value in item.items() if name not in _KEY}


def parts_of(mark: Mark | None) -> Contribution:
    """Give what a mark says was counted."""
    return mark.parts if mark else ()


def _mark_item(mark: Mark) -> Item:
    pk, sk = keys.mark(mark.number)
    return {"pk": pk, "sk": sk, **dump(mark)}


def _home_item(home: Home) -> Item:
    pk, sk = keys.home(home.id)
    return {"pk": pk, "sk": sk, **dump(home)}


def _as_read(read: Mark | None) -> Guard:
    return Guard("version = :read", {}, {":read": read.version}) if read else ABSENT


def _before(home: Home) -> Guard:
    return Guard("version = :read", {}, {":read": home.version - 1}) if home.version > 1 else ABSENT


def _moved(place: tuple[str, str], counters: Counters) -> Update:
    names = {f"#{number:x}": name for number, name in enumerate(sorted(counters))}
    values = {f":{short[1:]}": counters[name] for short, name in names.items()}
    added = ",".join(f"{short} :{short[1:]}" for short in names)
    return Update(*place, f"ADD {added}", names, values)
