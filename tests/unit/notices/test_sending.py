"""Who gets told, by which channel, and what happens when telling does not go well."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hearthline.notices.model import Accepted, Delayed, Delivery, Refused, State, Unclear
from hearthline.notices.sending import NobodyToTell, NotAllSent
from tests.unit.notices.builders import (
    GROUP,
    HANDLER,
    MANAGER,
    MINUTE,
    NOW,
    PATIENCE,
    FakeCases,
    FakeChannel,
    FakeDirectory,
    a_case,
    a_message,
    a_sender,
    a_step,
    an_escalation,
    an_event,
)
from tests.unit.notices.record import FakeDeliveries


def test_the_filer_is_told_by_mail_first() -> None:
    email, sms = FakeChannel(), FakeChannel()

    [told] = a_sender(email=email, sms=sms).on_event(an_event(), NOW)

    assert [to for to, _ in email.sent] == ["wang@example.com"]
    assert sms.sent == []
    assert (told.state, told.channel, told.provider_id) == (State.SENT, "email", "provider-1")


def test_a_filer_without_mail_is_told_by_short_message() -> None:
    sms = FakeChannel()

    a_sender(cases=FakeCases(a_case(email=None)), email=FakeChannel(), sms=sms).on_event(an_event(), NOW)

    assert [to for to, _ in sms.sent] == ["+8613800138000"]


def test_a_bad_address_leads_to_the_next_channel_at_once() -> None:
    email, sms = FakeChannel(Refused("address_refused")), FakeChannel()

    [told] = a_sender(email=email, sms=sms).on_event(an_event(), NOW)

    assert (told.state, told.channel, told.refused) == (State.SENT, "sms", {"email": "address_refused"})


def test_when_every_channel_refuses_the_delivery_fails_with_the_reason() -> None:
    email, sms = FakeChannel(Refused("address_refused")), FakeChannel(Refused("number_refused"))

    [told] = a_sender(email=email, sms=sms).on_event(an_event(), NOW)

    assert (told.state, told.reason) == (State.FAILED, "number_refused")


@pytest.mark.parametrize("case", [None, a_case(email=None, phone=None)])
def test_a_filer_who_is_gone_or_erased_cannot_be_told(case: None) -> None:
    [told] = a_sender(cases=FakeCases(case)).on_event(an_event(), NOW)

    assert (told.state, told.reason) == (State.FAILED, "no_channel")


def test_the_same_event_again_sends_nothing() -> None:
    deliveries, email = FakeDeliveries(), FakeChannel()
    sender = a_sender(deliveries=deliveries, email=email)

    sender.on_event(an_event(), NOW)
    sender.on_event(an_event(), NOW + MINUTE)

    assert len(email.sent) == 1
    assert len(deliveries.kept) == 1


@pytest.mark.parametrize("type_", ["sla.breached", "complaint.imported", "person.changed"])
def test_events_that_concern_nobody_send_nothing(type_: str) -> None:
    assert a_sender().on_event(an_event(type_), NOW) == []


def test_an_escalation_with_several_missed_steps_is_one_message_a_person_with_all_steps() -> None:
    email = FakeChannel()
    missed = an_escalation(
        a_step("remind", ["handler"]),
        a_step("warn", ["handler", "lead"]),
        a_step("breach", ["manager"]),
        a_step("breach", ["manager"], clock="resolve"),
    )

    told = a_sender(email=email).on_event(missed, NOW)

    assert sorted(to for to, _ in email.sent) == ["chen@example.com", "li@example.com", "zhao@example.com"]
    assert all(one.state is State.SENT for one in told)
    assert all(notice.text.count("15:59") == 4 for _, notice in email.sent)


def test_the_case_is_read_once_for_all_recipients_of_an_event() -> None:
    cases = FakeCases(a_case())

    a_sender(cases=cases).on_event(an_escalation(a_step(levels=["handler", "lead", "manager"])), NOW)

    assert cases.reads == 1


def test_staff_are_told_by_their_own_robot_before_mail() -> None:
    robots, email = FakeChannel(), FakeChannel()

    [told] = a_sender(webhook=robots, email=email).on_event(an_escalation(), NOW)

    assert [to for to, _ in robots.sent] == ["managers"]
    assert (told.channel, email.sent) == ("webhook:managers", [])


def test_a_robot_that_refuses_leads_to_mail() -> None:
    robots, email = FakeChannel(Refused("robot_refused")), FakeChannel()

    [told] = a_sender(webhook=robots, email=email).on_event(an_escalation(), NOW)

    assert (told.state, told.channel) == (State.SENT, "email")


def test_an_escalation_that_nobody_would_hear_is_an_error_that_a_person_sees() -> None:
    with pytest.raises(NobodyToTell) as nobody:
        a_sender(directory=FakeDirectory()).on_event(an_escalation(), NOW)

    assert nobody.value.levels == ("manager",)


def test_one_recipient_whose_message_breaks_does_not_stop_the_others() -> None:
    class Breaking(FakeDeliveries):
        def change(self, before: Delivery, after: Delivery, *also: Any) -> Delivery:
            if before.message.recipient == f"staff/{HANDLER.id}":
                raise RuntimeError
            return super().change(before, after, *also)

    email, deliveries = FakeChannel(), Breaking()

    with pytest.raises(NotAllSent) as failed:
        a_sender(deliveries=deliveries, email=email).on_event(
            an_escalation(a_step(levels=["handler", "group"])), NOW
        )

    assert len(failed.value.errors) == 1
    assert [to for to, _ in email.sent] == [GROUP.email]
    assert sorted(one.state for one in deliveries.kept.values()) == [State.QUEUED, State.SENT]


def test_a_transient_failure_is_tried_again_when_its_wait_is_over_and_not_before() -> None:
    email, deliveries = FakeChannel(Delayed("unreachable")), FakeDeliveries()
    sender = a_sender(deliveries=deliveries, email=email)

    [waiting] = sender.on_event(an_event(), NOW)
    early = sender.on_delivery(waiting.message.id, NOW + timedelta(seconds=10))
    later = sender.on_delivery(waiting.message.id, NOW + MINUTE)

    assert (waiting.state, waiting.reason) == (State.WAITING, "unreachable")
    assert early == waiting
    assert later is not None
    assert (later.state, len(email.sent)) == (State.SENT, 2)


def test_a_service_message_in_doubt_is_sent_again() -> None:
    email = FakeChannel(Unclear("no_answer"))
    sender = a_sender(email=email)

    [doubtful] = sender.on_event(an_event(), NOW)
    settled = sender.on_delivery(doubtful.message.id, NOW + MINUTE)

    assert doubtful.state is State.UNKNOWN
    assert settled is not None
    assert (settled.state, settled.unclear) == (State.SENT, 1)
    assert {notice.id for _, notice in email.sent} == {doubtful.message.id}


def test_a_sender_that_died_is_replaced_when_its_lease_is_over() -> None:
    email = FakeChannel(RuntimeError())
    deliveries = FakeDeliveries()
    sender = a_sender(deliveries=deliveries, email=email)
    with pytest.raises(NotAllSent):
        sender.on_event(an_event(), NOW)
    [id_] = deliveries.kept

    held = sender.on_delivery(id_, NOW + MINUTE)
    doubtful = sender.on_delivery(id_, NOW + PATIENCE.lease)
    sent = sender.on_delivery(id_, NOW + PATIENCE.lease + MINUTE)

    assert [one.state for one in (held, doubtful, sent) if one] == [State.SENDING, State.UNKNOWN, State.SENT]


def test_a_late_sender_that_was_accepted_is_believed() -> None:
    deliveries = FakeDeliveries()

    class SlowChannel(FakeChannel):
        def send(self, to, notice, now):  # type: ignore[no-untyped-def]
            a_sender(deliveries=deliveries).on_delivery(notice.id, NOW + PATIENCE.lease)
            assert deliveries.kept[notice.id].state is State.UNKNOWN
            return Accepted("late")

    [told] = a_sender(deliveries=deliveries, email=SlowChannel()).on_event(an_event(), NOW)

    assert (told.state, told.provider_id) == (State.SENT, "late")


def test_what_cannot_be_prepared_is_put_off_and_says_so() -> None:
    cases, deliveries = FakeCases(a_case()), FakeDeliveries()
    cases.broken = True
    sender = a_sender(cases=cases, deliveries=deliveries)

    with pytest.raises(NotAllSent):
        sender.on_event(an_event(), NOW)

    [put_off] = deliveries.kept.values()
    assert (put_off.state, put_off.reason, put_off.claims) == (State.WAITING, "not_prepared", 1)


def test_a_delivery_that_is_no_longer_kept_is_nothing_to_do() -> None:
    assert a_sender().on_delivery("0" * 32, NOW) is None


def test_follow_links_go_to_the_contact_that_asked_and_hold_only_its_cases() -> None:
    asked = an_event("follow_links.requested", contact="h1")
    mine = [
        a_case(phone=None),
        a_case(phone=None, number="8Z2M-4QRT-A", follow_url="https://care.example.com/c/8Z2M4QRTA?key=7"),
    ]
    strangers = a_case(email="stranger@example.com", phone=None, number="9999-9999-9")
    email = FakeChannel()

    a_sender(cases=FakeCases(found={"h1": [*mine, strangers]}), email=email).on_event(asked, NOW)

    [(to, notice)] = email.sent
    assert to == "wang@example.com"
    assert "key=2r5yb3" in notice.text
    assert "8Z2M4QRTA?key=7" in notice.text
    assert "9999-9999-9" not in notice.text


def test_asking_for_links_of_an_unknown_contact_sends_nothing() -> None:
    email = FakeChannel()

    a_sender(cases=FakeCases(), email=email).on_event(an_event("follow_links.requested", contact="h2"), NOW)

    assert email.sent == []


def test_two_recipients_and_two_events_are_different_messages() -> None:
    first, second = a_message(an_event()), a_message(an_event(id_="K7Q29XPD3.2.0"))

    assert first.id != second.id
    assert len(first.id) == 32


def test_a_person_who_left_meanwhile_is_not_told() -> None:
    directory = FakeDirectory(manager=[MANAGER])
    directory.person = lambda staff_id: None  # type: ignore[method-assign]

    [told] = a_sender(directory=directory).on_event(an_escalation(), NOW)

    assert (told.state, told.reason) == (State.FAILED, "no_channel")


def test_a_message_that_waited_three_days_is_given_up() -> None:
    deliveries = FakeDeliveries()
    sender = a_sender(deliveries=deliveries, email=FakeChannel(Delayed("throttled", throttled=True)))
    [waiting] = sender.on_event(an_event(), NOW)

    given_up = sender.on_delivery(waiting.message.id, NOW + PATIENCE.give_up_after)

    assert given_up == replace(
        waiting,
        state=State.FAILED,
        until=None,
        changed_at=NOW + PATIENCE.give_up_after,
        version=waiting.version + 1,
    )
