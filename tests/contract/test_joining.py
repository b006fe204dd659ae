"""Joining, as callers see it."""

from typing import Any

import pytest

from hearthline.members.history import Line
from hearthline.members.model import Kind, Person
from hearthline.platform.outbox import SYSTEM
from tests.contract.club import LI, WANG, Club, joining
from tests.contract.service import Service

KEY = {"Idempotency-Key": "a-key-of-sixteen-signs"}


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


def test_whoever_joins_is_a_member_and_signed_in(club: Club) -> None:
    answer = club.join(
        WANG,
        consents={"terms": True, "survey": {"email": True, "sms": False}, "marketing": {"sms": True}},
        sex="male",
        employer="海岸建设",
        education="bachelor",
    )

    assert answer.status == 201
    told = answer.json
    assert (told["name"], told["phone"], told["email"]) == ("王小明", "+8613800138000", None)
    assert (told["tier"], told["joined_at"]) == ("member", "2026-11-22T08:00:00.000Z")
    assert len(told["referral_code"]) == 8
    assert told["consents"] == {
        "terms": True,
        "survey": {"email": True, "sms": False},
        "marketing": {"email": False, "sms": True},
    }
    [cookie] = answer.cookies
    name, _, rest = cookie.partition("=")
    assert name == "__Host-hearthline"
    assert rest.endswith("; Max-Age=2592000; Path=/; Secure; HttpOnly; SameSite=Lax")


def test_all_is_told_by_events_and_nothing_of_the_person_is_in_them(club: Club) -> None:
    answer = club.join(WANG, consents={"terms": True, "survey": {"sms": True}})
    identity = answer.json["id"]

    [joined] = club.events("member.joined")
    assert joined["data"] == {"person": identity, "via": "web", "city": "sz", "referred": False}
    assert [event["data"]["person"] for event in club.events("person.contact_verified")] == [identity]
    named = {event["data"]["name"] for event in club.events("person.consent_changed")}
    assert named == {"terms", "survey:sms"}
    everything = str([club.events(type_) for type_ in ("member.joined", "person.contact_verified")])
    assert "138" not in everything
    assert "王" not in everything


def test_consents_are_written_down_as_they_were_given(club: Club) -> None:
    browser = club.member(WANG, consents={"terms": True, "marketing": {"email": True}}, language="en")

    history = browser.get("/consents").json["history"]
    assert history == [
        {
            "purpose": purpose,
            "channel": channel,
            "given": True,
            "text_version": 1,
            "language": "en",
            "at": "2026-11-22T08:00:00.000Z",
            "via": "web",
        }
        for purpose, channel in (("terms", None), ("marketing", "email"))
    ]


@pytest.mark.parametrize(
    ("born", "status"),
    [("2008-11-22", 201), ("2008-11-23", 422), ("2026-11-22", 422), ("2027-01-01", 422)],
)
def test_members_are_eighteen_by_the_calendar_of_their_city(club: Club, born: str, status: int) -> None:
    answer = club.join(WANG, birth_date=born)

    assert answer.status == status
    if status == 422:
        assert answer.faults == {"/birth_date": "Members are 18 or older."}


def test_the_day_is_the_citys_own(club: Club) -> None:
    club.service.later(hours=9)  # 23 November in Shenzhen, 22 November in UTC

    assert club.join(WANG, birth_date="2008-11-23").status == 201


@pytest.mark.parametrize(
    "changes",
    [
        {"consents": {"terms": False}},
        {"consents": {}},
        {"consents": None},
        {"city": "nowhere"},
        {"birth_date": "1990-02-30"},
        {"name": ""},
        {"code": "12345"},
        {"code": "１２３４５６"},
        {"contact": {"phone": "13800138000", "email": "wang@example.com"}},
        {"contact": {}},
        {"shoe_size": 43},
        {"referral_code": "AAAAAAAA"},
    ],
)
def test_what_is_not_right_is_named_and_nobody_joins(club: Club, changes: dict[str, Any]) -> None:
    answer = club.service.post("/api/members", {**joining(WANG, club.ask_code(WANG)), **changes})

    assert answer.status == 422
    assert club.events("member.joined") == []


def test_a_wrong_code_joins_nobody(club: Club) -> None:
    code = club.ask_code(WANG)
    wrong = f"{(int(code) + 1) % 10**6:06d}"

    answer = club.service.post("/api/members", joining(WANG, wrong))

    assert (answer.status, answer.json["reason"]) == (409, "code_refused")
    assert not answer.cookies
    assert club.service.post("/api/members", joining(WANG, code)).status == 201


def test_a_member_does_not_join_twice_which_only_the_holder_of_the_contact_learns(club: Club) -> None:
    club.member(WANG)

    again = club.join(WANG)
    guessed = club.service.post("/api/members", joining(WANG, "000000"))

    assert (again.status, again.json["reason"]) == (409, "already_member")
    assert guessed.json["reason"] == "code_refused"
    assert "王" not in again.text


def test_the_code_that_was_right_for_joining_may_be_used_for_signing_in_and_back(club: Club) -> None:
    code = club.ask_code(WANG)
    first = club.service.post("/api/session", {"contact": WANG, "code": code})
    assert (first.status, first.json["reason"]) == (409, "not_joined")

    assert club.service.post("/api/members", joining(WANG, code)).status == 201

    other = club.ask_code(WANG)
    assert club.service.post("/api/members", joining(WANG, other)).json["reason"] == "already_member"
    assert club.service.post("/api/session", {"contact": WANG, "code": other}).status == 200


def test_whom_others_had_made_a_person_becomes_a_member_on_the_same_record(club: Club) -> None:
    from hearthline import root_members
    from hearthline.members.codes import Address

    now = club.service.now
    known = Person("KNOWN00000000000", now, now, Kind.PARTNER, phone="+8613800138000", employer="安居防水")
    mark = root_members.codes().hash_of(Address("phone", "+8613800138000"))
    root_members.persons().create(known, [mark, "customer-mark"], [Line("registered", now, SYSTEM)])

    told = club.join(WANG).json

    assert (told["id"], told["employer"], told["name"]) == ("KNOWN00000000000", "安居防水", "王小明")
    after = root_members.persons().load("KNOWN00000000000")
    assert after is not None
    assert (after.person.kind, after.contacts) == (Kind.PARTNER, (mark, "customer-mark"))


def test_a_referral_is_remembered_however_its_code_is_typed(club: Club) -> None:
    from hearthline import root_members

    code = club.join(WANG).json["referral_code"]
    told = club.join(LI, referral_code=f" {code[:4].lower()}-{code[4:]} ").json

    stored = root_members.persons().load(told["id"])
    assert stored is not None
    assert stored.person.referred_by is not None
    assert [event["data"]["referred"] for event in club.events("member.joined")].count(True) == 1


def test_the_same_key_and_body_give_the_same_member_and_session(club: Club) -> None:
    body = joining(WANG, club.ask_code(WANG))
    first = club.service.post("/api/members", body, headers=KEY)
    club.service.later(hours=20)
    second = club.service.post("/api/members", body, headers=KEY)

    assert (first.status, second.status) == (201, 201)
    assert (second.json, second.cookies) == (first.json, first.cookies)
    assert len(club.events("member.joined")) == 1


def test_the_same_key_with_another_body_tells_nothing_of_the_first(club: Club) -> None:
    body = joining(WANG, club.ask_code(WANG))
    club.service.post("/api/members", body, headers=KEY)

    other = club.service.post("/api/members", {**body, "name": "张三"}, headers=KEY)

    assert other.faults == {"#Idempotency-Key": "This key was used for another request; choose a new one."}


def test_who_read_other_texts_than_those_in_force_is_told(club: Club) -> None:
    code = club.ask_code(WANG)

    body = joining(WANG, code, consents={"terms": True, "text_version": 0})
    answer = club.service.post("/api/members", body)

    assert (answer.status, answer.json["reason"]) == (409, "texts_changed")
    assert answer.json["state"] == {"status": "in_force", "version": 1}
    body["consents"]["text_version"] = 1
    assert club.service.post("/api/members", body).status == 201


def test_anybody_may_read_what_is_agreed_to(club: Club) -> None:
    texts = club.service.get("/api/members/consent-texts").json

    assert texts["version"] == 1
    assert texts["texts"].keys() == {"terms", "survey", "marketing"}
    assert "撤回" in texts["texts"]["terms"]["zh"]
    assert club.service.get("/api/members/consent-texts", version=1).json == texts
    assert club.service.get("/api/members/consent-texts", version=7).status == 404


@pytest.mark.parametrize("path", ["/api/members", "/api/session", "/api/session/code"])
def test_another_site_cannot_have_a_browser_join_or_sign_in(club: Club, path: str) -> None:
    answer = club.service.post(path, {}, headers={"Origin": "https://elsewhere.example"})

    assert answer.status == 403
