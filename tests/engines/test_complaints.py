"""Complaints on real engines: nothing lost, nothing twice, and no more requests than promised."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Ask, Claim
from hearthline.complaints.model import Contact
from hearthline.platform.documents import BUILT_IN, save_action
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import Problem
from tests.engines.engine import Engine
from tests.engines.world import World

AGENT = Actor("staff", "agent")


def test_following_a_complaint_of_fifty_entries_is_one_request(world: World, now: datetime) -> None:
    filed = world.file(now)
    number = world.stored(filed).complaint.number
    received = world.table.get(f"C#{number}", "T#000001#00")
    assert received is not None
    for version in range(2, 51):
        world.table.put({**received, "sk": f"T#{version:06d}#00", "version": version, "text": "n" * 500})

    with world.engine.counter.during() as spent:
        view = world.following.view(filed.number, filed.key, now)

    assert dict(spent.requests) == {"Query": 1}
    assert len(view["timeline"]) == 50


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


def test_a_filing_is_found_by_its_home(world: World, now: datetime) -> None:
    filed = world.file(now)
    stored = world.stored(filed)

    pointers = world.table.query(("pk", f"H#{stored.private['home_hash']}")).items

    assert [(item["number"], item["kind"], item["city"]) for item in pointers] == [
        (stored.complaint.number, "repair", "sz")
    ]
