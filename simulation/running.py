"""Time and turns: many invocations in one process, one at a time, each stopped between its calls.

An invocation runs until it calls something outside; there the hub may let another one go on, let time pass,
or end it for good. Who goes on is decided by the seed, so a run is the same each time.
"""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from greenlet import getcurrent, greenlet

CALL: Final = timedelta(milliseconds=3)
"""What a call takes at least."""


class Crashed(BaseException):
    """The process of an invocation is gone: nothing in it runs any more."""


@dataclass(slots=True)
class Invocation:
    """One run of one function: what its clock shows, how long it may last, what struck it.

    `about` is the message that it sends.
    """

    name: str
    started: datetime
    timeout: timedelta
    skew: timedelta
    chance: random.Random
    faults: random.Random
    calls: int = 0
    tokens: int = 0
    about: str | None = None
    struck: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ended:
    """How an invocation ended: with an answer, by raising, or by being gone (neither)."""

    invocation: Invocation
    answer: Any = None
    error: BaseException | None = None

    @property
    def well(self) -> bool:
        """Whether it came to its end without raising."""
        return self.error is None


class Hub:
    """The clock, what is to come, and who is at it."""

    def __init__(self, seed: str, start: datetime) -> None:
        self.seed = seed
        self.now = start
        self.skew = timedelta(0)
        self.invocations = 0
        self._chance = random.Random(f"{seed}/turns")
        self._later: list[tuple[datetime, int, Callable[[], None]]] = []
        self._ready: list[greenlet] = []
        self._running: dict[greenlet, Invocation] = {}
        self._count = 0
        self._main = getcurrent()

    def at(self, when: datetime, what: Callable[[], None]) -> None:
        """Let something happen at an instant; one that is past is at once."""
        self._count += 1
        heapq.heappush(self._later, (when, self._count, what))

    def run(self, until: datetime) -> None:
        """Let all happen that happens up to an instant."""
        self._main = getcurrent()
        while True:
            if self._later and self._later[0][0] <= self.now:
                heapq.heappop(self._later)[2]()
            elif self._ready:
                self._ready.pop(self._chance.randrange(len(self._ready))).switch()
            elif self._later and self._later[0][0] <= until:
                self.now = self._later[0][0]
            else:
                self.now = max(self.now, until)
                return

    @property
    def current(self) -> Invocation | None:
        """The invocation that runs now, None outside of all."""
        return self._running.get(getcurrent())

    @property
    def waiting(self) -> int:
        """How many invocations have not ended."""
        return len(self._running)

    def clock(self) -> datetime:
        """Give the time as the running invocation's own clock shows it."""
        running = self.current
        return self.now + running.skew if running else self.now

    def start(
        self, name: str, timeout: timedelta, work: Callable[[Any], Any], then: Callable[[Ended], None]
    ) -> None:
        """Begin an invocation; `then` is told how it ended."""
        self.invocations += 1
        chance = random.Random(f"{self.seed}/{name}")
        skew = self.skew * chance.uniform(-1, 1)
        invocation = Invocation(
            name, self.now, timeout, skew, chance, random.Random(f"{self.seed}/{name}/faults")
        )

        def run() -> None:
            try:
                ended = Ended(invocation, work(_Context(self, invocation)))
            except Crashed as gone:
                ended = Ended(invocation, error=gone)
            except Exception as error:  # noqa: BLE001 - how it ended is for `then` to judge
                ended = Ended(invocation, error=error)
            del self._running[getcurrent()]
            then(ended)

        begun = greenlet(run, parent=self._main)
        self._running[begun] = invocation
        self._ready.append(begun)

    def step(self) -> None:
        """Let the call that is being made take its time; raise Crashed where the invocation has none left."""
        self.now += CALL
        running = self.current
        if running is None:
            return
        running.calls += 1
        turn = running.chance.random()
        if turn < 0.004:
            self.sleep(running.chance.uniform(0.05, 8))
        elif turn < 0.1 and (self._ready or self._later):
            self._ready.append(getcurrent())
            self._main.switch()
        if self.now - running.started > running.timeout:
            running.struck.append("timeout")
            raise Crashed

    def sleep(self, seconds: float) -> None:
        """Let the running invocation wait; outside of all, time alone passes."""
        running = getcurrent()
        if running not in self._running:
            self.now += timedelta(seconds=seconds)
            return
        self.at(self.now + timedelta(seconds=seconds), lambda: self._ready.append(running))
        self._main.switch()


class _Context:
    """What Lambda tells a function of its own invocation."""

    def __init__(self, hub: Hub, invocation: Invocation) -> None:
        self._hub = hub
        self._invocation = invocation
        self.aws_request_id = invocation.name

    def get_remaining_time_in_millis(self) -> int:
        left = self._invocation.timeout - (self._hub.now - self._invocation.started)
        return max(0, int(left.total_seconds() * 1000))
