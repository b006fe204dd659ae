"""Tier, referrals and complaints, as a member sees their own and as staff see them."""

from typing import Any

import pytest

from tests.contract.club import LI, WANG, Browser, Club
from tests.contract.service import AGENT, AUDITOR, ELSEWHERE, LEAD, MARKETING, Service
from tests.contract.test_feed import send
from tests.engines.estate import PLACE, told

ZHANG = {"customer_id": "C-9", "name": "张丽", "phone": "13700137000"}
TODAY = "2026-11-22"


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


@pytest.fixture
def wang(club: Club) -> Browser:
    """Give a member whose joining was followed."""
    browser = club.member(WANG)
    club.follow()
    return browser


def sale(code: str | None = None, buyer: dict[str, Any] | None = None, **home: str) -> dict[str, Any]:
    facts = {"contract": "HT-1", "signed_on": TODAY, "buyers": [buyer or ZHANG]}
    place = {"home": {**PLACE, **home}}
    return told(
        "contract_signed", "sale", TODAY, **facts, **({"referral_code": code} if code else {}), **place
    )


def handover() -> dict[str, Any]:
    return told("handed_over", "handover", TODAY, contract="HT-1", handed_over_on=TODAY)


def identity_of(browser: Browser) -> str:
    return str(browser.get().json["id"])


def test_a_member_sees_their_tier_its_discount_and_what_the_next_one_needs(wang: Browser) -> None:
    seen = wang.get().json

    assert seen["tier"] == "member"
    assert seen["standing"] == {
        "tier": "member",
        "discount": 0,
        "next": {
            "tier": "senior",
            "discount": 2,
            "purchases": 1,
            "referrals": None,
            "on": "2027-11-22",
        },
    }


def test_a_purchase_makes_senior_with_its_points(service: Service, club: Club, wang: Browser) -> None:
    send(service, sale(buyer={"customer_id": "C-1", "name": "王小明", "phone": "13800138000"}))
    club.follow()

    seen = wang.get().json
    assert (seen["tier"], seen["standing"]["discount"]) == ("senior", 2)
    assert seen["standing"]["next"] == {
        "tier": "gold",
        "discount": 5,
        "purchases": 1,
        "referrals": 3,
        "on": None,
    }
    assert wang.get("/points").json["balance"] == 5100


def test_a_member_shares_their_code_and_sees_what_came_of_it_but_not_who_bought_what(
    service: Service, club: Club, wang: Browser
) -> None:
    before = wang.get("/referrals").json
    code = before["code"]
    assert before == {
        "code": code,
        "share_url": f"https://care.example/join?ref={code}",
        "completed": 0,
        "needed_for_gold": 3,
        "items": [],
        "next_cursor": None,
    }

    send(service, sale(code), handover())
    club.follow()

    seen = wang.get("/referrals")
    (one,) = seen.json["items"]
    assert (one["name"], one["status"], one["completed_on"]) == ("张**", "completed", TODAY)
    assert (seen.json["completed"], seen.json["needed_for_gold"]) == (1, 2)
    for trace in ("张丽", "HT-1", "13700137000", "1801", "海岸花园", "C-9"):
        assert trace not in seen.text
    assert wang.get("/points").json["balance"] == 2100


def test_a_friend_joins_with_the_code_as_it_is_typed_and_their_first_contract_counts(
    service: Service, club: Club, wang: Browser
) -> None:
    code = wang.get("/referrals").json["code"]
    club.member({"phone": "13900139000"}, referral_code=f" {code[:4].lower()}-{code[4:]} ")
    send(service, sale(buyer={"customer_id": "C-2", "name": "李雷", "phone": "13900139000"}))
    club.follow()

    assert [one["status"] for one in wang.get("/referrals").json["items"]] == ["pending"]


def test_a_code_that_nobody_has_is_named_as_the_mistake_when_joining(club: Club) -> None:
    answer = club.join(LI, referral_code="ZZZZZZZZ")

    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, "/referral_code")


def test_referrals_come_in_pages_that_are_ones_own(service: Service, club: Club, wang: Browser) -> None:
    code = wang.get("/referrals").json["code"]
    for number in range(3):
        buyer = {"customer_id": f"C-{number}", "name": "张丽"}
        event = sale(code, buyer, unit=f"190{number}")
        send(service, {**event, "event_id": f"sale-{number}", "contract": f"HT-{number}"})
    club.follow()

    first = wang.get("/referrals", limit=2).json
    rest = wang.get("/referrals", limit=2, cursor=first["next_cursor"]).json

    assert [len(page["items"]) for page in (first, rest)] == [2, 1]
    assert rest["next_cursor"] is None
    assert len({one["id"] for page in (first, rest) for one in page["items"]}) == 3
    assert club.member(LI).get("/referrals", cursor=first["next_cursor"]).status == 400


def test_staff_see_what_a_referral_led_to_and_who_led_a_member_here(
    service: Service, club: Club, wang: Browser
) -> None:
    code = wang.get("/referrals").json["code"]
    li = club.member({"phone": "13900139000"}, referral_code=code)
    send(service, sale(buyer={"customer_id": "C-2", "name": "李雷", "phone": "13900139000"}))
    club.follow()
    referrer, buyer = identity_of(wang), identity_of(li)

    seen = service.get(f"/api/desk/members/{referrer}/referrals", AGENT).json
    led = service.get(f"/api/desk/members/{buyer}/referrals", AGENT).json

    assert [(one["contract"], one["person"], one["status"]) for one in seen["items"]] == [
        ("HT-1", buyer, "pending")
    ]
    assert led["referred_by"] == referrer
    assert led["led_here"] == [
        {"contract": "HT-1", "status": "pending", "reason": None, "referrer": referrer}
    ]
    read = service.get("/api/desk/readings", AUDITOR, actor="li").json["items"]
    assert {(one["what"], one["about"]) for one in read} == {
        ("member_referrals", referrer),
        ("member_referrals", buyer),
    }


def test_a_code_that_is_nobodys_is_shown_to_staff_with_the_buyer(service: Service, club: Club) -> None:
    li = club.member({"phone": "13900139000"})
    buyer = {"customer_id": "C-2", "name": "李雷", "phone": "13900139000"}
    send(service, sale("ZZZZZZZZ", buyer))
    club.follow()

    led = service.get(f"/api/desk/members/{identity_of(li)}/referrals", AGENT).json["led_here"]

    assert led == [{"contract": "HT-1", "status": "refused", "reason": "unknown_code", "referrer": None}]


def test_a_member_sees_their_complaints_of_before_and_after_joining(service: Service, club: Club) -> None:
    before = service.file()
    wang = club.member(WANG)
    service.later(minutes=5)
    after = service.file(title="电梯停运")
    club.follow()

    seen = wang.get("/complaints").json

    assert [one["number"] for one in seen["items"]] == [after["number"], before["number"]]
    assert seen["items"][0]["title"] == "电梯停运"
    assert seen["items"][0]["follow_url"] == after["follow_url"]
    assert seen["items"][0]["answered_in_time"] is None


def test_an_answer_in_time_and_a_merged_case_are_shown(service: Service, club: Club, wang: Browser) -> None:
    kept, merged = service.file(), service.file(title="还在漏水")
    service.post(f"/api/desk/complaints/{kept['number']}/reply", {"text": "明天上门。"}, AGENT)
    service.post(f"/api/desk/complaints/{merged['number']}/merge", {"into": kept["number"]}, LEAD)
    club.follow()

    found = {one["number"]: one for one in wang.get("/complaints").json["items"]}

    assert found[kept["number"]]["answered_in_time"] is True
    assert (found[merged["number"]]["status"], found[merged["number"]]["merged_into"]) == (
        "merged",
        kept["number"],
    )


def test_the_desk_sees_beside_a_case_that_its_filer_is_a_member(
    service: Service, club: Club, wang: Browser
) -> None:
    mine, anothers = service.file(), service.file(contact={"name": "孙", "phone": "13600136000"})
    club.follow()

    case = service.get(f"/api/desk/complaints/{mine['number']}", AGENT).json
    other = service.get(f"/api/desk/complaints/{anothers['number']}", AGENT).json

    assert case["members"] == [{"person": identity_of(wang), "kind": "customer", "tier": "member"}]
    assert other["members"] == []


def test_a_member_of_another_city_is_nobody_beside_a_case(service: Service, club: Club) -> None:
    li = club.member(LI, city="bj")
    filed = service.file(contact={"name": "李雷", **LI})
    path = f"/api/desk/complaints/{filed['number']}"

    assert service.get(path, AGENT).json["members"] == []
    assert [one["person"] for one in service.get(path, AUDITOR).json["members"]] == [identity_of(li)]


def test_filing_with_a_members_contact_is_answered_as_for_anybody(service: Service, wang: Browser) -> None:
    stranger = service.file(contact={"name": "孙", "phone": "13600136000"})
    as_member = service.file()

    assert wang.get().json["phone"] == "+8613800138000"
    assert sorted(stranger) == sorted(as_member)


def test_staff_see_a_members_complaints_of_their_cities(service: Service, club: Club, wang: Browser) -> None:
    here = service.file()
    service.file(city="bj", home=None)
    club.follow()
    path = f"/api/desk/members/{identity_of(wang)}/complaints"

    seen = service.get(path, AGENT)

    assert [one["number"] for one in seen.json["items"]] == [here["number"]]
    assert "key=" not in seen.text


@pytest.mark.parametrize("what", ["referrals", "complaints"])
def test_who_may_not_know_of_a_member_learns_nothing_of_them(
    service: Service, wang: Browser, what: str
) -> None:
    path = f"/api/desk/members/{identity_of(wang)}/{what}"

    assert service.get(f"/api/members/me/{what}").status == 401
    assert service.get(path).status == 401
    assert service.get(path, MARKETING).status == 403
    assert service.get(path, ELSEWHERE).status == 404
    assert service.get(f"/api/desk/members/{'0' * 16}/{what}", AGENT).status == 404
    assert service.get(path, AGENT).status == 200


@pytest.mark.parametrize("what", ["", "/referrals", "/complaints"])
def test_looking_changes_nothing(service: Service, wang: Browser, what: str) -> None:
    service.file()
    before = service.snapshot()

    assert wang.get(what).status == 200
    assert service.snapshot() == before
