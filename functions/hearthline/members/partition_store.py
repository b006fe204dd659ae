"""All that stands in a person's partition: read as a whole, and blanked when they are taken out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hearthline.members import keys
from hearthline.platform.attributes import Item
from hearthline.platform.instants import instant
from hearthline.platform.table import Action, Delete, Guard, Table, Update

AT_ONCE: Final = 50
"""Items that are changed by one request."""

Blank = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Takes out of data what leads to a person."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A complaint that is linked to a person, and the sort key of the link."""

    number: str
    place: str


class PartitionStore:
    """Partitions of persons in the members table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def items(self, person: str) -> Iterator[Item]:
        """Read everything, in the order of the keys. A request for each 1 MB."""
        yield from self._table.query_all(("pk", keys.person(person)), consistent=True)

    def linked(self, person: str, after: str, until: datetime, limit: int) -> list[Linked]:
        """Give the next complaints that are linked, oldest first, received by `until` at the latest."""
        between = Guard(
            "sk BETWEEN :after AND :until",
            {},
            {
                ":after": f"{after}\x00" if after else keys.COMPLAINTS,
                ":until": f"{keys.COMPLAINTS}{instant(until)}$",
            },
        )
        page = self._table.query(("pk", keys.person(person)), between, limit=limit, consistent=True)
        return [Linked(item["sk"].rpartition("#")[2], item["sk"]) for item in page.items]

    def exports(self, person: str) -> list[str]:
        """Give the ids of the exports that somebody asked for themselves."""
        theirs = Guard("begins_with(sk, :export)", {}, {":export": keys.EXPORTS})
        found = self._table.query_all(("pk", keys.person(person)), theirs, consistent=True)
        return [item["sk"].rpartition("#")[2] for item in found]

    def unlink(self, person: str, place: str) -> None:
        """Take away a link to a complaint, if it is there."""
        self._table.transact([Delete(keys.person(person), place)])

    def blank(self, person: str, blank: Blank) -> None:
        """End all sessions, and take out of history and ledger what leads to the person.

        What was done before is not done again; amounts, kinds and instants stay.
        """
        changes = [change for item in self.items(person) if (change := _blanked(item, blank)) is not None]
        for start in range(0, len(changes), AT_ONCE):
            self._table.transact(changes[start : start + AT_ONCE])


def _blanked(item: Item, blank: Blank) -> Action | None:
    pk, sk = item["pk"], item["sk"]
    if sk.startswith(keys.SESSIONS):
        return Delete(pk, sk)
    if sk.startswith((keys.LINES, keys.EXPORTS)):
        return _blank_told(item, blank)
    if sk.startswith((keys.ENTRIES, keys.SOURCES)) and "reason" in item:  # free text of a member of staff
        return Update(pk, sk, "REMOVE #reason", {"#reason": "reason"}, {}, _THERE)
    return None


def _blank_told(item: Item, blank: Blank) -> Update | None:
    """Give the change that blanks a line's data and those of its event, None where they are blank."""
    changed: dict[str, Any] = {}
    if "data" in item:
        changed["data"] = blank(item["data"])
    if "event" in item:
        data = item["event"]["data"]
        changed["event"] = {**item["event"], "data": {**blank(data), "person": data["person"]}}
    if all(item[name] == value for name, value in changed.items()):
        return None
    return Update(
        item["pk"],
        item["sk"],
        "SET " + ", ".join(f"#{name} = :{name}" for name in changed),
        {f"#{name}": name for name in changed},
        {f":{name}": value for name, value in changed.items()},
        _THERE,
    )


_THERE: Final = Guard("attribute_exists(pk)")
