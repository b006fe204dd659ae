"""Providers' reports taken on each engine: duplicates, any order, bounces that lead further, addresses."""

from datetime import timedelta
from typing import Any

import pytest

from hearthline.notices import delivery
from hearthline.notices.contact_store import ContactRecord
from hearthline.notices.feedback import Feedback, TooEarly
from hearthline.notices.model import Accepted, Delivery, MessageClass, Refused, State, Unclear
from hearthline.notices.reports import ReportUnreadable
from hearthline.notices.store import DeliveryTable
from hearthline.platform.table import Table
from tests.engines.engine import Engine
from tests.unit.notices.builders import (
    MINUTE,
    NOW,
    PATIENCE,
    FakeChannel,
    a_hash,
    a_message,
    a_sender,
    an_event,
)
from tests.unit.notices.persons import FakePeople, a_person, points_expiring
from tests.unit.notices.provider_reports import gateway, ses_bounce, ses_complaint, ses_delivery, sns_text

PERSON = a_person()
ADDRESS, NUMBER = "wang@example.com", "+8613800138000"


class Office:
    """The record on an engine, a sender with both channels, and what takes reports."""

    def __init__(self, engine: Engine) -> None:
        table = Table(engine.client, engine.deliveries, pause=lambda _: None)
        self.deliveries = DeliveryTable(table, 8)
        self.record = ContactRecord(table)
        self.feedback = Feedback(self.deliveries, self.record, a_hash)
        self.email, self.sms = FakeChannel(), FakeChannel()
        self.sender = a_sender(
            deliveries=self.deliveries, people=FakePeople(PERSON), email=self.email, sms=self.sms
        )

    def tell(self, number: int = 1) -> Delivery:
        """Tell the person of points that end, which is marketing."""
        [told] = self.sender.on_event(points_expiring(number), NOW)
        return told

    def tell_filer(self) -> Delivery:
        """Tell a filer of their case, which is service."""
        [told] = self.sender.on_event(an_event(), NOW)
        return told

    def hear(self, *bodies: dict[str, Any]) -> None:
        for body in bodies:
            self.feedback(body, NOW + MINUTE)

    def now(self, one: Delivery) -> Delivery:
        found = self.deliveries.find(one.message.id)
        assert found is not None
        return found


@pytest.fixture
def office(engine: Engine) -> Office:
    return Office(engine)


def test_a_report_settles_what_nobody_knew(office: Office) -> None:
    office.email.outcomes = [Unclear("no_answer")]
    unknown = office.tell()

    office.hear(ses_delivery(unknown.message.id))

    settled = office.now(unknown)
    assert (unknown.state, settled.state) == (State.UNKNOWN, State.SENT)
    assert settled.delivered_at is not None


def test_a_bounced_service_message_goes_on_to_the_next_channel_and_the_address_is_kept(
    office: Office,
) -> None:
    told = office.tell_filer()

    office.hear(ses_bounce(told.message.id, ADDRESS), ses_bounce(told.message.id, ADDRESS))
    again = office.sender.on_delivery(told.message.id, NOW + MINUTE)

    assert again is not None
    assert (again.state, again.channel, again.refused) == (State.SENT, "sms", {"email": "address_bounced"})
    assert len(office.sms.sent) == 1
    assert office.record.suppression(f"email:{ADDRESS}") is not None


def test_a_bounce_that_comes_again_after_the_next_channel_sends_nothing_more(office: Office) -> None:
    told = office.tell_filer()
    office.hear(ses_bounce(told.message.id, ADDRESS))
    office.sender.on_delivery(told.message.id, NOW + MINUTE)

    office.hear(ses_bounce(told.message.id, ADDRESS))
    office.sender.on_delivery(told.message.id, NOW + 2 * MINUTE)

    assert (len(office.email.sent), len(office.sms.sent)) == (1, 1)


def test_a_bounce_after_a_delivery_sends_nothing_more_but_the_address_is_kept(office: Office) -> None:
    told = office.tell_filer()

    office.hear(ses_delivery(told.message.id), ses_bounce(told.message.id, ADDRESS))

    assert office.now(told).state is State.SENT
    assert office.record.suppression(f"email:{ADDRESS}") is not None


def test_a_bounced_marketing_message_fails_and_its_place_is_free(office: Office) -> None:
    told = office.tell()

    office.hear(ses_bounce(told.message.id, ADDRESS))

    failed = office.now(told)
    assert (failed.state, failed.reason, failed.counted) == (State.FAILED, "address_bounced", ())
    counters = office.deliveries.look((), told.counted).counters.values()
    assert [each.entries for each in counters] == [(), ()]


def test_a_soft_bounce_changes_nothing(office: Office) -> None:
    told = office.tell_filer()

    office.hear(ses_bounce(told.message.id, ADDRESS, "Transient"))

    assert office.now(told) == told
    assert office.record.suppression(f"email:{ADDRESS}") is None


def test_who_complains_gets_no_more_marketing_there_but_their_own_matters(office: Office) -> None:
    told = office.tell()
    office.hear(ses_complaint(told.message.id, ADDRESS))

    more, own = office.tell(2), office.tell_filer()

    assert (more.channel, own.channel) == ("sms", "email")


def test_reports_of_what_nobody_knows_are_taken(office: Office) -> None:
    office.hear(ses_delivery("f" * 32), ses_delivery(None), gateway("f" * 32, "failed"))
    office.hear(sns_text("s-9", "FAILURE", "Invalid phone number"), {"detail-type": "other"})

    assert office.record.suppression(f"phone:{NUMBER}") is not None


def test_a_short_message_is_found_by_the_providers_own_id(office: Office) -> None:
    office.email.outcomes = [Refused("address_refused")]
    office.sms.outcomes = [Accepted("s-1", reported_by_it=True)]
    told = office.tell_filer()

    office.hear(sns_text("s-1", "FAILURE", "Phone is currently unreachable/unavailable"))

    queued = office.now(told)
    assert (queued.state, queued.refused["sms"]) == (State.QUEUED, "not_delivered")
    assert office.record.suppression(f"phone:{NUMBER}") is None


def test_a_report_on_a_message_in_a_senders_hands_comes_again(office: Office) -> None:
    queued = office.deliveries.add(delivery.queue(a_message(), NOW, PATIENCE))
    office.deliveries.change(queued, delivery.claim(queued, "email", NOW, PATIENCE))

    with pytest.raises(TooEarly):
        office.hear(ses_delivery(queued.message.id))


def test_a_bounce_reported_twice_counts_once_after_it_was_lifted(office: Office) -> None:
    told = office.tell_filer()
    office.hear(ses_bounce(told.message.id, ADDRESS))

    assert office.record.lift(f"email:{ADDRESS}", NOW + MINUTE)
    office.hear(ses_bounce(told.message.id, ADDRESS))

    assert office.record.suppression(f"email:{ADDRESS}") is None


def test_an_unreadable_report_is_an_error(office: Office) -> None:
    with pytest.raises(ReportUnreadable):
        office.hear({"eventType": "Bounce"})


def test_a_report_costs_a_read_and_a_write(engine: Engine, office: Office) -> None:
    told = office.tell_filer()

    with engine.counter.during() as spent:
        office.hear(ses_delivery(told.message.id))
    with engine.counter.during() as again:
        office.hear(ses_delivery(told.message.id))

    assert dict(spent.requests) == {"GetItem": 1, "PutItem": 1}
    assert dict(again.requests) == {"GetItem": 1}


def test_an_address_is_nowhere_in_the_table_or_the_log(
    engine: Engine, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    told = office.tell_filer()
    feedback = Feedback(office.deliveries, office.record, lambda kind, address: f"{len(kind + address)}")

    feedback(ses_bounce(told.message.id, ADDRESS), NOW + timedelta(minutes=1))

    assert ADDRESS not in str(engine.client.scan(TableName=engine.deliveries)["Items"])
    assert ADDRESS not in capsys.readouterr().out


def test_an_unknown_marketing_message_that_bounced_tries_the_next_channel(office: Office) -> None:
    office.email.outcomes = [Unclear("no_answer")]
    unknown = office.tell()

    office.hear(ses_bounce(unknown.message.id, ADDRESS))
    sent = office.sender.on_delivery(unknown.message.id, NOW + MINUTE)

    assert sent is not None
    assert sent.message.message_class is MessageClass.MARKETING
    assert (sent.state, sent.channel) == (State.SENT, "sms")
