"""What an import of members asks of the members table and writes there."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from hearthline.members import keys
from hearthline.platform.table import Action, ConditionFailed, Table

_MOST_KEYS: Final = 100
_FIRST: Final = keys.line(1, 0)


class NotNew(Exception):
    """What was to be written stands there already, and nothing was written. `place` says which action."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the table: the first line of persons' histories, and whose contacts are."""

    lines: Mapping[str, Mapping[str, Any]]
    holders: Mapping[str, str]


class NewcomerStore:
    """Persons of a file in the members table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def standing(self, persons: Iterable[str], contacts: Iterable[str], pool: ThreadPoolExecutor) -> Standing:
        """Read which of these persons and contact hashes there are: a request for each hundred of both."""
        wanted = [
            *((keys.person(person), _FIRST) for person in persons),
            *((keys.contact(contact), keys.HEAD) for contact in contacts),
        ]
        rest = iter(dict.fromkeys(wanted))
        chunks = iter(lambda: list(islice(rest, _MOST_KEYS)), [])
        items = [item for found in pool.map(self._read, chunks) for item in found]
        lines = {_name(item): item["data"] for item in items if item["sk"] == _FIRST}
        holders = {_name(item): str(item["person"]) for item in items if item["sk"] != _FIRST}
        return Standing(lines, holders)

    def write(self, actions: Sequence[Action]) -> None:
        """Write all of it in one request, or raise NotNew."""
        try:
            self._table.transact(actions)
        except ConditionFailed as failed:
            raise NotNew(failed.index) from failed

    def _read(self, chunk: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
        return self._table.get_many(chunk, consistent=True)


def _name(item: Mapping[str, Any]) -> str:
    return str(item["pk"]).partition("#")[2]
