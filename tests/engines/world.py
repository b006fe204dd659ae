"""The complaints context on an engine: the product's own wiring, with a fixed clock and known chance."""

import hashlib
import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.commands import File
from hearthline.complaints.filing import Filed, Filing, FilingLimits
from hearthline.complaints.following import Following
from hearthline.complaints.model import Contact, Home, Kind
from hearthline.complaints.privacy.erasing import erasure_of
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Stored
from hearthline.complaints.sweep import ComplaintTimers
from hearthline.member_complaints import KnownPersons
from hearthline.members.store import PersonStore
from hearthline.platform.documents import Documents
from hearthline.platform.ids import read_number
from hearthline.platform.jobs import JobStore
from hearthline.platform.secret import Secret
from hearthline.platform.table import Action, Table
from tests.engines.engine import Engine

SHARDS = 8
PUBLIC_URL = "https://care.example"


class KnownChance:
    """Entropy that is different each time and the same in each run."""

    def __init__(self) -> None:
        self._calls = 0

    def token(self, size: int) -> bytes:
        """Give the next bytes."""
        self._calls += 1
        return hashlib.shake_256(str(self._calls).encode()).digest(size)


class OneAtATime:
    """A client whose calls from many threads come in some order, never together: moto needs that."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._lock = threading.Lock()

    def __getattr__(self, verb: str) -> Any:
        def call(**request: Any) -> Any:
            with self._lock:
                return getattr(self._client, verb)(**request)

        return call


@dataclass
class World:
    """Everything a test of complaints on an engine needs."""

    engine: Engine
    per_address: int = 300
    per_contact: int = 1000
    entropy: KnownChance = field(default_factory=KnownChance)

    def __post_init__(self) -> None:
        client = OneAtATime(self.engine.client) if self.engine.name == "moto" else self.engine.client
        self.table = Table(client, self.engine.complaints, pause=lambda _: None)
        self.store = ComplaintStore(self.table, SHARDS)
        self.rulebook = Rulebook(Documents(self.table))
        self.keys = AccessKeys(Secret(lambda: "a secret that is long enough for a test of this kind"))
        limits = FilingLimits.of(self.per_address, self.per_contact)
        self.filing = Filing(self.store, self.rulebook, self.keys, self.entropy, limits, PUBLIC_URL)
        self.following = Following(self.store, self.rulebook, self.keys, self.entropy)
        members = Table(client, self.engine.members, pause=lambda _: None)
        self.persons = KnownPersons(PersonStore(members, SHARDS))
        self.jobs = JobStore(self.table, SHARDS)
        self.timers = ComplaintTimers(self.store, self.rulebook, self._begin_erasure)

    def _begin_erasure(self, number: str, now: datetime) -> Action:
        return self.jobs.start_action(erasure_of(number, now, self.entropy))

    def file(self, now: datetime, *, repeat_key: str | None = None, **changes: object) -> Filed:
        """File a complaint as a customer."""
        return self.filing.by_customer(a_filing(**changes), repeat_key, "203.0.113.7", now)

    def file_from(self, address: str, now: datetime) -> Filed:
        """File a complaint as a customer at another source address."""
        return self.filing.by_customer(a_filing(), None, address, now)

    def stored(self, filed: Filed) -> Stored:
        """Read a complaint as it stands."""
        stored = self.store.load(str(read_number(filed.number)))
        assert stored is not None
        return stored


def a_filing(**changes: object) -> File:
    """Build a filing."""
    facts: dict[str, object] = {
        "kind": Kind.REPAIR,
        "title": "客厅天花板漏水",
        "text": "上周下雨后客厅天花板开始漏水。",
        "city": "sz",
        "contact": Contact("王小明", "+8613800138000", "wang@example.com"),
        "language": "zh",
        "channel": "web",
        "team": "",
        "home": Home("海岸花园", "3栋", "1801"),
        "public": True,
    }
    return File(**{**facts, **changes})  # type: ignore[arg-type]
