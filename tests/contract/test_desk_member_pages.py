"""Pages of persons at the desk: found, read, registered, changed; and what is refused, told in words."""

import re
from typing import Any

import pytest

from hearthline import root, root_members
from hearthline.homes import keys as home_keys
from hearthline.homes.model import Address, Contract, ContractState, Home
from hearthline.platform.codec import dump
from tests.contract.club import LI, WANG, Club
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import AGENT, AUDITOR, ELSEWHERE, GROUP, MARKETING, Service

AT = "/desk/members"
EVIL = "<script>alert(1)</script>{{7*7}}"
HOME = ("sz", "海岸花园", "3栋", "1801")
PARTNER = {"kind": "partner", "name": "李工", "phone": "13700137000", "city": "sz", "language": "zh"}
SPLIT = "x\r\nSet-Cookie: a=b"


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


@pytest.fixture
def wang(club: Club) -> str:
    """Let there be a member; give their address at the desk."""
    return f"{AT}/{club.join(WANG).json['id']}"


def readings(service: Service, actor: str) -> list[tuple[str, str]]:
    found = service.get("/api/desk/readings", AUDITOR, actor=actor).json["items"]
    return [(one["what"], one["about"]) for one in found]


def of_a_home(*owners: str) -> str:
    home = root_members.prints().place(*HOME)
    contract = Contract("A1", ContractState.HANDED_OVER, owners=owners)
    head = dump(Home(home, Address(*HOME), (contract,)))
    root.members_table().put({"pk": home_keys.home(home), "sk": home_keys.HEAD, **head})
    return home


def by_home(**changes: str) -> dict[str, str]:
    given = dict(zip(("city", "project", "building", "unit"), HOME, strict=True)) | changes
    return {f"home.{name}": value for name, value in given.items()}


def person_of(service: Service, place: str) -> Any:
    return service.get(place.replace("/desk", "/api/desk"), AGENT).json


@pytest.mark.parametrize("typed", ["138 0013 8000", "+86 13800138000"])
def test_one_who_is_found_by_a_contact_has_their_page_opened(
    service: Service, desk: DeskBrowser, wang: str, typed: str
) -> None:
    desk.enter(AGENT)

    found = desk.post(AT, {"sought": typed})

    assert (found.status, found.headers["location"]) == (303, wang)
    page = desk.page(wang)
    assert "王小明" in page.text
    assert "+8613800138000" in page.text
    assert readings(service, "li") == [("member", wang.rpartition("/")[2])]


def test_a_member_number_is_found_however_it_is_written(desk: DeskBrowser, wang: str) -> None:
    desk.enter(AGENT)
    number = wang.rpartition("/")[2]

    assert desk.post(AT, {"sought": f" {number[:8]} {number[8:].lower()}"}).headers["location"] == wang
    none = desk.post(AT, {"sought": "0123456789ABCDEF"})
    assert (none.status, "Nobody was found" in none.text) == (200, True)


def test_the_owners_of_a_home_are_listed_each_name_a_reading(
    service: Service, club: Club, desk: DeskBrowser
) -> None:
    ids = sorted(club.join(contact).json["id"] for contact in (WANG, LI))
    home = of_a_home(*ids)
    desk.enter(AGENT)

    listed = desk.post(AT, by_home())

    assert [link in listed.text for link in (f'href="{AT}/{one}"' for one in ids)] == [True, True]
    assert "2 found" in listed.text
    assert sorted(readings(service, "li")) == [("member", one) for one in ids]
    assert desk.post(AT, {"home": home}).text.count(f'href="{AT}/{ids[0]}"') == 1
    assert "Nobody was found" in desk.post(AT, {**by_home(), "kind": "press"}).text
    assert "Nobody was found" in desk.enter(ELSEWHERE).post(AT, by_home()).text
    assert readings(service, "sun") == []


@pytest.mark.parametrize(
    ("form", "control", "sentence"),
    [
        ({}, "sought", "a whole telephone number"),
        ({"sought": "12"}, "sought", "a whole telephone number"),
        ({"sought": EVIL}, "sought", "a whole telephone number"),
        ({"sought": SPLIT}, "sought", "a whole telephone number"),
        (by_home(unit=""), "home.unit", "fill this in"),
        (by_home(project="a/b"), "home.project", "cannot be taken"),
    ],
)
def test_what_nobody_can_be_found_by_is_told_at_its_control(
    desk: DeskBrowser, form: dict[str, str], control: str, sentence: str
) -> None:
    answer = desk.enter(AGENT).post(AT, form)

    assert answer.status == 422
    assert re.search(rf'id="{re.escape(control)}-fault">[^<]*{sentence}', answer.text)
    assert "<script>alert" not in answer.text
    assert "set-cookie" not in answer.headers


def test_a_persons_page_is_of_their_cities_and_roles(desk: DeskBrowser, wang: str) -> None:
    assert desk.enter(ELSEWHERE).get(wang).status == 404
    assert desk.enter(ELSEWHERE).post(f"{wang}/edit", {"kind": "press"}).status == 404
    for path in (wang, AT, f"{wang}/points", f"{wang}/referrals", f"{wang}/complaints", f"{wang}/messages"):
        assert desk.enter(MARKETING).get(path).status == 403, path
    reading = desk.enter(AUDITOR).get(wang).text
    assert "王小明" in reading
    assert f'action="{wang}/edit"' not in reading
    assert desk.post(f"{wang}/edit", {"kind": "press"}).status == 403
    assert desk.get(f"{AT}/new").status == 403
    assert f'action="{wang}/edit"' in desk.enter(AGENT).get(wang).text
    assert 'href="/desk/members"' not in desk.enter(MARKETING).get("/desk").text


def test_somebody_is_registered_once_with_what_they_declare(service: Service, desk: DeskBrowser) -> None:
    desk.enter(AGENT)
    typed = {
        **desk.page(f"{AT}/new").form("/new").values,
        **PARTNER,
        "tags": "waterproofing, b",
        "consents.survey.sms": "given",
        "consents.via": "hotline",
    }

    made = [desk.post(f"{AT}/new", typed) for _ in range(2)]

    assert [answer.status for answer in made] == [303, 303]
    assert made[0].headers["location"] == made[1].headers["location"]
    page = desk.page(made[0].headers["location"]).text
    assert "Registered." in page
    told = person_of(service, made[0].headers["location"].partition("?")[0])
    assert (told["kind"], told["tags"], told["consents"]["survey"]["sms"]) == (
        "partner",
        ["b", "waterproofing"],
        True,
    )
    taken = desk.post(f"{AT}/new", {**PARTNER, "name": "另一人"})
    assert (taken.status, "another person’s already" in taken.text) == (409, True)
    assert f'href="{AT}/{told["id"]}"' in taken.text
    elsewhere = desk.enter(ELSEWHERE).post(f"{AT}/new", {**PARTNER, "city": "bj"})
    assert (elsewhere.status, told["id"] in elsewhere.text) == (409, False)


def test_what_is_wrong_with_a_registration_is_told_and_nothing_is_lost(desk: DeskBrowser) -> None:
    desk.enter(AGENT)
    wrong = {
        "kind": "partner",
        "name": EVIL * 4,
        "tags": "防水",
        "employer": EVIL,
        "birth_date": "2026-13-01",
    }

    answer = desk.post(f"{AT}/new", {**wrong, "consents.survey.sms": "given"})

    assert answer.status == 422
    for name in ("name", "tags", "birth_date", "consents.via"):
        assert f'id="{name}-fault"' in answer.text, name
    assert "<script>alert" not in answer.text
    assert "{{7*7}}" in answer.text
    assert 'value="防水"' in answer.text
    alone = desk.post(f"{AT}/new", {"kind": "press", "name": "李记者", "language": "zh"})
    assert 'id="phone-fault"' in alone.text
    outside = desk.post(f"{AT}/new", {**PARTNER, "city": "bj"})
    assert outside.status == 403


@pytest.mark.parametrize("name", ["name", "employer"])
def test_what_was_written_of_somebody_runs_nowhere(desk: DeskBrowser, name: str) -> None:
    desk.enter(GROUP)
    made = desk.post(f"{AT}/new", {**PARTNER, name: EVIL})
    place = made.headers["location"].partition("?")[0]

    for path in ("", "/points", "/referrals", "/complaints", "/messages"):
        text = desk.get(f"{place}{path}").text
        assert "<script>alert" not in text, path
        assert "49" not in re.sub(r"[0-9A-F]{16}", "", text.partition("<main")[2]), path


def test_what_is_the_desks_is_changed_and_what_stays_is_not_named(
    service: Service, desk: DeskBrowser, wang: str
) -> None:
    desk.enter(AGENT)
    form = desk.page(wang).form("/edit").values

    assert desk.post(f"{wang}/edit", form).status == 303
    assert person_of(service, wang)["version"] == int(form["version"])
    saved = desk.post(f"{wang}/edit", {**form, "kind": "tenant", "tags": "vip, garden"})
    assert (saved.status, saved.headers["location"]) == (303, f"{wang}?done=edit")
    told = person_of(service, wang)
    assert (told["kind"], told["city"], told["tags"]) == ("tenant", "sz", ["garden", "vip"])
    stale = desk.post(f"{wang}/edit", {**form, "tags": "late"})
    assert (stale.status, "changed since you opened" in stale.text) == (412, True)
    assert 'value="late"' in stale.text
    wrong = desk.post(f"{wang}/edit", {"kind": "king", "city": "sz", "tags": EVIL})
    assert (wrong.status, "<script>alert" in wrong.text) == (422, False)


def test_what_somebody_declares_is_written_down_by_the_text_that_was_read(
    service: Service, desk: DeskBrowser, wang: str
) -> None:
    desk.enter(AGENT)
    form = desk.page(wang).form("/consents").values
    said = {**form, "consents.marketing.email": "given", "consents.via": "counter"}

    assert desk.post(f"{wang}/consents", said).status == 303
    assert person_of(service, wang)["consents"]["marketing"] == {"email": True, "sms": False}
    form = desk.page(wang).form("/consents").values
    back = {**form, "consents.marketing.email": "withdrawn", "consents.via": "hotline"}
    assert desk.post(f"{wang}/consents", back).status == 303
    assert person_of(service, wang)["consents"]["marketing"]["email"] is False
    nothing = desk.post(f"{wang}/consents", desk.page(wang).form("/consents").values)
    assert (nothing.status, "choose one" in nothing.text) == (422, True)
    form = desk.page(wang).form("/consents").values
    old = {**form, "consents.text_version": "999", "consents.survey.sms": "given", "consents.via": "counter"}
    refused = desk.post(f"{wang}/consents", old)
    assert (refused.status, "Other texts are in force" in refused.text) == (409, True)
