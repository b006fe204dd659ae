"""One mechanism for whatever must happen later.

An item that owes something carries `timer_shard` and `timer_at`, its earliest next instant; both go when
nothing is owed. A sparse index on the two holds only such items, so a sweep costs what is due, not what is
stored. Handling an item is the store's conditional write on the `timer_at` that was read; here are the
walk over the shards, the isolation of bad items, and the budget of one invocation.
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from hearthline.platform.instants import instant, read_instant
from hearthline.platform.logs import failure
from hearthline.platform.table import (
    ConditionFailed,
    Guard,
    Page,
    StorageError,
    Table,
    TransactionConflict,
    Update,
)

INDEX = "timers"
PAGE = 50
LONGEST_PUSH = timedelta(days=1)
MOST_FAILURES_TOLD = 20
"""Failures that a sweep describes; all are counted. A line of the log has room for no more."""


def shard_of(key: str, shards: int) -> str:
    """Give the shard in which the timer of this key lives; the same for ever as long as `shards` is."""
    return f"{zlib.crc32(key.encode()) % shards:02d}"


def all_shards(shards: int) -> list[str]:
    """Give the names of all shards."""
    return [f"{number:02d}" for number in range(shards)]


@dataclass(frozen=True, slots=True)
class Due:
    """An item whose instant has come: its key and the instant that was read."""

    pk: str
    sk: str
    timer_at: str


class Handler(Protocol):
    """Does what one due item owes. True: done; False: another one had done it, or nothing was owed."""

    def __call__(self, due: Due, now: datetime) -> bool: ...  # noqa: D102


@dataclass(slots=True)
class Swept:
    """What a sweep did. `rest` names where to go on when the budget ended first; None when all is done.

    `failed` counts all that failed, `failures` describes the first of them.
    """

    handled: int = 0
    skipped: int = 0
    failed: int = 0
    oldest: str | None = None
    rest: dict[str, str] | None = None
    failures: list[tuple[Due, Exception]] = field(default_factory=list)

    def summary(self, now: datetime) -> dict[str, Any]:
        """Give the figures; `lag_seconds` is how long the oldest item had been due."""
        lag = (now - read_instant(self.oldest)).total_seconds() if self.oldest else 0
        return {
            "handled": self.handled,
            "skipped": self.skipped,
            "failed": self.failed,
            "lag_seconds": int(lag),
            "failures": [{"item": due.pk, **failure(error)} for due, error in self.failures],
        }


def sweep(
    table: Table,
    now: datetime,
    handle: Handler,
    *,
    shards: int,
    may_go_on: Callable[[], bool],
    start: Mapping[str, str] | None = None,
) -> Swept:
    """Handle all that is due at `now`, oldest first within each shard.

    An item whose handler raises is pushed back (1, 2, 4 … minutes, a day at most) and never blocks the rest.
    One that others keep changing stays due for the next sweep. Storage that can't be reached, or has no
    capacity left, is not the item's fault and ends the sweep by raising. When `may_go_on` says
    no, the sweep ends with `rest` set, to be given as `start` of the next one.
    """
    swept = Swept()
    names = all_shards(shards)
    last = dict(start) if start else None
    begin = names.index(last["timer_shard"]) if last else 0
    for shard in names[begin:]:
        while True:
            page = _due_page(table, shard, now, last)
            for item in page.items:
                due = Due(item["pk"], item["sk"], item["timer_at"])
                swept.oldest = min(swept.oldest or due.timer_at, due.timer_at)
                _handle_one(table, due, now, handle, swept)
                last = {"pk": due.pk, "sk": due.sk, "timer_shard": shard, "timer_at": due.timer_at}
                if not may_go_on():
                    swept.rest = last
                    return swept
            last = page.last
            if last is None:
                break
    return swept


def _due_page(table: Table, shard: str, now: datetime, start: Mapping[str, str] | None) -> Page:
    reached = Guard("#at <= :now", {"#at": "timer_at"}, {":now": instant(now)})
    return table.query(("timer_shard", shard), reached, index=INDEX, limit=PAGE, start=start)


def _handle_one(table: Table, due: Due, now: datetime, handle: Handler, swept: Swept) -> None:
    try:
        if handle(due, now):
            swept.handled += 1
        else:
            swept.skipped += 1
    except TransactionConflict:
        swept.skipped += 1
    except StorageError:
        raise
    except Exception as error:  # noqa: BLE001 - one bad item must not stop the promises of all others
        swept.failed += 1
        if len(swept.failures) < MOST_FAILURES_TOLD:
            swept.failures.append((due, error))
        push_back(table, due, now)


def push_back(table: Table, due: Due, now: datetime) -> None:
    """Let a bad item wait, longer each time; leave it alone if anyone changed its timer meanwhile."""
    tries = int((table.get(due.pk, due.sk) or {}).get("timer_failures") or 0)
    wait = min(timedelta(minutes=2 ** min(tries, 11)), LONGEST_PUSH)
    put_off(table, due, now + wait, failures=tries + 1)


def put_off(table: Table, due: Due, until: datetime, *, failures: int | None = None) -> None:
    """Let an item be due later, unless its timer was changed meanwhile; with `failures`, note how many."""
    same = Guard("#at = :read", {"#at": "timer_at"}, {":read": due.timer_at})
    noted = {":tries": failures} if failures is not None else {}
    change = Update(
        due.pk,
        due.sk,
        "SET #at = :later" + (", timer_failures = :tries" if noted else ""),
        {"#at": "timer_at"},
        {":later": instant(until), **noted},
        same,
    )
    try:
        table.update(change)
    except ConditionFailed:
        return
