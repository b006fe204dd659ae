"""The sweep: everything in the product that is due at an instant, whichever table owes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hearthline.platform.instants import instant
from hearthline.platform.table import Table
from hearthline.platform.timers import Due, Handler, Swept, put_off, sweep

MayGoOn = Callable[[], bool]

AGAIN_AFTER = timedelta(minutes=15)
"""How long a delivery that was handed to the queue is left to its consumer."""

TOGETHER = 10
"""Deliveries that are handed over at once: what one request to a queue may hold."""


@dataclass(frozen=True, slots=True)
class Owing:
    """One table with timers, and who does what its items owe, by the beginning of their partition key."""

    table: Table
    handlers: Mapping[str, Handler]

    def handle(self, due: Due, now: datetime) -> bool:
        """Pass a due item to its handler; raise KeyError for a kind that nobody knows."""
        return self.handlers[due.pk[:2]](due, now)


class Reminding:
    """Due deliveries go back to the notices queue; the sender decides what is to be done with each.

    One that is on the queue is put off, so that a queue which nobody empties does not get it each minute
    anew. It is put off by the present, as the sender goes by it, whatever instant the sweep is played at.
    """

    def __init__(
        self, send: Callable[[list[Mapping[str, str]]], None], table: Table, clock: Callable[[], datetime]
    ) -> None:
        self._send = send
        self._table = table
        self._clock = clock
        self._waiting: list[Due] = []

    def __call__(self, due: Due, now: datetime) -> bool:  # noqa: ARG002 - the sender looks at its own clock
        """Take up one delivery."""
        self._waiting.append(due)
        if len(self._waiting) == TOGETHER:
            self.flush()
        return True

    def flush(self) -> None:
        """Hand over what was taken up. A crash before that leaves the timers due for the next sweep."""
        if not self._waiting:
            return
        from hearthline.notices.store import message_of_key

        waiting, self._waiting = self._waiting, []
        self._send([{"delivery": message_of_key(due.pk)} for due in waiting])
        for due in waiting:
            put_off(self._table, due, self._clock() + AGAIN_AFTER)


class Sweeping:
    """One sweep over all tables, as far as one invocation gets."""

    def __init__(self, owing: Mapping[str, Owing], reminding: Reminding, shards: int) -> None:
        self._owing = owing
        self._reminding = reminding
        self._shards = shards

    def run(self, now: datetime, may_go_on: MayGoOn, rest: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Do what is due at `now`; in the answer `rest` tells where to go on, None when all is done.

        `lag_seconds` is how long the oldest thing found had been due.
        """
        results: dict[str, Swept] = {}
        left: dict[str, Any] | None = None
        names = list(self._owing)
        begin = names.index(rest["table"]) if rest else 0
        for name in names[begin:]:
            start = rest["start"] if rest and rest["table"] == name else None
            owing = self._owing[name]
            results[name] = sweep(
                owing.table, now, owing.handle, shards=self._shards, may_go_on=may_go_on, start=start
            )
            if results[name].rest is not None:
                left = {"table": name, "start": results[name].rest}
                break
        self._reminding.flush()
        return {
            "at": instant(now),
            **{name: swept.summary(now) for name, swept in results.items()},
            "rest": left,
        }
