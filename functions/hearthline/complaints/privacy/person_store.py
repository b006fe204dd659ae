"""A person's cases in the complaints table: finding them, blanking their timelines, forgetting who it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hearthline.complaints import keys
from hearthline.complaints.model import Entry
from hearthline.complaints.pointers import pointer_items
from hearthline.complaints.privacy.blanking import blank_data
from hearthline.complaints.store import Stored
from hearthline.platform.codec import dump
from hearthline.platform.instants import instant
from hearthline.platform.table import Action, ConditionFailed, Delete, Guard, Table, Update

AT_ONCE = 50
"""Entries that are blanked by one request: their texts stay under the 4 MB of a transaction."""

HIGHEST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Pointed:
    """A page of the cases that a contact points to, and the place after which the next page starts."""

    numbers: tuple[str, ...]
    after: str | None


class PersonStore:
    """What erasing and exporting ask of the table, beside what any use case does."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def begin(self, job: Action) -> bool:
        """Begin a job, in one request; False where one of this id was begun before."""
        try:
            self._table.transact([job])
        except ConditionFailed:
            return False
        return True

    def pointed(self, person: str, after: str, until: datetime, limit: int) -> Pointed:
        """Give the next cases that a contact points to, oldest first, received by `until` at the latest."""
        between = Guard(
            "#sk BETWEEN :after AND :until",
            {"#sk": "sk"},
            {":after": f"{after}\x00", ":until": f"C#{instant(until)}#{HIGHEST}"},
        )
        page = self._table.query(("pk", keys.person(person)), between, limit=limit, consistent=True)
        numbers = tuple(item["number"] for item in page.items)
        return Pointed(numbers, page.items[-1]["sk"] if page.last and page.items else None)

    def blank(self, entries: Iterable[Entry]) -> None:
        """Take the words out of entries; entry, time, kind and facts stay. Doing it again does nothing."""
        spoken = [update for entry in entries if (update := _blanked(entry)) is not None]
        for start in range(0, len(spoken), AT_ONCE):
            self._table.transact(spoken[start : start + AT_ONCE])

    def forget(self, stored: Stored) -> None:
        """Remove the pointers to an erased case, and what they could be found by, in one request."""
        private = {name: stored.private[name] for name in ("persons", "home_hash") if name in stored.private}
        if not private:
            return
        case = stored.complaint
        head = Update(
            keys.complaint(case.number),
            keys.HEAD,
            f"REMOVE {', '.join(private)}",
            guard=Guard("attribute_exists(erased_at)"),
        )
        pointers = [Delete(item["pk"], item["sk"]) for item in pointer_items(case, private)]
        self._table.transact([head, *pointers])


def _blanked(entry: Entry) -> Update | None:
    """Give the change that blanks an entry, None for one that says nothing (any more)."""
    plain = dump(entry.data)
    data = blank_data(plain)
    if entry.text is None and data == plain:
        return None
    return Update(
        keys.complaint(entry.number),
        keys.entry(entry.version, entry.index),
        "SET #data = :data REMOVE #text",
        {"#data": "data", "#text": "text"},
        {":data": data},
        Guard("attribute_exists(pk)"),
    )
