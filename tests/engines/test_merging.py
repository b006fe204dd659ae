"""Merging on an engine: two requests, both cases or neither, and decided again when somebody was faster."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Merge, Note
from hearthline.complaints.desk_commands import DeskCommands
from hearthline.complaints.filing import Filed
from hearthline.complaints.model import Status
from hearthline.platform.access import Action, Principal
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import Problem
from tests.engines.world import World

LEAD = Principal("zhao", frozenset({"lead"}), frozenset({"sz"}))
COLLEAGUE = Actor("staff", "han")


def merge(world: World, case: Filed, into: Filed, now: datetime) -> dict[str, Any]:
    commands = DeskCommands(world.store, world.rulebook, world.keys)
    head, _ = commands.give(LEAD, case.number, Action.MERGE, Merge(into.number), None, now)
    return head


def just_before_the_write(world: World, happens: Callable[[], object]) -> None:
    """Let something happen between the reading and the first writing of the next command."""
    transact = world.table.transact

    def late(actions: Any) -> None:
        world.table.transact = transact  # type: ignore[method-assign]
        happens()
        transact(actions)

    world.table.transact = late  # type: ignore[method-assign]


def test_merging_is_one_reading_and_one_writing(world: World, now: datetime) -> None:
    case, target = world.file(now), world.file(now)
    world.rulebook.refresh(now)

    with world.engine.counter.during() as spent:
        merge(world, case, target, now)

    assert dict(spent.requests) == {"BatchGetItem": 1, "TransactWriteItems": 1}
    assert world.stored(case).complaint.status is Status.MERGED
    assert world.stored(target).complaint.absorbed == (world.stored(case).complaint.number,)


@pytest.mark.parametrize("which", ["case", "target"])
def test_when_somebody_was_faster_both_are_decided_on_again(world: World, now: datetime, which: str) -> None:
    case, target = world.file(now), world.file(now)
    other = case if which == "case" else target

    def a_note() -> None:
        apply(world.store, world.rulebook, world.stored(other), Note("Called."), COLLEAGUE, now)

    just_before_the_write(world, a_note)
    merge(world, case, target, now)

    assert world.stored(case).complaint.merged_into == world.stored(target).complaint.number
    assert world.stored(other).complaint.version == 3


def test_a_target_that_was_merged_meanwhile_takes_nothing_in(world: World, now: datetime) -> None:
    case, target, third = world.file(now), world.file(now), world.file(now)
    just_before_the_write(world, lambda: merge(world, target, third, now))

    with pytest.raises(Problem) as refused:
        merge(world, case, target, now)

    assert refused.value.extra["reason"] == "target_merged"
    assert world.stored(case).complaint.status is Status.RECEIVED
