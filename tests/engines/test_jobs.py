"""Long work: whoever dies, whatever comes twice, each step counts once and the work ends."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.platform.instants import instant
from hearthline.platform.jobs import (
    FORGOTTEN_AFTER,
    MOST_FAILURES,
    PREFIX,
    Job,
    Jobs,
    JobState,
    JobStore,
    Overtaken,
    Step,
    Worked,
    new_job,
)
from hearthline.platform.table import ConditionFailed, StorageUnavailable
from tests.engines.engine import Engine
from tests.engines.world import SHARDS, KnownChance, World


class Counting:
    """Counts to what the job says, one a step; may be made to fail."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.before_step: Callable[[int], object] = lambda _: None
        self.wait_until: datetime | None = None

    def step(self, job: Job, now: datetime) -> Step:
        at = int(job.position.get("at", 0))
        self.before_step(at)
        self.done.append(at)
        last = at + 1 == job.params["to"]
        return Step({"at": at + 1}, {"counted": 1}, done=last, wait_until=self.wait_until)


class Office:
    """Jobs on an engine, with a clock that a test moves."""

    def __init__(self, world: World, now: datetime) -> None:
        self.now = now
        self.table = world.table
        self.store = JobStore(world.table, SHARDS)
        self.worker = Counting()
        self.jobs = Jobs(self.store, {"counting": lambda: self.worker}, lambda: self.now)

    def begin(self, to: int) -> str:
        job = new_job("counting", {"to": to}, "ma", self.now, KnownChance())
        self.table.transact([self.store.start_action(job)])
        return job.id

    def run(self, identity: str, steps: int = 1000) -> Worked | None:
        left = iter(range(steps - 1))
        return self.jobs.run(identity, lambda: next(left, None) is not None)

    def item(self, identity: str) -> dict[str, Any]:
        item = self.table.get(PREFIX + identity, "A")
        assert item is not None
        return item

    def job(self, identity: str) -> Job:
        job = self.store.load(identity)
        assert job is not None
        return job


@pytest.fixture
def office(world: World, now: datetime) -> Office:
    return Office(world, now)


def test_a_job_is_worked_through_to_its_end(office: Office) -> None:
    identity = office.begin(to=3)

    worked = office.run(identity)

    assert worked is not None
    assert (worked.job.state, worked.job.tally, worked.unfinished) == (JobState.DONE, {"counted": 3}, False)
    assert "timer_at" not in office.item(identity)


def test_an_invocation_that_runs_out_of_time_says_that_work_is_left(office: Office) -> None:
    identity = office.begin(to=5)

    first = office.run(identity, steps=2)
    second = office.run(identity)

    assert first is not None
    assert (first.unfinished, first.job.tally) == (True, {"counted": 2})
    assert second is not None
    assert (second.unfinished, second.job.tally) == (False, {"counted": 5})
    assert office.worker.done == [0, 1, 2, 3, 4]


def test_a_job_begins_with_its_event_and_a_timer_that_finds_it_if_the_event_is_lost(office: Office) -> None:
    item = office.item(office.begin(to=1))

    assert item["event"]["type"] == "job.started"
    assert item["timer_at"] == instant(office.now + FORGOTTEN_AFTER)


def test_a_note_is_no_new_event(office: Office) -> None:
    identity = office.begin(to=2)

    office.run(identity, steps=1)

    assert "event" not in office.item(identity)


def test_the_same_job_is_begun_once(office: Office) -> None:
    job = new_job("counting", {"to": 1}, None, office.now, KnownChance(), id_="fixed")
    office.table.transact([office.store.start_action(job)])

    with pytest.raises(ConditionFailed):
        office.table.transact([office.store.start_action(job)])


def test_of_two_workers_on_one_step_one_counts(office: Office) -> None:
    identity = office.begin(to=2)

    def another_is_faster(at: int) -> None:
        office.worker.before_step = lambda _: None
        office.run(identity, steps=1)

    office.worker.before_step = another_is_faster

    assert office.run(identity) is None
    assert office.job(identity).tally == {"counted": 1}


def test_a_worker_that_dies_leaves_its_step_to_be_done_again(office: Office) -> None:
    identity = office.begin(to=2)
    real_note = office.store.note

    def dies(*_: object) -> Job:
        raise StorageUnavailable

    office.store.note = dies  # type: ignore[assignment, method-assign]
    with pytest.raises(StorageUnavailable):
        office.run(identity)
    office.store.note = real_note  # type: ignore[method-assign]
    office.run(identity)

    assert office.worker.done == [0, 0, 1]
    assert office.job(identity).tally == {"counted": 2}


def test_a_job_that_waits_rests_until_its_instant(office: Office) -> None:
    identity = office.begin(to=2)
    office.worker.wait_until = office.now + timedelta(days=1)

    worked = office.run(identity)

    assert worked is not None
    assert not worked.unfinished
    assert office.item(identity)["timer_at"] == instant(office.now + timedelta(days=1))


def test_a_step_that_raises_is_tried_again_ever_later_and_given_up_in_the_end(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    identity = office.begin(to=2)

    def broken(_: int) -> None:
        raise LookupError

    office.worker.before_step = broken
    waits = []
    for _ in range(MOST_FAILURES - 1):
        office.run(identity)
        waits.append(office.item(identity)["timer_at"])
        office.now += timedelta(hours=3)
    office.run(identity)

    job = office.job(identity)
    assert (job.state, job.failure, job.tally) == (JobState.FAILED, "LookupError", {})
    assert waits == sorted(waits)
    assert "timer_at" not in office.item(identity)
    assert capsys.readouterr().out.count('"job.raised"') == MOST_FAILURES


def test_a_job_that_was_given_up_goes_on_where_it_stopped_when_somebody_asks(office: Office) -> None:
    identity = office.begin(to=3)

    def broken(at: int) -> None:
        if at == 1:
            raise LookupError

    office.worker.before_step = broken
    for _ in range(MOST_FAILURES):
        office.run(identity)
        office.now += timedelta(hours=3)
    office.worker.before_step = lambda _: None

    assert office.run(identity) is None
    assert office.jobs.run(identity, lambda: True, again=True) is not None
    job = office.job(identity)
    assert (job.state, job.tally, office.worker.done) == (JobState.DONE, {"counted": 3}, [0, 1, 2])
    assert office.jobs.run(identity, lambda: True, again=True) is None


def test_a_step_that_comes_right_makes_the_failures_forgotten(office: Office) -> None:
    identity = office.begin(to=2)

    def once_broken(_: int) -> None:
        office.worker.before_step = lambda _: None
        raise LookupError

    office.worker.before_step = once_broken
    office.run(identity)
    office.run(identity)

    assert (office.job(identity).state, office.job(identity).failures) == (JobState.DONE, 0)


def test_a_job_that_has_ended_or_never_was_is_nothing_to_do(office: Office) -> None:
    identity = office.begin(to=1)
    office.run(identity)

    assert office.run(identity) is None
    assert office.run("0" * 16) is None
    assert office.worker.done == [0]


def test_an_old_note_does_not_overwrite_a_newer_one(office: Office, engine: Engine) -> None:
    identity = office.begin(to=3)
    old = office.job(identity)
    office.run(identity, steps=1)

    with pytest.raises(Overtaken):
        office.store.note(old, old, None)
