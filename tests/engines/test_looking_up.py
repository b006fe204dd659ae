"""Noting what is known around a new case, on real engines: once, at what it costs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from hearthline.complaint_backgrounds import FilersOfComplaints, HomesOfComplaints
from hearthline.complaints.lists import Filters, Queue
from hearthline.complaints.looking_up import LookingUp
from hearthline.complaints.model import Contact
from hearthline.members.model import Kind
from hearthline.platform.outbox import CUSTOMER, Event
from tests.engines.engine import Engine
from tests.engines.estate import Estate, five
from tests.engines.people import People
from tests.engines.world import World


@pytest.fixture
def looking_up(world: World, people: People, now: datetime) -> LookingUp:
    """Give the reaction, in a world with one home that was handed over and a partner."""
    estate = Estate(people, now)
    estate.tell(*five()[:3])
    partner = people.phone("+8613700137000")
    people.create(now, contacts=(partner,), kind=Kind.PARTNER)
    known = HomesOfComplaints(estate.store), FilersOfComplaints(people.store)
    return LookingUp(world.store, world.rulebook, *known)


def received(world: World, now: datetime, **changes: Any) -> Event:
    number = world.stored(world.file(now, **changes)).complaint.number
    return Event("e", "complaint.received", now, f"complaint/{number}", CUSTOMER, {"kind": "repair"})


def test_it_is_noted_once_however_often_and_whoever_tells_of_it(
    world: World, looking_up: LookingUp, now: datetime
) -> None:
    event = received(world, now)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: looking_up(event, now), range(4)))

    found = world.store.timeline(event.subject.rpartition("/")[2])
    assert found is not None
    stored, entries = found
    assert [entry.kind for entry in entries] == ["received", "background"]
    assert stored.complaint.filer == "customer"
    assert stored.complaint.warranty is not None


def test_it_costs_a_read_and_a_transaction_beside_those_of_the_home_and_the_person(
    engine: Engine, world: World, looking_up: LookingUp, now: datetime
) -> None:
    event = received(world, now)

    with engine.counter.during() as spent:
        looking_up(event, now)

    assert spent.requests == {"GetItem": 3, "BatchGetItem": 1, "TransactWriteItems": 1}

    with engine.counter.during() as spent:
        looking_up(event, now)

    assert spent.requests == {"GetItem": 1}


def test_a_work_list_is_narrowed_to_partners_in_one_request(
    engine: Engine, world: World, looking_up: LookingUp, now: datetime
) -> None:
    events = [received(world, now), received(world, now, contact=Contact("李", "+8613700137000"))]
    for event in events:
        looking_up(event, now)

    with engine.counter.during() as spent:
        page = world.store.lists.work(
            [Queue("by_city", "city_queue", "sz")], "0#", "0$", Filters(filer="partner"), 25
        )

    assert [card["number"] for card in page.cards] == [events[1].subject.rpartition("/")[2]]
    assert spent.requests == {"Query": 1}


def test_the_promise_of_a_month_leaves_partners_out(
    world: World, looking_up: LookingUp, now: datetime
) -> None:
    for contact in (Contact("王", "+8613800138000"), Contact("李", "+8613700137000")):
        looking_up(received(world, now, contact=contact), now)

    assert len(world.store.lists.promises("sz", "2026-11", None)) == 1
    assert len(world.store.lists.promises("sz", "2026-11#others", None)) == 1
