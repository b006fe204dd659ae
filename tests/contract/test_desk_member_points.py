"""A member's points, cases and messages at the desk's pages: looked at, given, taken back, lifted."""

import re
from typing import Any

import pytest

from hearthline import root, root_members, root_notices, root_points
from hearthline.notices.contact_store import Suppression
from tests.contract.club import WANG, Club
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import ADMIN, AGENT, AUDITOR, LEAD, Service, filing
from tests.contract.test_messages import a_message

AT = "/desk/members"
EVIL = "<script>alert(1)</script>{{7*7}}"
PARTNER = {"kind": "partner", "name": "李工", "phone": "13700137000", "city": "sz", "language": "zh"}
SPLIT = "x\r\nSet-Cookie: a=b"


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


@pytest.fixture
def wang(club: Club) -> str:
    """Let there be a member with 600 points; give their address at the desk."""
    identity = str(club.join(WANG).json["id"])
    root_points.ledger().earn(identity, "purchase", "purchase:C-17", 600, root.now())
    return f"{AT}/{identity}"


def readings(service: Service, actor: str) -> list[tuple[str, str]]:
    found = service.get("/api/desk/readings", AUDITOR, actor=actor).json["items"]
    return [(one["what"], one["about"]) for one in found]


def test_points_are_given_after_a_look_and_taken_back(service: Service, desk: DeskBrowser, wang: str) -> None:
    desk.enter(LEAD)
    form = desk.page(f"{wang}/points").form("/points").values
    typed = {**form, "amount": "−200", "source": "DESK-1", "reason": EVIL}

    asked = desk.post(f"{wang}/points", typed)
    assert asked.status == 200
    assert "Take 200 points" in asked.text
    assert "There are 600; then there are 400." in asked.text
    assert "<script>alert" not in asked.text
    assert "600 points" in desk.page(f"{wang}/points").text
    sure = {**typed, **hidden(asked.text)}
    done = [desk.post(f"{wang}/points", sure) for _ in range(2)]
    assert [answer.status for answer in done] == [303, 303]
    page = desk.get(f"{wang}/points?done=adjusted").text
    assert "400 points" in page
    assert "by zhao" in page
    assert "reference DESK-1" in page
    assert "<script>alert" not in page
    [entry] = [one["id"] for one in entries(service, wang) if one["source"] == "adjust:DESK-1"]
    empty = desk.post(f"{wang}/points/{entry}/reverse", {})
    assert (empty.status, f'id="{entry}.reason-fault"' in empty.text) == (422, True)
    assert desk.post(f"{wang}/points/{entry}/reverse", {f"{entry}.reason": "误扣。"}).status == 303
    assert "600 points" in desk.page(f"{wang}/points").text
    [reversal] = [one["id"] for one in entries(service, wang) if one["kind"] == "reversed"]
    never = desk.post(f"{wang}/points/{reversal}/reverse", {f"{reversal}.reason": "再来。"})
    assert (never.status, "is not taken back" in never.text) == (409, True)
    assert ("member_points", wang.rpartition("/")[2]) in readings(service, "zhao")


def hidden(text: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(idempotency_key|sure)" value="([^"]*)"', text))


def entries(service: Service, place: str) -> Any:
    return service.get(f"{place.replace('/desk', '/api/desk')}/points", LEAD).json["items"]


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"amount": "0"}, 422, "a whole number other than 0"),
        ({"amount": "1.5"}, 422, "a whole number other than 0"),
        ({"amount": EVIL}, 422, "a whole number other than 0"),
        ({"source": "王小明"}, 422, "Letters, digits"),
        ({"source": SPLIT}, 422, "Letters, digits"),
        ({"reason": ""}, 422, "fill this in"),
        ({"amount": "-700", "sure": "yes"}, 409, "There are not that many points."),
        ({"source": "USED", "sure": "yes"}, 409, "stands for another entry"),
    ],
)
def test_points_that_cannot_be_given_are_refused_in_words(
    desk: DeskBrowser, wang: str, fields: dict[str, str], status: int, told: str
) -> None:
    desk.enter(LEAD)
    good = {"amount": "5", "source": "DESK-2", "reason": "更正。"}
    assert desk.post(f"{wang}/points", {**good, "amount": "7", "source": "USED", "sure": "yes"}).status == 303

    answer = desk.post(f"{wang}/points", {**good, **fields})

    assert (answer.status, told in answer.text) == (status, True)
    assert "<script>alert" not in answer.text
    assert desk.enter(AGENT).post(f"{wang}/points", {**good, "sure": "yes"}).status == 403


def test_who_has_not_joined_has_no_points(desk: DeskBrowser) -> None:
    desk.enter(LEAD)
    place = desk.post(f"{AT}/new", PARTNER).headers["location"].partition("?")[0]

    assert "Who has not joined has no points." in desk.page(f"{place}/points").text
    given = {"amount": "5", "source": "DESK-2", "reason": "更正。", "sure": "yes"}
    refused = desk.post(f"{place}/points", given)
    assert (refused.status, "This person has not joined" in refused.text) == (409, True)


def test_complaints_lead_to_their_cases_and_a_case_to_its_person(
    service: Service, club: Club, desk: DeskBrowser, wang: str
) -> None:
    filed = service.post("/api/complaints", filing(title=EVIL)).json
    club.follow()
    desk.enter(AGENT)

    page = desk.get(f"{wang}/complaints").text
    assert f'href="/desk/cases/{filed["number"]}"' in page
    assert "<script>alert" not in page
    assert f'href="{wang}"' in desk.get(f"/desk/cases/{filed['number']}").text
    assert ("member_complaints", wang.rpartition("/")[2]) in readings(service, "li")
    assert "no referrals yet" in desk.page(f"{wang}/referrals").text


def test_why_a_message_was_held_is_told_and_an_address_is_lifted(
    service: Service, desk: DeskBrowser, wang: str
) -> None:
    identity = wang.rpartition("/")[2]
    a_message(service, identity)
    address = root_members.prints().person("phone", "+8613800138000")
    bounce = Suppression(address, "bounced", "sms", "sns", root.now())
    root_notices.contact_record().suppress(bounce)
    desk.enter(LEAD)

    page = desk.page(f"{wang}/messages").text
    assert "Held over the night" in page
    assert "How it was decided (1)" in page
    nothing = desk.post(f"{wang}/messages/lift", {"reason": EVIL})
    assert (nothing.status, "<script>alert" in nothing.text) == (422, False)
    assert 'id="contact-fault"' in nothing.text
    lifted = desk.post(f"{wang}/messages/lift", {"contact": "phone", "reason": "已核实。"})
    assert lifted.headers["location"].endswith("done=lifted")
    again = desk.post(f"{wang}/messages/lift", {"contact": "phone", "reason": "已核实。"})
    assert again.headers["location"].endswith("done=not_held")
    assert desk.enter(AGENT).post(f"{wang}/messages/lift", {"contact": "phone"}).status == 403
    assert f"{wang}/messages/lift" not in desk.get(f"{wang}/messages").text
    assert desk.enter(ADMIN).get(f"{wang}/messages").status == 200
