"""The monthly digest in the complaints table: its timer, and a line for each that was sent.

| item | pk | sk |
|---|---|---|
| timer | `M#next` | `A` |
| line, with its event: the outbox | `M#<month>` | `<hash of the member of staff>` |
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM, Event
from hearthline.platform.table import ABSENT, ConditionFailed, Guard, Put, Table, Update
from hearthline.platform.timers import Due, shard_of

DUE: Final = "monthly_digest.due"
LINES_KEPT: Final = timedelta(days=400)
_TIMER: Final = ("M#next", "A")


class DigestStore:
    """When the next digest is due, and whom which was for."""

    def __init__(self, table: Table, shards: int) -> None:
        self._table = table
        self._shards = shards

    def arm(self, at: datetime) -> bool:
        """Let the next digest be due at an instant, unless it is due by then. One request."""
        later = Guard("attribute_not_exists(pk) OR #at > :at", {"#at": "timer_at"}, {":at": instant(at)})
        pk, sk = _TIMER
        timer = {"pk": pk, "sk": sk, "timer_shard": shard_of(pk, self._shards), "timer_at": instant(at)}
        try:
            self._table.put(timer, later)
        except ConditionFailed:
            return False
        return True

    def again(self, due: Due, at: datetime) -> bool:
        """Let it be due again; False where another has done that. One request."""
        same = Guard("#at = :read", {"#at": "timer_at"}, {":read": due.timer_at})
        names = {"#at": "timer_at"}
        later = "SET #at = :at REMOVE timer_failures"
        change = Update(due.pk, due.sk, later, names, {":at": instant(at)}, same)
        try:
            self._table.update(change)
        except ConditionFailed:
            return False
        return True

    def tell(self, month: str, staff: str, cities: Sequence[str], now: datetime) -> bool:
        """Let a month's digest go to somebody; False where that was done before. One request."""
        put = line(month, staff, cities, now)
        try:
            self._table.put(put.item, put.guard)
        except ConditionFailed:
            return False
        return True


def line(month: str, staff: str, cities: Sequence[str], now: datetime) -> Put:
    """Give the action that lets a digest go; it fails where it went."""
    who = hashlib.sha256(staff.encode()).hexdigest()[:16]
    event = Event(
        id=f"digest.{month}.{who}",
        type=DUE,
        at=now,
        subject=f"staff/{staff}",
        actor=SYSTEM,
        data={"staff": staff, "month": month, "cities": list(cities)},
    )
    item: dict[str, Any] = {"pk": f"M#{month}", "sk": who, "kind": DUE, "at": instant(now)}
    gone = int((now + LINES_KEPT).timestamp())
    return Put({**item, "expires_at": gone, "event": event.envelope()}, ABSENT)
