"""Complaints on real engines: nothing lost, nothing twice, and no more requests than promised."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Ask, Claim, Note
from hearthline.complaints.lists import HIGHEST, Filters, Queue
from hearthline.complaints.model import Contact, Kind
from hearthline.platform.documents import BUILT_IN, save_action
from hearthline.platform.ids import display
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import Problem
from hearthline.platform.timers import Due, sweep
from tests.engines.engine import Engine
from tests.engines.world import SHARDS, World

AGENT = Actor("staff", "agent")


@pytest.fixture
def world(engine: Engine, now: datetime) -> World:
    world = World(engine)
    world.rulebook.refresh(now)
    return world


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


def test_following_a_complaint_of_fifty_entries_is_one_request(world: World, now: datetime) -> None:
    filed = world.file(now)
    stored = world.stored(filed)
    for minute in range(50):
        stored = apply(
            world.store, world.rulebook, stored, Note("n" * 500), AGENT, now + timedelta(minutes=minute)
        )

    with world.engine.counter.during() as spent:
        view = world.following.view(filed.number, filed.key)

    assert dict(spent.requests) == {"Query": 1}
    assert [entry["kind"] for entry in view["timeline"]] == ["received"]


def test_a_command_is_a_read_and_a_transaction(world: World, now: datetime) -> None:
    filed = world.file(now)

    with world.engine.counter.during() as spent:
        apply(world.store, world.rulebook, world.stored(filed), Ask("何时在家？"), AGENT, now)

    assert dict(spent.requests) == {"GetItem": 1, "TransactWriteItems": 1}


def test_the_same_idempotency_key_gives_the_same_answer_and_one_complaint(
    world: World, now: datetime
) -> None:
    first = world.file(now, repeat_key="a-key-of-sixteen-signs")
    later = world.file(now + timedelta(hours=30), repeat_key="a-key-of-sixteen-signs")

    assert later == first
    assert len(world.table.query(("all_queue", "all"), index="by_all").items) == 1


def test_the_same_key_with_another_body_is_refused_without_a_word_of_the_first(
    world: World, now: datetime
) -> None:
    world.file(now, repeat_key="a-key-of-sixteen-signs")

    with pytest.raises(Problem) as refused:
        world.file(now, repeat_key="a-key-of-sixteen-signs", title="别的事")

    assert refused.value.status == 422
    assert "漏水" not in str(refused.value.body())


def test_twenty_at_once_with_one_key_are_one_complaint(world: World, now: datetime) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: world.file(now, repeat_key="the-very-same-key-20x"), range(20)))

    assert len(set(answers)) == 1
    assert len(world.table.query(("all_queue", "all"), index="by_all").items) == 1


def test_of_fifty_claims_at_once_one_wins_and_the_others_learn_who(world: World, now: datetime) -> None:
    filed = world.file(now)
    stored = world.stored(filed)

    def claim(number: int) -> str | Problem:
        try:
            apply(world.store, world.rulebook, stored, Claim(), Actor("staff", f"agent-{number}"), now)
        except Problem as problem:
            return problem
        return f"agent-{number}"

    with ThreadPoolExecutor(50) as pool:
        results = list(pool.map(claim, range(50)))

    winners = [result for result in results if isinstance(result, str)]
    losers = [result for result in results if isinstance(result, Problem)]
    assert len(winners) == 1
    assert {problem.status for problem in losers} == {409}
    assert {problem.extra["state"]["assignee"] for problem in losers} == {winners[0]}  # type: ignore[index]


def test_a_full_window_answers_429_and_writes_nothing(engine: Engine, now: datetime) -> None:
    world = World(engine, per_address=2)
    world.file(now)
    world.file(now)

    with pytest.raises(Problem) as refused:
        world.file(now)

    assert refused.value.status == 429
    assert 0 < int(refused.value.headers["Retry-After"]) <= 600
    assert len(world.table.query(("all_queue", "all"), index="by_all").items) == 2


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


def test_the_work_list_is_one_request_most_urgent_first_and_pages_without_gaps(
    world: World, now: datetime
) -> None:
    for hour in (3, 1, 2, 0, 4):
        world.file(now + timedelta(hours=hour))
    queue = [Queue("by_city", "city_queue", "sz")]

    with world.engine.counter.during() as spent:
        first = world.store.lists.work(queue, "0#", f"0#{HIGHEST}", Filters(), 3)
    assert first.position is not None
    second = world.store.lists.work(queue, first.position, f"0#{HIGHEST}", Filters(), 3)

    assert spent.total == 1
    dues = [card["next_due_at"] for card in first.cards + second.cards]
    assert len(dues) == 5
    assert dues == sorted(dues)
    assert second.position is None


def test_several_cities_are_merged_into_one_list(world: World, now: datetime) -> None:
    for hour, city in enumerate(("sz", "bj", "sz", "gz", "bj")):
        world.file(now + timedelta(hours=hour), city=city)
    queues = [Queue("by_city", "city_queue", city) for city in ("bj", "gz", "sz")]

    seen = []
    position = "0#"
    for _ in range(10):
        page = world.store.lists.work(queues, position, f"0#{HIGHEST}", Filters(), 2)
        seen += page.cards
        if page.position is None:
            break
        position = page.position

    dues = [card["next_due_at"] for card in seen]
    assert len(dues) == 5
    assert dues == sorted(dues)


def test_a_filtered_list_pages_to_its_end(world: World, now: datetime) -> None:
    for hour in range(6):
        world.file(
            now + timedelta(hours=hour),
            category="lift" if hour == 5 else None,
            kind=Kind.PRAISE if hour == 5 else Kind.REPAIR,
        )
    queue = [Queue("by_all", "all_queue", "all")]

    found = []
    position = "0#"
    for _ in range(10):
        page = world.store.lists.work(queue, position, f"0#{HIGHEST}", Filters(kind="praise"), 1)
        found += page.cards
        if page.position is None:
            break
        position = page.position

    assert [card["kind"] for card in found] == ["praise"]


def test_the_board_pages_newest_first(world: World, now: datetime) -> None:
    for hour in range(5):
        world.file(now + timedelta(hours=hour), public=hour != 2)

    seen = []
    before = None
    for _ in range(10):
        page = world.store.lists.board("sz", Filters(), span=None, before=before, limit=2)
        seen += page.cards
        if page.position is None:
            break
        before = page.position

    times = [card["received_at"] for card in seen]
    assert len(times) == 4
    assert times == sorted(times, reverse=True)
    assert all("王小明" not in str(card) and "1801" not in str(card) for card in seen)


def test_each_contact_of_a_filing_counts_so_that_nobody_is_mailed_by_way_of_other_numbers(
    engine: Engine, now: datetime
) -> None:
    world = World(engine, per_contact=2)
    for last in range(2):
        world.file(now, contact=Contact("王小明", f"+861380013800{last}", "wang@example.com"))

    with pytest.raises(Problem) as refused:
        world.file(now, contact=Contact("王小明", "+8613800138009", "wang@example.com"))

    assert refused.value.status == 429


def test_a_network_of_one_household_counts_as_one_address(engine: Engine, now: datetime) -> None:
    world = World(engine, per_address=1)
    world.file_from("2001:db8:1:2::1", now)

    with pytest.raises(Problem) as refused:
        world.file_from("2001:db8:1:2:ffff::9", now)

    assert refused.value.status == 429
    world.file_from("2001:db8:1:3::1", now)


def test_a_repetition_is_known_by_what_was_sent_not_by_what_the_catalog_made_of_it(
    world: World, now: datetime
) -> None:
    first = world.file(now, repeat_key="a-key-of-sixteen-signs")
    catalog = json.loads((BUILT_IN / "catalog-1.json").read_text("utf-8"))
    cities = [{**city, "team": "another-team"} for city in catalog["cities"]]
    world.table.transact([save_action("catalog", 2, {**catalog, "cities": cities}, "ops", now)])

    assert world.file(now + timedelta(minutes=5), repeat_key="a-key-of-sixteen-signs") == first


def test_a_contact_of_many_cases_costs_what_is_shown_of_it(world: World, now: datetime) -> None:
    numbers = [world.file(now + timedelta(minutes=minute)).number for minute in range(12)]
    person = world.keys.person("phone", "+8613800138000")

    with world.engine.counter.during() as spent:
        latest = world.store.of_person(person, 3)

    assert [display(case.complaint.number) for case in latest] == numbers[:-4:-1]
    assert dict(spent.requests) == {"Query": 1, "BatchGetItem": 1}
    pointers = world.table.query(("pk", f"P#{person}"), limit=3, descending=True)
    assert len(pointers.items) == 3
    assert {item["number"] for item in pointers.items} == {case.complaint.number for case in latest}
