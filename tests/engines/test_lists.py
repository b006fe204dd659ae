"""The lists on real engines: one request a page, in order, without gaps."""

from datetime import datetime, timedelta

from hearthline.complaints.lists import HIGHEST, Filters, Queue
from hearthline.complaints.model import Kind
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
