"""Deliveries in their table, on each engine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hearthline.notices import delivery
from hearthline.notices.model import FINAL, Accepted, Delivery, Refused, State
from hearthline.notices.ports import CountersMoved, Overtaken
from hearthline.notices.store import DeliveryGone, DeliveryTable, message_of_key
from hearthline.platform.table import Table
from hearthline.platform.timers import all_shards
from tests.engines.engine import Engine
from tests.unit.notices.builders import (
    MINUTE,
    NOW,
    PATIENCE,
    FakeChannel,
    a_message,
    a_sender,
    an_escalation,
    an_event,
)

SHARDS = 8


def kept_in(engine: Engine) -> DeliveryTable:
    return DeliveryTable(Table(engine.client, engine.deliveries), SHARDS)


def item(engine: Engine, one: Delivery) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = engine.client.get_item(
        TableName=engine.deliveries, Key={"pk": {"S": f"D#{one.message.id}"}, "sk": {"S": "A"}}
    )["Item"]
    return found


def due(engine: Engine, at: datetime) -> list[str]:
    table = Table(engine.client, engine.deliveries)
    pages = [table.query(("timer_shard", shard), index="timers") for shard in all_shards(SHARDS)]
    return [
        message_of_key(each["pk"])
        for page in pages
        for each in page.items
        if datetime.fromisoformat(each["timer_at"]) <= at
    ]


def a_queued() -> Delivery:
    return delivery.queue(a_message(), NOW, PATIENCE)


@pytest.mark.parametrize("event", [an_event(first=True, rating=5), an_escalation()])
def test_a_delivery_is_read_back_as_it_was(engine: Engine, event) -> None:  # type: ignore[no-untyped-def]
    deliveries = kept_in(engine)
    queued = delivery.queue(a_message(event), NOW, PATIENCE)
    claimed = delivery.claim(queued, "email", NOW, PATIENCE)
    refused = delivery.record(claimed, Refused("address_refused"), NOW, PATIENCE)

    deliveries.add(queued)
    deliveries.change(queued, claimed)
    deliveries.change(claimed, refused)

    assert deliveries.find(queued.message.id) == refused


def test_the_first_to_add_a_message_wins_and_the_second_sees_it(engine: Engine) -> None:
    deliveries = kept_in(engine)
    first = deliveries.add(a_queued())
    claimed = deliveries.change(first, delivery.claim(first, "email", NOW, PATIENCE))

    assert deliveries.add(a_queued()) == claimed


def test_of_two_who_claim_one_is_overtaken_and_sees_the_other(engine: Engine) -> None:
    deliveries = kept_in(engine)
    queued = deliveries.add(a_queued())
    winner = deliveries.change(queued, delivery.claim(queued, "email", NOW, PATIENCE))

    with pytest.raises(Overtaken) as overtaken:
        deliveries.change(queued, delivery.claim(queued, "sms", NOW, PATIENCE))

    assert overtaken.value.current == winner


def test_an_alert_and_the_mail_that_lists_it_are_written_together(engine: Engine) -> None:
    deliveries, until = kept_in(engine), NOW + 10 * MINUTE
    one, other = (
        deliveries.add(replace(a_queued(), message=replace(a_message(), id=id_))) for id_ in ("one", "other")
    )
    mail = delivery.hold(replace(a_queued(), message=replace(a_message(), id="mail")), until, "gathered", NOW)
    held = delivery.hold(one, until, "gathered", NOW)

    with engine.counter.during() as spent:
        deliveries.gather(one, held, None, mail)

    assert spent.requests == {"TransactWriteItems": 1}
    assert (deliveries.find("one"), deliveries.find("mail")) == (held, mail)
    also = delivery.hold(other, until, "gathered", NOW)
    with pytest.raises(CountersMoved):  # somebody else has made the mail meanwhile
        deliveries.gather(other, also, None, mail)
    with pytest.raises(Overtaken) as overtaken:
        deliveries.gather(one, held, mail, replace(mail, version=mail.version + 1))
    assert overtaken.value.current == held
    assert (deliveries.find("other"), deliveries.find("mail")) == (other, mail)


def test_a_delivery_that_vanished_is_not_made_anew(engine: Engine) -> None:
    queued = a_queued()

    with pytest.raises(DeliveryGone):
        kept_in(engine).change(queued, delivery.claim(queued, "email", NOW, PATIENCE))
    assert kept_in(engine).find(queued.message.id) is None


def test_what_is_owed_has_a_timer_and_what_is_final_expires(engine: Engine) -> None:
    deliveries = kept_in(engine)
    queued = deliveries.add(a_queued())
    id_ = queued.message.id
    claimed = deliveries.change(queued, delivery.claim(queued, "email", NOW, PATIENCE))

    assert due(engine, NOW + PATIENCE.lease - MINUTE) == []
    assert due(engine, NOW + PATIENCE.lease) == [id_]

    sent = deliveries.change(claimed, delivery.record(claimed, Accepted("p-1"), NOW, PATIENCE))
    stored = item(engine, sent)
    assert due(engine, NOW + timedelta(days=9)) == []
    assert "timer_shard" not in stored
    assert int(stored["expires_at"]["N"]) == int((NOW + timedelta(days=400)).timestamp())


def test_an_open_delivery_never_expires(engine: Engine) -> None:
    deliveries = kept_in(engine)

    assert "expires_at" not in item(engine, deliveries.add(a_queued()))


def test_nothing_personal_is_stored(engine: Engine) -> None:
    [told] = a_sender(deliveries=kept_in(engine)).on_event(an_event(), NOW)

    stored = str(item(engine, told))
    for personal in ("王小明", "wang@example.com", "13800138000", "电梯", "key="):
        assert personal not in stored


def test_telling_one_person_costs_three_writes_and_again_one(engine: Engine) -> None:
    sender = a_sender(deliveries=kept_in(engine))

    with engine.counter.during() as first:
        sender.on_event(an_event(), NOW)
    with engine.counter.during() as again:
        sender.on_event(an_event(), NOW)

    assert dict(first.requests) == {"PutItem": 3}
    assert dict(again.requests) == {"PutItem": 1}


def test_the_whole_way_of_a_delivery_that_has_to_wait(engine: Engine) -> None:
    email = FakeChannel(RuntimeError())
    deliveries = kept_in(engine)
    sender = a_sender(deliveries=deliveries, email=email)
    with pytest.raises(Exception, match="1"):
        sender.on_event(an_event(), NOW)

    at = NOW.astimezone(UTC)
    states = []
    for _ in range(10):
        at += MINUTE
        for id_ in due(engine, at):
            done = sender.on_delivery(id_, at)
            assert done is not None
            states.append(done.state)

    assert states == [State.UNKNOWN, State.SENT]
    assert states[-1] in FINAL


def test_times_are_kept_to_the_millisecond(engine: Engine) -> None:
    deliveries = kept_in(engine)
    exact = replace(a_queued(), until=NOW + timedelta(milliseconds=123))

    deliveries.add(exact)

    assert deliveries.find(exact.message.id) == exact
