"""Persons at the desk, as staff see them: found exactly, read with a trace, registered, edited."""

from typing import Any

import pytest

from hearthline import root, root_members
from hearthline.homes import keys as home_keys
from hearthline.homes.model import Address, Contract, ContractState, Home
from hearthline.platform.access import ALLOWED, ROLES, Action
from hearthline.platform.codec import dump
from tests.contract.answer import Answer
from tests.contract.club import LI, WANG, Club
from tests.contract.service import ADMIN, AGENT, AUDITOR, ELSEWHERE, LEAD, Service, staff

DESK = "/api/desk/members"
KEY = {"Idempotency-Key": "a-key-of-sixteen-signs"}


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


def partner(**changes: Any) -> dict[str, Any]:
    body = {"kind": "partner", "name": "李工", "phone": "13700137000", "employer": "安居防水", "city": "sz"}
    return {name: value for name, value in {**body, **changes}.items() if value is not None}


def register(club: Club, claims: dict[str, Any] = AGENT, **changes: Any) -> Answer:
    return club.service.post(DESK, partner(**changes), claims)


def readings(club: Club, actor: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = club.service.get("/api/desk/readings", AUDITOR, actor=actor).json["items"]
    return listed


def test_a_member_is_found_by_a_contact_and_that_is_recorded(club: Club) -> None:
    identity = club.join(WANG).json["id"]

    found = club.service.get(DESK, AGENT, phone="138 0013 8000")

    assert found.json == {
        "items": [
            {
                "id": identity,
                "name": "王小明",
                "kind": "customer",
                "city": "sz",
                "tier": "member",
                "joined_at": "2026-11-22T08:00:00.000Z",
            }
        ],
        "next_cursor": None,
    }
    assert [(each["what"], each["about"]) for each in readings(club, "li")] == [("member", identity)]
    assert club.service.get(DESK, AGENT, email="nobody@example.com").json["items"] == []


def test_lists_are_narrowed_by_kind(club: Club) -> None:
    register(club)

    assert len(club.service.get(DESK, AGENT, phone="13700137000", kind="partner").json["items"]) == 1
    assert club.service.get(DESK, AGENT, phone="13700137000", kind="press").json["items"] == []


def test_the_owners_of_a_home_are_found_by_it_page_by_page(club: Club) -> None:
    ids = sorted(club.join(contact).json["id"] for contact in (WANG, LI))
    place = ("sz", "海岸花园", "3栋", "1801")
    home = root_members.prints().place(*place)
    contract = Contract("A1", ContractState.HANDED_OVER, owners=tuple(ids))
    head = dump(Home(home, Address(*place), (contract,)))
    root.members_table().put({"pk": home_keys.home(home), "sk": home_keys.HEAD, **head})

    first = club.service.get(DESK, AGENT, home="/".join(place), limit=1).json
    second = club.service.get(DESK, AGENT, home="/".join(place), limit=1, cursor=first["next_cursor"]).json

    assert [first["items"][0]["id"], second["items"][0]["id"]] == ids
    assert second["next_cursor"] is None
    assert len(club.service.get(DESK, AGENT, home=home).json["items"]) == 2
    assert club.service.get(DESK, AGENT, home="sz/海岸花园/3栋/9999").json["items"] == []


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"phone": "13800138000", "email": "wang@example.com"},
        {"phone": "12"},
        {"home": "sz/海岸花园"},
        {"kind": "partner"},
        {"name": "王小明"},
    ],
)
def test_nobody_lists_everybody(club: Club, query: dict[str, str]) -> None:
    assert club.service.get(DESK, AGENT, **query).status == 422


def test_one_person_is_read_with_all_that_staff_may_know(club: Club) -> None:
    identity = club.join(WANG, consents={"terms": True, "survey": {"email": True}}).json["id"]

    answer = club.service.get(f"{DESK}/{identity}", AGENT)

    told = answer.json
    assert (told["phone"], told["kind"], told["tags"], told["homes"]) == (
        "+8613800138000",
        "customer",
        [],
        [],
    )
    assert told["consents"]["survey"] == {"email": True, "sms": False}
    assert (told["referral_code"] is not None, told["referrals"], told["referred_by"]) == (True, 0, None)
    assert answer.headers["etag"] == '"1"'
    assert [each["about"] for each in readings(club, "li")] == [identity]


def test_persons_of_other_cities_are_nobody(club: Club) -> None:
    identity = club.join(WANG).json["id"]

    assert club.service.get(DESK, ELSEWHERE, phone="13800138000").json["items"] == []
    assert club.service.get(f"{DESK}/{identity}", ELSEWHERE).status == 404
    assert club.service.get(f"{DESK}/NOBODY0000000000", ELSEWHERE).status == 404
    assert club.service.ask("PATCH", f"{DESK}/{identity}", json_body={}, claims=ELSEWHERE).status == 404
    assert readings(club, "sun") == []


def test_a_partner_is_registered_with_what_they_declare_and_is_no_member(club: Club) -> None:
    answer = register(club, consents={"survey": {"sms": True}, "via": "hotline"}, tags=["waterproofing", "b"])

    told = answer.json
    assert (answer.status, told["kind"], told["joined_at"], told["tier"]) == (201, "partner", None, None)
    assert (told["phone"], told["tags"]) == ("+8613700137000", ["b", "waterproofing"])
    assert told["consents"]["survey"]["sms"]
    assert not told["consents"]["terms"]
    [event] = club.events("person.consent_changed")
    assert event["actor"] == {"kind": "staff", "id": "li"}
    assert club.sign_in({"phone": "13700137000"}).json["reason"] == "not_joined"


def test_the_same_key_registers_once(club: Club) -> None:
    first = club.service.post(DESK, partner(), AGENT, KEY)
    second = club.service.post(DESK, partner(), AGENT, KEY)
    other = club.service.post(DESK, partner(name="张工"), AGENT, KEY)

    assert (first.status, second.status, first.json) == (201, 201, second.json)
    assert other.faults.keys() == {"#Idempotency-Key"}


def test_who_was_registered_is_shown_again_only_to_who_may_still_know_them(club: Club) -> None:
    first = club.service.post(DESK, partner(), AGENT, KEY).json
    moved = club.service.ask(
        "PATCH", f"{DESK}/{first['id']}", json_body={"city": "bj"}, claims=staff("ma", "manager", "hq")
    )

    assert moved.status == 200
    again = club.service.post(DESK, partner(), AGENT, KEY)
    assert (again.status, again.json["state"]) == (409, {"status": "taken"})


def test_a_contact_that_is_taken_names_its_holder_to_who_may_know_them(club: Club) -> None:
    identity = register(club).json["id"]

    here = register(club)
    elsewhere = register(club, ELSEWHERE, city="bj")

    assert (here.status, here.json["reason"]) == (409, "contact_taken")
    assert here.json["state"] == {"status": "taken", "member": identity}
    assert elsewhere.json["state"] == {"status": "taken"}


@pytest.mark.parametrize(
    "changes",
    [
        {"phone": None},
        {"kind": "friend"},
        {"city": "nowhere"},
        {"consents": {"survey": {"sms": True}}},
        {"consents": {"survey": {"sms": True}, "via": "web"}},
        {"consents": {"terms": True, "via": "counter"}},
        {"tags": ["Not a code"]},
        {"tier": "gold"},
    ],
)
def test_what_is_not_right_registers_nobody(club: Club, changes: dict[str, Any]) -> None:
    assert register(club, **changes).status == 422
    assert club.events("person.changed") == []


def test_nobody_registers_for_a_city_that_is_not_theirs(club: Club) -> None:
    assert register(club, city="bj").status == 403


def test_the_desk_changes_what_is_the_desks(club: Club) -> None:
    identity = club.join(WANG).json["id"]
    path = f"{DESK}/{identity}"

    answer = club.service.ask(
        "PATCH",
        path,
        json_body={
            "kind": "press",
            "tags": ["vip"],
            "consents": {"marketing": {"email": True}, "via": "counter"},
        },
        claims=LEAD,
        headers={"If-Match": '"1"'},
    )

    assert (answer.json["kind"], answer.json["tags"], answer.headers["etag"]) == ("press", ["vip"], '"2"')
    assert answer.json["consents"]["marketing"]["email"]
    [event] = club.events("person.changed")
    assert event["data"]["fields"] == ["kind", "tags"]
    stale = club.service.ask("PATCH", path, json_body={"tags": []}, claims=LEAD, headers={"If-Match": '"1"'})
    assert stale.status == 412
    for body in ({"kind": None}, {"name": "王大明"}, {"city": "nowhere"}):
        assert club.service.ask("PATCH", path, json_body=body, claims=LEAD).status == 422
    assert club.service.ask("PATCH", path, json_body={"city": "bj"}, claims=LEAD).status == 403
    same = club.service.ask("PATCH", path, json_body={"tags": ["vip"]}, claims=LEAD)
    assert same.headers["etag"] == '"2"'


def test_who_withdraws_at_the_counter_finds_it_in_their_own_history(club: Club) -> None:
    browser = club.member(WANG, consents={"terms": True, "survey": {"email": True}})
    identity = browser.get().json["id"]

    body = {"consents": {"survey": {"email": False}, "via": "counter"}}
    assert club.service.ask("PATCH", f"{DESK}/{identity}", json_body=body, claims=AGENT).status == 200

    last = browser.get("/consents").json["history"][-1]
    assert (last["channel"], last["given"], last["via"]) == ("email", False, "counter")
    assert "li" not in str(last.values())


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_does_what_it_may_and_learns_nothing_otherwise(club: Club, role: str) -> None:
    who = staff(f"{role}-hq", role, "hq")
    identity = club.join(WANG).json["id"]
    answers = {
        Action.READ_MEMBER: [
            club.service.get(DESK, who, phone="13800138000"),
            club.service.get(f"{DESK}/{identity}", who),
        ],
        Action.EDIT_MEMBER: [
            club.service.post(DESK, partner(), who),
            club.service.ask("PATCH", f"{DESK}/{identity}", json_body={"tags": ["a"]}, claims=who),
        ],
    }

    for action, given in answers.items():
        allowed = role in ALLOWED[action]
        assert {answer.status for answer in given} <= ({200, 201} if allowed else {403}), action
    if role not in ALLOWED[Action.READ_MEMBER]:
        assert club.service.get(f"{DESK}/NOBODY0000000000", who).status == 403


def test_what_staff_ask_for_stands_in_no_log(club: Club, capsys: pytest.CaptureFixture[str]) -> None:
    club.join(WANG)
    capsys.readouterr()

    club.service.get(DESK, AGENT, phone="13800138000")
    club.service.get(DESK, AGENT, email="wang@example.com")
    club.service.get(DESK, AGENT, phone="not a number")
    club.service.get(DESK, ADMIN, phone="13800138000", cursor="broken")

    logged = capsys.readouterr().out
    assert "GET /api/desk/members" in logged
    assert "13800138000" not in logged
    assert "wang@" not in logged
    assert "王" not in logged
