"""Pages of settings: read in words, changed by forms and as text, checked and compared, never overwritten."""

import json
from typing import Any

import pytest

from hearthline.complaints.documents_desk import DocumentsDesk
from hearthline.platform.documents import LARGEST
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import (
    ADMIN,
    AGENT,
    AUDITOR,
    GROUP,
    LEAD,
    MARKETING,
    Service,
    staff,
)
from tests.contract.settings_desk import (
    AT,
    FORMS,
    KINDS,
    LINE,
    fields,
    in_force,
    with_team,
)
from tests.unit.pages.html_page import HtmlPage


@pytest.fixture
def teams(service: Service) -> Service:
    """Give a service with a team and what comes to it."""
    return with_team(service)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_document_is_read_in_words(teams: Service, language: str) -> None:
    desk = DeskBrowser(teams, language).enter(ADMIN)

    pages = {name: desk.page(f"{AT}/{name}").text for name in KINDS}

    listed = desk.page(AT)
    assert [link["href"] for link in listed.all("a") if str(link["href"]).startswith(f"{AT}/")] == [
        f"{AT}/{name}"
        for name in (
            *("policy", "catalog", "reporting-line", "saved-replies", "word-list"),
            *("club", "consent-texts", "contact-policy", "lifecycle", "composite-index", "calendar-cn"),
        )
    ]
    assert {"zh": "30 个工作日", "en": "30 working days"}[language] in pages["policy"]
    assert {"zh": "李雷", "en": "Lifts"}[language] in pages["reporting-line"]
    assert {"zh": "调休上班", "en": "Worked to make up"}[language] in pages["calendar-cn"]
    for address in (*FORMS, "policy/versions/0", "policy/compare", "policy/edit", "calendar-hk/edit"):
        assert desk.get(f"{AT}/{address}").status == 200, address


@pytest.mark.parametrize("name", KINDS)
def test_the_text_of_a_document_is_all_of_it(service: Service, desk: DeskBrowser, name: str) -> None:
    place = f"{AT}/{name}/edit"
    before = in_force(service, name)
    values = fields(desk.enter(ADMIN).page(place))
    assert "is the same as what is in force" in desk.post(place, {**values, "do": "check"}).text

    assert desk.post(place, {**values, "do": "save"}).status == 303

    after = {part: value for part, value in in_force(service, name).items() if value is not None}
    assert after == {**before, "version": before["version"] + 1}
    assert "Both versions say the same." in desk.page(f"{AT}/{name}/compare").text


def test_a_fault_in_a_text_is_told_with_its_line(service: Service, desk: DeskBrowser) -> None:
    place = f"{AT}/policy/edit"
    values = fields(desk.enter(ADMIN).page(place))
    text = (
        values["text"].replace('"answer": "4h"', '"answer": "4 h"').replace('"pause_cap_days": 10', '"x": 1')
    )
    line = next(n for n, each in enumerate(text.splitlines(), 1) if '"4 h"' in each)

    wrong = HtmlPage(desk.post(place, {**values, "text": text, "do": "save"}).text)

    assert f"Line {line} · targets › critical › answer: Write a whole number and h, d, wh or wd" in wrong.text
    assert "pause_cap_days: Please fill this in." in wrong.text
    assert "x: There is no such field." in wrong.text
    assert fields(wrong)["text"] == text
    broken = HtmlPage(desk.post(place, {**values, "text": '{\n"a": 1,,\n}', "do": "check"}).text)
    assert "Line 2 · the whole document: JSON can't be read on from line 2, character 8" in broken.text
    assert (
        "the whole document: It must be an object"
        in HtmlPage(desk.post(place, {**values, "text": "[]", "do": "check"}).text).text
    )
    huge = {**values, "text": json.dumps({"x": "a" * LARGEST}), "do": "save"}
    assert desk.post(place, huge).status == 413
    assert in_force(service, "policy")["version"] == 1


def test_a_calendar_that_makes_no_sense_is_told_with_its_place_by_the_api_too(service: Service) -> None:
    week = {**in_force(service, "calendar-cn")["week"], "mon": [["12:00", "09:00"]]}

    answer = service.post("/api/documents/calendar-cn", {"zone": "Asia/Shanghai", "week": week}, ADMIN)

    assert answer.status == 422
    [error] = answer.json["errors"]
    assert (error["pointer"], "must end after it starts" in error["detail"]) == ("/week/mon/0", True)


def test_who_was_overtaken_is_told_of_both_and_keeps_what_was_typed(
    teams: Service, desk: DeskBrowser
) -> None:
    place = f"{LINE}/edit?part=team&of=sz-lift"
    values = {**fields(desk.enter(ADMIN).page(place)), "names.en": "Mine"}
    line = {**in_force(teams, "reporting-line"), "group": ["zhao"]}
    teams.post("/api/documents/reporting-line", line, ADMIN)

    overtaken = desk.post(place, {**values, "do": "save"})

    page = HtmlPage(overtaken.text)
    assert overtaken.status == 412
    assert "You began with version 3; by now version 4 is in force." in page.text
    assert 'added: "group": ["zhao"],' in page.text
    assert "What saving yours on top of version 4 would change" in page.text
    kept = fields(page)
    assert (kept["names.en"], kept["version"]) == ("Mine", "4")
    assert desk.post(place, {**kept, "do": "save"}).status == 303
    saved = in_force(teams, "reporting-line")
    assert (saved["teams"]["sz-lift"]["names"]["en"], saved["group"]) == ("Mine", ["zhao"])
    text = f"{AT}/policy/edit"
    assert desk.post(text, {"text": "{}", "version": "", "do": "save"}).status == 412


def test_who_changes_what_somebody_took_out_meanwhile_is_told_and_may_put_it_back(
    teams: Service, desk: DeskBrowser
) -> None:
    place = f"{LINE}/edit?part=team&of=sz-lift"
    values = {**fields(desk.enter(ADMIN).page(place)), "names.en": "Mine"}
    assert desk.post(place, {**values, "remove": "on", "do": "save"}).status == 303
    assert desk.get(place).status == 404

    overtaken = desk.post(place, {**values, "do": "save"})

    assert overtaken.status == 412
    kept = fields(HtmlPage(overtaken.text))
    assert kept["names.en"] == "Mine"
    assert desk.post(place, {**kept, "do": "save"}).status == 303
    assert in_force(teams, "reporting-line")["teams"]["sz-lift"]["names"]["en"] == "Mine"


def test_of_two_who_save_at_the_same_moment_one_is_told_of_the_other(
    service: Service, desk: DeskBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = f"{AT}/policy/edit"
    values = fields(desk.enter(ADMIN).page(place))
    policy = in_force(service, "policy")
    save = DocumentsDesk.save

    def slow(*given: Any) -> Any:
        monkeypatch.setattr(DocumentsDesk, "save", save)
        assert service.post("/api/documents/policy", {**policy, "close_after_days": 9}, ADMIN).status == 201
        return save(*given)

    monkeypatch.setattr(DocumentsDesk, "save", slow)
    overtaken = desk.post(place, {**values, "do": "save"})

    assert overtaken.status == 412
    assert "by now version 2 is in force" in HtmlPage(overtaken.text).text


def test_a_calendar_of_another_code_is_written_from_the_first(service: Service, desk: DeskBrowser) -> None:
    led = desk.enter(ADMIN).get(f"{AT}/calendars?code=hk")
    values = fields(desk.page(led.headers["location"]))
    assert values["version"] == "0"

    saved = desk.post(f"{AT}/calendar-hk/edit", {**values, "do": "save"})

    assert (saved.status, saved.headers["location"]) == (303, f"{AT}/calendar-hk?saved=1")
    for code in ("", "UP", "../policy", "a%0d%0aSet-Cookie:x=1"):
        place = desk.get(f"{AT}/calendars?code={code}").headers["location"]
        assert "\r" not in place
        assert desk.get(place).status == 404, place


def test_cases_under_an_earlier_policy_are_found(service: Service, desk: DeskBrowser) -> None:
    old = service.file(title="Before")
    policy = in_force(service, "policy")
    service.post("/api/documents/policy", {**policy, "close_after_days": 9}, ADMIN)
    service.later(minutes=2)
    service.file(title="After")

    page = desk.enter(LEAD).page(f"{AT}/policy/cases")

    assert "1 under an earlier version" in page.text
    assert [link["href"] for link in page.all("a") if "/desk/cases/" in str(link["href"])] == [
        f"/desk/cases/{old['number'].replace('-', '')}"
    ]
    elsewhere = desk.enter(staff("sun", "agent", "city:bj")).page(f"{AT}/policy/cases")
    assert "No open case runs under an earlier version." in elsewhere.text
    assert desk.enter(MARKETING).get(f"{AT}/policy/cases").status == 403


def test_each_role_sees_and_does_what_is_theirs(teams: Service, desk: DeskBrowser) -> None:
    line = in_force(teams, "reporting-line")
    people = {**line["people"], "li": {**line["people"]["li"], "phone": "+8613800138000"}}
    teams.post("/api/documents/reporting-line", {**line, "people": people}, ADMIN)
    for who in (AGENT, LEAD, GROUP, AUDITOR, staff("x", "admin", "city:sz")):
        desk.enter(who)
        page = desk.page(LINE)
        assert not [link for link in page.all("a") if "/edit" in str(link["href"])]
        for address in (f"{LINE}/edit", f"{AT}/policy/edit", f"{LINE}/edit?part=team&of=sz-lift"):
            assert desk.get(address).status == 403
            assert desk.post(address, {"version": "4", "text": "{}", "do": "save"}).status == 403
        shown = "+8613800138000" in desk.get(LINE).text
        compared = "+8613800138000" in desk.get(f"{LINE}/compare?from=3&to=4").text
        assert shown == compared == (who is AUDITOR or "admin" in str(who["cognito:groups"]))
    for address in (AT, LINE, f"{LINE}/compare", f"{LINE}/versions/1"):
        assert desk.enter(MARKETING).get(address).status == 403
    read = teams.get("/api/desk/readings", AUDITOR, actor="li").json["items"]
    assert {each["about"] for each in read} == {"reporting-line"}
    desk.enter(ADMIN)
    for address in (
        *(
            "prices",
            "policy/versions/9",
            "policy/versions/x",
            "policy/compare?from=9",
            "policy/edit?part=team",
        ),
        *("reporting-line/edit?part=team&of=none", "calendar-cn?year=1", "calendar-cn/edit?part=year&of=x"),
        *("calendar-hk/edit?part=year&of=2027", "word-list/edit?part=words&of=fun"),
    ):
        assert desk.get(f"{AT}/{address}").status == 404, address
    assert desk.post(f"{LINE}/edit", {}, Origin="https://evil.example").status == 403
