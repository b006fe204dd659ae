"""Two years of a club in a storm: everything twice, late and out of order, with crashes between requests."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from botocore.exceptions import ConnectionClosedError

from hearthline.members.ledger import Adjustment
from hearthline.members.ledger_store import SourceUsed
from hearthline.members.model import EntryKind
from hearthline.members.points import NotEnough
from hearthline.platform.documents import BUILT_IN, save_action
from hearthline.platform.table import StorageUnavailable, Table
from infra.audit_points import audit
from tests.engines.club import ClubWorld
from tests.engines.engine import Engine
from tests.sizes import THOROUGH

SEEDS = (1, 2, 3, 4) if THOROUGH else (1,)
MEMBERS = 3
DAYS = 2 * 365
REWARDS = ("coffee", "cleaning", "aircon")
Act = Callable[[datetime], object]


class Crashing:
    """A client that breaks off before a request is sent, or after it was done and before it is answered."""

    def __init__(self, client: Any, chance: Random, share: float) -> None:
        self._client, self._chance, self.share = client, chance, share
        self.crashes = 0

    def __getattr__(self, verb: str) -> Any:
        def call(**request: Any) -> Any:
            before, after = (self._chance.random() < self.share for _ in range(2))
            self.crashes += before or after
            if before:
                raise ConnectionClosedError(endpoint_url="here")
            answer = getattr(self._client, verb)(**request)
            if after:
                raise ConnectionClosedError(endpoint_url="here")
            return answer

        return call


@dataclass
class Storm:
    """What is on its way: acts with the day of each delivery. One that crashes comes again."""

    club: ClubWorld
    chance: Random
    start: datetime
    persons: list[str]
    waiting: list[tuple[int, Act]] = field(default_factory=list)
    made: int = 0

    def send(self, day: int, act: Act) -> None:
        """Deliver it twice, each time up to forty days late: so two come in any order."""
        self.waiting += [(day + self.chance.choice((0, 0, 1, 3, 40)), act) for _ in range(2)]

    def happen(self, day: int) -> None:
        """Let something happen on this day."""
        person, number = self.chance.choice(self.persons), self.made
        ledger, self.made = self.club.ledger, self.made + 1
        kind = self.chance.choice(
            ["purchase", "purchase", "survey", "survey", "event", "spend", "spend", "give", "take"]
        )
        if kind == "spend":
            reward = self.chance.choice(REWARDS)
            self.send(day, lambda at: ledger.redeem(person, reward, f"redeem:{number}", at))
            if self.chance.random() < 0.3:
                self.send(day + 5, lambda at: ledger.reverse(person, f"redeem:{number}", at))
        elif kind in {"give", "take"}:
            amount = self.chance.randint(1, 80) * (1 if kind == "give" else -1)
            wish = Adjustment(amount, f"adjust:{number}", "lead", "更正")
            self.send(day, lambda at: ledger.adjust(person, wish, at))
        else:
            source = f"{kind}:{number}"
            earned = self.chance.randint(200, 600) if kind == "purchase" else None
            self.send(day, lambda at: ledger.earn(person, kind, source, earned, at))
            if kind == "purchase" and self.chance.random() < 0.4:
                self.send(day + self.chance.choice((0, 20)), lambda at: ledger.reverse(person, source, at))

    def deliver(self, day: int) -> None:
        """Do what arrives on this day, in any order."""
        arriving = [act for due, act in self.waiting if due <= day]
        self.waiting = [(due, act) for due, act in self.waiting if due > day]
        self.chance.shuffle(arriving)
        for act in arriving:
            try:
                with suppress(NotEnough, SourceUsed):
                    act(self.start + timedelta(days=day, seconds=self.chance.randint(0, 86_399)))
            except StorageUnavailable:
                self.waiting.append((day + 1, act))


def _weather(engine: Engine, now: datetime, seed: int) -> list[str]:
    """Let a storm pass over members of its own, and give them."""
    chance = Random(seed)
    crashing: list[Crashing] = []

    def wrap(client: Any) -> Any:
        crashing.append(Crashing(client, chance, 0.04))
        return crashing[0]

    persons = [f"P{seed}{place}" for place in range(MEMBERS)]
    storm = Storm(ClubWorld(engine, wrap=wrap), chance, now, persons)
    for day in range(DAYS):
        if chance.random() < 0.35:
            storm.happen(day)
        storm.deliver(day)
        if day % 10 == 0:
            with suppress(StorageUnavailable):
                storm.club.sweep(now + timedelta(days=day))
    crashing[0].share = 0
    for day in range(DAYS, DAYS + 45):
        storm.deliver(day)
    storm.club.sweep(now + timedelta(days=DAYS + 45))

    assert storm.waiting == []
    assert crashing[0].crashes > 20
    return persons


def test_after_two_years_of_storm_everything_adds_up(engine: Engine, now: datetime) -> None:
    rules = json.loads((BUILT_IN / "club-1.json").read_text("utf-8"))
    event = {"points": 90, "expiry_months": 1}
    short = {**rules, "expiry_months": 5, "earning": {**rules["earning"], "event": event}}
    Table(engine.client, engine.complaints).transact([save_action("club", 2, short, "admin", now)])

    persons = [person for seed in SEEDS for person in _weather(engine, now, seed)]

    found = audit(engine.client, engine.members)
    assert found.wrong == []
    entries = [entry for person in persons for entry in ClubWorld(engine).entries(person)]
    assert found.entries == len(entries) == len({entry.id for entry in entries})
    assert {entry.kind for entry in entries} == set(EntryKind)
