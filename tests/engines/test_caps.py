"""Caps, suppressions and a person's messages in the deliveries table, on each engine."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from hearthline.notices.contact_store import ContactRecord, Suppression
from hearthline.notices.delivery import queue
from hearthline.notices.model import Accepted, Counted, Counter, Refused, State
from hearthline.notices.ports import CountersMoved
from hearthline.notices.sending import Sender
from hearthline.notices.store import DeliveryTable
from hearthline.platform.table import Table
from tests.engines.engine import Engine
from tests.engines.world import OneAtATime
from tests.unit.notices.builders import (
    NOW,
    PATIENCE,
    FakeChannel,
    a_message,
    a_sender,
    an_event,
)
from tests.unit.notices.persons import FakePeople, a_person, a_policy, points_expiring

ONE = a_policy(caps={"marketing": {"days": 30, "person": 1, "household": 1}})
OWNERS = (
    a_person("A" * 16, email="a@example.com", phone=None),
    a_person("B" * 16, email="b@example.com", phone=None),
)


def kept_in(engine: Engine, client: Any = None) -> DeliveryTable:
    return DeliveryTable(Table(client or engine.client, engine.deliveries, pause=lambda _: None), 8)


def a_marketing_sender(engine: Engine, email: FakeChannel, client: Any = None) -> Sender:
    deliveries = kept_in(engine, client)
    return a_sender(deliveries=deliveries, people=FakePeople(*OWNERS), policy=ONE, email=email)


def test_counters_are_written_with_the_claim_or_not_at_all(engine: Engine) -> None:
    deliveries = kept_in(engine)
    counter = Counter("P#A#marketing", entries=(Counted("m1", NOW),))
    first = deliveries.add(queue(a_message(), NOW, PATIENCE))
    moved = deliveries.change(first, queue(a_message(), NOW, PATIENCE), [counter])

    with pytest.raises(CountersMoved):
        deliveries.change(moved, moved, [counter])

    kept = deliveries.look(["unknown"], ["P#A#marketing", "P#B#marketing"])
    assert kept.counters["P#A#marketing"] == Counter("P#A#marketing", 1, (Counted("m1", NOW),))
    assert kept.counters["P#B#marketing"] == Counter("P#B#marketing")
    assert kept.suppressed == {}


def test_of_many_messages_to_a_household_at_once_one_passes_a_cap_of_one(engine: Engine) -> None:
    email = FakeChannel()
    client = OneAtATime(engine.client) if engine.name == "moto" else engine.client

    def tell(number: int) -> State:
        person = OWNERS[number % 2].id
        [told] = a_marketing_sender(engine, email, client).on_event(
            points_expiring(number, person=person), NOW
        )
        return told.state

    with ThreadPoolExecutor(8) as pool:
        states = list(pool.map(tell, range(16)))

    assert states.count(State.SENT) == 1
    assert states.count(State.WITHHELD) == 15
    assert len(email.sent) == 1


def test_what_failed_for_good_leaves_its_place_to_the_next(engine: Engine) -> None:
    email = FakeChannel(Refused("address_refused"))
    sender = a_marketing_sender(engine, email)

    [failed] = sender.on_event(points_expiring(1, person=OWNERS[0].id), NOW)
    [told] = sender.on_event(points_expiring(2, person=OWNERS[1].id), NOW)

    assert (failed.state, told.state) == (State.FAILED, State.SENT)


def test_a_counted_message_costs_one_look_more_and_no_write(engine: Engine) -> None:
    sender = a_marketing_sender(engine, FakeChannel())

    with engine.counter.during() as spent:
        sender.on_event(points_expiring(person=OWNERS[0].id), NOW)

    assert dict(spent.requests) == {"PutItem": 2, "BatchGetItem": 1, "TransactWriteItems": 1}


def test_a_service_message_with_a_choice_of_addresses_costs_one_look(engine: Engine) -> None:
    sender = a_sender(deliveries=kept_in(engine), email=FakeChannel(), sms=FakeChannel())

    with engine.counter.during() as spent:
        sender.on_event(an_event(), NOW)

    assert dict(spent.requests) == {"PutItem": 3, "BatchGetItem": 1}


def test_a_suppression_stands_until_it_is_lifted_and_a_complaint_outweighs_a_bounce(engine: Engine) -> None:
    record = ContactRecord(Table(engine.client, engine.deliveries))
    bounce = Suppression("h1", "bounced", "email", "ses", NOW)
    complaint = Suppression("h1", "complained", "email", "ses", NOW + timedelta(hours=1))

    for one in (bounce, bounce, complaint, bounce):
        record.suppress(one)

    assert kept_in(engine).look(["h1", "h2"], []).suppressed == {"h1": "complained"}
    assert not record.lift("h1", NOW)
    assert record.lift("h1", NOW + timedelta(hours=2))
    assert not record.lift("h1", NOW + timedelta(hours=2))
    assert record.suppression("h1") is None


def test_a_delivery_is_found_by_its_providers_id(engine: Engine) -> None:
    email = FakeChannel(Accepted("sns-1", reported_by_it=True))

    [told] = a_marketing_sender(engine, email).on_event(points_expiring(person=OWNERS[0].id), NOW)

    record = ContactRecord(Table(engine.client, engine.deliveries))
    assert record.message_of("sns-1") == told.message.id
    assert record.message_of("sns-2") is None


def test_a_persons_messages_come_newest_first_page_by_page(engine: Engine) -> None:
    sender = a_marketing_sender(engine, FakeChannel())
    for number in range(3):
        sender.on_event(points_expiring(number, person=OWNERS[0].id), NOW + timedelta(minutes=number))
    sender.on_event(points_expiring(9, person=OWNERS[1].id), NOW)
    deliveries = kept_in(engine)

    first, start = deliveries.of_person(OWNERS[0].id, 2)
    rest, end = deliveries.of_person(OWNERS[0].id, 2, start)

    ids = [one.message.event.id for one in (*first, *rest)]
    assert ids == [f"points.{OWNERS[0].id}.{number}" for number in (2, 1, 0)]
    assert end is None
    assert [one.state for one in (*first, *rest)] == [State.WITHHELD, State.WITHHELD, State.SENT]


def test_nothing_kept_of_a_person_says_who_they_are(engine: Engine) -> None:
    a_marketing_sender(engine, FakeChannel()).on_event(points_expiring(person=OWNERS[0].id), NOW)

    stored = str(engine.client.scan(TableName=engine.deliveries)["Items"])
    for personal in ("王小明", "a@example.com", "13800138000", "unsubscribe"):
        assert personal not in stored
