"""The sales office knows somebody by telephone, they join by e-mail, and add the telephone later."""

from typing import Any

import pytest

from hearthline import root_members, root_notices
from hearthline.notices.leaving import Leave
from hearthline.notices.model import MessageClass
from tests.contract.aftermath import Aftermath
from tests.contract.club import LI, WANG, Browser, Club, joining
from tests.contract.service import AGENT, Service
from tests.contract.test_feed import send
from tests.contract.test_own_data import exported
from tests.engines.estate import PLACE, told

TODAY = "2026-11-22"
BUYER = {"customer_id": "C-1", "name": "王小明", "phone": "13800138000"}


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


@pytest.fixture
def aftermath(service: Service) -> Aftermath:
    return Aftermath(service)


def sale(on: str = TODAY, **facts: Any) -> dict[str, Any]:
    return told("contract_signed", "sale", on, contract="HT-1", signed_on=on, buyers=[BUYER], **facts)


def add_phone(club: Club, browser: Browser) -> Any:
    return browser.patch({"phone": {"value": WANG["phone"], "code": club.ask_code(WANG)}})


def id_by_phone() -> str:
    found = root_members.persons().find(root_members.prints().person("phone", "+8613800138000"))
    assert found is not None
    return found


def test_who_adds_the_telephone_they_bought_with_sees_the_home_and_has_what_it_earns(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    wang = club.member(LI)
    send(service, sale())
    aftermath.settle()
    other = id_by_phone()
    assert (wang.get().json["tier"], wang.get("/homes").json) == ("member", {"items": []})

    answer = add_phone(club, wang)
    assert (answer.status, answer.json["phone"]) == (200, "+8613800138000")
    assert [one["contract"] for one in wang.get("/homes").json["items"]] == ["HT-1"]
    aftermath.settle()

    seen = wang.get().json
    assert (seen["tier"], wang.get("/points").json["balance"]) == ("senior", 5100)
    [event] = club.events("member.tier_changed")
    assert (event["data"]["to"], event["data"]["reason"]) == ("senior", "purchase")
    found = service.ask("GET", "/api/desk/members", query={"home": "/".join(PLACE.values())}, claims=AGENT)
    assert [one["id"] for one in found.json["items"]] == [seen["id"]]
    emptied = service.ask("GET", f"/api/desk/members/{other}", claims=AGENT).json
    assert (emptied["merged_into"], emptied["name"], emptied["homes"]) == (seen["id"], None, [])

    handover = told("handed_over", "handed", TODAY, contract="HT-1", handed_over_on=TODAY)
    cancelled = told("contract_cancelled", "gone", TODAY, contract="HT-1", cancelled_on=TODAY)
    send(service, handover)
    aftermath.settle()
    assert wang.get("/homes").json["items"][0]["handed_over_on"] == TODAY
    send(service, cancelled)
    aftermath.settle()
    assert (wang.get().json["tier"], wang.get("/points").json["balance"]) == ("member", 100)


def test_what_was_bought_before_joining_makes_senior_and_earns_nothing(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    send(service, sale("2024-03-01"))
    wang = club.member(LI)
    aftermath.settle()

    add_phone(club, wang)
    aftermath.settle()

    assert (wang.get().json["tier"], wang.get("/points").json["balance"]) == ("senior", 100)


def test_a_referral_counts_for_whom_the_home_leads_to(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    """Who refers themselves by a second record of theirs gets nothing once both are known to be one."""
    wang = club.member(LI)
    code = wang.get().json["referral_code"]
    send(service, sale(referral_code=code))
    aftermath.settle()
    assert [one["status"] for one in wang.get("/referrals").json["items"]] == ["pending"]

    add_phone(club, wang)
    aftermath.settle()

    assert [one["status"] for one in wang.get("/referrals").json["items"]] == ["refused"]


def test_nothing_tells_of_the_other_record_before_the_code_is_right(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    send(service, sale())
    aftermath.settle()
    wang = club.member(LI)
    club.ask_code(WANG)
    unknown = {"phone": "13900139000"}
    club.ask_code(unknown)

    answers = [
        wang.patch({"phone": {"value": contact["phone"], "code": "000000"}}) for contact in (WANG, unknown)
    ]

    assert [(one.status, one.json["reason"]) for one in answers] == [(409, "code_refused")] * 2
    assert wang.get("/homes").json == {"items": []}


def test_who_joins_with_the_telephone_goes_on_with_that_very_record(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    send(service, sale())
    aftermath.settle()
    other = id_by_phone()

    answer = service.post("/api/members", joining(WANG, club.ask_code(WANG)))

    assert answer.json["id"] == other
    assert club.events("person.took_over") == []


def test_the_file_and_the_erasure_reach_what_was_the_others(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    send(service, sale())
    aftermath.settle()
    other = id_by_phone()
    agreed = {"consents": {"survey": {"sms": True}, "via": "counter"}}
    version = service.ask("GET", f"/api/desk/members/{other}", claims=AGENT).headers["etag"]
    changed = service.ask(
        "PATCH", f"/api/desk/members/{other}", json_body=agreed, claims=AGENT, headers={"If-Match": version}
    )
    assert changed.status == 200, changed.text
    complaint = {"title": "Water", "text": "It drips.", "kind": "complaint", "city": "sz"}
    filed = service.post("/api/complaints", {**complaint, "contact": {"name": "王", "phone": "13800138000"}})
    assert filed.status == 201, filed.text
    aftermath.settle()
    wang = club.member(LI)
    add_phone(club, wang)
    aftermath.settle()

    assert wang.get().json["consents"]["survey"]["sms"] is False
    assert [one["number"] for one in wang.get("/complaints").json["items"]] == [filed.json["number"]]
    document = exported(service, aftermath, wang)
    mine, merged = document["persons"]
    assert ([home["contract"] for home in mine["homes"]], merged["homes"]) == (["HT-1"], [])
    assert [(one["purpose"], one["given"]) for one in merged["declarations"]] == [("survey", True)]
    assert mine["complaints"] == [filed.json["number"]]

    again = club.sign_in(WANG)
    wang = Browser(service, again.cookies[0].partition(";")[0])
    assert wang.send("DELETE", "").status == 202
    aftermath.settle()
    assert club.member(WANG).get("/homes").json == {"items": []}
    [line] = [one for one in root_members.persons().history(other) if one.kind == "taken_over"]
    assert line.data == {"by": None}


def test_a_link_to_leave_that_the_other_was_sent_withdraws_the_members_consent(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    send(service, sale())
    aftermath.settle()
    other = id_by_phone()
    wang = club.member(LI)
    add_phone(club, wang)
    wang.patch({"survey": {"sms": True}}, "/consents")

    token = root_notices.leaving().token(Leave(other, MessageClass.SURVEY, "sms"))
    assert service.post(f"/api/unsubscribe/{token}", {}).status == 200

    assert wang.get().json["consents"]["survey"]["sms"] is False


def test_staff_cannot_change_what_is_left_of_the_other(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    send(service, sale())
    aftermath.settle()
    other = id_by_phone()
    add_phone(club, club.member(LI))

    path = f"/api/desk/members/{other}"
    version = service.ask("GET", path, claims=AGENT).headers["etag"]
    answer = service.ask(
        "PATCH", path, json_body={"tags": ["vip"]}, claims=AGENT, headers={"If-Match": version}
    )
    assert answer.status == 404
