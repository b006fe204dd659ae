"""How who filed a case is told: at the case's own contacts, and by what is theirs alone."""

from hearthline.notices.model import Delivery
from hearthline.notices.ports import NoticePerson
from tests.unit.notices.builders import NOW, FakeCases, FakeChannel, a_case, a_sender, an_event
from tests.unit.notices.persons import FakePeople, a_person

PERSON = a_person()


def told_by(email: FakeChannel, sms: FakeChannel, person: NoticePerson) -> Delivery:
    sender = a_sender(people=FakePeople(person), cases=FakeCases(a_case()), email=email, sms=sms)
    [told] = sender.on_event(an_event(), NOW)
    return told


def test_a_filer_who_is_a_person_is_told_in_their_order_and_the_cases_language() -> None:
    email, sms = FakeChannel(), FakeChannel()

    told = told_by(email, sms, a_person(channels=("sms",), language="en"))

    [(to, notice)] = sms.sent
    assert (told.channel, told.person, to, notice.language) == ("sms", PERSON.id, "+8613800138000", "zh")
    assert email.sent == []


def test_who_files_with_another_persons_contact_beside_their_own_is_told_as_anybody() -> None:
    email, sms = FakeChannel(), FakeChannel()

    told = told_by(email, sms, a_person(channels=("sms",), language="en", phone="+8613900139000"))

    [(to, notice)] = email.sent
    assert (told.channel, told.person, to, notice.language) == ("email", None, "wang@example.com", "zh")
    assert sms.sent == []


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
