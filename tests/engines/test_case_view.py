"""What it costs to read a case with all that is around it."""

from datetime import datetime, timedelta

from hearthline.complaints.case_view import CaseView
from hearthline.complaints.model import Contact
from hearthline.members.model import Kind, Tier
from hearthline.platform.access import Principal
from tests.engines.people import People
from tests.engines.world import World

LEAD = Principal("lead", frozenset({"lead"}), frozenset({"sz"}))


def test_a_case_with_long_histories_is_read_in_six_requests(world: World, now: datetime) -> None:
    for minute in range(30):
        world.file(now + timedelta(minutes=minute), contact=Contact("王小明", "+8613800138000"))
    filed = world.file(now + timedelta(hours=1))
    number = world.stored(filed).complaint.number

    with world.engine.counter.during() as spent:
        case = world.store.case(number)
        assert case is not None
        body = CaseView(world.store, world.rulebook, world.persons).body(LEAD, case)

    # The case, two contacts, the home; all that they lead to at once, and who is known by the contacts.
    assert dict(spent.requests) == {"Query": 4, "BatchGetItem": 2}
    assert body["members"] == []
    assert (len(body["person"]), body["person_total"]) == (20, 30)
    assert (len(body["same_home"]), body["same_home_total"]) == (20, 30)


def test_a_first_case_of_its_home_leads_to_no_other(world: World, now: datetime) -> None:
    number = world.stored(world.file(now)).complaint.number

    with world.engine.counter.during() as spent:
        case = world.store.case(number)
        assert case is not None
        CaseView(world.store, world.rulebook, world.persons).body(LEAD, case)

    assert dict(spent.requests) == {"Query": 4, "BatchGetItem": 1}


def test_that_the_filer_is_a_member_takes_one_request_more(world: World, now: datetime) -> None:
    people = People(world.engine)
    phone, email = (
        world.keys.person("phone", "+8613800138000"),
        world.keys.person("email", "wang@example.com"),
    )
    owner = people.create(now, contacts=(phone,), joined_at=now, tier=Tier.GOLD)
    press = people.create(now, contacts=(email,), kind=Kind.PRESS)
    number = world.stored(world.file(now)).complaint.number

    with world.engine.counter.during() as spent:
        case = world.store.case(number)
        assert case is not None
        body = CaseView(world.store, world.rulebook, world.persons).body(LEAD, case)

    assert dict(spent.requests) == {"Query": 4, "BatchGetItem": 2}
    assert sorted(body["members"], key=lambda one: one["kind"]) == [
        {"person": owner.id, "kind": "customer", "tier": "gold"},
        {"person": press.id, "kind": "press", "tier": None},
    ]
