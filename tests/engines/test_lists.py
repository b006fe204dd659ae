"""The lists on real engines: one request a page, in order, without gaps."""

from datetime import datetime, timedelta

import pytest

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Command, Reply, Resolve, Triage
from hearthline.complaints.filing import Filed
from hearthline.complaints.lists import HIGHEST, Filters, Queue
from hearthline.complaints.model import Kind, Severity
from hearthline.platform.ids import display
from hearthline.platform.outbox import Actor
from tests.engines.world import World

AGENT = Actor("staff", "agent")


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


def read_all(world: World, queues: list[Queue], filters: Filters, limit: int) -> list[str]:
    seen: list[str] = []
    position = "0#"
    for _ in range(40):
        page = world.store.lists.work(queues, position, f"0#{HIGHEST}", filters, limit)
        seen += [card["number"] for card in page.cards]
        if page.position is None:
            return seen
        position = page.position
    raise AssertionError(seen)


def test_a_queue_that_stopped_early_loses_nothing_to_one_that_was_read_further(
    world: World, now: datetime
) -> None:
    # In one city what is looked for stands behind much else; in the others at once, and later.
    for hour in range(6):
        world.file(now + timedelta(hours=hour), city="sz", kind=Kind.REPAIR)
    praised = world.file(now + timedelta(hours=7), city="sz", kind=Kind.PRAISE)
    for hour, city in ((8, "bj"), (9, "gz"), (10, "bj")):
        world.file(now + timedelta(hours=hour), city=city, kind=Kind.PRAISE)
    queues = [Queue("by_city", "city_queue", city) for city in ("bj", "gz", "sz")]

    seen = read_all(world, queues, Filters(kind="praise"), 1)

    assert len(seen) == len(set(seen)) == 4
    assert display(seen[0]) == praised.number


@pytest.mark.parametrize("cities", [("sz",), ("bj", "sz")])
def test_cases_that_change_between_pages_are_neither_lost_nor_shown_twice_where_they_stood_still(
    world: World, now: datetime, cities: tuple[str, ...]
) -> None:
    cases = [
        world.file(now + timedelta(minutes=place), city=cities[place % len(cities)]) for place in range(12)
    ]
    queues = [Queue("by_city", "city_queue", city) for city in cities]

    def gives(case: Filed, command: Command) -> None:
        apply(world.store, world.rulebook, world.stored(case), command, AGENT, now)

    # A page of three; between two pages one shown is answered and moves down, one yet to come is resolved,
    # one yet to come is graver than all and moves up, and two are filed, the first and the last of all.
    first = world.store.lists.work(queues, "0#", f"0#{HIGHEST}", Filters(), 3)
    gives(cases[1], Reply("已安排。"))
    gives(cases[7], Resolve("已更换。", "workmanship", "engineering"))
    gives(cases[9], Triage(severity=Severity.CRITICAL))
    world.file(now - timedelta(minutes=5), city=cities[0])
    latest = world.file(now + timedelta(hours=5), city=cities[0])
    assert first.position is not None
    seen = [card["number"] for card in first.cards]
    position: str | None = first.position
    while position is not None:
        page = world.store.lists.work(queues, position, f"0#{HIGHEST}", Filters(), 3)
        seen += [card["number"] for card in page.cards]
        position = page.position

    still = {place: case.number for place, case in enumerate(cases) if place not in {1, 7, 9}}
    shown = [display(number) for number in seen]
    assert {number: shown.count(number) for number in still.values()} == dict.fromkeys(still.values(), 1)
    assert cases[7].number not in shown
    assert latest.number in shown


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
