"""What it costs to read a case with all that is around it."""

from datetime import datetime, timedelta

from hearthline.complaints.case_view import CaseView
from hearthline.complaints.model import Contact
from hearthline.platform.access import Principal
from tests.engines.world import World

LEAD = Principal("lead", frozenset({"lead"}), frozenset({"sz"}))


def test_a_case_with_long_histories_is_read_in_five_requests(world: World, now: datetime) -> None:
    for minute in range(30):
        world.file(now + timedelta(minutes=minute), contact=Contact("王小明", "+8613800138000"))
    filed = world.file(now + timedelta(hours=1))
    number = world.stored(filed).complaint.number

    with world.engine.counter.during() as spent:
        case = world.store.case(number)
        assert case is not None
        body = CaseView(world.store, world.rulebook).body(LEAD, case)

    # The case, two contacts, the home; and all that they lead to at once.
    assert dict(spent.requests) == {"Query": 4, "BatchGetItem": 1}
    assert (len(body["person"]), body["person_total"]) == (20, 30)
    assert (len(body["same_home"]), body["same_home_total"]) == (20, 30)


def test_a_first_case_of_its_home_is_read_without_a_batch(world: World, now: datetime) -> None:
    number = world.stored(world.file(now)).complaint.number

    with world.engine.counter.during() as spent:
        case = world.store.case(number)
        assert case is not None
        CaseView(world.store, world.rulebook).body(LEAD, case)

    assert dict(spent.requests) == {"Query": 4}
