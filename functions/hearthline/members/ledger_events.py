"""What others are told of a ledger: an event for each entry, and one for points that end soon."""

from datetime import datetime

from hearthline.members.model import Account, EntryKind, LedgerEntry
from hearthline.members.points import Ending, kind_of
from hearthline.platform.instants import instant
from hearthline.platform.outbox import CUSTOMER, SYSTEM, Actor, Event


def entry_event(entry: LedgerEntry) -> Event:
    """Give the event of an entry: `points.earned`, `points.redeemed` and so on, by its kind."""
    return Event(
        id=f"points.{entry.id}",
        type=f"points.{entry.kind}",
        at=entry.at,
        subject=f"person/{entry.person}",
        actor=_actor(entry),
        data={
            "person": entry.person,
            "amount": entry.amount,
            "source": kind_of(entry.source),
            "rule": entry.rule,
            "entry": entry.id,
        },
    )


def ending_event(account: Account, ending: Ending, place: int, at: datetime) -> Event:
    """Give the event that points end soon."""
    return Event(
        id=f"points.{account.person}.{account.version}.{place}",
        type="points.expiring",
        at=at,
        subject=f"person/{account.person}",
        actor=SYSTEM,
        data={
            "person": account.person,
            "amount": ending.amount,
            "expires_at": instant(ending.expires_at),
        },
    )


def _actor(entry: LedgerEntry) -> Actor:
    if entry.by is not None:
        return Actor("staff", entry.by)
    return CUSTOMER if entry.kind is EntryKind.REDEEMED else SYSTEM
