"""Signing in and out, and one's own record, as callers see it."""

from typing import Any

import pytest

from tests.contract.club import LI, WANG, Browser, Club, cookie_of
from tests.contract.service import Service

OTHER = {"phone": "13900139000"}


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


def test_a_code_gives_a_session(club: Club) -> None:
    club.member(WANG)

    answer = club.sign_in(WANG)

    assert answer.status == 200
    assert Browser(club.service, cookie_of(answer)).get().json == answer.json


def test_signing_in_again_ends_the_session_that_the_browser_had(club: Club) -> None:
    earlier = club.member(WANG)
    code = club.ask_code(WANG)
    body = {"contact": WANG, "code": code}

    answer = club.service.post("/api/session", body, headers={"Cookie": earlier.cookie})

    assert (answer.status, earlier.get().status) == (200, 401)
    assert Browser(club.service, cookie_of(answer)).get().status == 200


def test_a_code_opens_once(club: Club) -> None:
    club.member(WANG)
    code = club.ask_code(WANG)

    first = club.service.post("/api/session", {"contact": WANG, "code": code})
    second = club.service.post("/api/session", {"contact": WANG, "code": code})

    assert (first.status, second.status, second.json["reason"]) == (200, 409, "code_refused")


def test_asking_is_answered_alike_whosever_contact_it_is_and_when_it_is_too_often(club: Club) -> None:
    club.member(WANG)

    answers = [club.service.post("/api/session/code", contact) for contact in [WANG, LI] * 7]

    volatile = {"x-request-id"}
    seen = {
        (answer.status, answer.text, *sorted((k, v) for k, v in answer.headers.items() if k not in volatile))
        for answer in answers
    }
    assert len(seen) == 1


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "x.y", "__Host-hearthline=", "__Host-hearthline=x", "__Host-hearthline=x.y", "other=x.y"],
)
def test_without_a_session_nothing_of_ones_own_is_shown(club: Club, cookie: str) -> None:
    answer = club.service.ask("GET", "/api/members/me", headers={"Cookie": cookie})

    assert answer.status == 401


def test_a_session_is_its_own_persons_alone(club: Club) -> None:
    wang, li = club.member(WANG), club.member(LI, name="李四")
    mixed = f"{li.cookie.partition('.')[0]}.{wang.cookie.partition('.')[2]}"

    assert Browser(club.service, mixed).get().status == 401
    assert wang.get().json["name"] == "王小明"


def test_leaving_ends_the_session_and_leaving_again_is_no_mistake(club: Club) -> None:
    browser = club.member(WANG)

    for _ in range(2):
        answer = club.service.ask("DELETE", "/api/session", headers={"Cookie": browser.cookie})
        assert answer.status == 204
        assert answer.cookies[0].startswith("__Host-hearthline=; Max-Age=0;")
    assert browser.get().status == 401


def test_a_session_ends_after_thirty_days(club: Club) -> None:
    browser = club.member(WANG)

    club.service.later(days=30, milliseconds=-1)
    assert browser.get().status == 200
    club.service.later(milliseconds=1)
    assert browser.get().status == 401


def test_reading_changes_nothing(club: Club) -> None:
    browser = club.member(WANG)
    before = club.service.snapshot()

    for path in ("", "/consents"):
        assert browser.get(path).status == 200
    club.service.get("/api/members/consent-texts")

    assert club.service.snapshot() == before


def test_the_token_stands_nowhere(club: Club) -> None:
    browser = club.member(WANG)

    token = browser.cookie.partition(".")[2]
    assert len(token) == 43
    assert not [item for item in club.service.snapshot() if token in item]


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_another_site_changes_nothing_with_ones_session(club: Club, headers: dict[str, str]) -> None:
    browser = club.member(WANG)
    before = club.service.snapshot()

    for path, body in (("", {"language": "en"}), ("/consents", {"survey": {"email": True}})):
        answer = club.service.ask(
            "PATCH", f"/api/members/me{path}", json_body=body, headers={"Cookie": browser.cookie, **headers}
        )
        assert answer.status == 403
    assert club.service.ask("DELETE", "/api/session", headers=headers).status == 403

    assert club.service.snapshot() == before


def test_a_profile_is_changed_field_by_field(club: Club) -> None:
    browser = club.member(WANG)

    answer = browser.patch(
        {
            "name": "王大明",
            "language": "en",
            "channels": ["sms"],
            "city": "bj",
            "sex": "male",
            "employer": None,
        }
    )

    told = answer.json
    assert (told["name"], told["language"], told["channels"]) == ("王大明", "en", ["sms"])
    assert (told["city"], told["sex"], told["employer"]) == ("bj", "male", None)
    assert browser.get().json == told
    assert not answer.cookies
    [event] = club.events("person.changed")
    assert event["data"]["fields"] == ["name", "sex", "language", "city", "channels"]


@pytest.mark.parametrize(
    "body",
    [
        {"name": None},
        {"birth_date": None},
        {"birth_date": "2015-01-01"},
        {"city": "nowhere"},
        {"channels": ["sms", "sms"]},
        {"channels": ["fax"]},
        {"tier": "gold"},
        {"phone": "13900139000"},
        {"phone": {"value": "13900139000"}},
    ],
)
def test_what_is_not_right_changes_nothing(club: Club, body: dict[str, Any]) -> None:
    browser = club.member(WANG)
    before = browser.get().json

    assert browser.patch(body).status == 422
    assert browser.get().json == before


def test_a_change_may_be_bound_to_what_was_read(club: Club) -> None:
    browser = club.member(WANG)
    read = browser.get().headers["etag"]

    assert browser.patch({"language": "en"}, If_Match=read).status == 200
    assert browser.patch({"language": "zh"}, If_Match=read).status == 412
    assert browser.patch({"language": "en"}).status == 200


def test_a_new_contact_needs_the_code_that_was_sent_to_it(club: Club) -> None:
    browser = club.member(WANG)
    mine, code = club.ask_code(WANG), club.ask_code(OTHER)

    refused = browser.patch({"phone": {"value": "13900139000", "code": mine}})
    assert (refused.status, refused.json["reason"]) == (409, "code_refused")
    changed = browser.patch({"phone": {"value": "13900139000", "code": code}})

    assert changed.json["phone"] == "+8613900139000"
    assert club.sign_in(OTHER).status == 200
    assert club.sign_in(WANG).json["reason"] == "not_joined"
    assert len(club.events("person.contact_verified")) == 2


def test_changing_contacts_ends_all_sessions_but_ones_own(club: Club) -> None:
    browser = club.member(WANG)
    other = Browser(club.service, cookie_of(club.sign_in(WANG)))
    old = Browser(club.service, browser.cookie)
    club.service.later(minutes=1)

    code = club.ask_code(LI)
    assert browser.patch({"email": {"value": LI["email"], "code": code}}).status == 200

    assert browser.get().json["email"] == "li@example.com"
    assert (other.get().status, old.get().status) == (401, 401)


@pytest.mark.parametrize("change", ["replaced", "given up"])
def test_only_a_fresh_session_changes_how_one_signs_in(club: Club, change: str) -> None:
    browser = club.member(WANG)
    club.service.later(minutes=11)
    code = club.ask_code(LI)

    wish = {"email": {"value": LI["email"], "code": code}} if change == "replaced" else {"phone": None}
    refused = browser.patch(wish)

    assert (refused.status, refused.json["reason"]) == (409, "session_too_old")
    assert browser.patch({"employer": "Second"}).status == 200
    again = Browser(club.service, cookie_of(club.sign_in(WANG)))
    assert again.patch({"email": {"value": LI["email"], "code": code}}).status == 200


def test_a_contact_of_somebody_else_stays_theirs(club: Club) -> None:
    club.member(LI, name="李四")
    browser = club.member(WANG)

    answer = browser.patch({"email": {"value": LI["email"], "code": club.ask_code(LI)}})

    assert (answer.status, answer.json["reason"]) == (409, "contact_taken")
    assert "李" not in answer.text
    assert browser.get().json["email"] is None


def test_the_last_contact_cannot_be_given_up(club: Club) -> None:
    browser = club.member(WANG)
    assert browser.patch({"phone": None}).json["reason"] == "last_contact"

    browser.patch({"email": {"value": LI["email"], "code": club.ask_code(LI)}})
    assert browser.patch({"phone": None}).json["phone"] is None
    assert browser.patch({"email": None}).json["reason"] == "last_contact"
    assert club.join(WANG).status == 201


def test_consent_is_withdrawn_as_it_is_given(club: Club) -> None:
    browser = club.member(WANG)

    given = browser.patch({"survey": {"email": True, "sms": True}}, "/consents")
    club.service.later(days=1)
    withdrawn = browser.patch({"survey": {"email": False}}, "/consents")

    assert given.json["consents"]["survey"] == {"email": True, "sms": True}
    assert withdrawn.json["consents"]["survey"] == {"email": False, "sms": True}
    assert [(each["channel"], each["given"]) for each in withdrawn.json["history"]] == [
        (None, True),
        ("email", True),
        ("sms", True),
        ("email", False),
    ]
    assert browser.get("/consents").json == withdrawn.json


def test_what_stands_already_is_not_declared_again(club: Club) -> None:
    browser = club.member(WANG)
    browser.patch({"survey": {"email": True}}, "/consents")

    again = browser.patch({"survey": {"email": True}, "marketing": {"sms": False}}, "/consents")

    assert len(again.json["history"]) == 2
    assert len(club.events("person.consent_changed")) == 2


def test_terms_are_not_withdrawn_here(club: Club) -> None:
    assert club.member(WANG).patch({"terms": False}, "/consents").status == 422
