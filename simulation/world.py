"""One run: a company's days under faults, with what must hold looked at after each."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from hearthline import root
from hearthline.platform.instants import instant
from simulation import campaigns, company, owners
from simulation.answerers import Answerers
from simulation.asking import Callers
from simulation.club import Club, Plan, home, member
from simulation.deliveries import Handle
from simulation.faults import EVERY, SWEEP, Faults, Kind
from simulation.lives import Life, Living, plan
from simulation.running import Ended, Hub
from simulation.wiring import HANDLERS, Services

A_YEAR_OF_COMPLAINTS: Final = 30_000
A_YEAR_OF_MEMBERS: Final = 8_000
A_YEAR_OF_HOMES: Final = 5_000
FILERS: Final = 5_000
OWNERS: Final = 52_000
"""Whom the company knew before; in a run of less than a year, or of a part of it, accordingly fewer."""
DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)
SECOND: Final = timedelta(seconds=1)
QUIET: Final = timedelta(minutes=8)
"""How long one waits, before a look, for what was just begun; it ends before faults set in again."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run is: its seed, its days, how large a share of the company, which faults.

    Of a part of a run also: the complaints that are left, whose faults are spared, after which day it ends.
    """

    seed: int = 1
    days: int = 7
    share: float = 1.0
    kinds: frozenset[Kind] = EVERY
    rate: float = 1.0
    pace: float = 1.0
    only: frozenset[int] | None = None
    spared: frozenset[str] = frozenset()
    stop: int | None = None

    @property
    def complaints(self) -> int:
        """How many complaints are filed."""
        return max(1, round(A_YEAR_OF_COMPLAINTS / 365 * self.days * self.share))

    @property
    def owners(self) -> int:
        """How many owners are in the books when it begins; none where no campaign would ask them."""
        return (
            0 if self.days < campaigns.FEWEST_DAYS else max(1, round(OWNERS * self.days / 365 * self.share))
        )

    def campaigns(self, seed: str) -> list[campaigns.Campaign]:
        """Give whom marketing asks when; nobody where single complaints are looked at."""
        if self.only is not None:
            return []
        return campaigns.plan(seed, self.start, self.days, self.owners)

    def club(self, seed: str) -> Plan:
        """Give who joins the club and what is sold; nothing where single complaints are looked at."""
        if self.only is not None:
            return Plan([], [])
        scale = self.days / 365 * self.share
        length = DAY * self.days
        joining = [member(seed, id_, self.start, length) for id_ in range(round(A_YEAR_OF_MEMBERS * scale))]
        homes = range(round(A_YEAR_OF_HOMES * scale))
        return Plan(joining, [home(seed, id_, self.start, length, len(joining)) for id_ in homes])

    @property
    def lasts(self) -> int:
        """How many days pass."""
        return self.stop or self.days

    @property
    def start(self) -> datetime:
        """When the run begins: at 05:50 in Shanghai, in another week for each seed."""
        if self.days > 300:
            return datetime(2025, 12, 31, 21, 50, tzinfo=UTC)
        return datetime(2026, 1, 3, 21, 50, tzinfo=UTC) + timedelta(weeks=self.seed * 7 % 44)


class World:
    """The company of a run."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        seed = str(setup.seed)
        self.hub = Hub(seed, setup.start)
        self.faults = Faults(seed, setup.kinds, setup.spared, setup.rate)
        self.services = Services(self.hub, self.faults)
        functions: dict[str, tuple[Handle, timedelta]] = {
            name: (handle, self.services.timeout(name)) for name, handle in HANDLERS.items()
        }
        self.callers = Callers(self.hub, functions)
        length = DAY * setup.days
        lives = [
            plan(seed, id_, setup.start, length, setup.pace, 2 * setup.owners or FILERS)
            for id_ in range(setup.complaints)
            if setup.only is None or id_ in setup.only
        ]
        self.living = Living(self.hub, self.callers, lives)
        self.unexplained: list[str] = []
        for queue in self.services.queues.queues.values():
            queue.unexplained = self.unexplained
        self.club = Club(self.hub, self.callers, self.services.providers, setup.club(seed))
        self.marketing = campaigns.Marketing(self.hub, self.callers, setup.campaigns(seed))
        self.answerers = Answerers(self.hub, self.callers, self.services.providers)
        self.owners = [owners.owner(seed, id_) for id_ in range(setup.owners)]
        self._sweep: Handle = self.services.handler("SlaMonitor", HANDLERS["SlaMonitor"])
        self.swept_until = setup.start

    @property
    def lives(self) -> list[Life]:
        """Give all complaints as those outside know them."""
        return self.living.lives

    def begin(self) -> None:
        """Open the offices, and let the minutes tick."""
        company.open_offices(root.complaints_table(), self.hub.now)
        owners.write_down(self.owners, self.hub.now)
        self.hub.at(self.hub.now + MINUTE, self._tick)
        self.hub.at(self.hub.now + DAY, self._redrive)

    def run_day(self, day: int) -> None:
        """Let one more day pass, and what was just begun come to its end."""
        self.hub.run(self.setup.start + DAY * (day + 1))
        while self.busy and self.hub.now < self.setup.start + DAY * (day + 1) + QUIET:
            self.hub.run(self.hub.now + SECOND)

    @property
    def busy(self) -> bool:
        """Whether anybody is at anything, or anything waits to be taken."""
        queues = self.services.queues.queues.values()
        on_its_way = any(queue.held for queue in queues) or any(
            each.waiting for each in self.services.followers
        )
        return bool(self.hub.waiting) or on_its_way

    def _tick(self) -> None:
        minute = self.hub.now.replace(second=0, microsecond=0)
        self.hub.at(minute + MINUTE, self._tick)
        if self.faults.down(SWEEP, self.hub.now):
            return
        if self.due_at() <= instant(self.hub.now) or minute.minute == 0:
            self._begin_sweep(minute, "")
            if self.faults.chance(Kind.DUPLICATE, f"tick/{minute}", 0.05, self.hub.now):
                self._begin_sweep(minute, "+")

    def due_at(self) -> str:
        """Give the earliest instant at which anything in any table is due."""
        found = []
        for table in self.services.tables.tables.values():
            if "timers" in table.indexes:
                rows = table.index("timers").rows.values()
                found += [each[0][0] for each in rows if each]
        return min(found, default="9")

    def _begin_sweep(self, minute: datetime, twice: str) -> None:
        event = {"time": instant(minute)}

        def ended(how: Ended) -> None:
            if how.well:
                self.swept_until = max(self.swept_until, minute)
            failed = [
                name
                for name, told in (how.answer or {}).items()
                if isinstance(told, dict) and told.get("failed")
            ]
            if (failed or not how.well) and not how.invocation.struck:
                self.unexplained.append(f"{how.invocation.name} failed: {how.error!r} {how.answer}")

        self.hub.start(
            f"sweep/{instant(minute)}{twice}",
            self.services.timeout("SlaMonitor"),
            lambda context: self._sweep(event, context),
            ended,
        )

    def _redrive(self) -> None:
        """Send dead letters again, as an operator does each hour."""
        for queue in self.services.queues.queues.values():
            queue.redrive()
        self.hub.at(self.hub.now + timedelta(hours=1), self._redrive)
