"""Who is told a one-time code: the contact that it was asked for with, and nobody after its end."""

from datetime import timedelta
from typing import Any

from hearthline.notices.model import State
from hearthline.platform.instants import instant
from hearthline.platform.outbox import CUSTOMER, Event
from tests.unit.notices.builders import NOW, FakeChannel, a_sender
from tests.unit.notices.persons import FakePeople, a_person
from tests.unit.notices.record import FakeDeliveries


def asked_for(request: str = "R1", **data: Any) -> Event:
    facts = {"contact": "c0ffee", "request": request, "until": instant(NOW + timedelta(minutes=10)), **data}
    return Event(f"code.{request}", "sign_in_code.requested", NOW, f"code/{request}", CUSTOMER, facts)


def test_a_code_goes_to_the_contact_that_it_was_asked_for_with_and_nowhere_else() -> None:
    email, sms = FakeChannel(), FakeChannel()
    sender = a_sender(people=FakePeople(a_person()), email=email, sms=sms)

    [delivery] = sender.on_event(asked_for(), NOW)

    assert (delivery.state, delivery.person) == (State.SENT, None)
    assert [to for to, _ in sms.sent] == ["+8613800138000"]
    assert not email.sent
    assert "042917" in sms.sent[0][1].short


def test_the_record_of_it_holds_neither_code_nor_contact() -> None:
    kept = FakeDeliveries()
    a_sender(deliveries=kept, sms=FakeChannel()).on_event(asked_for(), NOW)

    assert "042917" not in str(kept.kept)
    assert "13800138000" not in str(kept.kept)


def test_a_code_that_was_replaced_or_used_is_not_sent() -> None:
    sms = FakeChannel()

    [delivery] = a_sender(sms=sms).on_event(asked_for("R0"), NOW)

    assert delivery.state is State.FAILED
    assert not sms.sent


def test_a_code_that_has_ended_is_not_sent() -> None:
    sms = FakeChannel()

    [delivery] = a_sender(sms=sms).on_event(asked_for(), NOW + timedelta(minutes=10))

    assert delivery.state is State.WITHHELD
    assert not sms.sent


def test_a_new_member_is_welcomed() -> None:
    email = FakeChannel()
    person = a_person()
    data = {"person": person.id, "via": "web"}
    joined = Event("person.1.1.0", "member.joined", NOW, f"person/{person.id}", CUSTOMER, data)

    [delivery] = a_sender(people=FakePeople(person), email=email).on_event(joined, NOW)

    assert (delivery.state, delivery.message.purpose) == (State.SENT, "welcome")
    assert [to for to, _ in email.sent] == ["wang@example.com"]


def test_whom_an_import_brings_is_not_told() -> None:
    data = {"person": "0123456789ABCDEF", "via": "import"}
    joined = Event("person.1.1.0", "member.joined", NOW, "person/0123456789ABCDEF", CUSTOMER, data)

    assert a_sender(people=FakePeople(a_person()), email=FakeChannel()).on_event(joined, NOW) == []
