"""What goes wrong, and when: decided by the seed, by who calls and by how often they have called.

A fault is named by its invocation and the number of its call, so that it stays where it is when others are
left out.
"""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from simulation.running import Invocation


class Kind(StrEnum):
    """What can go wrong."""

    THROTTLED = "throttled"
    LOST_BEFORE = "lost_before"
    LOST_AFTER = "lost_after"
    CONFLICT = "conflict"
    FAILED = "failed"
    PARTLY = "partly"
    CRASH_BEFORE = "crash_before"
    CRASH_AFTER = "crash_after"
    DUPLICATE = "duplicate"
    DELAY = "delay"
    OUTAGE = "outage"
    SKEW = "skew"


EVERY: Final = frozenset(Kind)
_OF_CALLS: Final[Mapping[Kind, float]] = {
    Kind.THROTTLED: 0.004,
    Kind.LOST_BEFORE: 0.002,
    Kind.LOST_AFTER: 0.004,
    Kind.CONFLICT: 0.004,
    Kind.FAILED: 0.002,
    Kind.PARTLY: 0.01,
    Kind.CRASH_BEFORE: 0.0015,
    Kind.CRASH_AFTER: 0.0025,
}
OF_PROVIDERS: Final = 5
"""How many times as often a call of a provider goes wrong."""
SKEW: Final = timedelta(milliseconds=800)
CALM: Final = (19, 22)
"""The hours (UTC) of each day in which nothing goes wrong, so that what went wrong before must be over."""
SWEEP, STORAGE, MAIL, TEXTS = "sweep", "storage", "sesv2", "sns"
_OUTAGES: Final[Mapping[str, tuple[float, timedelta]]] = {
    SWEEP: (0.4, timedelta(hours=1)),
    MAIL: (0.4, timedelta(hours=1)),
    TEXTS: (0.4, timedelta(hours=1)),
    STORAGE: (0.15, timedelta(minutes=45)),
}
"""How often on a day each of them is down, and for how long."""
_DAY: Final = timedelta(days=1)
_NEVER: Final = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Faults:
    """The faults of one run: of these kinds, without those of the invocations that are `spared`."""

    seed: str
    kinds: Collection[Kind] = EVERY
    spared: Collection[str] = ()
    rate: float = 1.0
    counted: dict[str, int] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    outages: dict[str, tuple[datetime, datetime, datetime]] = field(default_factory=dict)

    def calm(self, now: datetime) -> bool:
        """Tell whether it is the time of day in which nothing goes wrong."""
        return CALM[0] <= now.hour < CALM[1]

    def of_call(
        self, invocation: Invocation | None, possible: Collection[Kind], now: datetime, times: float = 1.0
    ) -> Kind | None:
        """Decide what happens to a call, of what is possible there."""
        if invocation is None or self.calm(now) or invocation.name in self.spared:
            return None
        drawn = invocation.faults.random() / (self.rate * times)
        for kind, share in _OF_CALLS.items():
            if drawn < share:
                return self._note(invocation, kind) if kind in self.kinds and kind in possible else None
            drawn -= share
        return None

    def down(self, what: str, now: datetime) -> bool:
        """Tell whether something is down for a while."""
        if Kind.OUTAGE not in self.kinds or self.calm(now):
            return False
        since, ends = self._outage(what, now)
        return since <= now < ends

    def _outage(self, what: str, now: datetime) -> tuple[datetime, datetime]:
        """Give from when to when something is down on the day from calm to calm; never is far away."""
        known = self.outages.get(what)
        if known and known[0] <= now < known[0] + _DAY:
            return known[1:]
        often, length = _OUTAGES[what]
        day = (now - timedelta(hours=CALM[1])).date()
        chance = random.Random(f"{self.seed}/{what}/{day}")
        begin = datetime(day.year, day.month, day.day, CALM[1], tzinfo=now.tzinfo)
        at = begin + timedelta(minutes=chance.randrange(20 * 60))
        since = at if chance.random() < often * self.rate else _NEVER
        self.outages[what] = (begin, since, since + length)
        return since, since + length

    def chance(self, kind: Kind, name: str, share: float, now: datetime) -> random.Random | None:
        """Decide whether a fault of a delivery happens; give what its measure is drawn from."""
        if kind not in self.kinds or self.calm(now) or name in self.spared:
            return None
        drawn = random.Random(f"{self.seed}/{name}/{kind}")
        if drawn.random() >= share * self.rate:
            return None
        self.counted[kind] = self.counted.get(kind, 0) + 1
        self.struck.add(name)
        return drawn

    def note_outage(self, invocation: Invocation | None) -> None:
        """Note that a call met an outage."""
        if invocation is not None:
            self._note(invocation, Kind.OUTAGE)

    def _note(self, invocation: Invocation, kind: Kind) -> Kind:
        invocation.struck.append(f"{kind}@{invocation.calls}")
        self.counted[kind] = self.counted.get(kind, 0) + 1
        self.struck.add(invocation.name)
        return kind
