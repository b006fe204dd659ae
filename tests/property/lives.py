"""Homes whose stories go any way, and the plans of their lives kept in memory: for playing them through.

A story is what the sales system tells of one home, and when it is told: late, twice, in any order. The lives
are the product's own use case over a store that refuses as the real one does.
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from hearthline.home_lives import facts_of_home
from hearthline.homes.folding import fold
from hearthline.homes.model import Address, FeedEvent, FeedType
from hearthline.lifecycle.following import Lives
from hearthline.lifecycle.model import HomeFacts, Plan, Rules
from hearthline.lifecycle.store import Life, PlanMoved, ToldBefore
from hearthline.lifecycle.timetable import Local
from hearthline.lifecycle.visits import OWED, HomeVisit, Turn
from hearthline.platform.instants import instant
from hearthline.platform.outbox import Event
from hearthline.platform.timers import Due

BEGIN: Final = datetime(2026, 1, 1, tzinfo=UTC)
YEARS: Final = 10
END: Final = BEGIN + timedelta(days=3653)
SHENZHEN: Final = Local(ZoneInfo("Asia/Shanghai"), lambda day: day.weekday() < 5)


@dataclass(frozen=True, slots=True)
class Heard:
    """That something was told of a home at an instant."""

    at: datetime
    event: FeedEvent


@dataclass(frozen=True, slots=True)
class Telling:
    """That an owner was told of a step, and how the home was known to stand then."""

    at: datetime
    event: Event
    facts: HomeFacts


def story(random: Random, home: str) -> list[Heard]:
    """Make up the story of one home over ten years, as it is heard."""
    told: list[FeedEvent] = []
    day = BEGIN.date() + timedelta(days=random.randrange(-1500, 2000))
    for number in range(random.choice((1, 1, 1, 2, 3))):
        told += _contract(random, home, f"HT-{home}-{number}", day)
        day += timedelta(days=random.randrange(30, 1500))
    heard = []
    for event in told:
        for _ in range(random.choice((1, 1, 1, 2))):
            late = random.choice((0, 0, 0, 1, 20, 90)) * timedelta(days=1)
            at = max(BEGIN, event.at) + late * random.random() + timedelta(minutes=random.randrange(600))
            heard.append(Heard(at.replace(microsecond=0), event))
    return sorted((one for one in heard if one.at < END), key=lambda one: one.at)


def _contract(random: Random, home: str, number: str, signed: date) -> list[FeedEvent]:
    def event(kind: FeedType, on: date, *owners: str) -> FeedEvent:
        at = datetime.combine(on, time(4), UTC)
        name = f"{number}-{kind}-{len(told)}"
        return FeedEvent(name, kind, at, Address("sz", "p", "b", home), number, owners, on)

    def somebody() -> str:
        return f"{home}-P{random.randrange(10**6)}"

    told: list[FeedEvent] = []
    told.append(event(FeedType.CONTRACT_SIGNED, signed, *(somebody() for _ in range(random.choice((1, 2))))))
    handed_over = signed + timedelta(days=random.randrange(100, 900))
    if random.random() < 0.9:
        told.append(event(FeedType.HANDED_OVER, handed_over))
        if random.random() < 0.15:  # the day was wrong, and is told anew
            right = handed_over + timedelta(days=random.randrange(1, 40))
            told.append(event(FeedType.HANDED_OVER, right))
    passed_on = signed
    while random.random() < 0.35:
        passed_on += timedelta(days=random.randrange(20, 1200))
        told.append(event(FeedType.OWNERSHIP_TRANSFERRED, passed_on, somebody()))
    if random.random() < 0.2:
        cancelled = signed + timedelta(days=random.randrange(1, 1500))
        told.append(event(FeedType.CONTRACT_CANCELLED, cancelled))
    return told


@dataclass
class KeptLives:
    """Plans and visits in memory, written as the real store writes them: by version, each event once."""

    world: "World"
    lives: dict[str, Life] = field(default_factory=dict)
    told: dict[str, Telling] = field(default_factory=dict)
    turns: list[tuple[datetime, Turn, HomeFacts]] = field(default_factory=list)

    def load(self, home: str) -> Life:
        return self.lives.get(home) or Life(Plan(home))

    def save(
        self, before: Plan, after: Plan, told: list[Event], turns: Sequence[Turn] = (), _: object = None
    ) -> Plan:
        life = self.load(before.home)
        visits = {visit.mark: visit for visit in life.visits}
        if life.plan.version != before.version:
            raise PlanMoved
        if any(visits.get(turn.after.mark) != turn.before for turn in turns):
            raise PlanMoved
        again = [event.id for event in told if event.id in self.told]
        if again:
            raise ToldBefore(again)
        plan = replace(after, version=before.version + 1)
        visits |= {turn.after.mark: turn.after for turn in turns}
        self.lives[plan.home] = Life(plan, tuple(visits.values()))
        facts = self.world.facts(plan.home)
        assert facts is not None
        self.turns += [(self.world.now, turn, facts) for turn in turns]
        self.told |= {event.id: Telling(self.world.now, event, facts) for event in told}
        if plan.look_at is not None:
            heapq.heappush(self.world.timers, (plan.look_at, plan.home))
        return plan


class World:
    """Some homes, what was heard of each so far, and what became of it."""

    def __init__(self, rules: Rules) -> None:
        self.now = BEGIN
        self.in_force = rules
        self.heard: dict[str, list[FeedEvent]] = {}
        self.known: dict[str, HomeFacts] = {}
        self.timers: list[tuple[datetime, str]] = []
        self.kept = KeptLives(self)
        self.lives = Lives(self.kept, self.facts, self)  # type: ignore[arg-type]

    def rules(self, now: datetime) -> Rules:
        return self.in_force

    def local(self, city: str) -> Local | None:
        return SHENZHEN

    def facts(self, home: str) -> HomeFacts | None:
        return self.known.get(home)

    def hear(self, home: str, heard: Heard) -> None:
        """Take in what is told, as the feed would, and let the home's life follow."""
        self.now = heard.at
        told = self.heard.setdefault(home, [])
        if heard.event not in told:
            told.append(heard.event)
            self.known[home] = facts_of_home(fold(home, told))
        self.lives.follow(home, heard.at)

    def sweep(self, at: datetime) -> None:
        """Do what is due."""
        self.now = at
        while self.timers and self.timers[0][0] <= at:
            due, home = heapq.heappop(self.timers)
            if self.kept.load(home).plan.look_at == due:
                self.lives.pass_time(Due(f"L#{home}", "A", instant(due)), at)

    def work(self, home: str, mark: str, change: Callable[[HomeVisit], Turn | None]) -> None:
        """Let somebody of the staff do something with a visit, if it is owed still."""
        life = self.kept.load(home)
        [visit] = [one for one in life.visits if one.mark == mark]
        turn = change(visit) if visit.state in OWED else None
        if turn is not None:
            others = (one for one in life.visits if one.mark != mark)
            self.kept.lives[home] = Life(life.plan, (*others, turn.after))
