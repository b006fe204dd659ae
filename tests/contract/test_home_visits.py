"""Visits to homes at the desk: who has which, what is planned, what came of it, and what was found."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from hearthline import root_lifecycle, root_privacy
from hearthline.platform.outbox import SYSTEM
from infra.contract.problem_schemas import REASONS
from membership_desk import home_visits, letters
from tests.contract.answer import Answer
from tests.contract.service import (
    AGENT,
    AUDITOR,
    COLLEAGUE,
    ELSEWHERE,
    LEAD,
    MARKETING,
    Service,
    staff,
)
from tests.contract.street import Street, a_street
from tests.contract.test_feed import follow as follow_members
from tests.contract.test_feed import send
from tests.contract.test_survey_rights import held
from tests.contract.tour import explained, page, requests, why_not_taken
from tests.engines.estate import ZHAO, told
from tests.engines.test_rights import granted

VISITS = "/api/desk/home-visits"
TOUR = page("lifecycle.md")
SAMPLES = {"V": "0f1e2d3c4b5a69788796a5b4c3d2e1f0-0123456789abcdef"}
FAR = staff("sun", "lead", "city:bj")


@pytest.fixture
def street(service: Service) -> Iterator[Street]:
    with a_street(service) as made:
        yield made


@pytest.fixture
def owed(street: Street) -> str:
    """A visit that is owed three months after the handover, and has nobody yet."""
    street.hand_over()
    street.service.later(days=93)
    street.sweep()
    [visit] = street.service.get(VISITS, AGENT, city="sz").json["items"]
    assert (visit["step"], visit["state"], visit["assignee"]) == ("care", "open", None)
    return str(visit["id"])


def do(
    street: Street, visit: str, act: str, body: dict[str, Any], claims: Any = AGENT, **headers: str
) -> Answer:
    return street.service.post(f"{VISITS}/{visit}/{act}", body, claims, headers or None)


def listed(street: Street, claims: Any = AGENT, **query: str) -> list[str]:
    answer = street.service.get(VISITS, claims, **query)
    assert answer.status == 200, answer.text
    return [visit["id"] for visit in answer.json["items"]]


def test_a_visit_is_taken_planned_and_made(street: Street, owed: str) -> None:
    assert listed(street, city="sz", unassigned="true") == [owed]
    assert listed(street) == []

    taken = do(street, owed, "assign", {"to": "li"})
    at = street.service.later(days=2)
    planned = do(street, owed, "plan", {"at": street.service.later(days=1)})
    reported = do(street, owed, "report", {"outcome": "done", "note": "一切正常。"})

    assert (taken.status, taken.json["assignee"]) == (200, "li")
    assert at < planned.json["planned_at"]
    assert (reported.json["state"], reported.json["tries"]) == ("done", 1)
    assert "notes" not in reported.json, "they are read by themselves, and that is recorded"
    seen = street.service.get(f"{VISITS}/{owed}", AGENT).json
    assert [(note["outcome"], note["text"], note["by"]) for note in seen["notes"]] == [
        ("done", "一切正常。", "li")
    ]
    assert listed(street, city="sz") == listed(street) == []
    [kept] = street.service.get(street.life, AGENT).json["visits"]
    assert (kept["id"], kept["state"]) == (owed, "done")


def test_lists_are_by_city_and_by_who_has_them(street: Street, owed: str) -> None:
    assert listed(street, city="sz", unassigned="true") == [owed]
    assert do(street, owed, "assign", {"to": "han"}, LEAD).status == 200

    assert listed(street, COLLEAGUE) == [owed]
    assert listed(street, assignee="han") == [owed]
    assert listed(street, city="sz", assignee="han") == [owed]
    assert listed(street, city="sz", unassigned="true") == listed(street, city="sz", assignee="li") == []
    assert listed(street, FAR, assignee="han") == [], "of a city that is not theirs nothing is shown"
    assert street.service.get(VISITS, FAR, city="sz").status == 403
    assert street.service.get(VISITS, AGENT, unassigned="true").status == 422


def test_one_who_has_a_visit_keeps_it_unless_a_lead_gives_it_to_another(street: Street, owed: str) -> None:
    assert do(street, owed, "assign", {"to": "li"}).status == 200

    assert do(street, owed, "assign", {"to": "han"}, COLLEAGUE).status == 403
    assert do(street, owed, "assign", {"to": "han"}).status == 403
    assert do(street, owed, "assign", {"to": "nobody"}, LEAD).status == 422
    assert do(street, owed, "assign", {"to": "han"}, LEAD).json["assignee"] == "han"
    street.tell()
    assert sorted(to for to, _ in street.mail.sent if to.endswith("staff.example")) == ["han@staff.example"]


def test_who_may_not_learns_nothing_and_changes_nothing(street: Street, owed: str) -> None:
    before = street.service.snapshot()

    for claims in (ELSEWHERE, MARKETING, AUDITOR):
        assert do(street, owed, "report", {"outcome": "done"}, claims).status == 403
    assert street.service.get(f"{VISITS}/{owed}", ELSEWHERE).status == 403
    for wrong in ("0" * 32 + "-" + "0" * 16, "K7Q29XPDD", owed + "0"):
        assert street.service.get(f"{VISITS}/{wrong}", AGENT).status == 404
        assert do(street, wrong, "report", {"outcome": "done"}).status == 404
    assert do(street, owed, "plan", {"at": "2020-01-01T00:00:00Z"}).status == 422
    assert do(street, owed, "plan", {"at": "2029-01-01T00:00:00Z"}).status == 422
    stale = do(street, owed, "report", {"outcome": "done"}, **{"If-Match": '"7"'})
    assert (stale.status, stale.json["state"]["version"]) == (412, 1)
    assert street.service.snapshot() == before


def test_whom_to_visit_is_shown_and_the_reading_recorded(street: Street, owed: str) -> None:
    seen = street.service.get(f"{VISITS}/{owed}", AGENT)

    assert {owner["name"] for owner in seen.json["owners"]} == {"王小明", "李雷"}
    readings = street.service.get("/api/desk/readings", AUDITOR, actor="li").json["items"]
    assert ("home_visit", owed) in {(one["what"], one["about"]) for one in readings}
    assert "王小明" not in json.dumps(street.service.get(VISITS, AGENT, city="sz").json, ensure_ascii=False)


def test_new_owners_are_visited_in_the_place_of_who_had_the_home(street: Street, owed: str) -> None:
    assert do(street, owed, "plan", {"at": "2027-03-20T02:00:00Z"}).json["state"] == "planned"
    on = "2027-02-22"
    passed_on = told("ownership_transferred", "t", on, contract="HT-1", transferred_on=on, owners=[ZHAO])
    assert send(street.service, passed_on).status == 200
    street.follow()
    street.tell()

    seen = street.service.get(f"{VISITS}/{owed}", AGENT).json
    assert (seen["state"], seen["planned_at"], seen["assignee"]) == ("open", None, "li")
    assert [owner["name"] for owner in seen["owners"]] == ["赵敏"]
    assert "房屋已转让，走访请重新约定：海岸花园" in {notice.subject for _, notice in street.mail.sent}


def test_a_visit_is_called_off_with_its_contract(street: Street, owed: str) -> None:
    assert do(street, owed, "assign", {"to": "li"}).status == 200
    on = "2027-02-22"
    cancelled = told("contract_cancelled", "c", on, contract="HT-1", cancelled_on=on)
    assert send(street.service, cancelled).status == 200
    street.follow()
    street.tell()

    assert listed(street, city="sz") == listed(street) == []
    refused = do(street, owed, "report", {"outcome": "done"})
    assert (refused.status, refused.json["reason"], refused.json["state"]["status"]) == (
        409,
        "visit_ended",
        "cancelled",
    )
    assert ("li@staff.example", "走访取消：海岸花园") in {(to, n.subject) for to, n in street.mail.sent}


def test_what_was_found_is_filed_for_an_owner_once(street: Street, owed: str) -> None:
    [wang] = [
        owner
        for owner in street.service.get(f"{VISITS}/{owed}", AGENT).json["owners"]
        if owner["name"] == "王小明"
    ]
    found = {"person": wang["id"], "title": "阳台门关不严", "text": "走访时发现阳台门关不严。"}
    once = {"Idempotency-Key": "a-key-of-sixteen-signs"}

    filed = [do(street, owed, "complaints", found, **once) for _ in range(2)]
    nobody = do(street, owed, "complaints", {**found, "person": "0" * 16})

    assert [answer.status for answer in (*filed, nobody)] == [201, 201, 422]
    assert filed[0].json["complaint"] == filed[1].json["complaint"]
    assert filed[1].json["complaints"] == [filed[0].json["complaint"]]
    case = street.service.get(f"/api/desk/complaints/{filed[0].json['complaint']}", AGENT).json
    assert (case["kind"], case["channel"], case["home"]["unit"]) == ("repair", "employee", "1801")
    assert case["contact"]["phone"] == wang["phone"]


def test_what_was_noted_of_somebody_is_given_to_them_and_goes_with_them(street: Street, owed: str) -> None:
    follow_members(street.service)  # persons follow their homes
    assert do(street, owed, "report", {"outcome": "not_met", "note": "王小明换了电话。"}).status == 200
    [wang] = [
        owner["id"]
        for owner in street.service.get(f"{VISITS}/{owed}", AGENT).json["owners"]
        if owner["name"] == "王小明"
    ]
    records = root_privacy.person_records()

    record = records.record(wang)
    assert record is not None
    [visit] = record["visits"]
    assert [(note["outcome"], note["text"]) for note in visit["notes"]] == [("not_met", "王小明换了电话。")]
    assert "li" not in json.dumps(visit["notes"])
    for _ in range(2):
        records.take_out(wang, [], SYSTEM, street.service.now)

    seen = street.service.get(f"{VISITS}/{owed}", AGENT).json
    assert [(note["outcome"], note["text"]) for note in seen["notes"]] == [("not_met", None)]
    assert [owner["name"] for owner in seen["owners"]] == ["李雷"]


def test_the_desk_and_who_follows_may_do_what_that_takes(street: Street) -> None:
    street.hand_over()
    street.service.later(days=93)
    with held(street.service, "SlaMonitor"):
        street.sweep()
    with held(street.service, "MembershipDesk") as asked:
        [visit] = listed(street, city="sz")
        person = street.service.get(f"{VISITS}/{visit}", AGENT).json["owners"][0]["id"]
        do(street, visit, "assign", {"to": "li"})
        do(street, visit, "assign", {"to": "han"}, LEAD)
        found = {"person": person, "title": "门", "text": "关不严。"}
        for _ in range(2):
            assert do(street, visit, "complaints", found, **{"Idempotency-Key": "k" * 16}).status == 201
        do(street, visit, "report", {"outcome": "done"}, COLLEAGUE)
    on = "2027-02-22"
    cancelled = told("contract_cancelled", "c", on, contract="HT-1", cancelled_on=on)
    assert send(street.service, cancelled).status == 200
    with held(street.service, "Lifecycle"):
        root_lifecycle.lives().follow(street.home, street.service.now)

    assert ("DeleteItem", "MembersTable") in asked
    assert ("DeleteItem", "MembersTable") in granted("Lifecycle")


def test_every_refusal_of_visits_is_explained() -> None:
    assert {"letter_sent", "too_many", "visit_ended"} == set(explained(TOUR)) <= set(REASONS)


def test_each_example_is_a_request_that_the_contract_takes() -> None:
    asked = requests(TOUR, SAMPLES)

    assert len(asked) >= len(home_visits.ROUTES) + len(letters.ROUTES)
    assert [(*one[:2], why) for one in asked if (why := why_not_taken(*one))] == []
