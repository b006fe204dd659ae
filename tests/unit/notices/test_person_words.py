"""What persons read about their membership, compared with the golden files (see test_words)."""

import pytest

from hearthline.notices.model import Message, MessageClass
from hearthline.notices.ports import NoticeCode
from hearthline.notices.writing import Writer
from hearthline.platform.outbox import CUSTOMER, Event
from tests.unit.members.person_events import AT, a_code_request
from tests.unit.notices.persons import a_person, links, points_expiring
from tests.unit.notices.test_words import compare

MARKETING = MessageClass.MARKETING


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_person_reads_and_how_they_get_no_more_of_it(language: str) -> None:
    names = {"zh": "王小明", "en": "Anna Wang"}
    person = a_person(language=language, name=names[language])
    message = Message("m" * 32, "points_expiring", f"person/{person.id}", points_expiring())

    compare(f"{language}-points-expiring", Writer().to_person(message, person, links(person.id, MARKETING)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_new_member_reads(language: str) -> None:
    names = {"zh": "王小明", "en": "Anna Wang"}
    person = a_person(language=language, name=names[language], tier="member")
    event = Event(f"person.{person.id}.1.0", "member.joined", AT, f"person/{person.id}", CUSTOMER)
    message = Message("m" * 32, "welcome", f"person/{person.id}", event)

    compare(f"{language}-welcome", Writer().to_person(message, person, {}))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_asks_for_a_code_reads_it_and_never_to_pass_it_on(language: str) -> None:
    message = Message("m" * 32, "sign_in_code", "code/c0ffee", a_code_request())

    written = Writer().to_code(message, NoticeCode("042917", language, phone="+8613800138000"))

    compare(f"{language}-sign-in-code", written)
    assert "042917" in written.short
    assert len(written.short) <= 70
