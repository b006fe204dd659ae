"""One item that can't be handled, whatever the reason, costs the others nothing."""

from datetime import datetime, timedelta

import pytest

from hearthline.platform.table import Throttled, TransactionConflict
from hearthline.platform.timers import MOST_FAILURES_TOLD, Due, Handler, sweep
from hearthline.sweeping import Owing
from tests.engines.world import SHARDS, World


def test_an_item_that_others_keep_changing_is_left_for_the_next_sweep(world: World, now: datetime) -> None:
    busy, quiet = world.file(now), world.file(now)
    later = now + timedelta(hours=25)
    pk = f"C#{world.stored(busy).complaint.number}"

    def handle(due: Due, now: datetime) -> bool:
        if due.pk == pk:
            raise TransactionConflict
        return world.timers(due, now)

    swept = sweep(world.table, later, handle, shards=SHARDS, may_go_on=lambda: True)

    assert (swept.handled, swept.skipped, swept.failed) == (1, 1, 0)
    assert world.stored(quiet).complaint.version == 2
    assert world.stored(busy).timer_at is not None
    assert str(world.stored(busy).timer_at) < later.isoformat()


def test_storage_without_capacity_ends_the_sweep_and_pushes_nobody_back(world: World, now: datetime) -> None:
    filed = world.file(now)
    before = world.stored(filed).timer_at

    def handle(due: Due, now: datetime) -> bool:
        raise Throttled(due, now)

    with pytest.raises(Throttled):
        sweep(world.table, now + timedelta(hours=25), handle, shards=SHARDS, may_go_on=lambda: True)

    assert world.stored(filed).timer_at == before


def test_of_many_failures_all_are_counted_and_a_few_are_told(world: World, now: datetime) -> None:
    for _ in range(MOST_FAILURES_TOLD + 2):
        world.file(now)

    def handle(due: Due, now: datetime) -> bool:
        raise ValueError(due, now)

    later = now + timedelta(hours=25)
    swept = sweep(world.table, later, handle, shards=SHARDS, may_go_on=lambda: True)

    assert swept.failed == MOST_FAILURES_TOLD + 2
    assert len(swept.summary(later)["failures"]) == MOST_FAILURES_TOLD


def test_items_of_one_partition_are_handled_each_by_whom_it_concerns(world: World, now: datetime) -> None:
    done: list[str] = []

    def handler(name: str) -> Handler:
        def handle(due: Due, now: datetime) -> bool:
            done.append(f"{name} {due.sk}")
            return True

        return handle

    owing = Owing(world.table, {"P#/A": handler("head"), "P#/B": handler("account"), "W#": handler("job")})
    for due in (Due("P#1", "B", ""), Due("P#1", "A", ""), Due("W#1", "A", "")):
        assert owing.handle(due, now)

    assert done == ["account B", "head A", "job A"]
    with pytest.raises(KeyError):
        owing.handle(Due("P#1", "C", ""), now)
