"""The proof that a person's points add up: everything that is stored of them, replayed and compared. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hearthline.members.model import Account, EntryKind, LedgerEntry, Lot
from hearthline.members.points import (
    added,
    entry_id,
    expiry_of,
    recovery_from,
    reversal_of,
    taken,
    taken_of,
)


@dataclass(frozen=True, slots=True)
class Books:
    """What is stored of one person's points. `marks` by the id under which each stands."""

    person: str
    account: Account | None
    entries: tuple[LedgerEntry, ...]
    marks: Mapping[str, LedgerEntry]


def faults(books: Books) -> list[str]:
    """Give what doesn't add up, each as a code with its figures; nothing where all is right."""
    account = books.account
    if account is None:
        return ["no_account"] if books.entries or books.marks else []
    return [
        *_sums(account, books.entries),
        *_sources(books),
        *_replay(account, books.entries),
    ]


def _sums(account: Account, entries: Iterable[LedgerEntry]) -> list[str]:
    found = []
    ledger = sum(entry.amount for entry in entries)
    lots = sum(lot.left for lot in account.lots)
    if ledger != account.balance:
        found.append(f"ledger_is_not_balance ledger={ledger} balance={account.balance}")
    if lots - account.spent != account.balance:
        found.append(f"lots_are_not_balance lots={lots} spent={account.spent} balance={account.balance}")
    lowest = {"balance": account.balance, "spent": account.spent, "owed": account.owed}
    found += [f"negative {name}={value}" for name, value in lowest.items() if value < 0]
    found += [f"lot_without_points left={lot.left}" for lot in account.lots if lot.left <= 0]
    redeemed = -sum(entry.amount for entry in entries if entry.kind is EntryKind.REDEEMED)
    if redeemed != account.settled + account.spent:
        found.append(
            f"redeemed_is_not_spent redeemed={redeemed} settled={account.settled} spent={account.spent}"
        )
    short = sum(entry.shortfall for entry in entries)
    recovered = -sum(entry.amount for entry in entries if entry.kind is EntryKind.RECOVERED)
    if short - recovered != account.owed:
        found.append(f"owed_is_not_shortfall shortfall={short} recovered={recovered} owed={account.owed}")
    return found


def _sources(books: Books) -> list[str]:
    found = []
    seen: dict[str, LedgerEntry] = {}
    for entry in books.entries:
        if entry.id in seen:
            found.append(f"source_twice entry={entry.id}")
        seen[entry.id] = entry
        if entry.id != entry_id(books.person, entry.source) or entry.person != books.person:
            found.append(f"entry_of_another_source entry={entry.id}")
    found += [f"entry_without_mark entry={identity}" for identity in seen if identity not in books.marks]
    for identity, mark in books.marks.items():
        if identity not in seen:
            found.append(f"mark_without_entry entry={identity}")
        elif _without_reason(mark) != _without_reason(seen[identity]):
            found.append(f"mark_of_another_entry entry={identity}")
    return found


def _without_reason(entry: LedgerEntry) -> LedgerEntry:
    """Give an entry without the free text that goes when its person is taken out."""
    return replace(entry, reason=None)


class _Contradiction(Exception):
    """An entry that the entries before it don't allow."""


def _replay(account: Account, entries: Iterable[LedgerEntry]) -> list[str]:
    """Let the entries take effect anew, settlement by settlement, and compare what they leave."""
    lots: tuple[Lot, ...] = ()
    settled = 0
    order = sorted(
        (entry for entry in entries if entry.kind is not EntryKind.REDEEMED),
        key=lambda entry: (entry.settlement, entry.place),
    )
    entry: LedgerEntry | None = None
    try:
        for entry in order:
            lots = _after(entry, taken(lots, _more(settled, entry.settled)))
            settled = entry.settled
        entry = None
        lots = taken(lots, _more(settled, account.settled))
    except (ValueError, _Contradiction):
        return [f"replay_breaks entry={entry.id if entry else 'none'}"]
    left = [(lot.source, lot.left, lot.expires_at) for lot in lots]
    stored = [(lot.source, lot.left, lot.expires_at) for lot in account.lots]
    return [] if left == stored else ["replay_gives_other_lots"]


def _more(before: int, after: int) -> int:
    if after < before:
        raise _Contradiction
    return after - before


def _after(entry: LedgerEntry, lots: tuple[Lot, ...]) -> tuple[Lot, ...]:
    """Give the lots that an entry leaves; raise where they don't hold what it takes."""
    own = {lot.source: lot.left for lot in lots}
    if entry.amount > 0:
        if entry.expires_at is None:
            raise _Contradiction
        return added(lots, Lot(entry.amount, entry.at, entry.expires_at, entry.source))
    for kind, derived in ((EntryKind.EXPIRED, expiry_of), (EntryKind.RECOVERED, recovery_from)):
        if entry.kind is kind:
            source = next((source for source in own if derived(source) == entry.source), None)
            if source is None or (kind is EntryKind.EXPIRED and own[source] != -entry.amount):
                raise _Contradiction
            return taken_of(lots, source, -entry.amount)
    if entry.kind is EntryKind.REVERSED:
        source = entry.reverses or ""
        if reversal_of(source) != entry.source:
            raise _Contradiction
        first = min(own.get(source, 0), -entry.amount)
        return taken(taken_of(lots, source, first), -entry.amount - first)
    return taken(lots, -entry.amount)
