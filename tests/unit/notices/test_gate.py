"""The gate as senders meet it: what is held, withheld, counted, let free, and noted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hearthline.notices import delivery
from hearthline.notices.model import (
    Accepted,
    Counted,
    Counter,
    Delayed,
    Delivery,
    Message,
    MessageClass,
    Refused,
    State,
    Unclear,
    message_id,
)
from hearthline.notices.policy import ContactPolicy
from hearthline.notices.sending import Sender
from tests.unit.notices.builders import (
    NOW,
    PATIENCE,
    FakeCases,
    FakeChannel,
    a_case,
    a_sender,
    an_event,
)
from tests.unit.notices.persons import FakePeople, a_person, a_policy, points_expiring
from tests.unit.notices.record import FakeDeliveries

EVENING = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)  # 22:00 in Shanghai
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PERSON = a_person()
COUNTERS = ("P#0123456789ABCDEF#marketing", "H#home-1#marketing")


class Office:
    """One record, one person, both channels."""

    def __init__(self, *people: Any, policy: ContactPolicy | None = None) -> None:
        self.deliveries = FakeDeliveries()
        self.people = FakePeople(*(people or (PERSON,)))
        self.policy = policy or a_policy()
        self.email, self.sms = FakeChannel(), FakeChannel()

    @property
    def sender(self) -> Sender:
        return a_sender(
            deliveries=self.deliveries,
            people=self.people,
            policy=self.policy,
            cases=FakeCases(a_case()),
            email=self.email,
            sms=self.sms,
        )

    def tell(self, number: int = 1, at: datetime = NOW, **data: Any) -> Delivery:
        [told] = self.sender.on_event(points_expiring(number, **data), at)
        return told

    def again(self, one: Delivery, at: datetime) -> Delivery:
        found = self.sender.on_delivery(one.message.id, at)
        assert found is not None
        return found

    def counted(self) -> list[int]:
        return [len(self.deliveries.counters.get(name, Counter("")).entries) for name in COUNTERS]


def reasons(one: Delivery) -> list[tuple[str, str | None, str | None]]:
    return [(each.verdict.value, each.reason, each.channel) for each in one.decisions]


def test_a_person_is_told_by_mail_with_a_way_out_and_it_is_counted() -> None:
    office = Office()

    told = office.tell()

    [(to, notice)] = office.email.sent
    assert (told.state, told.channel, told.person) == (State.SENT, "email", PERSON.id)
    assert to == "wang@example.com"
    assert notice.leave_url == "https://care.example.com/api/unsubscribe/0123456789ABCDEF-me"
    assert notice.leave_url in notice.text
    assert notice.leave_url in notice.html
    assert "0123456789ABCDEF-mt" in notice.short
    assert reasons(told) == [("go", None, "email")]
    assert told.counted == COUNTERS
    assert office.counted() == [1, 1]


def test_a_persons_own_order_of_channels_holds() -> None:
    office = Office(a_person(channels=("sms",)))

    told = office.tell()

    assert (told.channel, office.email.sent) == ("sms", [])


def test_in_the_evening_it_is_held_until_the_morning_and_then_sent() -> None:
    office = Office()

    held = office.tell(at=EVENING)
    early = office.again(held, EVENING + timedelta(hours=3))
    sent = office.again(held, MORNING)

    assert (held.state, held.until, held.reason) == (State.HELD, MORNING, "quiet_hours")
    assert early == held
    assert sent.state is State.SENT
    assert reasons(sent) == [("hold", "quiet_hours", None), ("go", None, "email")]


def test_a_held_message_that_nobody_sent_in_time_is_held_again() -> None:
    office = Office()
    held = office.tell(at=EVENING)

    again = office.again(held, EVENING + timedelta(days=1))

    assert (again.state, again.until) == (State.HELD, MORNING + timedelta(days=1))


def test_holidays_longer_than_patience_lose_nothing() -> None:
    office = Office(a_person(is_holiday=lambda day: day.month == 11 and day.day < 30))
    held = office.tell()
    office.email.outcomes = [Delayed("unreachable")]
    assert held.until is not None

    waiting = office.again(held, held.until)
    assert waiting.until is not None
    sent = office.again(waiting, waiting.until)

    assert held.until - NOW > PATIENCE.give_up_after
    assert (waiting.state, sent.state) == (State.WAITING, State.SENT)


def test_what_would_come_too_late_is_withheld() -> None:
    withheld = Office().tell(at=EVENING, expires_at="2026-11-23T00:30:00.000Z")

    assert (withheld.state, withheld.reason, withheld.until) == (State.WITHHELD, "expired", None)


def test_without_consent_it_is_withheld_and_says_why_of_each_channel() -> None:
    withheld = Office(a_person(consents={"marketing:email": False})).tell()

    assert (withheld.state, withheld.reason) == (State.WITHHELD, "no_consent")
    assert reasons(withheld) == [
        ("left_out", "no_consent", "email"),
        ("left_out", "no_consent", "sms"),
        ("stop", "no_consent", None),
    ]


def test_the_fifth_in_thirty_days_is_withheld_and_the_first_goes_again_when_the_window_slid() -> None:
    office = Office()
    told = [office.tell(number, NOW + timedelta(hours=number)) for number in (1, 2, 3, 4)]

    fifth = office.tell(5, NOW + timedelta(hours=4))
    later = office.tell(6, NOW + timedelta(days=30, hours=1))

    assert [one.state for one in told] == [State.SENT] * 4
    assert (fifth.state, fifth.reason) == (State.WITHHELD, "person_cap")
    assert later.state is State.SENT
    assert office.counted() == [4, 4]


def test_the_household_counts_what_its_other_owners_got() -> None:
    office = Office(PERSON, a_person("B" * 16, email="b@example.com", phone=None))
    for number in (1, 2, 3, 4):
        office.tell(number)

    other = office.tell(5, person="B" * 16)

    assert (other.state, other.reason) == (State.WITHHELD, "household_cap")


def test_a_person_counts_in_every_home_they_own() -> None:
    office = Office(a_person(households=("home-1", "home-2")))

    office.tell()

    assert sorted(office.deliveries.counters) == sorted([*COUNTERS, "H#home-2#marketing"])


def test_sending_again_counts_once_and_what_failed_for_good_is_not_counted() -> None:
    office = Office()
    office.email.outcomes = [Delayed("unreachable"), Refused("address_refused")]
    office.sms.outcomes = [Refused("number_refused")]

    waiting = office.tell()
    counted = office.counted()
    failed = office.again(waiting, NOW + timedelta(minutes=5))

    assert (waiting.state, counted) == (State.WAITING, [1, 1])
    assert (failed.state, failed.reason, failed.counted) == (State.FAILED, "number_refused", ())
    assert office.counted() == [0, 0]


def test_what_may_have_arrived_stays_counted() -> None:
    office = Office()
    office.email.outcomes = [Unclear("no_answer")]

    unknown = office.tell()
    given_up = office.again(unknown, NOW + PATIENCE.give_up_after)

    assert (unknown.state, given_up.state) == (State.UNKNOWN, State.FAILED)
    assert office.counted() == [1, 1]


def test_a_counted_message_that_is_withheld_later_frees_its_place() -> None:
    office = Office()
    office.email.outcomes = [Delayed("unreachable")]
    waiting = office.tell()
    office.people.known[PERSON.id] = replace(PERSON, consents={})

    withheld = office.again(waiting, NOW + timedelta(minutes=5))

    assert (withheld.state, office.counted()) == (State.WITHHELD, [0, 0])


def test_a_cap_that_filled_between_look_and_claim_is_seen() -> None:
    class Crowded(FakeDeliveries):
        def change(self, before: Delivery, after: Delivery, *also: Any) -> Delivery:
            if after.state is State.SENDING and not self.counters:
                full = tuple(Counted(f"m{number}", NOW) for number in range(4))
                self.counters[COUNTERS[0]] = Counter(COUNTERS[0], 1, full)
            return super().change(before, after, *also)

    office = Office()
    office.deliveries = Crowded()

    told = office.tell()

    assert (told.state, told.reason, office.email.sent) == (State.WITHHELD, "person_cap", [])


def test_service_messages_to_a_person_are_not_counted_and_ask_nothing_where_there_is_no_choice() -> None:
    office = Office(a_person(phone=None, consents={}))
    message = Message(
        message_id("e", f"person/{PERSON.id}", "points_expiring"), "points_expiring", "x", points_expiring()
    )
    service = replace(message, recipient=f"person/{PERSON.id}", message_class=MessageClass.SERVICE)
    queued = office.deliveries.add(delivery.queue(service, EVENING, PATIENCE))

    told = office.again(queued, EVENING)

    assert (told.state, told.decisions, office.deliveries.looks) == (State.SENT, (), 0)
    assert office.deliveries.counters == {}
    assert office.email.sent[0][1].leave_url is None


def test_nobody_is_told_who_is_not_there_any_more() -> None:
    office = Office(a_person("C" * 16))

    told = office.tell()

    assert (told.state, told.reason) == (State.FAILED, "no_channel")


def test_a_filers_bounced_address_is_left_out_and_the_number_told() -> None:
    office = Office(a_person("C" * 16, email=None, phone=None))
    office.deliveries.suppressed = {"email:wang@example.com": "bounced"}

    [told] = office.sender.on_event(an_event(), NOW)

    assert (told.state, told.channel) == (State.SENT, "sms")
    assert reasons(told) == [("left_out", "address_bounced", "email")]


def test_an_accepted_message_that_is_reported_by_the_providers_id_is_found_by_it() -> None:
    office = Office(a_person(channels=("sms",)))
    office.sms.outcomes = [Accepted("sns-1", reported_by_it=True)]

    told = office.tell()

    assert office.deliveries.pointers == {"sns-1": told.message.id}
