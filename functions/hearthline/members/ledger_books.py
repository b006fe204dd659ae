"""All that is stored of somebody's points, read for the proof that it adds up."""

from collections.abc import Iterable, Mapping
from typing import Any

from hearthline.members import keys
from hearthline.members.model import Account, LedgerEntry
from hearthline.members.proof import Books
from hearthline.platform.codec import load
from hearthline.platform.table import Table

LOOKS = 8


def read_books(table: Table, person: str) -> Books | None:
    """Read one person's, as they stood at one moment; None where they were moved at each of several looks.

    What is read in one request may still show a change half, so an account that is the same before and after
    says that there was none.
    """
    pk = keys.person(person)
    before = table.get(pk, keys.ACCOUNT)
    for _ in range(LOOKS):
        books = books_of(person, table.query_all(("pk", pk), consistent=True))
        after = table.get(pk, keys.ACCOUNT)
        if before == after:
            return books
        before = after
    return None


def books_of(person: str, items: Iterable[Mapping[str, Any]]) -> Books:
    """Give what some items of a person's partition say of their points; the other items are passed over."""
    account: Account | None = None
    entries: list[LedgerEntry] = []
    marks: dict[str, LedgerEntry] = {}
    for item in items:
        kind, _, rest = item["sk"].partition("#")
        if item["sk"] == keys.ACCOUNT:
            account = load(Account, item)
        elif kind == keys.ENTRY:
            entries.append(load(LedgerEntry, item))
        elif kind == keys.SOURCE:
            marks[rest] = load(LedgerEntry, item)
    return Books(person, account, tuple(entries), marks)
