"""Improvements on real engines: no more requests than promised, and filers told once, whoever dies when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.complaints import lifecycle
from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Claim, CustomerMessage
from hearthline.complaints.improvements.improvements import Improvements
from hearthline.complaints.improvements.model import ImprovementStatus, Proposal
from hearthline.complaints.improvements.rules import propose
from hearthline.complaints.improvements.store import ImprovementStore, Wanted
from hearthline.complaints.improvements.telling import KIND, TellingFilers
from hearthline.complaints.model import Change, Complaint, Status
from hearthline.platform.access import Principal
from hearthline.platform.cursors import Cursors
from hearthline.platform.ids import read_number
from hearthline.platform.jobs import Job, Jobs, JobState, JobStore
from hearthline.platform.outbox import CUSTOMER, Actor
from hearthline.platform.secret import Secret
from tests.engines.world import SHARDS, World

MANAGER = Principal("wei", frozenset({"manager"}), frozenset({"sz"}))
CURSORS = Cursors(Secret(lambda: "a secret that is long enough for a test of this kind"))
HOUR = timedelta(hours=1)


class Desk:
    """Improvements of a world, and the worker that tells of them."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world, self.now = world, now
        self.store = ImprovementStore(world.table)
        self.jobs = JobStore(world.table, SHARDS)
        self.improvements = Improvements(
            self.store, world.rulebook, CURSORS, world.keys, world.entropy, self.jobs
        )
        self.worker = TellingFilers(self.store, world.store, world.rulebook, world.keys, together=2)

    def numbers(self, count: int) -> list[str]:
        """File some complaints."""
        return [self.world.file(self.now).number for _ in range(count)]

    def propose(self, numbers: list[str], **changes: Any) -> str:
        """Put an improvement forward."""
        facts = {
            "title": "蓄水试验",
            "text": "多户渗漏。",
            "department": "engineering",
            "cause": "workmanship",
        }
        proposal = Proposal(**{**facts, "city": "sz", "complaints": tuple(numbers), **changes})
        return str(self.improvements.propose(MANAGER, proposal, None, self.now)["id"])

    def decide(self, identity: str, status: str = "accepted") -> None:
        """Decide on it."""
        wanted = ImprovementStatus(status)
        self.improvements.decide(MANAGER, identity, wanted, "下月起执行。", None, self.now)

    def job(self) -> Job:
        """Give the job that was begun last."""
        items = self.world.engine.client.scan(TableName=self.world.engine.complaints)["Items"]
        ids = [item["id"]["S"] for item in items if item["pk"]["S"].startswith("W#")]
        found = [job for identity in ids if (job := self.jobs.load(identity))]
        return max(found, key=lambda job: job.params["version"])

    def work(self, worker: Any = None, go_on: Callable[[], bool] = lambda: True) -> JobState:
        """Let a worker go on with the job."""
        identity = self.job().id
        Jobs(self.jobs, {KIND: lambda: worker or self.worker}, lambda: self.now).run(identity, go_on)
        return self.job().state

    def told(self, number: str) -> list[str]:
        """Give what a complaint's thread says of improvements."""
        found = self.world.store.timeline(str(read_number(number)))
        assert found is not None
        return [entry.data["status"] for entry in found[1] if entry.kind == "improvement"]


@pytest.fixture
def desk(world: World, now: datetime) -> Desk:
    return Desk(world, now)


def test_each_request_costs_what_the_data_model_says(desk: Desk) -> None:
    numbers = desk.numbers(2)
    costs = []
    with desk.world.engine.counter.during() as spent:
        identity = desk.propose(numbers)
    costs.append(dict(spent.requests))
    with desk.world.engine.counter.during() as spent:
        desk.decide(identity)
    costs.append(dict(spent.requests))
    with desk.world.engine.counter.during() as spent:
        desk.improvements.read(MANAGER, identity)
    costs.append(dict(spent.requests))
    for wanted in (Wanted(), Wanted("engineering"), Wanted(cause="workmanship"), Wanted(status="accepted")):
        with desk.world.engine.counter.during() as spent:
            page = desk.improvements.page(MANAGER, wanted, limit=25, cursor=None, now=desk.now)
        assert len(page["items"]) == 1
        costs.append(dict(spent.requests))

    assert costs == [
        {"BatchGetItem": 1, "TransactWriteItems": 1},
        {"GetItem": 1, "TransactWriteItems": 1},
        {"Query": 1, "BatchGetItem": 1},
        *({"Query": 1} for _ in range(4)),
    ]


def test_a_hundred_complaints_are_linked_though_a_transaction_holds_no_more(desk: Desk) -> None:
    numbers = desk.numbers(3)
    linked = [str(read_number(number)) for number in numbers]
    others = [f"N{place:08d}" for place in range(97)]
    revised_numbers = (*linked, *others)
    identity = desk.propose(numbers)
    stored = desk.store.load(identity)
    assert stored is not None

    proposal = Proposal("另一项", "文", "engineering", "workmanship", revised_numbers)
    desk.store.create(propose(proposal, "Z" * 16, "wei", desk.now), None)

    for number in (linked[0], others[-1]):
        assert desk.world.table.get(f"C#{number}", f"V#{'Z' * 16}") is not None
    history = desk.store.history("Z" * 16)
    assert history is not None
    assert len(history[0].complaints) == 100


def test_a_decision_is_told_once_in_each_thread(desk: Desk) -> None:
    numbers = desk.numbers(5)
    desk.decide(desk.propose(numbers))

    state = desk.work()

    assert (state, dict(desk.job().tally)) == (JobState.DONE, {"told": 5, "passed_over": 0})
    assert [desk.told(number) for number in numbers] == [["accepted"]] * 5


def test_each_decision_is_told(desk: Desk) -> None:
    numbers = desk.numbers(1)
    identity = desk.propose(numbers)
    for status in ("accepted", "adopted"):
        desk.decide(identity, status)
        desk.work()

    assert desk.told(numbers[0]) == ["accepted", "adopted"]


@pytest.mark.parametrize("dies_before", range(1, 8))
def test_a_worker_that_dies_anywhere_leaves_nobody_untold_and_nobody_told_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, dies_before: int
) -> None:
    numbers = desk.numbers(3)
    desk.decide(desk.propose(numbers))
    writes = 0
    table = desk.world.table

    def counted(write: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal writes
            writes += 1
            if writes == dies_before:
                raise KeyboardInterrupt
            return write(*args, **kwargs)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(table, "transact", counted(table.transact))
        patch.setattr(table, "put", counted(table.put))
        try:
            desk.work()
        except KeyboardInterrupt:
            assert desk.job().state is JobState.RUNNING

    assert desk.work() is JobState.DONE
    assert [desk.told(number) for number in numbers] == [["accepted"]] * 3


def test_the_case_that_took_another_in_hears_of_it_once(desk: Desk) -> None:
    numbers = desk.numbers(2)
    into, merged = (str(read_number(number)) for number in numbers)
    stored = desk.world.store.load(merged)
    assert stored is not None
    gone = replace(stored.complaint, version=2, status=Status.MERGED, merged_into=into)
    desk.world.store.save(stored, Change(gone, ()), desk.world.rulebook.terms("sz", 1))
    desk.decide(desk.propose(numbers))

    desk.work()

    assert (desk.told(numbers[0]), desk.told(numbers[1])) == (["accepted"], [])
    assert dict(desk.job().tally) == {"told": 1, "passed_over": 1}


def test_an_erased_case_has_nobody_to_tell(desk: Desk) -> None:
    [number] = desk.numbers(1)
    stored = desk.world.store.load(str(read_number(number)))
    assert stored is not None
    erased = replace(stored.complaint, version=2, erased_at=desk.now)
    desk.world.store.save(stored, Change(erased, ()), desk.world.rulebook.terms("sz", 1))
    desk.decide(desk.propose([number]))

    assert desk.work() is JobState.DONE
    assert desk.told(number) == []


def test_a_case_that_cannot_be_told_keeps_nobody_else_from_hearing_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = desk.numbers(3)
    desk.decide(desk.propose(numbers))
    bad, decide = str(read_number(numbers[1])), lifecycle.decide

    def decided(complaint: Complaint, *rest: Any) -> Change:
        if complaint.number == bad:
            raise KeyError(bad)
        return decide(complaint, *rest)

    monkeypatch.setattr(lifecycle, "decide", decided)

    assert desk.work() is JobState.DONE
    assert [desk.told(number) for number in numbers] == [["accepted"], [], ["accepted"]]
    assert dict(desk.job().tally) == {"told": 2, "passed_over": 0, "failed": 1}


def test_whoever_works_on_a_case_meanwhile_is_not_overwritten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    [number] = desk.numbers(1)
    bare = str(read_number(number))
    desk.decide(desk.propose([number]))
    load = desk.world.store.load

    def load_then_others_act(wanted: str) -> Any:
        stored = load(wanted)
        assert stored is not None
        for command, actor in ((Claim(), Actor("staff", "li")), (CustomerMessage("还在漏。"), CUSTOMER)):
            current = load(bare)
            assert current is not None
            apply(desk.world.store, desk.world.rulebook, current, command, actor, desk.now)
        return stored

    with monkeypatch.context() as patch:
        patch.setattr(desk.world.store, "load", load_then_others_act)
        desk.work()

    timeline = desk.world.store.timeline(bare)
    assert timeline is not None
    assert [entry.kind for entry in timeline[1]] == ["received", "assigned", "message", "improvement"]
