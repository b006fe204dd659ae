"""Where accounts and ledgers live: the only place that knows their items.

The balance moves in two ways. A redemption is an Update that demands nothing but enough of it, so that
redemptions don't wait for one another and need no reading first. A settlement writes the whole account and
demands that since it was read nobody settled and nothing was spent. Both write, in the same transaction, an
entry and the mark of its source, which stands for ever: a source moves a balance once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hearthline.members import keys
from hearthline.members.ledger_events import ending_event, entry_event
from hearthline.members.model import Account, LedgerEntry
from hearthline.members.points import Settlement, entry_id, first_end, next_timer
from hearthline.members.stored import NotAlso
from hearthline.platform.attributes import Item
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Put, Table, Update
from hearthline.platform.timers import Due, shard_of

FIRST_END = "first_end"
"""When the account's next lot ends. `timer_at` won't do: it is the announcement's, or was pushed back."""


class SourceUsed(Exception):
    """This source has moved the balance already, by `entry`."""

    def __init__(self, entry: LedgerEntry) -> None:
        super().__init__(entry.id)
        self.entry = entry


class AccountStands(Exception):
    """The account did not allow the change: it was settled or spent from meanwhile, or has not enough.

    `account` is how it stands now, None where there is none.
    """

    def __init__(self, account: Account | None) -> None:
        super().__init__(account.person if account else None)
        self.account = account


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of a ledger, newest first, and after which position the next one starts (None at the end)."""

    entries: tuple[LedgerEntry, ...]
    position: str | None


class LedgerStore:
    """Accounts, entries and marks in the members table."""

    def __init__(self, table: Table, shards: int) -> None:
        self._table = table
        self._shards = shards

    def account(self, person: str) -> Account | None:
        """Read one account."""
        item = self._table.get(keys.person(person), keys.ACCOUNT)
        return load(Account, item) if item else None

    def account_due(self, due: Due) -> Account | None:
        """Read an account whose timer has come; None where it has another one by now."""
        item = self._table.get(due.pk, due.sk)
        return load(Account, item) if item and item.get("timer_at") == due.timer_at else None

    def read(self, person: str, sources: Sequence[str]) -> tuple[Account | None, Mapping[str, LedgerEntry]]:
        """Read an account and, by source, those entries of these sources that there are, in one request."""
        pk = keys.person(person)
        marks = [(pk, keys.source(entry_id(person, source))) for source in sources]
        found = self._table.get_many([(pk, keys.ACCOUNT), *marks], consistent=True)
        account = next((load(Account, item) for item in found if item["sk"] == keys.ACCOUNT), None)
        entries = (load(LedgerEntry, item) for item in found if item["sk"] != keys.ACCOUNT)
        return account, {entry.source: entry for entry in entries}

    def entry(self, person: str, identity: str) -> LedgerEntry | None:
        """Read one entry by its id."""
        item = self._table.get(keys.person(person), keys.source(identity))
        return load(LedgerEntry, item) if item else None

    def entries(self, person: str) -> Iterator[LedgerEntry]:
        """Read the whole ledger, oldest first, consistently. One request for each MB."""
        begins = Guard("begins_with(sk, :entries)", {}, {":entries": keys.ENTRIES})
        items = self._table.query_all(("pk", keys.person(person)), begins, consistent=True)
        return (load(LedgerEntry, item) for item in items)

    def page(self, person: str, limit: int, before: str | None) -> EntryPage:
        """Read a page of the ledger, newest first, in one request."""
        span = Guard(
            "#sk BETWEEN :low AND :high",
            {"#sk": "sk"},
            {":low": keys.ENTRIES, ":high": before or keys.ENTRIES_END},
        )
        # One more than asked for tells whether there are more; another may be the line that `before` names.
        found = self._table.query(
            ("pk", keys.person(person)), span, limit=limit + 2, descending=True, consistent=True
        )
        lines = [item for item in found.items if item["sk"] != before]
        shown = lines[:limit]
        position = shown[-1]["sk"] if len(lines) > limit else None
        return EntryPage(tuple(load(LedgerEntry, item) for item in shown), position)

    def redeem(self, entry: LedgerEntry, now: datetime) -> None:
        """Take an entry's points from the balance, in one request and without having read anything.

        Raises SourceUsed, or AccountStands where there are too few or some of them have ended by `now`.
        """
        spend = Update(
            keys.person(entry.person),
            keys.ACCOUNT,
            "SET #balance = #balance - :points, #spent = #spent + :points",
            {"#balance": "balance", "#spent": "spent"},
            {":points": -entry.amount},
            Guard(
                "#balance >= :points AND (attribute_not_exists(#end) OR #end > :now)",
                {"#balance": "balance", "#end": FIRST_END},
                {":points": -entry.amount, ":now": instant(now)},
            ),
        )
        self._write(_mark(entry), spend, [_line(entry)])

    def save(
        self, settlement: Settlement, main: LedgerEntry | None, ahead: timedelta, also: Sequence[Action] = ()
    ) -> None:
        """Write a settlement; `main` is the entry that it was made for, None where it lets time pass.

        `ahead` is how long before their end points are announced; `also` is done along with `main`. Raises
        SourceUsed for `main`'s source, AccountStands where the account is another than was read, NotAlso
        where one of the extra actions is refused.
        """
        entries = [entry for entry in settlement.entries if entry is not main]
        rest: list[Action] = [_line(main)] if main else []
        for entry in entries:
            rest += [_line(entry), _mark(entry)]
        account = settlement.account
        for place, ending in enumerate(settlement.endings):
            event = ending_event(account, ending, place, settlement.at)
            item = {
                "pk": keys.person(account.person),
                "sk": keys.announcement(account.version, place),
                "event": event.envelope(),
            }
            rest.append(Put(item))
        mark = _mark(main) if main else None
        self._write(mark, self._account(settlement, ahead), rest, also if main else ())

    def opening(self, settlement: Settlement, ahead: timedelta) -> list[Action]:
        """Give the actions that open an account with its entries, for a transaction in which more is written.

        Nobody is told of them: they are no news, but a balance that somebody brought along.
        """
        entries = [each for entry in settlement.entries for each in (_mark(entry), _line(entry, told=False))]
        return [self._account(settlement, ahead), *entries]

    def _write(
        self, mark: Put | None, account: Action, rest: Sequence[Action], also: Sequence[Action] = ()
    ) -> None:
        """Write it all. Of several failures the first counts: that the source was used comes before all."""
        first = [mark] if mark else []
        try:
            self._table.transact([*first, *also, account, *rest])
        except ConditionFailed as failed:
            if mark and failed.index == 0 and failed.item is not None:
                raise SourceUsed(load(LedgerEntry, failed.item)) from failed
            place = failed.index - len(first)
            if place > len(also):
                raise
            if place < len(also):
                raise NotAlso(place, failed.item) from failed
            raise AccountStands(load(Account, failed.item) if failed.item else None) from failed

    def _account(self, settlement: Settlement, ahead: timedelta) -> Put:
        before, account = settlement.before, settlement.account
        pk = keys.person(account.person)
        item: Item = {"pk": pk, "sk": keys.ACCOUNT, "audience": account.person, **dump(account)}
        end, timer = first_end(account), next_timer(account, ahead)
        if end and timer:
            item[FIRST_END] = instant(end)
            item["timer_shard"] = shard_of(pk, self._shards)
            item["timer_at"] = instant(timer)
        if before is None:
            return Put(item, ABSENT)
        same = Guard(
            "#version = :version AND #spent = :spent",
            {"#version": "version", "#spent": "spent"},
            {":version": before.version, ":spent": before.spent},
        )
        return Put(item, same)


def _mark(entry: LedgerEntry) -> Put:
    return Put({"pk": keys.person(entry.person), "sk": keys.source(entry.id), **dump(entry)}, ABSENT)


def _line(entry: LedgerEntry, *, told: bool = True) -> Put:
    item = {
        "pk": keys.person(entry.person),
        "sk": keys.entry(entry.at, entry.id),
        **dump(entry),
    }
    return Put({**item, "event": entry_event(entry).envelope()} if told else item)
