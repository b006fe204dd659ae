"""Points earned, redeemed, taken back, adjusted and expired: each source moves a balance once.

Every method may be called again with the same source, by an event that came twice or by a caller whose answer
was lost. Storage that stays contended raises TransactionConflict: nothing was written then, and trying again
with the same source is safe.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hearthline.members import points
from hearthline.members.club_rules import Club
from hearthline.members.ledger_store import AccountStands, LedgerStore, SourceUsed
from hearthline.members.model import Account, EntryKind, LedgerEntry
from hearthline.members.points import Move, NotEnough, Settlement, entry_id, expiry_of, reversal_of
from hearthline.platform.table import Action, TransactionConflict
from hearthline.platform.timers import Due

RACES = 16
Change = Callable[[Settlement], Settlement]
REVERSIBLE = frozenset({EntryKind.EARNED, EntryKind.ADJUSTED, EntryKind.REDEEMED})
"""What can be taken back. What expired or was recovered followed from the rules; a reversal is final."""


class Unknown(LookupError):
    """There is no such reward, or no such entry of this person."""


class NotReversible(Exception):
    """An entry of this `kind` is never taken back."""

    def __init__(self, kind: EntryKind) -> None:
        super().__init__(kind.value)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What a member of staff gives or takes, and why; `rule` where a rule of the club is behind it."""

    amount: int
    source: str
    by: str
    reason: str
    rule: str | None = None


class Ledger:
    """What moves points."""

    def __init__(self, store: LedgerStore, club: Club) -> None:
        self._store = store
        self._club = club

    def earn(self, person: str, rule: str, source: str, amount: int | None, now: datetime) -> bool:
        """Credit what a rule gives, or `amount`; False where it gives nothing, or has given it already."""
        rules = self._club.refresh(now)
        earning = rules.earning.get(rule)
        given = amount if amount is not None else earning.points if earning else 0
        if given <= 0:
            return False
        account, before = self._store.read(person, [source])
        if before:
            return False
        move = Move(EntryKind.EARNED, source, now, rule=rule)
        ends = rules.ends(now, rule)
        try:
            self._settle(person, account, now, lambda opened: points.credit(opened, move, given, ends))
        except SourceUsed:
            return False
        return True

    def redeem(self, person: str, reward: str, source: str, now: datetime) -> LedgerEntry:
        """Spend points on a reward, in one request; give the entry, the first one if the source comes again.

        Raises SourceUsed where the source bought another reward, Unknown for a reward that there isn't,
        NotEnough with the balance.
        """
        offered = self._club.refresh(now).rewards.get(reward)
        if offered is None:
            return self._bought(person, source, reward, Unknown(reward))
        entry = LedgerEntry(
            id=entry_id(person, source),
            person=person,
            at=now,
            kind=EntryKind.REDEEMED,
            amount=-offered.points,
            source=source,
            rule=reward,
        )
        for _ in range(RACES):
            try:
                self._store.redeem(entry, now)
            except SourceUsed as used:
                return _same_reward(used, reward)
            except AccountStands as stands:
                if stands.account is None or not points.overdue(stands.account, now):
                    balance = stands.account.balance if stands.account else 0
                    return self._bought(person, source, reward, NotEnough(balance))
                self._expire(stands.account, now)
            else:
                return entry
        raise TransactionConflict

    def adjust(
        self, person: str, wish: Adjustment, now: datetime, also: Sequence[Action] = ()
    ) -> LedgerEntry:
        """Give or take points; give the entry, the first one if the same is asked for again.

        `also` is done in the same transaction, or NotAlso raised. Raises SourceUsed where the source stands
        for something else, NotEnough with the balance where more would be taken than there is.
        """
        rules = self._club.refresh(now)
        account, before = self._store.read(person, [wish.source])
        if before:
            return _same_adjustment(SourceUsed(before[wish.source]), wish)
        move = Move(EntryKind.ADJUSTED, wish.source, now, rule=wish.rule, by=wish.by, reason=wish.reason)
        ends = rules.ends(now, wish.rule)

        def change(opened: Settlement) -> Settlement:
            if wish.amount < 0:
                return points.debit(opened, move, -wish.amount)
            return points.credit(opened, move, wish.amount, ends)

        try:
            return self._settle(person, account, now, change, also)
        except SourceUsed as used:
            return _same_adjustment(used, wish)

    def reverse(self, person: str, source: str, now: datetime) -> bool:
        """Take back what a source did; False where it has done nothing, or that was taken back already."""
        _, done = self._reverse(person, Move(EntryKind.REVERSED, reversal_of(source), now, reverses=source))
        return done

    def stands(self, person: str, source: str) -> bool:
        """Tell whether a source has moved this person's balance, and that was not taken back."""
        _, found = self._store.read(person, [source, reversal_of(source)])
        return source in found and reversal_of(source) not in found

    def reverse_entry(
        self, person: str, identity: str, by: str, reason: str, now: datetime
    ) -> tuple[LedgerEntry, bool]:
        """Take back one entry; give the reversal, the first one if there is one, and whether it is new.

        Raises Unknown for an entry that there isn't, NotReversible for a kind that is never taken back.
        """
        entry = self._store.entry(person, identity)
        if entry is None:
            raise Unknown(identity)
        move = Move(
            EntryKind.REVERSED,
            reversal_of(entry.source),
            now,
            by=by,
            reason=reason,
            reverses=entry.source,
        )
        reversal, done = self._reverse(person, move)
        if reversal is None:
            raise Unknown(identity)
        return reversal, done

    def pass_time(self, due: Due, now: datetime) -> bool:
        """Let expire what has ended, and announce what ends soon; False where another one has done it."""
        account = self._store.account_due(due)
        if account is None:
            return False
        return self._expire(account, now)

    def _reverse(self, person: str, move: Move) -> tuple[LedgerEntry | None, bool]:
        """Reverse what `move` names. Each try reads anew what of it has expired."""
        source = str(move.reverses)
        for _ in range(RACES):
            account, found = self._store.read(person, [source, expiry_of(source), move.source])
            entry, reversal = found.get(source), found.get(move.source)
            if entry is None or reversal is not None:
                return reversal, False
            if entry.kind not in REVERSIBLE:
                raise NotReversible(entry.kind)
            change = self._reversal(entry, found.get(expiry_of(source)), move)
            try:
                if (made := self._attempt(person, account, move.at, change).main) is not None:
                    return made, True
            except SourceUsed as used:
                return used.entry, False
            except AccountStands:
                continue
        raise TransactionConflict

    def _reversal(self, entry: LedgerEntry, expired: LedgerEntry | None, move: Move) -> Change:
        move = replace(move, rule=entry.rule)
        if entry.amount < 0:
            ends = self._club.refresh(move.at).ends_again(entry.at, move.at)
            return lambda opened: points.credit(opened, move, -entry.amount, ends)

        def change(opened: Settlement) -> Settlement:
            just_now = [each for each in opened.entries if each.source == expiry_of(entry.source)]
            lost = sum(each.amount for each in (*just_now, *([expired] if expired else [])))
            return points.take_back(opened, move, entry.amount + lost, entry.source)

        return change

    def _settle(
        self,
        person: str,
        account: Account | None,
        now: datetime,
        change: Change,
        also: Sequence[Action] = (),
    ) -> LedgerEntry:
        """Settle, with a change on top; decide anew on what others left. Give the entry of the change."""
        for _ in range(RACES):
            try:
                done = self._attempt(person, account, now, change, also)
            except AccountStands as stands:
                account = stands.account
            else:
                if done.main is not None:
                    return done.main
                account = done.account
        raise TransactionConflict

    def _expire(self, account: Account, now: datetime) -> bool:
        """Let expire what is due; False where somebody else changes the account, who lets it expire, too."""
        try:
            self._attempt(account.person, account, now, None)
        except AccountStands:
            return False
        return True

    def _attempt(
        self,
        person: str,
        account: Account | None,
        now: datetime,
        change: Change | None,
        also: Sequence[Action] = (),
    ) -> "_Done":
        """Settle once; without the change where more is overdue than one settlement can take."""
        ahead = self._club.refresh(now).announce
        opened = points.settle(account, person, now)
        changed = opened if change is None or points.overdue(opened.account, now) else change(opened)
        main = changed.entries[len(opened.entries)] if changed is not opened else None
        settlement = points.announce(changed, ahead)
        self._store.save(settlement, main, ahead, also)
        return _Done(settlement.account, main)

    def _bought(self, person: str, source: str, reward: str, refusal: Exception) -> LedgerEntry:
        """Give what this source bought before; raise the refusal where it has bought nothing."""
        before = self._store.entry(person, entry_id(person, source))
        if before is None:
            raise refusal
        return _same_reward(SourceUsed(before), reward)


@dataclass(frozen=True, slots=True)
class _Done:
    """What a try has saved: the account, and the entry of the change, None where it had to wait."""

    account: Account
    main: LedgerEntry | None


def _same_adjustment(used: SourceUsed, wish: Adjustment) -> LedgerEntry:
    entry = used.entry
    if (entry.amount, entry.reason, entry.rule) != (wish.amount, wish.reason, wish.rule):
        raise used
    return entry


def _same_reward(used: SourceUsed, reward: str) -> LedgerEntry:
    if used.entry.rule != reward:
        raise used
    return used.entry
