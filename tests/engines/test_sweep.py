"""The sweep on real engines: every step once, whoever else sweeps, and a bad item blocks nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from hearthline.platform.outbox import Actor
from hearthline.platform.timers import Due, sweep
from tests.engines.world import SHARDS, World

AGENT = Actor("staff", "agent")


def test_filing_is_one_request_with_limit_number_entry_timer_and_pointers(
    world: World, now: datetime
) -> None:
    with world.engine.counter.during() as spent:
        filed = world.file(now)

    assert dict(spent.requests) == {"TransactWriteItems": 1}
    assert world.stored(filed).timer_at is not None
    assert [
        case.complaint.number
        for case in world.store.of_person(world.keys.person("phone", "+8613800138000"), 10)
    ]


def test_a_sweep_with_nothing_due_is_one_query_a_shard(world: World, now: datetime) -> None:
    world.file(now)

    with world.engine.counter.during() as spent:
        swept = sweep(world.table, now, world.timers, shards=SHARDS, may_go_on=lambda: True)

    assert dict(spent.requests) == {"Query": SHARDS}
    assert swept.handled == 0


def test_a_sweep_reads_and_writes_each_due_complaint_once(world: World, now: datetime) -> None:
    for _ in range(5):
        world.file(now)
    later = now + timedelta(hours=25)

    with world.engine.counter.during() as spent:
        swept = sweep(world.table, later, world.timers, shards=SHARDS, may_go_on=lambda: True)

    assert swept.handled == 5
    assert spent.requests["GetItem"] == 5
    assert spent.requests["TransactWriteItems"] == 5


def test_two_sweeps_at_once_and_one_cut_short_do_each_step_once(world: World, now: datetime) -> None:
    filed = [world.file(now) for _ in range(6)]
    later = now + timedelta(hours=25)
    turns = iter([True, True])

    def cut() -> bool:
        return next(turns, False)

    with ThreadPoolExecutor(3) as pool:
        runs = [
            pool.submit(sweep, world.table, later, world.timers, shards=SHARDS, may_go_on=may)
            for may in (lambda: True, cut, lambda: True)
        ]
        [run.result() for run in runs]
    sweep(world.table, later, world.timers, shards=SHARDS, may_go_on=lambda: True)

    for each in filed:
        found = world.store.timeline(world.stored(each).complaint.number)
        assert found is not None
        kinds = [entry.kind for entry in found[1]]
        assert kinds.count("breached") == 1
        assert kinds.count("escalated") == 1


def test_a_timer_that_was_handled_is_left_alone(world: World, now: datetime) -> None:
    filed = world.file(now)
    stored = world.stored(filed)
    due = Due(f"C#{stored.complaint.number}", "A", str(stored.timer_at))
    later = now + timedelta(hours=13)

    assert world.timers(due, later) is True
    assert world.timers(due, later) is False


def test_a_bad_item_waits_longer_each_time_and_blocks_nobody(world: World, now: datetime) -> None:
    bad, good = world.file(now), world.file(now)
    number = world.stored(bad).complaint.number
    item = world.table.get(f"C#{number}", "A")
    assert item is not None
    world.table.put({**item, "status": "no such status"})
    later = now + timedelta(hours=25)

    first = sweep(world.table, later, world.timers, shards=SHARDS, may_go_on=lambda: True)
    again = sweep(world.table, later, world.timers, shards=SHARDS, may_go_on=lambda: True)
    after = sweep(
        world.table, later + timedelta(minutes=1), world.timers, shards=SHARDS, may_go_on=lambda: True
    )

    assert (first.handled, first.failed) == (1, 1)
    assert (again.handled, again.failed) == (0, 0)
    assert after.failed == 1
    waiting = world.table.get(f"C#{number}", "A")
    assert waiting is not None
    assert waiting["timer_failures"] == 2
    assert world.stored(good).complaint.version == 2


def test_a_sweep_out_of_time_tells_where_to_go_on(world: World, now: datetime) -> None:
    for _ in range(4):
        world.file(now)
    later = now + timedelta(hours=25)

    handled = 0
    rest = None
    for _ in range(10):
        swept = sweep(world.table, later, world.timers, shards=SHARDS, may_go_on=lambda: False, start=rest)
        handled += swept.handled
        rest = swept.rest
        if rest is None:
            break

    assert handled == 4
    assert rest is None
