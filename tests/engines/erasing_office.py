"""An office that erases persons on an engine, whose worker may die at any request."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Attach, Command, CustomerMessage, Reject, ReleaseAttachment
from hearthline.complaints.filing import Filed
from hearthline.complaints.model import Contact
from hearthline.complaints.privacy.erasing import CaseEraser, Erasure
from hearthline.complaints.privacy.person_store import PersonStore
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.jobs import Job, Jobs, JobStore, new_job
from hearthline.platform.outbox import CUSTOMER, SYSTEM, Actor
from hearthline.platform.table import Table
from tests.engines.records import person_records
from tests.engines.world import SHARDS, World

SECRET = "confidential"
PHONE = "+8613912348765"
STAFF = Actor("staff", "li")
FILE = "0123456789ABCDEF"

T = TypeVar("T")


class Crash(BaseException):
    """The worker died here."""


class Mortal:
    """A client whose caller dies before or after its n-th request."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.left: int | None = None
        self.after = False
        self.asked = 0

    def __getattr__(self, verb: str) -> Any:
        return lambda **request: self.done(lambda: getattr(self._client, verb)(**request))

    def done(self, request: Callable[[], T]) -> T:
        """Do what the caller asks, if it lives to see it."""
        self.asked += 1
        if self.left is not None:
            self.left -= 1
            if self.left == 0:
                self.left = None
                if self.after:
                    request()
                raise Crash
        return request()


class Office:
    """A worker on jobs that may die, and its files."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world = world
        self.now = now
        self.client = Mortal(world.engine.client)
        table = Table(self.client, world.engine.complaints, pause=lambda _: None)
        persons = PersonStore(table)
        self.deleted: list[str] = []
        self.files_deleted: list[str] = []
        eraser = CaseEraser(ComplaintStore(table, SHARDS), persons, world.rulebook, self._delete_files)
        self.store = JobStore(table, SHARDS)
        records = person_records(world.engine, Exports(self), self.client)
        worker = Erasure(eraser, persons, records, world.rulebook)
        self.jobs = Jobs(self.store, {"erasure": lambda: worker}, lambda: self.now)

    def _delete_files(self, number: str) -> int:
        def delete() -> int:
            self.deleted.append(number)
            return 1

        return self.client.done(delete)

    def begin(self, *persons: str) -> str:
        """Begin the erasure of whoever has these telephone numbers; give the job."""
        params = {
            "persons": [self.world.keys.person("phone", phone) for phone in persons],
            "reason": "Asked.",
        }
        job = new_job("erasure", params, "admin", self.now, self.world.entropy)
        self.world.table.transact([self.store.start_action(job)])
        return job.id

    def run(self, identity: str) -> Job:
        """Work until the job rests or has ended."""
        worked = self.jobs.run(identity, lambda: True)
        assert worked is not None
        return worked.job

    def run_dying(self, identity: str, *, after: bool) -> tuple[Job, int]:
        """The same, dying once at every request of every step; give the job, and how many died of it.

        The first worker on a step dies before its first request (`after`: after it was done), the next one at
        the second, until one lives to see the next step.
        """
        died, place = 0, 1
        while True:
            self.client.left, self.client.after = place, after
            before = self._standing(identity)
            try:
                worked = self.jobs.run(identity, lambda: False)
            except Crash:
                died += 1
                job = self._standing(identity)
                place = place + 1 if job.version == before.version else 1
                if job.ended_at is not None:
                    return job, died
                continue
            self.client.left, place = None, 1
            assert worked is not None
            if not worked.unfinished:
                return worked.job, died

    def _standing(self, identity: str) -> Job:
        job = self.world.jobs.load(identity)
        assert job is not None
        return job


class Exports:
    """The files of exports, of which none is there."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def delete_all(self, prefix: str) -> int:
        """Note that they were to go."""
        self._office.client.done(lambda: self._office.files_deleted.append(prefix))
        return 0


def a_case(
    world: World, now: datetime, phone: str = PHONE, *, ended: bool = True, file: bool = False
) -> Filed:
    """File a case that is full of what must go."""

    def give(command: Command, actor: Actor) -> None:
        apply(world.store, world.rulebook, world.stored(filed), command, actor, now)

    contact = Contact(SECRET, phone, f"{phone[1:]}@example.com")
    filed = world.file(now, title=SECRET, text=SECRET, contact=contact)
    give(CustomerMessage(SECRET), CUSTOMER)
    if file:
        give(Attach(FILE, f"{SECRET}.png", "image/png", 1000), CUSTOMER)
        give(ReleaseAttachment(FILE, 1000), SYSTEM)
    if ended:
        give(Reject(SECRET), STAFF)
    return filed


def everything(world: World) -> str:
    """Give all that stands in any table."""
    scan = world.engine.client.get_paginator("scan")
    tables = (world.engine.complaints, world.engine.members, world.engine.deliveries)
    return repr([page["Items"] for table in tables for page in scan.paginate(TableName=table)])
