"""What who is asked to answer a survey reads, and how they are told: once, as campaign and policy say."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hearthline.notices.asking import asked_in
from hearthline.notices.history import for_person
from hearthline.notices.model import Accepted, MessageClass, Refused, State, Unclear
from hearthline.notices.policy import Hold, Reason, Stop
from hearthline.notices.writing import Writer
from tests.unit.notices.builders import NOW, FakeChannel, a_sender
from tests.unit.notices.persons import FakePeople, a_person, links
from tests.unit.notices.record import FakeDeliveries
from tests.unit.notices.surveys import CLOSES, URL, FakeSurveys, a_survey, an_asked, an_asking
from tests.unit.notices.test_words import compare

OWN = {
    "zh": "尊敬的业主：\n\n新会所已开放，<b>请</b>谈谈您的看法。",
    "en": "Dear owner,\n\nthe new clubhouse is open. <script>alert(1)</script> Tell us & your neighbours.",
}
SURVEYS: dict[str, tuple[str, dict[str, Any]]] = {
    "survey-invitation": ("invitation", {}),
    "survey-invitation-own-words": ("invitation", {"text": OWN, "anonymous": True, "choices": ()}),
    "survey-reminder": ("reminder/1", {}),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SURVEYS)
def test_what_who_is_asked_reads(language: str, name: str) -> None:
    message, changes = SURVEYS[name]
    person = a_person(language=language, name={"zh": "王小明", "en": "Anna Wang"}[language])
    leaving = links(person.id, MessageClass.SURVEY)

    written = Writer().to_asked(an_asking(message), person, a_survey(**changes), leaving)

    compare(f"{language}-{name}", written)
    assert written.leave_url == leaving["email"]
    assert URL in written.short
    assert leaving["sms"] in written.short
    assert "<script>" not in written.html


def test_a_text_in_one_language_alone_is_read_by_everybody() -> None:
    survey = a_survey(title={"en": "Survey"}, intro={}, choices=())

    written = Writer().to_asked(an_asking(), a_person(), survey, {})

    assert written.subject == "Survey"
    assert "我们想听听您的意见。" in written.text


def test_a_message_says_whom_it_asks_what_and_is_the_same_each_time() -> None:
    asked = an_asked("reminder/2", source="complaint/K7Q29XPD3")

    message, again = an_asking("reminder/2", source=asked.source), an_asking("reminder/2")

    assert asked_in(message) == asked
    assert message.id == again.id
    assert message.id not in {an_asking().id, an_asking("reminder/1").id}
    assert message.event.id == f"campaign.{asked.campaign}.{asked.invitation}.reminder/2"


def test_who_is_asked_is_told_once_however_often_the_queue_brings_it() -> None:
    deliveries, email = FakeDeliveries(), FakeChannel()
    sender = a_sender(deliveries=deliveries, people=FakePeople(a_person()), email=email)

    told = [sender.tell(an_asking(), a_survey(), NOW) for _ in range(3)]

    assert [one.state for one in told] == [State.SENT] * 3
    assert len(email.sent) == 1
    assert told[0].sent_at == NOW


def test_the_callers_survey_is_not_read_again_and_a_timer_reads_it() -> None:
    deliveries, surveys = FakeDeliveries(), FakeSurveys()
    people = FakePeople(a_person(consents={"survey:email": True}))
    sender = a_sender(deliveries=deliveries, people=people, surveys=surveys, email=FakeChannel())
    night = NOW.replace(hour=14)

    held = sender.tell(an_asking(), a_survey(), night)
    assert (held.state, held.reason, surveys.reads) == (State.HELD, "quiet_hours", 0)

    assert held.until is not None
    sent = sender.on_delivery(held.message.id, held.until)
    assert sent is not None
    assert (sent.state, surveys.reads) == (State.SENT, 1)


@pytest.mark.parametrize(
    ("instead", "state", "reason"),
    [
        (Stop(Reason.ANSWERED), State.WITHHELD, "answered"),
        (Stop(Reason.CAMPAIGN_ENDED), State.WITHHELD, "campaign_ended"),
        (Hold(NOW + timedelta(days=1), Reason.PAUSED), State.HELD, "paused"),
    ],
)
def test_what_was_held_over_night_asks_its_campaign_before_it_goes(
    instead: Hold | Stop, state: State, reason: str
) -> None:
    email, surveys = FakeChannel(), FakeSurveys(instead)
    sender = a_sender(people=FakePeople(a_person()), surveys=surveys, email=email)
    held = sender.tell(an_asking(), a_survey(), NOW.replace(hour=14))
    assert held.until is not None

    after = sender.on_delivery(held.message.id, held.until)

    assert after is not None
    assert (after.state, after.reason, email.sent) == (state, reason, [])
    assert for_person(after)["reason"]["code"] == reason


def test_the_campaigns_channels_alone_are_used() -> None:
    email, sms = FakeChannel(), FakeChannel()
    sender = a_sender(people=FakePeople(a_person()), email=email, sms=sms)

    told = sender.tell(an_asking(), a_survey(channels=("sms",)), NOW)

    assert (told.channel, email.sent, len(sms.sent)) == ("sms", [], 1)


def test_who_cannot_be_reached_by_the_campaigns_channels_is_not_asked() -> None:
    sender = a_sender(people=FakePeople(a_person(phone=None)), email=FakeChannel(), sms=FakeChannel())

    told = sender.tell(an_asking(), a_survey(channels=("sms",)), NOW)

    assert (told.state, told.reason) == (State.FAILED, "no_channel")


def test_a_reminder_is_no_second_survey_and_another_campaign_is() -> None:
    deliveries, email = FakeDeliveries(), FakeChannel()
    sender = a_sender(deliveries=deliveries, people=FakePeople(a_person()), email=email)
    later = NOW + timedelta(days=7)

    sender.tell(an_asking(), a_survey(), NOW)
    reminded = sender.tell(an_asking("reminder/1"), a_survey(), later)
    other = sender.tell(an_asking(campaign="FEDCBA9876543210"), a_survey(), later)

    assert reminded.state is State.SENT
    assert (other.state, other.reason) == (State.WITHHELD, "person_cap")
    assert [len(counter.entries) for counter in deliveries.counters.values()] == [1, 1]


def test_a_reminder_that_fails_leaves_its_invitation_in_the_caps() -> None:
    deliveries = FakeDeliveries()
    email = FakeChannel(Accepted("p1"), Refused("address_refused"))
    people = FakePeople(a_person(phone=None))
    sender = a_sender(deliveries=deliveries, people=people, email=email)

    sender.tell(an_asking(), a_survey(), NOW)
    reminded = sender.tell(an_asking("reminder/1"), a_survey(), NOW + timedelta(days=7))
    other = sender.tell(an_asking(campaign="FEDCBA9876543210"), a_survey(), NOW + timedelta(days=8))

    assert (reminded.state, other.reason) == (State.FAILED, "person_cap")


def test_a_survey_in_doubt_is_not_sent_again() -> None:
    email = FakeChannel(Unclear("no_answer"))
    sender = a_sender(people=FakePeople(a_person()), email=email)

    told = [sender.tell(an_asking(), a_survey(), NOW + timedelta(hours=hours)) for hours in (0, 1)]

    assert [one.state for one in told] == [State.UNKNOWN, State.UNKNOWN]
    assert len(email.sent) == 1


def test_nothing_goes_after_the_survey_has_closed() -> None:
    sender = a_sender(people=FakePeople(a_person()), email=FakeChannel())

    told = sender.tell(replace(an_asking(), good_until=CLOSES), a_survey(), CLOSES)

    assert (told.state, told.reason) == (State.WITHHELD, "expired")
