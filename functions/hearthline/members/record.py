"""Everything that is kept of a person, for themselves to read. Pure.

Staff's names are not in it, nor whom they referred and to which contract; another person is told of their own
record.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from hearthline.members import keys, views
from hearthline.members.history import Line
from hearthline.members.model import Account, Consent, Holding, LedgerEntry
from hearthline.members.points import kind_of
from hearthline.members.session_store import Session
from hearthline.members.stored import StoredPerson, line_from, stored_from
from hearthline.platform.attributes import Item
from hearthline.platform.codec import load
from hearthline.platform.ids import display
from hearthline.platform.instants import instant

_HIDDEN = frozenset({"by", "contact", "contacts", "contract", "person", "referrer"})
"""What of a line's data is about staff or others, such as a friend's contract, or stands for a contact."""

AddressOf = Callable[[str], Mapping[str, str] | None]
"""Gives the address of a home by its id, None where nothing is known of it."""


def record(items: Iterable[Item], address_of: AddressOf) -> dict[str, Any] | None:
    """Give what the items of a partition say; None where there is no person, or none any more."""
    by_kind: dict[str, list[Item]] = {}
    for item in items:
        by_kind.setdefault(item["sk"].partition("#")[0], []).append(item)
    heads = by_kind.get(keys.HEAD, [])
    stored = stored_from(heads[0]) if heads else None
    if stored is None or (stored.person.erased_at is not None and stored.person.merged_into is None):
        return None
    return {
        **_profile(stored),
        "declarations": [views.declaration(load(Consent, item)) for item in by_kind.get("C", [])],
        "history": [_line(line_from(item)) for item in by_kind.get("T", [])],
        "points": _points(by_kind.get(keys.ACCOUNT, []), by_kind.get(keys.ENTRY, [])),
        "referrals": [_referral(item) for item in by_kind.get("R", [])],
        "homes": [_home(holding, address_of(holding.home)) for holding in stored.person.holdings],
        "sessions": [_session(load(Session, item)) for item in by_kind.get("E", [])],
        "complaints": [display(item["sk"].rpartition("#")[2]) for item in by_kind.get("K", [])],
        "exports": [item["sk"].split("#")[1] for item in by_kind.get("X", [])],
    }


def _profile(stored: StoredPerson) -> dict[str, Any]:
    person = stored.person
    profile = {**views.for_member(person), "birth_date": _day(person.birth_date)}
    return {
        **profile,
        "kind": person.kind.value,
        "tags": list(person.tags),
        "created_at": instant(person.created_at),
        "changed_at": instant(person.changed_at),
        "referred": person.referred_by is not None,
        "referrals_completed": person.referrals,
        "last_complaint_at": instant(person.last_complaint_at) if person.last_complaint_at else None,
    }


def _line(line: Line) -> dict[str, Any]:
    data = {name: value for name, value in line.data.items() if name not in _HIDDEN}
    return {"kind": line.kind, "at": instant(line.at), "by": line.actor.kind, "data": data}


def _points(accounts: Sequence[Item], entries: Sequence[Item]) -> dict[str, Any]:
    account = load(Account, accounts[0]) if accounts else None
    ledger = [load(LedgerEntry, item) for item in entries]
    return {
        "balance": account.balance if account else 0,
        "owed": account.owed if account else 0,
        "lots": [
            {"left": lot.left, "earned_at": instant(lot.earned_at), "expires_at": instant(lot.expires_at)}
            for lot in (account.lots if account else ())
        ],
        "ledger": [
            {
                "at": instant(entry.at),
                "kind": entry.kind.value,
                "amount": entry.amount,
                "source": kind_of(entry.source),  # the whole one names the contract, also a friend's
                "rule": entry.rule,
                "reason": entry.reason,
                "expires_at": instant(entry.expires_at) if entry.expires_at else None,
            }
            for entry in ledger
        ],
    }


def _referral(item: Item) -> dict[str, Any]:
    """Give what became of a referral, and neither whom nor which contract it was about."""
    names = ("status", "reason", "signed_on", "completed_on", "cancelled_on")
    return {name: item.get(name) for name in names}


def _home(holding: Holding, address: Mapping[str, str] | None) -> dict[str, Any]:
    return {
        "address": dict(address) if address else None,
        "city": holding.city,
        "project": holding.project,
        "contract": holding.contract,
        "signed_on": _day(holding.signed_on),
        "handed_over_on": _day(holding.handed_over_on),
        "passed_on": _day(holding.passed_on),
        "until": _day(holding.until),
        "bought": holding.bought,
        "cancelled": holding.cancelled,
    }


def _session(session: Session) -> dict[str, Any]:
    return {"began_at": instant(session.began_at), "until": instant(session.until)}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
