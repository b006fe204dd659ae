"""Erasing cases on real tables: whoever dies at whatever point, the next one ends it, and counts right."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Attach, Command, CustomerMessage, Reject, ReleaseAttachment
from hearthline.complaints.filing import Filed
from hearthline.complaints.model import Contact
from hearthline.complaints.privacy.erasing import CaseEraser, Erasure, erasure_of
from hearthline.complaints.privacy.person_store import PersonStore
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.ids import read_number
from hearthline.platform.instants import instant
from hearthline.platform.jobs import Job, Jobs, JobState, JobStore, new_job
from hearthline.platform.outbox import CUSTOMER, SYSTEM, Actor
from hearthline.platform.table import Table
from hearthline.platform.timers import Swept, sweep
from tests.engines.engine import in_moto
from tests.engines.world import SHARDS, KnownChance, World

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
        eraser = CaseEraser(ComplaintStore(table, SHARDS), persons, world.rulebook, self._delete_files)
        self.store = JobStore(table, SHARDS)
        worker = Erasure(eraser, persons, world.rulebook)
        self.jobs = Jobs(self.store, {"erasure": lambda: worker}, lambda: self.now)

    def _delete_files(self, number: str) -> int:
        def delete() -> int:
            self.deleted.append(number)
            return 1

        return self.client.done(delete)

    def begin(self, *persons: str) -> str:
        params = {
            "persons": [self.world.keys.person("phone", phone) for phone in persons],
            "reason": "Asked.",
        }
        job = new_job("erasure", params, "admin", self.now, self.world.entropy)
        self.world.table.transact([self.store.start_action(job)])
        return job.id

    def run(self, identity: str) -> Job:
        """Work until the job rests or has ended, as often as the worker dies."""
        while True:
            try:
                worked = self.jobs.run(identity, lambda: True)
            except Crash:
                continue
            job = worked.job if worked else self.store.load(identity)  # died after the very end
            assert job is not None
            return job


@pytest.fixture
def moto() -> Iterator[World]:
    """Give the complaints on moto alone, for many cases."""
    with in_moto() as engine:
        yield World(engine)


def a_case(
    world: World, now: datetime, phone: str = PHONE, *, ended: bool = True, file: bool = False
) -> Filed:
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


def swept_at(world: World, at: datetime) -> Swept:
    return sweep(world.table, at, world.timers, shards=SHARDS, may_go_on=lambda: True)


def everything(world: World) -> str:
    pages = world.engine.client.get_paginator("scan").paginate(TableName=world.engine.complaints)
    return repr([page["Items"] for page in pages])


def test_wherever_the_worker_dies_the_next_one_ends_the_work_and_counts_right(
    moto: World, now: datetime
) -> None:
    world = moto
    world.rulebook.refresh(now)
    office = Office(world, now)
    a_case(world, now, "+8613900000000", file=True)
    whole = office.run(office.begin("+8613900000000"))
    requests = office.client.asked
    assert (whole.state, whole.tally["files"], len(office.deleted)) == (JobState.DONE, 1, 1)

    for place in range(1, requests + 1):
        for after in (False, True):
            phone = f"+86139{place:04d}{after:04d}"
            a_case(world, now, phone, file=True)
            office.client.left, office.client.after = place, after
            job = office.run(office.begin(phone))
            assert (job.state, dict(job.tally)) == (JobState.DONE, dict(whole.tally)), (place, after)

    left = everything(world)
    assert SECRET not in left
    assert "'pk': {'S': 'P#" not in left
    assert "'pk': {'S': 'H#" not in left


def test_cases_of_both_contacts_are_counted_once_and_pages_go_on(moto: World, now: datetime) -> None:
    world = moto
    world.rulebook.refresh(now)
    filed = [a_case(world, now + timedelta(minutes=minutes)) for minutes in range(23)]
    office = Office(world, now + timedelta(hours=1))
    persons = [
        world.keys.person("phone", PHONE),
        world.keys.person("email", f"{PHONE[1:]}@example.com"),
    ]
    job = new_job("erasure", {"persons": persons, "reason": "Asked."}, "admin", office.now, world.entropy)
    world.table.transact([office.store.start_action(job)])

    done = office.run(job.id)

    assert (done.state, dict(done.tally)) == (JobState.DONE, {"erased": 23, "files": 0, "waiting": 0})
    assert all(world.stored(one).complaint.erased_at for one in filed)
    assert office.deleted == [], "a case without files asks the bucket for nothing"


def test_an_open_case_waits_a_day_at_a_time_until_it_has_ended(world: World, now: datetime) -> None:
    filed = a_case(world, now, ended=False)
    office = Office(world, now + timedelta(hours=1))
    identity = office.begin(PHONE)

    waits = office.run(identity)
    item = world.table.get(f"W#{identity}", "A")
    assert item is not None
    assert (waits.state, dict(waits.tally)) == (JobState.RUNNING, {"erased": 0, "files": 0, "waiting": 1})
    assert item["timer_at"] == instant(office.now + timedelta(days=1))

    apply(world.store, world.rulebook, world.stored(filed), Reject(SECRET), STAFF, office.now)
    office.now += timedelta(days=1)
    done = office.run(identity)
    assert (done.state, dict(done.tally)) == (JobState.DONE, {"erased": 1, "files": 0, "waiting": 0})


def test_a_long_timeline_is_blanked_in_transactions_of_fifty(moto: World, now: datetime) -> None:
    world = moto
    world.rulebook.refresh(now)
    filed = a_case(world, now, ended=False)
    for minutes in range(1, 120):
        late = now + timedelta(minutes=minutes)
        apply(world.store, world.rulebook, world.stored(filed), CustomerMessage(SECRET), CUSTOMER, late)
    late = now + timedelta(hours=3)
    apply(world.store, world.rulebook, world.stored(filed), Reject(SECRET), STAFF, late)
    office = Office(world, late)

    office.run(office.begin(PHONE))

    found = world.store.timeline(str(read_number(filed.number)))
    assert found is not None
    assert {entry.text for entry in found[1]} == {None}
    assert SECRET not in everything(world)


# Retention


def test_when_its_time_is_over_the_sweep_begins_the_erasure_of_a_case_once(
    world: World, now: datetime
) -> None:
    filed = a_case(world, now)
    number = str(read_number(filed.number))
    over = now + timedelta(days=1095)

    early = sweep(
        world.table, over - timedelta(seconds=1), world.timers, shards=SHARDS, may_go_on=lambda: True
    )
    swept = sweep(world.table, over, world.timers, shards=SHARDS, may_go_on=lambda: True)
    again = sweep(world.table, over, world.timers, shards=SHARDS, may_go_on=lambda: True)

    jobs = [item for item in begun(world) if item["params"].get("number") == number]
    assert (early.handled, swept.handled, again.handled) == (0, 1, 0)
    assert [(job["kind"], job["params"]["reason"], job.get("by")) for job in jobs] == [
        ("erasure", "retention", None)
    ]
    office = Office(world, over)
    assert office.run(jobs[0]["id"]).state is JobState.DONE
    stored = world.stored(filed)
    assert (stored.complaint.erased_at, stored.timer_at, stored.private.get("persons")) == (over, None, None)
    assert SECRET not in everything(world)


def test_a_job_of_retention_that_is_lost_is_begun_again_the_next_day(world: World, now: datetime) -> None:
    filed = a_case(world, now)
    over = now + timedelta(days=1095)
    swept_at(world, over)

    assert world.stored(filed).timer_at == instant(over + timedelta(days=1))


def test_a_case_that_was_reopened_meanwhile_is_left_alone(world: World, now: datetime) -> None:
    filed = a_case(world, now, ended=False)
    job = erasure_of(str(read_number(filed.number)), now, KnownChance())
    office = Office(world, now)
    world.table.transact([office.store.start_action(job)])

    done = office.run(job.id)

    assert (done.state, done.tally["erased"]) == (JobState.DONE, 0)
    assert world.stored(filed).complaint.erased_at is None


def begun(world: World) -> list[dict[str, Any]]:
    from hearthline.platform.attributes import from_item

    pages = world.engine.client.get_paginator("scan").paginate(TableName=world.engine.complaints)
    items = [from_item(item) for page in pages for item in page["Items"]]
    return [item for item in items if item["pk"].startswith("W#")]
