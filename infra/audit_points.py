"""The proof that all points add up: reads the whole members table and replays every ledger.

    make audit-points            # the local stack; DEPLOYED= a stack on AWS

Of every member: the ledger sums to the balance, and the balance is what the lots hold less what was spent;
each source counts once, each mark has its entry and each entry its mark; the entries replayed give the same
lots. It writes nothing. The table may be in use: whoever seems wrong is read again by themselves, until they
were read between two changes.
"""

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from hearthline.members.keys import person as partition_of
from hearthline.members.ledger_books import books_of, read_books
from hearthline.members.proof import Books, faults
from hearthline.platform.attributes import from_item
from hearthline.platform.table import Table
from infra.installation import installation
from infra.local.failure import ended

THREADS = 4
ITEMS_AT_ONCE = 20_000
"""Of each thread, about: a person's items are kept until their segment is read."""
SHOWN = 20
_PERSON = partition_of("")


@dataclass(slots=True)
class Audit:
    """What was counted, and what does not add up: person and fault."""

    members: int = 0
    entries: int = 0
    points: int = 0
    owed: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)
    moving: list[str] = field(default_factory=list)

    def add(self, books: Books, found: list[str]) -> None:
        """Count one person in."""
        self.members += books.account is not None
        self.entries += len(books.entries)
        self.points += books.account.balance if books.account else 0
        self.owed += books.account.owed if books.account else 0
        self.wrong += [(books.person, fault) for fault in found]

    def join(self, other: "Audit") -> None:
        """Add what another part of the table gave."""
        for name in ("members", "entries", "points", "owed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrong += other.wrong
        self.moving += other.moving

    @property
    def clean(self) -> bool:
        """Whether all of it was seen, and all adds up."""
        return not self.wrong and not self.moving


def audit(client: Any, table: str) -> Audit:
    """Look through the whole table, several segments of it at a time."""
    whole = Audit()
    segments = max(THREADS, client.describe_table(TableName=table)["Table"]["ItemCount"] // ITEMS_AT_ONCE)
    with ThreadPoolExecutor(THREADS) as pool:
        for part in pool.map(lambda number: _segment(client, table, number, segments), range(segments)):
            whole.join(part)
    return whole


def _segment(client: Any, table: str, number: int, segments: int) -> Audit:
    part = Audit()
    items: dict[str, list[dict[str, Any]]] = {}
    for item in _scan(client, table, number, segments):
        items.setdefault(item["pk"], []).append(item)
    for pk, own in items.items():
        books: Books | None = books_of(pk.removeprefix(_PERSON), own)
        if books and faults(books):
            books = read_books(Table(client, table), books.person)
        if books is None:
            part.moving.append(pk.removeprefix(_PERSON))
        else:
            part.add(books, faults(books))
    return part


def _scan(client: Any, table: str, number: int, segments: int) -> Iterator[dict[str, Any]]:
    """Give the items of persons in one segment; a partition lies in one segment whole."""
    pages = client.get_paginator("scan").paginate(
        TableName=table, Segment=number, TotalSegments=segments, ConsistentRead=True
    )
    for page in pages:
        for stored in page["Items"]:
            if stored["pk"]["S"].startswith(_PERSON):
                yield from_item(stored)


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; 0 when all adds up, 1 when not, 2 with the reason on stderr when it can't look."""
    parser = argparse.ArgumentParser(prog="python -m infra.audit_points")
    parser.add_argument("--deployed", default="", help="a stack on AWS; without it the local one is meant")
    given = parser.parse_args(arguments)
    return ended(lambda: _looked(given.deployed))


def _looked(deployed: str) -> int:
    outputs, client = installation(deployed)
    found = audit(client("dynamodb"), outputs["MembersTable"])
    print(
        f"{found.members:,} accounts, {found.entries:,} entries, {found.points:,} points, {found.owed:,} owed"
    )
    for person, fault in found.wrong[:SHOWN]:
        print(f"{person}: {fault}")
    for person in found.moving[:SHOWN]:
        print(f"{person}: changed at every look, not proved")
    if found.clean:
        print("every ledger adds up")
        return 0
    print(f"{len(found.wrong)} faults, {len(found.moving)} accounts not proved")
    return 1


if __name__ == "__main__":
    sys.exit(main())
