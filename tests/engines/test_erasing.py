"""Erasing cases on real tables: whoever dies at whatever point, the next one ends it, and counts right."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import CustomerMessage, Reject
from hearthline.complaints.privacy.erasing import erasure_of
from hearthline.platform.ids import read_number
from hearthline.platform.instants import instant
from hearthline.platform.jobs import JobState, new_job
from hearthline.platform.outbox import CUSTOMER
from hearthline.platform.timers import Swept, sweep
from tests.engines.engine import in_moto
from tests.engines.erasing_office import PHONE, SECRET, STAFF, Office, a_case, everything
from tests.engines.world import SHARDS, KnownChance, World


@pytest.fixture
def moto() -> Iterator[World]:
    """Give the complaints on moto alone, for many cases."""
    with in_moto() as engine:
        yield World(engine)


def swept_at(world: World, at: datetime) -> Swept:
    return sweep(world.table, at, world.timers, shards=SHARDS, may_go_on=lambda: True)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_wherever_the_worker_dies_the_next_one_ends_the_work_and_counts_right(
    moto: World, now: datetime, after: bool
) -> None:
    world = moto
    world.rulebook.refresh(now)
    office = Office(world, now + timedelta(hours=1))
    for _ in range(2):
        a_case(world, now, file=True)

    job, died = office.run_dying(office.begin(PHONE), after=after)

    assert died > 20
    assert (job.state, dict(job.tally)) == (JobState.DONE, {"erased": 2, "files": 2, "waiting": 0})
    left = everything(world)
    assert SECRET not in left
    assert "'pk': {'S': 'P#" not in left
    assert "'pk': {'S': 'H#" not in left


def test_cases_of_both_contacts_are_counted_once_and_pages_go_on(moto: World, now: datetime) -> None:
    world = moto
    world.rulebook.refresh(now)
    filed = [a_case(world, now + timedelta(minutes=minutes)) for minutes in range(13)]
    office = Office(world, now + timedelta(hours=1))
    persons = [
        world.keys.person("phone", PHONE),
        world.keys.person("email", f"{PHONE[1:]}@example.com"),
    ]
    job = new_job("erasure", {"persons": persons, "reason": "Asked."}, "admin", office.now, world.entropy)
    world.table.transact([office.store.start_action(job)])

    done = office.run(job.id)

    assert (done.state, dict(done.tally)) == (JobState.DONE, {"erased": 13, "files": 0, "waiting": 0})
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
    for minutes in range(1, 60):
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
