"""The sweep: everything in the product that is due at an instant, whichever table owes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hearthline.platform.instants import instant
from hearthline.platform.table import Table
from hearthline.platform.timers import Due, Handler, Swept, put_off, sweep

MayGoOn = Callable[[], bool]
Arm = Callable[[datetime], object]

AGAIN_AFTER = timedelta(minutes=15)
"""How long what was handed to a queue is left to its consumer."""

TOGETHER = 10
"""Items that are handed over at once: what one request to a queue may hold."""


@dataclass(frozen=True, slots=True)
class Owing:
    """One table with timers, and who does what its items owe.

    Handlers are named by the beginning of the partition key (`C#`), or by that and the sort key (`P#/A`)
    where a partition holds several items that owe something.
    """

    table: Table
    handlers: Mapping[str, Handler]

    def handle(self, due: Due, now: datetime) -> bool:
        """Pass a due item to its handler; raise KeyError for a kind that nobody knows."""
        kind = due.pk[:2]
        handler = self.handlers.get(f"{kind}/{due.sk}") or self.handlers[kind]
        return handler(due, now)


class Reminding:
    """Due items go back to the queue of those who work on them, who decide what is to be done with each.

    `message_of` gives the message for an item. One that is on the queue is put off, so that a
    queue which nobody empties does not get it each minute anew. It is put off by the present, as its consumer
    goes by it, whatever instant the sweep is played at.
    """

    def __init__(
        self,
        send: Callable[[list[Mapping[str, Any]]], None],
        message_of: Callable[[Due], Mapping[str, Any]],
        table: Table,
        clock: Callable[[], datetime],
    ) -> None:
        self._send = send
        self._message_of = message_of
        self._table = table
        self._clock = clock
        self._waiting: list[Due] = []

    def __call__(self, due: Due, now: datetime) -> bool:  # noqa: ARG002 - the consumer looks at its own clock
        """Take up one item."""
        self._waiting.append(due)
        if len(self._waiting) == TOGETHER:
            self.flush()
        return True

    def flush(self) -> None:
        """Hand over what was taken up. A crash before that leaves the timers due for the next sweep."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        self._send([self._message_of(due) for due in waiting])
        for due in waiting:
            put_off(self._table, due, self._clock() + AGAIN_AFTER)


class Sweeping:
    """One sweep over all tables, as far as one invocation gets.

    `first` is done before the first sweep of an environment: it arms what no request of anybody's begins.
    """

    def __init__(
        self,
        owing: Mapping[str, Owing],
        remindings: Sequence[Reminding],
        shards: int,
        first: Arm = lambda _: None,
    ) -> None:
        self._owing = owing
        self._remindings = remindings
        self._shards = shards
        self._first: Arm | None = first

    def run(self, now: datetime, may_go_on: MayGoOn, rest: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Do what is due at `now`; in the answer `rest` tells where to go on, None when all is done.

        `lag_seconds` is how long the oldest thing found had been due.
        """
        if self._first is not None:
            self._first(now)
            self._first = None
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
        for reminding in self._remindings:
            reminding.flush()
        return {
            "at": instant(now),
            **{name: swept.summary(now) for name, swept in results.items()},
            "rest": left,
        }
