"""What is asked often costs the same whether a hundred complaints are stored or two thousand."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest

from hearthline.complaints.lists import HIGHEST, Filters, Queue
from hearthline.platform.ids import number_from
from hearthline.platform.table import Put
from hearthline.platform.timers import sweep
from tests.engines.counting import Spent
from tests.engines.engine import at
from tests.engines.world import SHARDS, World

SIZES = (100, 2_000)
DUE = 20

Operation = Callable[[World, datetime], object]


def stored(world: World, now: datetime, complaints: int) -> None:
    """Store so many complaints, of which DUE break their promise of an answer within 25 hours from now."""
    for _ in range(DUE):
        world.file(now)
    filed = world.file(now + timedelta(days=2))
    head = world.table.get(f"C#{filed.number.replace('-', '')}", "A")
    assert head is not None
    rest = [copy(head, place) for place in range(complaints - DUE - 1)]
    for start in range(0, len(rest), 100):
        world.table.transact([Put(item) for item in rest[start : start + 100]])


def copy(head: dict[str, object], place: int) -> dict[str, object]:
    """Give the head of another complaint of the same day; its places in the lists are its own."""
    old, new = str(head["number"]), number_from(place.to_bytes(5))
    keys = ("pk", "number", "urgency", "month_at", "board_at")
    shard = f"{place % SHARDS:02d}"
    return {**head, **{key: str(head[key]).replace(old, new) for key in keys}, "timer_shard": shard}


@pytest.fixture(scope="module")
def worlds(dynamodb_local_endpoint: str) -> Iterator[tuple[World, World]]:
    """Give a small installation and one that is twenty times as large, at an instant of their own."""
    with ExitStack() as stack:
        few, many = (World(stack.enter_context(at("dynamodb-local", dynamodb_local_endpoint))) for _ in SIZES)
        yield few, many


def work_list(world: World, _: datetime) -> object:
    return world.store.lists.work([Queue("by_city", "city_queue", "sz")], "", HIGHEST, Filters(), 25).cards


def board(world: World, _: datetime) -> object:
    return world.store.lists.board(None, Filters(), span=None, before=None, limit=20).cards


def sweep_at(world: World, at: datetime) -> int:
    return sweep(world.table, at, world.timers, shards=SHARDS, may_go_on=lambda: True).handled


def spent_on(world: World, operation: Operation, now: datetime) -> tuple[Spent, object]:
    world.rulebook.refresh(now)
    with world.engine.counter.during() as spent:
        answer = operation(world, now)
    return spent, answer


@pytest.mark.dynamodb_local
def test_lists_and_sweeps_cost_what_they_show_or_do_and_not_what_is_stored(
    worlds: tuple[World, World], now: datetime
) -> None:
    for world, size in zip(worlds, SIZES, strict=True):
        world.rulebook.refresh(now)
        stored(world, now, size)

    asked: list[tuple[Operation, datetime, object]] = [
        (work_list, now, 25),
        (board, now, 20),
        (sweep_at, now + timedelta(minutes=30), 0),
        (sweep_at, now + timedelta(hours=25), DUE),
    ]
    for operation, when, expected in asked:
        (few, in_small), (many, in_large) = (spent_on(world, operation, when) for world in worlds)

        for answer in (in_small, in_large):
            assert (len(answer) if isinstance(answer, list) else answer) == expected
        assert many.requests == few.requests
        assert many.read_units == few.read_units
