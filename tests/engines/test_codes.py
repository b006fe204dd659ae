"""One-time codes on real engines: every way to be refused is the same, down to what it asks of storage."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.members.code_store import CodeStore
from hearthline.members.codes import FROM_NETWORK, GOOD_FOR, TRIES, Address, Codes, code_for
from hearthline.platform.problems import Problem
from hearthline.platform.table import ConditionFailed
from tests.engines.people import People

WANG = Address("phone", "+8613800138000")
LI = Address("email", "li@example.com")
CALLER = "203.0.113.9"


class Desk:
    """Codes of some people, and what was sent."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.store = CodeStore(people.table)
        self.codes = Codes(self.store, people.secret, people.entropy)

    def ask(self, address: Address, now: datetime) -> str:
        """Ask for a code, and give it as it would be read on the telephone."""
        self.codes.ask(address, "zh", CALLER, now)
        asked = self.store.find(self.codes.hash_of(address))
        assert asked is not None
        return code_for(self.people.secret, asked.contact, asked.request)

    def refused(self, address: Address, code: str, now: datetime) -> tuple[object, dict[str, int]]:
        """Give how a code is refused, and what that asked of storage."""
        with self.people.engine.counter.during() as spent, pytest.raises(Problem) as problem:
            self.codes.proved(address, code, now)
        return problem.value.body(), dict(spent.requests)


@pytest.fixture
def desk(people: People) -> Desk:
    return Desk(people)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def used_up(desk: Desk, now: datetime) -> str:
    code = desk.ask(WANG, now)
    desk.people.table.transact([desk.codes.used(desk.codes.proved(WANG, code, now))])
    return code


def tried_out(desk: Desk, now: datetime) -> str:
    code = desk.ask(WANG, now)
    for _ in range(TRIES):
        desk.refused(WANG, wrong(code), now)
    return code


def late(desk: Desk, now: datetime) -> str:
    return desk.ask(WANG, now - GOOD_FOR)


def another_persons(desk: Desk, now: datetime) -> str:
    desk.ask(WANG, now)
    return desk.ask(LI, now)


def replaced(desk: Desk, now: datetime) -> str:
    code = desk.ask(WANG, now)
    desk.ask(WANG, now)
    return code


def unasked_for(_: Desk, __: datetime) -> str:
    return "123456"


def mistyped(desk: Desk, now: datetime) -> str:
    return wrong(desk.ask(WANG, now))


WAYS = [used_up, tried_out, late, another_persons, replaced, unasked_for, mistyped]


@pytest.mark.parametrize("way", WAYS)
def test_every_code_that_opens_nothing_is_refused_alike(
    desk: Desk, now: datetime, way: Callable[[Desk, datetime], str]
) -> None:
    body, requests = desk.refused(WANG, way(desk, now), now)

    assert body == {
        "type": "urn:hearthline:problem:refused",
        "title": "The present state does not allow this",
        "status": 409,
        "reason": "code_refused",
        "state": {"status": "refused"},
    }
    assert requests == {"UpdateItem": 1}


def test_the_right_code_opens_up_to_its_fifth_try(desk: Desk, now: datetime) -> None:
    code = desk.ask(WANG, now)
    for _ in range(TRIES - 1):
        desk.refused(WANG, wrong(code), now)

    asked = desk.codes.proved(WANG, code, now + GOOD_FOR - timedelta(milliseconds=1))

    assert (asked.kind, asked.address, asked.tries) == ("phone", "+8613800138000", TRIES)
    assert desk.refused(WANG, code, now)[1] == {"UpdateItem": 1}


def test_a_right_code_that_led_to_nothing_may_be_used_still(desk: Desk, now: datetime) -> None:
    code = desk.ask(WANG, now)

    for _ in range(3 * TRIES):
        desk.codes.unused(desk.codes.proved(WANG, code, now))

    assert desk.codes.proved(WANG, code, now).tries == 1


def test_giving_back_what_was_replaced_meanwhile_changes_nothing(desk: Desk, now: datetime) -> None:
    asked = desk.codes.proved(WANG, desk.ask(WANG, now), now)
    desk.ask(WANG, now)

    desk.codes.unused(asked)

    stands = desk.store.find(asked.contact)
    assert stands is not None
    assert stands.tries == 0


def test_a_code_is_used_once_also_by_two_at_once(desk: Desk, now: datetime) -> None:
    code = desk.ask(WANG, now)
    both = [desk.codes.proved(WANG, code, now) for _ in range(2)]

    desk.people.table.transact([desk.codes.used(both[0])])

    with pytest.raises(ConditionFailed):
        desk.people.table.transact([desk.codes.used(both[1])])


def test_asking_is_one_request_whoever_asks_and_also_when_it_is_too_often(desk: Desk, now: datetime) -> None:
    desk.people.create(now, contacts=(desk.people.phone(WANG.value),))
    spent_on = []
    for address in [WANG, LI] * 7:
        with desk.people.engine.counter.during() as spent:
            desk.codes.ask(address, "zh", CALLER, now)
        spent_on.append(dict(spent.requests))

    assert spent_on == [{"TransactWriteItems": 1}] * 14
    assert Counter(event["data"]["contact"] for event in told(desk)) == {
        desk.codes.hash_of(WANG): 5,
        desk.codes.hash_of(LI): 5,
    }


def test_an_hour_later_a_contact_may_ask_again_but_not_all_day(desk: Desk, now: datetime) -> None:
    midnight = now.replace(hour=0)
    for hour in range(5):
        for _ in range(5):
            desk.codes.ask(WANG, "zh", CALLER, midnight + timedelta(hours=hour))

    assert len(told(desk)) == 20


def test_a_network_may_ask_a_hundred_times_an_hour(desk: Desk, now: datetime) -> None:
    network = desk.people.prints.caller(CALLER)
    for _ in range(98):
        desk.people.table.update(FROM_NETWORK.count(network, now))

    for number in range(4):
        desk.codes.ask(Address("email", f"{number}@example.com"), "en", CALLER, now)

    assert len(told(desk)) == 2


def test_the_event_holds_no_contact_and_no_code(desk: Desk, now: datetime) -> None:
    code = desk.ask(WANG, now)

    [event] = told(desk)
    assert event["type"] == "sign_in_code.requested"
    assert event["data"].keys() == {"contact", "request", "until"}
    assert code not in str(event)
    assert "13800138000" not in str(event)


def told(desk: Desk) -> list[dict[str, Any]]:
    from hearthline.platform.attributes import from_item

    items = desk.people.engine.client.scan(TableName=desk.people.engine.members)["Items"]
    return [
        item["event"] for item in map(from_item, items) if "event" in item and item["pk"].startswith("Q#")
    ]
