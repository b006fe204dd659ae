"""Persons on an engine: the product's own store, with a fixed clock and known chance."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hearthline.members.history import Line
from hearthline.members.model import Person
from hearthline.members.store import PersonStore, StoredPerson
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import identifier
from hearthline.platform.outbox import SYSTEM
from hearthline.platform.secret import Secret
from hearthline.platform.table import Action, Table
from tests.engines.engine import Engine
from tests.engines.world import SHARDS, KnownChance, OneAtATime


@dataclass
class People:
    """What a test of persons on an engine needs. `wrap` may stand between the product and the engine."""

    engine: Engine
    entropy: KnownChance = field(default_factory=KnownChance)
    wrap: Callable[[Any], Any] = lambda client: client

    def __post_init__(self) -> None:
        client = OneAtATime(self.engine.client) if self.engine.name == "moto" else self.engine.client
        self.table = Table(self.wrap(client), self.engine.members, pause=lambda _: None)
        self.store = PersonStore(self.table, SHARDS)
        self.secret = Secret(lambda: "a secret that is long enough for a test of this kind")
        self.prints = Fingerprints(self.secret)

    def phone(self, number: str) -> str:
        """Give the hash of a telephone number."""
        return self.prints.person("phone", number)

    def person(self, now: datetime, **facts: Any) -> Person:
        """Give a person who is stored nowhere yet."""
        return Person(identifier(self.entropy), created_at=now, changed_at=now, **facts)

    def line(self, now: datetime) -> Line:
        """Give a line for a history."""
        return Line("registered", now, SYSTEM, {}, "person.changed")

    def create(
        self, now: datetime, *also: Action, contacts: tuple[str, ...] = (), **facts: Any
    ) -> StoredPerson:
        """Store a person."""
        return self.store.create(self.person(now, **facts), contacts, [self.line(now)], *also)
