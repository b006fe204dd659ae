"""What a provider's later word does to a delivery, and how many decisions one keeps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hearthline.notices import delivery
from hearthline.notices.model import Message, MessageClass, State, Verdict
from tests.unit.notices.builders import NOW, PATIENCE
from tests.unit.notices.persons import a_person, points_expiring

PERSON = a_person()


def points_message(class_: MessageClass) -> Message:
    return Message("m" * 32, "points_expiring", f"person/{PERSON.id}", points_expiring(), class_)


@pytest.mark.parametrize(
    ("state", "channel", "after"),
    [
        (State.SENT, "email", State.QUEUED),
        (State.UNKNOWN, "email", State.QUEUED),
        (State.SENT, "sms", State.SENT),  # an earlier channel's report, after the next one took over
        (State.SENDING, "email", State.SENDING),
        (State.FAILED, "email", State.FAILED),
    ],
)
def test_a_bounce_leads_a_service_message_to_its_next_channel(
    state: State, channel: str, after: State
) -> None:
    sent = replace(
        delivery.queue(points_message(MessageClass.SERVICE), NOW, PATIENCE), state=state, channel="email"
    )

    assert delivery.bounced(sent, channel, "address_bounced", NOW).state is after


def test_a_bounce_after_delivery_or_of_another_class_sends_nothing_more() -> None:
    sent = replace(
        delivery.queue(points_message(MessageClass.MARKETING), NOW, PATIENCE),
        state=State.SENT,
        channel="email",
    )
    arrived = delivery.delivered(sent, "email", "p-1", NOW)

    failed = delivery.bounced(sent, "email", "address_bounced", NOW)

    assert (failed.state, failed.reason) == (State.FAILED, "address_bounced")
    assert delivery.bounced(arrived, "email", "address_bounced", NOW) is arrived


def test_many_decisions_keep_the_latest() -> None:
    one = delivery.queue(points_message(MessageClass.MARKETING), NOW, PATIENCE)
    for day in range(50):
        one = delivery.hold(one, NOW + timedelta(days=day), "holiday", NOW)

    assert len(one.decisions) == 20
    assert one.decisions[-1].until == NOW + timedelta(days=49)
    assert all(each.verdict is Verdict.HOLD for each in one.decisions)
