"""The items by which the cases of one contact, and of one home, are found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearthline.complaints import keys
from hearthline.complaints.model import Complaint
from hearthline.platform.attributes import Item
from hearthline.platform.instants import read_instant
from hearthline.platform.table import Guard, Table


def pointer_items(complaint: Complaint, private: Mapping[str, Any]) -> list[Item]:
    """Give the pointers to a new complaint; kind and city stand in them as they were filed."""
    home = private.get("home_hash")
    partitions = [keys.person(person) for person in private.get("persons", ())]
    partitions += [keys.home(home)] if home else []
    facts = {
        "sk": keys.pointer(complaint.received_at, complaint.number),
        "number": complaint.number,
        "kind": complaint.kind.value,
        "city": complaint.city,
    }
    return [{"pk": partition, **facts} for partition in partitions]


@dataclass(frozen=True, slots=True)
class Pointed:
    """Cases that were pointed to: how many in all, and the numbers of the latest, newest first."""

    total: int = 0
    latest: tuple[str, ...] = ()


def pointed(
    table: Table, partitions: Sequence[str], seen: Callable[[str], bool], *, besides: str, most: int
) -> Pointed:
    """Find the cases of some partitions in the cities that are `seen`, each once, without one of them.

    One request a partition, whatever its size: of one with more than a page (1 MB, some 9,000 pointers) the
    newest page is counted.
    """
    found: dict[str, str] = {}
    for partition in partitions:
        for item in table.query(("pk", partition), descending=True).items:
            if item["number"] != besides and seen(item["city"]):
                found[item["number"]] = item["sk"]
    newest = sorted(found, key=lambda number: found[number], reverse=True)
    return Pointed(len(newest), tuple(newest[:most]))


@dataclass(frozen=True, slots=True)
class Pointer:
    """One case as a pointer names it; `kind` as it was filed."""

    number: str
    kind: str
    at: datetime


def of_home(table: Table, home_hash: str, since: datetime, until: datetime) -> list[Pointer]:
    """Give the cases about one home that were received in this time, oldest first."""
    return _between(table, keys.home(home_hash), since, until)


def of_person(table: Table, contact_hash: str, since: datetime, until: datetime) -> list[Pointer]:
    """Give the cases filed with one contact that were received in this time, oldest first."""
    return _between(table, keys.person(contact_hash), since, until)


def _between(table: Table, partition: str, since: datetime, until: datetime) -> list[Pointer]:
    between = Guard(
        "sk BETWEEN :since AND :until",
        {},
        {":since": keys.pointer(since, ""), ":until": keys.pointer(until, "~")},
    )
    return [
        Pointer(item["number"], item["kind"], read_instant(item["sk"].split("#")[1]))
        for item in table.query_all(("pk", partition), between, consistent=True)
    ]


def page_of_person(table: Table, person: str, after: str, limit: int) -> tuple[list[Pointer], str | None]:
    """Give the next cases that a contact points to, oldest first, and after which the next page starts.

    An empty `after` begins; None in the answer ends. One request.
    """
    rest = Guard("sk > :after", {}, {":after": after or keys.POINTERS})
    page = table.query(("pk", keys.person(person)), rest, limit=limit, consistent=True)
    found = [
        Pointer(item["number"], item["kind"], read_instant(item["sk"].split("#")[1])) for item in page.items
    ]
    return found, page.items[-1]["sk"] if page.last and page.items else None
