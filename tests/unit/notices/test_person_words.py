"""What persons read about their membership, compared with the golden files (see test_words)."""

from dataclasses import replace
from typing import Any

import pytest

from hearthline.notices.audience import message_of, person_notice
from hearthline.notices.model import Message, MessageClass
from hearthline.notices.ports import NoticeCode
from hearthline.notices.writing import Writer
from hearthline.platform.instants import read_instant
from hearthline.platform.outbox import CUSTOMER, SYSTEM, Event
from tests.unit.members.person_events import AT, a_code_request
from tests.unit.notices.persons import a_person, links, points_expiring
from tests.unit.notices.steps import a_notice_step
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


STANDING: dict[str, tuple[str, dict[str, Any]]] = {
    "tier-raised": ("tier_raised", {"from": "member", "to": "senior", "reason": "year", "discount": 2}),
    "tier-gold": ("tier_raised", {"from": "senior", "to": "gold", "reason": "referrals", "discount": 5}),
    "tier-lowered": (
        "tier_lowered",
        {"from": "senior", "to": "member", "reason": "purchase_cancelled", "discount": 0},
    ),
    "tier-clawed-back": (
        "tier_lowered",
        {"from": "gold", "to": "senior", "reason": "referral_clawed_back", "discount": 2},
    ),
    "referral-completed": (
        "referral_completed",
        {"contract": "HT-2026-0117", "status": "completed", "reason": None},
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", STANDING)
def test_what_a_member_reads_of_their_tier_and_their_referrals(language: str, name: str) -> None:
    purpose, facts = STANDING[name]
    person = a_person(language=language, name={"zh": "王小明", "en": "Anna Wang"}[language])
    event = Event("person.1.2.0", "member.tier_changed", AT, f"person/{person.id}", SYSTEM, facts)
    written = Writer().to_person(Message("m" * 32, purpose, f"person/{person.id}", event), person, {})

    compare(f"{language}-{name}", written)
    assert "HT-2026" not in written.text


@pytest.mark.parametrize(
    ("type_", "facts", "purpose"),
    [
        ("member.tier_changed", {"from": "member", "to": "gold"}, "tier_raised"),
        ("member.tier_changed", {"from": "gold", "to": "senior"}, "tier_lowered"),
        ("member.tier_changed", {"from": None, "to": "member"}, None),
        ("referral.changed", {"status": "completed"}, "referral_completed"),
        ("referral.changed", {"status": "pending"}, None),
        ("referral.changed", {"status": "clawed_back"}, None),
    ],
)
def test_members_are_told_of_what_they_reached_and_lost(
    type_: str, facts: dict[str, str | None], purpose: str | None
) -> None:
    told = person_notice(Event("e", type_, AT, "person/p", SYSTEM, {"person": "p", **facts}))

    assert (told.purpose if told else None) == purpose
    assert told is None or (told.recipient, told.message_class) == ("person/p", MessageClass.SERVICE)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_asks_for_a_code_reads_it_and_never_to_pass_it_on(language: str) -> None:
    message = Message("m" * 32, "sign_in_code", "code/c0ffee", a_code_request())

    written = Writer().to_code(message, NoticeCode("042917", language, phone="+8613800138000"))

    compare(f"{language}-sign-in-code", written)
    assert "042917" in written.short
    assert len(written.short) <= 70


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_an_owner_reads_of_their_home(language: str) -> None:
    person = a_person(language=language, name={"zh": "王小明", "en": "Anna Wang"}[language])
    facts = {"person": person.id, "message_class": "marketing", "good_until": "2026-12-22T08:00:00.000Z"}
    event = Event("life.1", "home.step_due", AT, "home/1", SYSTEM, facts)
    told = person_notice(event)
    assert told is not None
    assert (told.message_class, told.good_until) == (MARKETING, read_instant(facts["good_until"]))

    written = Writer().to_owner(message_of(told, event), person, a_notice_step(), links(person.id, MARKETING))

    compare(f"{language}-home-step", replace(written, id="m" * 32))
