"""What is done about complaints that come in: a home that comes again, incidents that are suggested."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.complaints.filing import Filed
from hearthline.complaints.incidents.model import Incident, MemberState
from hearthline.complaints.incidents.store import IncidentStore
from hearthline.complaints.incidents.watch import IncidentWatch
from hearthline.complaints.model import Contact, Home, Kind
from hearthline.complaints.repeated import RepeatedHomes
from hearthline.platform.attributes import from_item
from hearthline.platform.ids import read_number
from hearthline.platform.outbox import CUSTOMER, Event
from tests.engines.world import World


@pytest.fixture
def watch(world: World) -> IncidentWatch:
    return IncidentWatch(IncidentStore(world.table), world.store, world.rulebook, world.keys, world.entropy)


def received(world: World, filed: Filed) -> Event:
    number = str(read_number(filed.number))
    kind = world.stored(filed).complaint.kind.value
    at = world.stored(filed).complaint.received_at
    return Event(f"{number}.1.0", "complaint.received", at, f"complaint/{number}", CUSTOMER, {"kind": kind})


def file(world: World, at: datetime, unit: int, **changes: Any) -> Filed:
    home = Home("海岸花园", "3栋", f"{unit:02d}01")
    contact = Contact("王小明", f"+86138001{unit:05d}")
    return world.file(at, **{"home": home, "contact": contact, "category": "water_leak", **changes})


def suggestions(world: World) -> list[Incident]:
    cards = world.store.lists.work([world_queue()], "", "\U0010ffff", no_filters(), 100).cards
    found = [IncidentStore(world.table).load(card["id"]) for card in cards]
    return [incident for incident in found if incident]


def world_queue() -> Any:
    from hearthline.complaints.lists import Queue

    return Queue("by_all", "all_queue", "incidents")


def no_filters() -> Any:
    from hearthline.complaints.lists import Filters

    return Filters()


def members(world: World, incident: Incident) -> set[str]:
    store, after, found = IncidentStore(world.table), None, set()
    while True:
        page, after = store.members(incident.id, after, 100)
        found |= {member.number for member in page if member.state is MemberState.CANDIDATE}
        if after is None:
            return found


def everything(world: World) -> list[dict[str, Any]]:
    pages = world.engine.client.get_paginator("scan").paginate(TableName=world.engine.complaints)
    return [from_item(item) for page in pages for item in page["Items"]]


def numbers(filed: list[Filed]) -> set[str]:
    return {str(read_number(one.number)) for one in filed}


@pytest.mark.parametrize("seed", [1, 2])
def test_many_complaints_of_one_building_suggest_one_incident_in_any_order(
    world: World, watch: IncidentWatch, now: datetime, seed: int
) -> None:
    filed = [file(world, now + timedelta(minutes=place), place % 4) for place in range(8)]
    events = [received(world, one) for one in filed] * 2
    random.Random(seed).shuffle(events)

    for event in events:
        watch(event, now + timedelta(hours=1))

    [incident] = suggestions(world)
    assert members(world, incident) == numbers(filed)
    assert (incident.building, incident.category, incident.found) == ("3栋", None, 8)
    told = [line for line in IncidentStore(world.table).lines(incident.id) if line.kind == "suggested"]
    assert len(told) == 1
    # Five of three homes suggest it; what comes after is taken, and changes nothing of why it was suggested.
    assert told[0].data["complaints"] >= 5
    assert told[0].data["homes"] >= 3


def test_what_is_counted_is_forgotten_when_nothing_more_comes(
    world: World, watch: IncidentWatch, now: datetime
) -> None:
    watch(received(world, file(world, now, 1, category=None)), now)

    [counted] = [item for item in everything(world) if item["pk"].startswith("G#")]
    assert counted["expires_at"] == int((now + timedelta(days=90)).timestamp())


def test_a_suggestion_is_told_once_and_takes_what_comes_after(
    world: World, watch: IncidentWatch, now: datetime
) -> None:
    filed = [file(world, now + timedelta(minutes=place), place) for place in range(7)]
    for one in filed:
        watch(received(world, one), now)

    [incident] = suggestions(world)
    assert incident.found == 7
    assert members(world, incident) == numbers(filed)
    item = world.table.get(f"N#{incident.id}", "T#000001#00") or {}
    assert item["event"]["type"] == "incident.suggested"
    assert item["event"]["data"] == {
        "city": "sz",
        "project": "海岸花园",
        "category": None,
        "status": "suggested",
        "complaints": 5,
        "homes": 5,
    }


def test_across_buildings_the_category_of_a_project_counts(
    world: World, watch: IncidentWatch, now: datetime
) -> None:
    filed = [
        file(world, now + timedelta(minutes=place), place, home=Home("海岸花园", f"{place}栋", "101"))
        for place in range(5)
    ]
    other = file(world, now, 9, home=Home("海岸花园", "9栋", "101"), category="noise")
    for one in (*filed, other):
        watch(received(world, one), now)

    [incident] = suggestions(world)
    assert (incident.building, incident.category) == (None, "water_leak")
    assert incident.title == "海岸花园 渗漏水"
    assert members(world, incident) == numbers(filed)


def test_questions_praise_and_two_homes_suggest_nothing(
    world: World, watch: IncidentWatch, now: datetime
) -> None:
    for place in range(6):
        watch(received(world, file(world, now, place, kind=Kind.INQUIRY)), now)
        watch(received(world, file(world, now, place % 2, home=Home("山居", "1栋", f"{place % 2}"))), now)

    assert suggestions(world) == []


def test_a_complaint_is_counted_with_the_requests_that_are_said(
    world: World, watch: IncidentWatch, now: datetime
) -> None:
    event = received(world, file(world, now, 1))

    with world.engine.counter.during() as spent:
        watch(event, now)

    assert dict(spent.requests) == {"GetItem": 4, "TransactWriteItems": 1}


def repeats(world: World, filed: Filed) -> list[list[str]]:
    return [flag.reasons["cases"] for flag in world.stored(filed).complaint.flags]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 2, 0, 3, 1, 3)])
def test_the_third_complaint_of_a_home_is_flagged_in_whatever_order_events_come(
    world: World, now: datetime, order: tuple[int, ...]
) -> None:
    reaction = RepeatedHomes(world.store, world.rulebook)
    days = (0, 40, 89, 150)
    filed = [file(world, now + timedelta(days=day), 1) for day in days]
    file(world, now, 2)

    for place in order:
        reaction(received(world, filed[place]), now + timedelta(days=151))

    first, second, third, _ = (str(read_number(one.number)) for one in filed)
    assert [repeats(world, one) for one in filed] == [[], [], [[first, second]], []]
    assert third


def test_a_question_does_not_count_for_a_home(world: World, now: datetime) -> None:
    reaction = RepeatedHomes(world.store, world.rulebook)
    filed = [file(world, now, 1, kind=kind) for kind in (Kind.REPAIR, Kind.INQUIRY, Kind.COMPLAINT)]

    for one in filed:
        reaction(received(world, one), now)

    assert [repeats(world, one) for one in filed] == [[], [], []]


def test_a_home_about_which_very_many_are_filed_costs_no_more_for_each(world: World, now: datetime) -> None:
    reaction = RepeatedHomes(world.store, world.rulebook)
    filed = [file(world, now + timedelta(minutes=place), 1) for place in range(8)]
    for one in filed[:-1]:
        reaction(received(world, one), now + timedelta(hours=1))
    event = received(world, filed[-1])

    with world.engine.counter.during() as spent:
        reaction(event, now + timedelta(hours=1))

    assert dict(spent.requests) == {"GetItem": 1, "Query": 1}
    assert [len(repeats(world, one)) for one in filed] == [0, 0, *[1] * 6]
