"""Forms of settings: parts of documents are changed, each fault stands at its control, and nothing runs."""

import json

import pytest

from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import (
    ADMIN,
    COLLEAGUES,
    Service,
)
from tests.contract.settings_desk import (
    AT,
    EVIL,
    FORMS,
    LINE,
    ROUTES,
    TEAM,
    fields,
    in_force,
    with_team,
)
from tests.unit.pages.html_page import HtmlPage


@pytest.fixture
def teams(service: Service) -> Service:
    """Give a service with a team and what comes to it."""
    return with_team(service)


def test_a_team_is_changed_by_names_checked_and_saved(teams: Service, desk: DeskBrowser) -> None:
    place = f"{LINE}/edit?part=team&of=sz-lift"
    values = fields(desk.enter(ADMIN).page(place))
    assert values["members"] == "李雷 (li)\n韩梅梅 (han)"
    changed = {
        **values,
        "names.en": "Lift team",
        "members": "韩梅梅\nzhao\r\n李雷 (li)",
        "routes.1.city": "sz",
        "routes.1.project": "海岸花园",
    }
    before = teams.snapshot()

    checked = HtmlPage(desk.post(place, {**changed, "do": "check"}).text)
    assert 'removed: "names"' in checked.text.replace("  ", " ")
    assert fields(checked)["routes.1.project"] == "海岸花园"
    assert {key for key in set(teams.snapshot()) - set(before) if "reporting-line#" in key} == set()
    saved = desk.post(place, {**changed, "do": "save"})

    assert (saved.status, saved.headers["location"]) == (303, f"{LINE}?saved=4")
    assert "Version 4 is saved" in desk.page(f"{LINE}?saved=4").text
    line = in_force(teams, "reporting-line")
    assert line["teams"]["sz-lift"] == {
        **TEAM,
        "names": {"zh": "深圳电梯组", "en": "Lift team"},
        "members": ["han", "zhao", "li"],
    }
    assert line["routes"] == [*ROUTES, {"city": "sz", "project": "海岸花园", "team": "sz-lift"}]
    gone = desk.post(place, {**fields(desk.page(place)), "remove": "on", "do": "save"})
    assert gone.status == 303
    assert (in_force(teams, "reporting-line")["teams"], in_force(teams, "reporting-line")["routes"]) == (
        {},
        [],
    )


def test_who_is_away_has_a_deputy(teams: Service, desk: DeskBrowser) -> None:
    place = f"{LINE}/edit?part=person&of=li"
    values = fields(desk.enter(ADMIN).page(place))
    away = {"absences.0.from": "2026-12-01", "absences.0.until": "2026-12-03"}

    wrong = desk.post(place, {**values, **away, "absences.0.deputy": "nobody", "email": "li", "do": "check"})
    late = desk.post(
        place, {**values, **away, "absences.0.until": "2026-11-01", "absences.0.deputy": "han", "do": "check"}
    )
    saved = desk.post(place, {**values, **away, "absences.0.deputy": "韩梅梅", "do": "save"})

    assert 'id="email-fault">This is no e-mail address.' in wrong.text
    assert "It can&#39;t end before it begins." in late.text
    assert saved.status == 303
    li = in_force(teams, "reporting-line")["people"]["li"]
    assert li["absences"] == [{"from": "2026-12-01", "until": "2026-12-03", "deputy": "han"}]
    assert "1 Dec 2026 to 3 Dec 2026: 韩梅梅" in desk.page(LINE).text


@pytest.mark.parametrize(
    ("part", "typed", "told"),
    [
        ("team&of=sz-lift", {"members": "nobody"}, 'id="members-fault">Not among the people: nobody.'),
        ("team&of=sz-lift", {"names.zh": ""}, 'id="names.zh-fault">Please fill this in.'),
        ("team", {"code": "sz-lift"}, 'id="code-fault">This code is taken'),
        ("team", {"code": "Not a code"}, 'id="code-fault">A code has'),
        (
            "team&of=sz-lift",
            {"routes.1.city": "sz", "routes.1.category": "lift"},
            "sz - lift stands twice.",
        ),
        ("person&of=li", {"remove": "on"}, "Not among the people: li."),
        ("person&of=li", {"phone": "12"}, 'id="phone-fault">Begin with +'),
        ("levels&of=sz", {"manager": "nobody"}, 'id="manager-fault">Not among the people: nobody.'),
        ("levels&of=atlantis", {"handler": "li"}, 'id="handler-fault">The catalogue has no city atlantis.'),
        ("levels", {"group": "nobody"}, 'id="group-fault">Not among the people: nobody.'),
    ],
)
def test_what_is_wrong_is_told_at_its_control_and_nothing_is_saved(
    teams: Service, desk: DeskBrowser, part: str, typed: dict[str, str], told: str
) -> None:
    place = f"{LINE}/edit?part={part}"
    values = {**fields(desk.enter(ADMIN).page(place)), **typed}

    checked = desk.post(place, {**values, "do": "check"})
    refused = desk.post(place, {**values, "do": "save"})

    assert refused.status == 422
    for answer in (checked, refused):
        assert told in answer.text
        assert "Not saved yet" in answer.text
    kept = fields(HtmlPage(refused.text))
    assert {name: kept.get(name) for name in typed if name != "remove"} == {
        name: value for name, value in typed.items() if name != "remove"
    }
    assert in_force(teams, "reporting-line")["version"] == 3


def test_days_off_are_added_to_a_calendar_or_come_as_a_years_file(
    service: Service, desk: DeskBrowser
) -> None:
    desk.enter(ADMIN)
    place = f"{AT}/calendar-cn/edit?part=year&of=2027"
    values = fields(desk.page(place))
    first = {"days.0.date": "2027-01-01", "days.0.kind": "off", "days.0.name": "元旦"}
    moved = {"days.1.date": "2027-01-03", "days.1.kind": "worked"}

    twice = desk.post(place, {**values, **first, **moved, "days.1.date": "2027-01-01", "do": "check"})
    far = desk.post(place, {**values, "days.0.date": "2031-01-01", "do": "check"})
    saved = desk.post(place, {**values, **first, **moved, "do": "save"})

    assert "2027-01-01 is listed twice." in twice.text
    assert 'id="days.0.date-fault">The date must lie in 2027' in far.text
    assert saved.status == 303
    [year] = in_force(service, "calendar-cn")["lists"]
    assert [(day["date"], day["isOffDay"], day["name"]) for day in year["days"]] == [
        ("2027-01-01", True, "元旦"),
        ("2027-01-03", False, ""),
    ]
    assert "Day by day (2)" in desk.page(f"{AT}/calendar-cn?year=2027").text
    file = f"{AT}/calendar-cn/edit?part=file"
    official = {
        "year": 2028,
        "papers": ["p"],
        "days": [{"name": "元旦", "date": "2028-01-01", "isOffDay": True}],
    }
    values = fields(desk.page(file))
    for broken in ("{", "[]", '{"year": 2028}'):
        assert 'id="list-fault"' in desk.post(file, {**values, "list": broken, "do": "save"}).text
    assert desk.post(file, {**values, "list": json.dumps(official), "do": "save"}).status == 303
    assert [each["year"] for each in in_force(service, "calendar-cn")["lists"]] == [2027, 2028]


def test_words_and_replies_are_changed_line_by_line(service: Service, desk: DeskBrowser) -> None:
    place = f"{AT}/word-list/edit?part=words&of=press"
    values = fields(desk.enter(ADMIN).page(place))
    twice = desk.post(place, {**values, "words.en": "tv\nTV", "unless.en": "", "do": "check"})
    assert "tv, " in twice.text or "stands twice" in twice.text
    assert (
        desk.post(
            place, {**values, "words.en": "tv crew\n\n reporter ", "unless.en": "", "do": "save"}
        ).status
        == 303
    )
    assert in_force(service, "word-list")["categories"]["press"]["words"]["en"] == ["tv crew", "reporter"]

    place = f"{AT}/saved-replies/edit?part=reply"
    values = {**fields(desk.page(place)), "code": "thanks", "names.zh": "致谢", "names.en": "Thanks"}
    texts = {"texts.zh": "{name}您好。", "texts.en": "Dear {name},\r\nthank you."}
    unlike = desk.post(place, {**values, **texts, "texts.en": "Dear all", "do": "check"})
    unknown = desk.post(place, {**values, **texts, "texts.zh": "{phone}", "do": "check"})
    saved = desk.post(place, {**values, **texts, "kinds.praise": "on", "do": "save"})

    assert 'id="texts.en-fault">Both languages must use the same' in unlike.text
    assert 'id="texts.zh-fault">There is no phone' in unknown.text
    assert saved.status == 303
    assert in_force(service, "saved-replies")["replies"][-1] == {
        "code": "thanks",
        "names": {"zh": "致谢", "en": "Thanks"},
        "kinds": ["praise"],
        "texts": {"zh": "{name}您好。", "en": "Dear {name},\nthank you."},
    }


def test_what_was_written_runs_nowhere(teams: Service, desk: DeskBrowser) -> None:
    desk.enter(ADMIN)
    for address in FORMS:
        values = fields(desk.page(f"{AT}/{address}"))
        typed = {name: f"{EVIL}\r\nSet-Cookie: x=1" for name in values if name != "version"}
        for do in ("check", "save", "more"):
            answer = desk.post(f"{AT}/{address}", {"version": values["version"], **typed, "do": do})
            assert answer.status in (200, 422), address
            assert "<script>alert" not in answer.text
            assert ">49" not in answer.text
            assert not answer.cookies
    people = {**COLLEAGUES["people"], EVIL: {"name": EVIL}}  # type: ignore[dict-item]
    named = {"zh": EVIL, "en": EVIL}
    line = {**COLLEAGUES, "people": people, "teams": {"evil": {"names": named, "members": [EVIL]}}}
    assert teams.post("/api/documents/reporting-line", line, ADMIN).status == 201
    [link] = [each for each in desk.page(LINE).all("a") if "part=person&of=%22" in str(each["href"])]
    replies = in_force(teams, "saved-replies")
    evil = {
        "code": "evil",
        "names": named,
        "texts": {"zh": "<script>alert(1)</script>", "en": "<script>alert(1)</script>"},
    }
    assert (
        teams.post("/api/documents/saved-replies", {"replies": [*replies["replies"], evil]}, ADMIN).status
        == 201
    )
    for address in (
        *(LINE, f"{LINE}/compare", f"{LINE}/edit", str(link["href"]), f"{LINE}/edit?part=team&of=evil"),
        *(
            f"{AT}/saved-replies",
            f"{AT}/saved-replies/compare",
            f"{AT}/saved-replies/edit?part=reply&of=evil",
        ),
        f"{AT}/policy/edit?part={EVIL}",
    ):
        answer = desk.get(address.replace("{{", "%7B%7B").replace("<", "%3C").replace('"', "%22"))
        assert answer.status in (200, 404)
        assert "<script>alert" not in answer.text
