"""Incidents on an engine, with a worker whose process may die at any call."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearthline.complaints.filing import Filed
from hearthline.complaints.incidents.bodies import OpenBody
from hearthline.complaints.incidents.requests import Incidents
from hearthline.complaints.incidents.store import IncidentStore
from hearthline.complaints.incidents.working import BROADCAST, LINKING, Broadcaster, Linker
from hearthline.complaints.model import Contact, Outcome
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.access import Principal
from hearthline.platform.cursors import Cursors
from hearthline.platform.ids import read_number
from hearthline.platform.jobs import Jobs, JobStore
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from tests.engines.world import SHARDS, World

LEAD = Principal("zhao", frozenset({"lead"}), frozenset({"sz"}))
ELSEWHERE = Principal("sun", frozenset({"lead"}), frozenset({"bj"}))
CAUSE = Outcome("material", "engineering", None)


class Crash(BaseException):
    """The process is gone."""


class Dying:
    """A client whose process dies before, or after, one of its calls."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.calls_left = 10**6
        self.after = False

    def __getattr__(self, verb: str) -> Any:
        def call(**request: Any) -> Any:
            self.calls_left -= 1
            if self.calls_left < 0 and not self.after:
                raise Crash
            answer = getattr(self._client, verb)(**request)
            if self.calls_left < 0:
                raise Crash
            return answer

        return call


@dataclass
class Office:
    """Incidents on an engine, and the worker of their jobs, whose process may die."""

    world: World
    now: datetime

    def __post_init__(self) -> None:
        world = self.world
        self.incidents = IncidentStore(world.table)
        self.jobs = JobStore(world.table, SHARDS)
        cursors = Cursors(Secret(lambda: "a secret that is long enough for a test of this kind"))
        self.desk = Incidents(
            self.incidents, world.store, world.rulebook, self.jobs, cursors, world.keys, world.entropy
        )
        self.process = Dying(world.engine.client)
        table = Table(self.process, world.engine.complaints, pause=lambda _: None)
        kept, cases = IncidentStore(table), ComplaintStore(table, SHARDS)
        self.worker = Jobs(
            JobStore(table, SHARDS),
            {
                LINKING: lambda: Linker(kept, cases, world.rulebook),
                BROADCAST: lambda: Broadcaster(kept, cases, world.rulebook, world.keys),
            },
            lambda: self.now,
        )

    def file(self, count: int) -> list[Filed]:
        return [
            self.world.file(self.now, contact=Contact("王小明", f"+86138001{place:05d}"))
            for place in range(count)
        ]

    def opened(self, filed: list[Filed], repeat_key: str | None = None) -> str:
        wish = OpenBody(title="停水", city="sz").wish(LEAD.id, self.now)
        made = self.desk.open(LEAD, wish, [number(one) for one in filed], repeat_key, self.now)
        return str(made["id"])

    def work(self, identity: str) -> None:
        incident = self.incidents.load(identity)
        assert incident is not None
        if incident.job:
            self.worker.run(incident.job, lambda: True)

    def linked(self, filed: list[Filed]) -> str:
        identity = self.opened(filed)
        self.work(identity)
        return identity

    def replies(self, filed: Filed) -> list[Any]:
        found = self.world.store.timeline(number(filed))
        assert found is not None
        return [entry for entry in found[1] if entry.kind in {"replied", "resolved"}]

    def progress(self, identity: str) -> dict[str, Any]:
        shown = self.desk.one(LEAD, identity, 100, None, self.now)
        [sent] = shown["broadcasts"]
        return dict(sent)


def number(filed: Filed) -> str:
    return str(read_number(filed.number))
