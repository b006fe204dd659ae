"""What members and staff see of messages, leaving off, and lifting, as callers see it."""

import re

import pytest

from hearthline import root, root_members, root_notices
from hearthline.notices import delivery
from hearthline.notices.contact_store import Suppression
from hearthline.notices.delivery import Patience
from hearthline.notices.leaving import Leave
from hearthline.notices.model import Message, MessageClass, State, message_id
from hearthline.platform.outbox import SYSTEM, Event
from tests.contract.club import Browser, Club
from tests.contract.service import AGENT, AUDITOR, ELSEWHERE, LEAD, Service

ONE_CLICK = {"Content-Type": "application/x-www-form-urlencoded"}
HTML = {"Accept": "text/html", "Accept-Language": "en"}
AGREED = {"terms": True, "marketing": {"email": True, "sms": True}}


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


def token_for(person: str, channel: str = "sms") -> str:
    return root_notices.leaving().token(Leave(person, MessageClass.MARKETING, channel))


def identity(browser: Browser) -> str:
    return str(browser.get().json["id"])


def a_message(service: Service, person: str, number: int = 1) -> None:
    """Keep a message that is held, with its decision."""
    event = Event(f"points.{person}.{number}", "points.expiring", service.now, f"person/{person}", SYSTEM, {})
    id_ = message_id(event.id, f"person/{person}", "points_expiring")
    message = Message(id_, "points_expiring", f"person/{person}", event, MessageClass.MARKETING)
    one = delivery.queue(message, service.now, Patience())
    root_notices.deliveries().add(delivery.hold(one, service.now, "quiet_hours", service.now))


def test_one_sees_what_one_was_sent_and_why_it_waits(service: Service, club: Club) -> None:
    browser = club.member()
    for number in range(3):
        a_message(service, identity(browser), number)
        service.later(minutes=1)

    first = browser.get("/messages", limit=2)
    rest = browser.get("/messages", limit=2, cursor=first.json["next_cursor"])

    [newest, _] = first.json["items"]
    assert len(rest.json["items"]) == 1
    assert rest.json["next_cursor"] is None
    assert (newest["state"], newest["reason"]["code"]) == (State.HELD, "quiet_hours")
    assert newest["reason"]["zh"]
    assert newest["title"]["en"] == "Points that end soon"
    assert "decisions" not in newest


def test_ones_messages_are_ones_own(service: Service, club: Club) -> None:
    mine = club.member()
    other = club.member({"email": "li@example.com"})
    a_message(service, identity(mine), 1)
    a_message(service, identity(mine), 2)
    cursor = mine.get("/messages", limit=1).json["next_cursor"]

    assert other.get("/messages").json["items"] == []
    assert other.get("/messages", cursor=cursor).status == 400
    assert service.get("/api/members/me/messages").status == 401


def test_staff_of_the_city_see_each_decision_and_leave_a_trace(service: Service, club: Club) -> None:
    browser = club.member()
    person = identity(browser)
    a_message(service, person)

    seen = service.get(f"/api/desk/members/{person}/messages", AGENT)

    [message] = seen.json["items"]
    assert message["decisions"][0]["verdict"] == "hold"
    assert service.get(f"/api/desk/members/{person}/messages", ELSEWHERE).status == 404
    assert service.get("/api/desk/members/NOBODY/messages", AGENT).status == 404
    assert any("member_messages" in item for item in service.snapshot())


def test_get_and_head_of_a_link_change_nothing(service: Service, club: Club) -> None:
    browser = club.member(consents=AGREED)
    token = token_for(identity(browser))
    before = service.snapshot()

    page = service.ask("GET", f"/api/unsubscribe/{token}", headers=HTML)
    plain = service.get(f"/api/unsubscribe/{token}")
    head = service.ask("HEAD", f"/api/unsubscribe/{token}")

    assert (page.status, plain.status, head.status) == (200, 200, 405)
    assert '<form method="post">' in page.text
    assert re.findall(r"<script(?![^>]*\bsrc=)", page.text) == []
    assert 'href="/complaints/new"' in page.text
    assert plain.json == {"message_class": "marketing", "channel": "sms", "withdrawn": False}
    assert service.snapshot() == before


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("List-Unsubscribe=One-Click", ONE_CLICK),
        (
            '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
            {"Content-Type": "multipart/form-data; boundary=b"},
        ),
        ("", {}),
        ("List-Unsubscribe=One-Click", {**ONE_CLICK, **HTML}),
    ],
)
def test_one_click_withdraws_that_consent_and_no_other(
    service: Service, club: Club, body: str, headers: dict[str, str]
) -> None:
    browser = club.member(consents=AGREED)
    path = f"/api/unsubscribe/{token_for(identity(browser))}"

    first = service.ask("POST", path, body=body, headers=headers)
    again = service.ask("POST", path, body=body, headers=headers)

    assert (first.status, again.status) == (200, 200)
    consents = browser.get("/consents").json
    assert consents["consents"]["marketing"] == {"email": True, "sms": False}
    withdrawn = [each for each in consents["history"] if not each["given"]]
    assert [(each["via"], each["channel"]) for each in withdrawn] == [("link", "sms")]
    assert len(club.events("person.consent_changed")) >= 1


@pytest.mark.parametrize(("part", "other"), [("-mt-", "-me-"), ("-mt-", "-st-"), ("-mt-", "-mt-x")])
def test_a_link_that_was_not_made_here_is_not_found(
    service: Service, club: Club, part: str, other: str
) -> None:
    browser = club.member(consents=AGREED)
    token = token_for(identity(browser)).replace(part, other)

    answers = [service.ask(method, f"/api/unsubscribe/{token}", headers=HTML) for method in ("GET", "POST")]

    assert [answer.status for answer in answers] == [404, 404]
    assert browser.get("/consents").json["consents"]["marketing"]["email"]


def test_a_link_of_somebody_who_is_no_more_answers_the_same(service: Service) -> None:
    path = f"/api/unsubscribe/{token_for('0' * 16)}"

    assert service.ask("POST", path, body="List-Unsubscribe=One-Click", headers=ONE_CLICK).status == 200


def test_heads_lift_what_is_held_against_an_address(service: Service) -> None:
    address = root_members.prints().person("email", "wang@example.com")
    bounce = Suppression(address, "bounced", "email", "ses", root.now())
    root_notices.contact_record().suppress(bounce)
    body = {"email": "Wang@Example.com", "reason": "信箱已恢复。"}

    refused = [service.post("/api/desk/suppressions/lift", body, who).status for who in (AGENT, AUDITOR)]
    first = service.post("/api/desk/suppressions/lift", body, LEAD)
    again = service.post("/api/desk/suppressions/lift", body, LEAD)
    both = service.post("/api/desk/suppressions/lift", {**body, "phone": "13800138000"}, LEAD)

    assert refused == [403, 403]
    assert (first.json, again.json) == ({"lifted": True}, {"lifted": False})
    assert both.status == 422
    assert root_notices.contact_record().suppression(address) is None
