"""A ledger as its member sees it, and as staff do."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hearthline.members.club_rules import Reward
from hearthline.members.model import Account, EntryKind, LedgerEntry
from hearthline.members.points import as_of, entry_id, kind_of
from hearthline.platform.instants import instant

VoucherOf = Callable[[LedgerEntry], str]
"""Gives the code by which a redemption is honoured."""


def standing(account: Account | None, now: datetime) -> dict[str, Any]:
    """Give what there is, and what of it ends when, soonest first; reckoned as if all were settled."""
    if account is None:
        return {"balance": 0, "owed": 0, "expiring": []}
    settled = as_of(account, now)
    ends: dict[str, int] = {}
    for lot in settled.lots:
        end = instant(lot.expires_at)
        ends[end] = ends.get(end, 0) + lot.left
    return {
        "balance": settled.balance,
        "owed": settled.owed,
        "expiring": [{"amount": amount, "expires_at": end} for end, amount in ends.items()],
    }


def line(entry: LedgerEntry, voucher_of: VoucherOf) -> dict[str, Any]:
    """Give one entry as its member sees it: nothing of who of the staff made it, nor why."""
    return {
        "id": entry.id,
        "at": instant(entry.at),
        "kind": entry.kind.value,
        "amount": entry.amount,
        "source": kind_of(entry.source),
        "rule": entry.rule,
        "expires_at": instant(entry.expires_at) if entry.expires_at else None,
        "reverses": entry_id(entry.person, entry.reverses) if entry.reverses else None,
        "voucher": voucher_of(entry) if entry.kind is EntryKind.REDEEMED else None,
    }


def line_for_staff(entry: LedgerEntry, voucher_of: VoucherOf) -> dict[str, Any]:
    """Give one entry with the whole source, who of the staff made it and why, and what it fell short of."""
    return {
        **line(entry, voucher_of),
        "source": entry.source,
        "by": entry.by,
        "reason": entry.reason,
        "shortfall": entry.shortfall,
    }


def reward(offered: Reward, balance: int) -> dict[str, Any]:
    """Give what points buy, and whether they are enough for it."""
    return {
        "code": offered.code,
        "names": dict(offered.names),
        "points": offered.points,
        "affordable": offered.points <= balance,
    }
