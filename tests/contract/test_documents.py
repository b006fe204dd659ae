"""The documents over the API: who reads and edits them, what is refused and where, and what follows."""

from typing import Any

import pytest

from tests.contract.service import (
    ADMIN,
    AGENT,
    AUDITOR,
    COLLEAGUES,
    GROUP,
    LEAD,
    MARKETING,
    Service,
    staff,
)

LINE = "/api/documents/reporting-line"
NAMES = {"zh": "维修", "en": "Repairs"}


def a_line(**changes: Any) -> dict[str, Any]:
    people: dict[str, Any] = COLLEAGUES["people"]  # type: ignore[assignment]
    return {**COLLEAGUES, "people": {**people, "li": {**people["li"], "phone": "+8613800138000"}}, **changes}


def in_force(service: Service, name: str) -> dict[str, Any]:
    document: dict[str, Any] = service.get(f"/api/documents/{name}", ADMIN).json["document"]
    return document


def faults(answer: Any) -> list[str]:
    return [error["pointer"] for error in answer.json["errors"]]


def test_every_document_is_listed_with_who_saved_it(service: Service) -> None:
    items = {item["name"]: item for item in service.get("/api/documents", AGENT).json["items"]}

    assert {"policy", "catalog", "reporting-line", "saved-replies", "calendar-cn"} <= items.keys()
    assert items["policy"]["saved_by"] is None
    assert (items["reporting-line"]["version"], items["reporting-line"]["saved_by"]) == (2, "admin")


def test_a_saved_document_is_the_next_version_and_is_read_back_at_once(service: Service) -> None:
    saved = service.post(LINE, a_line(), ADMIN)
    read = service.get(LINE, ADMIN)

    assert (saved.status, saved.json["version"], saved.headers["etag"]) == (201, 3, '"3"')
    assert saved.headers["location"] == f"{LINE}/versions/3"
    assert read.json == saved.json
    assert read.headers["etag"] == '"3"'
    versions = service.get(f"{LINE}/versions", AGENT).json["items"]
    assert [each["version"] for each in versions] == [3, 2, 1]
    assert service.get(f"{LINE}/versions/2", ADMIN).json["document"]["people"].keys() == {"li", "han", "zhao"}


def test_what_is_read_can_be_saved_as_it_is(service: Service) -> None:
    for item in service.get("/api/documents", ADMIN).json["items"]:
        name = item["name"]
        answer = service.post(f"/api/documents/{name}", in_force(service, name), ADMIN)
        assert (answer.status, answer.json["version"]) == (201, item["version"] + 1), answer.text


def test_a_version_that_was_built_on_an_older_one_is_refused(service: Service) -> None:
    def saved(tag: str) -> Any:
        return service.ask("POST", LINE, json_body=a_line(), headers={"If-Match": tag}, claims=ADMIN)

    first, second = saved('"2"'), saved('"2"')

    assert (first.status, second.status) == (201, 412)
    assert second.json["state"]["version"] == 3
    assert saved('"3"').status == 201


def test_what_is_wrong_is_said_with_its_place_and_nothing_is_saved(service: Service) -> None:
    before = service.snapshot()
    wrong = a_line(people={"li": {"name": "", "phone": "12"}}, surprise=1)
    answer = service.post(LINE, wrong, ADMIN)
    check = service.post(f"{LINE}/check", wrong, ADMIN)

    assert (answer.status, answer.problem) == (422, "invalid")
    assert set(faults(answer)) == {"/people/li/name", "/people/li/phone", "/surprise"}
    assert (check.status, check.json["valid"], faults(check)) == (200, False, faults(answer))
    assert service.snapshot() == before


def test_a_check_saves_nothing(service: Service) -> None:
    before = service.snapshot()

    assert service.post(f"{LINE}/check", a_line(), ADMIN).json == {"valid": True, "errors": []}
    assert service.snapshot() == before


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"cities": {"atlantis": {}}}, ["/cities/atlantis"]),
        ({"teams": {"x": {"city": "atlantis", "names": NAMES, "members": []}}}, ["/teams/x/city"]),
        ({"teams": {"sz-care": {"city": "bj", "names": NAMES, "members": []}}}, ["/teams/sz-care/city"]),
        (
            {"routes": [{"city": "atlantis", "category": "magic", "team": "nobody"}]},
            ["/routes/0/city", "/routes/0/category", "/routes/0/team"],
        ),
    ],
)
def test_a_reporting_line_fits_the_catalog(
    shared_service: Service, changes: dict[str, Any], where: list[str]
) -> None:
    answer = shared_service.post(LINE, a_line(**changes), ADMIN)

    assert (answer.status, faults(answer)) == (422, where)


def test_a_catalog_keeps_what_is_in_use(service: Service) -> None:
    routes = [{"city": "sz", "category": "lift", "team": "gz-care"}]
    assert service.post(LINE, a_line(routes=routes), ADMIN).status == 201
    catalog = in_force(service, "catalog")
    gone = {
        "cities": [
            {**city, **({"team": "gz-new", "calendar": "moon"} if city["code"] == "gz" else {})}
            for city in catalog["cities"]
            if city["code"] != "sz"
        ],
        "categories": [each for each in catalog["categories"] if each["code"] != "lift"],
    }

    answer = service.post("/api/documents/catalog", {**catalog, **gone}, ADMIN)

    assert answer.status == 422
    details = " ".join(error["detail"] for error in answer.json["errors"])
    assert all(
        word in details
        for word in (
            "sz is missing",
            "save calendar-moon first",
            "lift is no category",
            "gz-care is neither",
            "saved replies",
        )
    )


def test_a_calendar_comes_with_the_order_to_reckon_again(service: Service) -> None:
    before = service.snapshot()
    calendar = in_force(service, "calendar-cn")
    assert service.post("/api/documents/calendar-cn", calendar, ADMIN).status == 201
    made = set(service.snapshot()) - set(before)

    assert len(made) == 2
    assert any("J#recalculate" in item for item in made)
    assert service.post("/api/documents/calendar-hk", calendar, ADMIN).json["version"] == 1


def test_names_that_nothing_reads_are_not_found(shared_service: Service) -> None:
    for name in ("prices", "calendar-", "calendar-UP", "reporting-line-2"):
        assert shared_service.get(f"/api/documents/{name}", ADMIN).status == 404
        assert shared_service.get(f"/api/documents/{name}/versions", ADMIN).status == 404
        assert shared_service.post(f"/api/documents/{name}", {}, ADMIN).status == 404
        assert shared_service.post(f"/api/documents/{name}/check", {}, ADMIN).status == 404
    for version in ("0", "99", "x", "-1", "1e3", "²", "9" * 12):
        assert shared_service.get(f"{LINE}/versions/{version}", ADMIN).status == 404


def test_only_an_admin_of_all_cities_edits(shared_service: Service) -> None:
    before = shared_service.snapshot()

    for who in (AGENT, LEAD, GROUP, AUDITOR, MARKETING, staff("x", "admin", "city:sz")):
        for path in (LINE, f"{LINE}/check"):
            answer = shared_service.post(path, a_line(), who)
            assert (answer.status, answer.problem) == (403, "forbidden")
    for path in ("/api/documents", LINE, f"{LINE}/versions", f"{LINE}/versions/2"):
        assert shared_service.get(path, MARKETING).status == 403
    assert shared_service.snapshot() == before


def test_numbers_and_addresses_of_staff_are_for_those_who_keep_or_audit_them(service: Service) -> None:
    service.post(LINE, a_line(), ADMIN)

    for path in (LINE, f"{LINE}/versions/3", f"{LINE}/versions/2"):
        for who in (AGENT, LEAD, GROUP):
            text = service.get(path, who).text
            assert "李雷" in text
            assert "+8613800138000" not in text
            assert "@staff.example" not in text
        for who in (ADMIN, AUDITOR):
            assert "@staff.example" in service.get(path, who).text


def test_a_route_sends_new_cases_to_its_team_from_then_on(service: Service) -> None:
    before = service.file(category="lift")
    teams = {"sz-lift": {"city": "sz", "names": NAMES, "members": ["han"], "lead": ["zhao"]}}
    routes = [{"city": "sz", "category": "lift", "team": "sz-lift"}]
    service.post(LINE, a_line(teams=teams, routes=routes), ADMIN)
    service.later(minutes=1)
    after, other = service.file(category="lift"), service.file(category="noise")

    found = [service.case(case).json["team"] for case in (before, after, other)]
    assert found == ["sz-care", "sz-lift", "sz-care"]
    mine = service.get("/api/desk/complaints", staff("han", "agent", "city:sz"), view="team").json["items"]
    assert [item["number"] for item in mine] == [after["number"]]
    lead = service.get("/api/desk/complaints", LEAD, view="team").json["items"]
    assert [item["number"] for item in lead] == [after["number"]]
    of_none = service.get("/api/desk/complaints", AGENT, view="team").json["items"]
    assert len(of_none) == 3


def test_a_deputy_sees_the_cases_of_whom_they_stand_in_for_on_those_days(service: Service) -> None:
    case = service.file()
    service.do(case, "claim", claims=AGENT)
    away = [{"from": "2026-11-24", "until": "2026-11-25", "deputy": "han"}]
    people = {**a_line()["people"], "li": {"name": "李雷", "absences": away}}
    service.post(LINE, a_line(people=people), ADMIN)

    def of_the_deputy() -> list[str]:
        han = staff("han", "agent", "city:sz")
        items = service.get("/api/desk/complaints", han, view="mine").json["items"]
        return [item["number"] for item in items]

    seen = []
    for _ in range(4):
        seen.append(of_the_deputy())
        service.later(days=1)
    # From Sunday on, 16:00 in Shenzhen.
    assert seen == [[], [], [case["number"]], [case["number"]]]
    assert of_the_deputy() == []


def test_a_document_as_large_as_a_big_companys_is_taken_and_one_beyond_reason_is_not(
    service: Service,
) -> None:
    people = {
        f"staff-{place}": {"name": "员工" * 10, "email": f"{place}@staff.example"} for place in range(1500)
    }
    large = a_line(people={**a_line()["people"], **people})
    beyond = a_line(people={f"staff-{place}": {"name": "员工" * 25} for place in range(4000)})

    assert service.post(LINE, large, ADMIN).status == 201
    assert service.post(LINE, beyond, ADMIN).status == 413
