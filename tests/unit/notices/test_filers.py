"""Notices of a case beside the person to whom its contacts belong."""

from tests.unit.notices.builders import NOW, FakeCases, FakeChannel, a_case, a_sender, an_event
from tests.unit.notices.persons import FakePeople, a_person

PERSON = a_person()


def test_a_filer_who_is_a_person_is_told_in_their_order_and_language_at_the_cases_own_contacts() -> None:
    person = a_person(channels=("sms",), language="en", email="other@example.com")
    email, sms = FakeChannel(), FakeChannel()
    sender = a_sender(people=FakePeople(person), cases=FakeCases(a_case()), email=email, sms=sms)

    [told] = sender.on_event(an_event(), NOW)

    [(to, notice)] = sms.sent
    assert (told.channel, told.person, to, notice.language) == ("sms", PERSON.id, "+8613800138000", "en")
    assert email.sent == []


def test_a_filer_with_one_contact_is_looked_up_too_so_that_the_message_is_theirs() -> None:
    people = FakePeople(PERSON)

    [told] = a_sender(people=people, email=FakeChannel()).on_event(an_event(), NOW)

    assert people.asked == 1
    assert told.person == PERSON.id


def test_a_filer_who_is_nobody_is_told_in_the_cases_language() -> None:
    email = FakeChannel()

    [told] = a_sender(people=FakePeople(), email=email).on_event(an_event(), NOW)

    [(_, notice)] = email.sent
    assert (told.person, notice.language) == (None, "zh")
