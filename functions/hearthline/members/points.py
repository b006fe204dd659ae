"""A member's points: what is earned, spent, taken back and lost, and what that does to lots and ledger. Pure.

A redemption moves the balance alone and leaves the lots as they are. Whatever else happens to an account is a
*settlement*: it first takes what was spent since from the lots, soonest end first, then lets expire what is
due, and then does what it came for. Taking late is exact: no lot came or went between, and nothing is spent
past the end of a lot.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hearthline.members.model import Account, EntryKind, LedgerEntry, Lot
from hearthline.platform.ids import encode
from hearthline.platform.secret import digest
from hearthline.platform.wall_time import first_instant, midnight

MOST_EXPIRED = 40
MOST_ANNOUNCED = 10
"""Of one settlement: a transaction holds 100 items. The rest stays due."""

_ID_BYTES = 16


class NotEnough(Exception):
    """More than the `balance` was to be taken."""

    def __init__(self, balance: int) -> None:
        super().__init__(balance)
        self.balance = balance


@dataclass(frozen=True, slots=True)
class Move:
    """What a settlement is for; the fields are those of the entry that it leads to."""

    kind: EntryKind
    source: str
    at: datetime
    rule: str | None = None
    by: str | None = None
    reason: str | None = None
    reverses: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """Points whose end is to be announced."""

    amount: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Settlement:
    """An account as it was read (None: not there yet) and as it shall stand, with what is entered for it."""

    before: Account | None
    account: Account
    at: datetime
    entries: tuple[LedgerEntry, ...] = ()
    endings: tuple[Ending, ...] = ()


def entry_id(person: str, source: str) -> str:
    """Give the id of the one entry that this source can make for this person: 26 characters, its hash."""
    return encode(bytes.fromhex(digest(f"{person}\n{source}"))[:_ID_BYTES])


def expiry_of(source: str) -> str:
    """Give the source under which the lot of an earning expires."""
    return f"expiry:{source}"


def recovery_from(source: str) -> str:
    """Give the source under which an earning pays what is owed."""
    return f"recovered:{source}"


def reversal_of(source: str) -> str:
    """Give the source under which an entry is taken back."""
    return f"reversal:{source}"


def kind_of(source: str) -> str:
    """Give what kind of thing a source is: `purchase` of `purchase:C-17`."""
    return source.partition(":")[0]


def end_of(earned_at: datetime, months: int, zone: ZoneInfo) -> datetime:
    """Give when points end: with the day that lies so many months after the one on which they were earned.

    Days are the zone's. Where that month has no such day, its last one counts.
    """
    earned_on = earned_at.astimezone(zone).date()
    year, month = divmod(earned_on.year * 12 + earned_on.month - 1 + months, 12)
    last_day = monthrange(year, month + 1)[1]
    day = date(year, month + 1, min(earned_on.day, last_day))
    return first_instant(zone, midnight(day + timedelta(days=1)))


def first_end(account: Account) -> datetime | None:
    """Give when the next lot ends."""
    return account.lots[0].expires_at if account.lots else None


def overdue(account: Account, now: datetime) -> bool:
    """Tell whether points have ended that are still in the balance."""
    end = first_end(account)
    return end is not None and end <= now


def next_timer(account: Account, ahead: timedelta) -> datetime | None:
    """Give when the account next owes something: an expiry, or its announcement so long before."""
    return min((lot.expires_at if lot.told else lot.expires_at - ahead for lot in account.lots), default=None)


def settle(before: Account | None, person: str, now: datetime, most: int = MOST_EXPIRED) -> Settlement:
    """Take what was spent from the lots and let expire what is due, at most so many lots of it."""
    read = before or Account(person)
    account = replace(
        read,
        lots=taken(read.lots, read.spent),
        spent=0,
        settled=read.settled + read.spent,
        version=read.version + 1 if before else read.version,
    )
    settlement = Settlement(before, account, now)
    for lot in account.lots[:most]:
        if lot.expires_at <= now:
            move = Move(EntryKind.EXPIRED, expiry_of(lot.source), now)
            rest = settlement.account.lots[1:]
            settlement = _entered(settlement, move, -lot.left, rest, expires_at=lot.expires_at)
    return settlement


def as_of(account: Account, now: datetime) -> Account:
    """Give an account as it would be if it were settled now."""
    return settle(account, account.person, now, len(account.lots)).account


def credit(settlement: Settlement, move: Move, amount: int, ends: datetime) -> Settlement:
    """Add points as a lot of their own, less what is owed, which they pay first."""
    owed = settlement.account.owed
    recovered = min(amount, owed)
    lots = added(settlement.account.lots, Lot(amount, move.at, ends, move.source))
    settlement = _entered(settlement, move, amount, lots, expires_at=ends)
    if not recovered:
        return settlement
    pay = Move(EntryKind.RECOVERED, recovery_from(move.source), move.at)
    left = taken_of(settlement.account.lots, move.source, recovered)
    return _entered(settlement, pay, -recovered, left, owed=owed - recovered)


def debit(settlement: Settlement, move: Move, amount: int) -> Settlement:
    """Take points away, soonest end first; raise NotEnough where there are fewer."""
    if amount > settlement.account.balance:
        raise NotEnough(settlement.account.balance)
    return _entered(settlement, move, -amount, taken(settlement.account.lots, amount))


def take_back(settlement: Settlement, move: Move, amount: int, source: str) -> Settlement:
    """Take back what a source gave: from its own lot first, then as `debit` does, as far as there is any.

    What is missing was spent already, and is owed from now on.
    """
    account = settlement.account
    there = min(amount, account.balance)
    own = min(there, sum(lot.left for lot in account.lots if lot.source == source))
    lots = taken(taken_of(account.lots, source, own), there - own)
    missing = amount - there
    return _entered(settlement, move, -there, lots, owed=account.owed + missing, shortfall=missing)


def announce(settlement: Settlement, ahead: timedelta) -> Settlement:
    """Note what ends within that time and was not announced yet, together where it ends together."""
    amounts: dict[datetime, int] = {}
    lots = []
    for lot in settlement.account.lots:
        near = not lot.told and lot.expires_at - ahead <= settlement.at < lot.expires_at
        if near and (lot.expires_at in amounts or len(amounts) < MOST_ANNOUNCED):
            amounts[lot.expires_at] = amounts.get(lot.expires_at, 0) + lot.left
            lots.append(replace(lot, told=True))
        else:
            lots.append(lot)
    endings = tuple(Ending(amount, end) for end, amount in amounts.items())
    return replace(settlement, account=replace(settlement.account, lots=tuple(lots)), endings=endings)


def added(lots: Sequence[Lot], lot: Lot) -> tuple[Lot, ...]:
    """Give the lots with one more, in their order: soonest end first."""
    return tuple(sorted([*lots, lot], key=lambda each: (each.expires_at, each.earned_at, each.source)))


def taken(lots: Sequence[Lot], amount: int) -> tuple[Lot, ...]:
    """Give what is left when so many points are taken, soonest end first; ValueError if there are fewer."""
    left = []
    for lot in lots:
        part = min(lot.left, amount)
        amount -= part
        if part < lot.left:
            left.append(replace(lot, left=lot.left - part))
    if amount:
        raise ValueError(amount)
    return tuple(left)


def taken_of(lots: Sequence[Lot], source: str, amount: int) -> tuple[Lot, ...]:
    """Give what is left of the lots when so many points of one source's own are taken."""
    own = [lot for lot in lots if lot.source == source]
    left = taken(own, amount)
    rest = tuple(lot for lot in lots if lot.source != source)
    for lot in left:
        rest = added(rest, lot)
    return rest


def _entered(
    settlement: Settlement,
    move: Move,
    amount: int,
    lots: tuple[Lot, ...],
    *,
    owed: int | None = None,
    shortfall: int = 0,
    expires_at: datetime | None = None,
) -> Settlement:
    account = settlement.account
    entry = LedgerEntry(
        id=entry_id(account.person, move.source),
        person=account.person,
        at=move.at,
        kind=move.kind,
        amount=amount,
        source=move.source,
        rule=move.rule,
        by=move.by,
        reason=move.reason,
        reverses=move.reverses,
        shortfall=shortfall,
        expires_at=expires_at,
        settlement=account.version,
        place=len(settlement.entries),
        settled=account.settled,
    )
    after = replace(
        account,
        balance=account.balance + amount,
        lots=lots,
        owed=account.owed if owed is None else owed,
    )
    return replace(settlement, account=after, entries=(*settlement.entries, entry))
