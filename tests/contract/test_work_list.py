"""The work list: whose cases, in which order, in which view."""

from typing import Any

import pytest

from tests.contract.service import (
    AGENT,
    AUDITOR,
    COLLEAGUE,
    ELSEWHERE,
    GROUP,
    LEAD,
    Service,
    staff,
)


def listed(service: Service, claims: dict[str, Any], **query: Any) -> list[str]:
    answer = service.get("/api/desk/complaints", claims, **query)
    assert answer.status == 200, answer.text
    return [item["title"] for item in answer.json["items"]]


@pytest.fixture(scope="module")
def busy(shared_service: Service) -> Service:
    """Seven cases in three cities, an hour apart; nobody here changes them."""
    service = shared_service
    cases: dict[str, dict[str, Any]] = {}
    for title, city in (
        ("无人", "sz"),
        ("李雷的", "sz"),
        ("韩梅梅的", "sz"),
        ("已解决", "sz"),
        ("已关闭", "sz"),
        ("北京", "bj"),
        ("上海", "sh"),
    ):
        cases[title] = service.file(title=title, city=city)
        service.later(hours=1)
    service.do(cases["李雷的"], "claim", claims=AGENT)
    service.do(cases["韩梅梅的"], "claim", claims=COLLEAGUE)
    service.resolve(cases["已解决"])
    service.resolve(cases["已关闭"])
    service.do(cases["已关闭"], "close", claims=LEAD)
    return service


def test_city_is_the_default_and_holds_the_open_cases_of_ones_cities(busy: Service) -> None:
    assert set(listed(busy, AGENT)) == {"无人", "李雷的", "韩梅梅的"}
    assert listed(busy, ELSEWHERE) == ["北京"]
    assert set(listed(busy, staff("wu", "agent", "city:bj", "city:sh"))) == {"北京", "上海"}


def test_headquarters_sees_every_city(busy: Service) -> None:
    everywhere = {"无人", "李雷的", "韩梅梅的", "北京", "上海"}

    assert set(listed(busy, GROUP)) == everywhere
    assert set(listed(busy, AUDITOR)) == everywhere
    assert listed(busy, GROUP, city="bj") == ["北京"]


def test_mine_holds_open_and_resolved_cases_of_ones_own(busy: Service) -> None:
    # An answer takes the case: who resolves what nobody had has it from then on.
    assert listed(busy, AGENT, view="mine") == ["李雷的", "已解决"]
    assert listed(busy, COLLEAGUE, view="mine") == ["韩梅梅的"]
    assert listed(busy, LEAD, view="mine") == []


def test_unassigned_holds_what_nobody_has(busy: Service) -> None:
    assert listed(busy, AGENT, view="unassigned") == ["无人"]
    assert set(listed(busy, GROUP, view="unassigned")) == {"无人", "北京", "上海"}


def test_team_holds_the_open_cases_of_the_cities_teams(busy: Service) -> None:
    assert set(listed(busy, LEAD, view="team")) == {"无人", "李雷的", "韩梅梅的"}


def test_all_also_holds_what_has_ended(busy: Service) -> None:
    assert set(listed(busy, AGENT, view="all")) == {"无人", "李雷的", "韩梅梅的", "已解决", "已关闭"}


def test_breached_and_due_go_by_the_next_deadline(busy: Service) -> None:
    open_cases = {"无人", "李雷的", "韩梅梅的"}
    before = (listed(busy, AGENT, view="breached"), listed(busy, AGENT, view="due"))
    busy.later(hours=60)
    after = (listed(busy, AGENT, view="breached"), listed(busy, AGENT, view="due"))
    busy.later(hours=-60)

    assert (before[0], set(before[1])) == ([], open_cases)
    assert (set(after[0]), after[1]) == (open_cases, [])


def test_the_most_urgent_deadline_comes_first_over_several_cities(service: Service) -> None:
    for title, city, severity in (
        ("低", "sz", "low"),
        ("急", "bj", "critical"),
        ("高", "sz", "high"),
        ("常", "bj", "normal"),
    ):
        filed = service.file(title=title, city=city)
        service.do(filed, "triage", {"severity": severity}, GROUP)

    order = listed(service, GROUP)
    assert order[:2] == ["急", "高"]
    assert set(order) == {"急", "高", "常", "低"}
    assert listed(service, staff("wu", "agent", "city:bj", "city:sz")) == order


def test_filters_narrow_each_view(busy: Service) -> None:
    assert listed(busy, GROUP, status="assigned") == ["李雷的", "韩梅梅的"]
    assert listed(busy, GROUP, status="closed", view="all") == ["已关闭"]
    assert listed(busy, GROUP, severity="critical") == []
    assert listed(busy, GROUP, kind="praise") == []
    assert len(listed(busy, GROUP, project="海岸花园", kind="repair")) == 5


def test_pages_neither_skip_nor_repeat_while_cases_come_and_go(service: Service) -> None:
    cases = [service.file(title=str(count), public=False) for count in range(4)]
    first = service.get("/api/desk/complaints", AGENT, limit=2).json
    shown = {item["number"] for item in first["items"]}
    service.file(title="新来的", public=False)
    for case in cases:
        if case["number"] in shown:
            service.do(case, "reply", {"text": "已安排。"})

    rest = service.get("/api/desk/complaints", AGENT, cursor=first["next_cursor"]).json

    unseen = {item["number"] for item in rest["items"] if item["title"] != "新来的"}
    assert unseen >= {case["number"] for case in cases} - shown
    assert rest["next_cursor"] is None


def test_a_cursor_is_its_readers_own_and_of_one_query(busy: Service) -> None:
    cursor = busy.get("/api/desk/complaints", GROUP, limit=1).json["next_cursor"]

    foreign = [
        busy.get("/api/desk/complaints", AUDITOR, limit=1, cursor=cursor),
        busy.get("/api/desk/complaints", AGENT, limit=1, cursor=cursor),
        busy.get("/api/desk/complaints", GROUP, limit=1, cursor=cursor, view="all"),
        busy.get("/api/desk/complaints", GROUP, limit=1, cursor=cursor, status="received"),
        busy.get("/api/board", cursor=cursor),
    ]

    assert busy.get("/api/desk/complaints", GROUP, limit=1, cursor=cursor).status == 200
    assert {(answer.status, answer.problem) for answer in foreign} == {(400, "cursor")}


def test_a_line_of_the_list_holds_no_name_and_no_contact(busy: Service) -> None:
    text = busy.get("/api/desk/complaints", AGENT).text

    assert all(secret not in text for secret in ("王小明", "13800138000", "wang@example.com", "1801"))


def test_a_city_outside_ones_scope_is_forbidden_and_an_unknown_one_not_found(busy: Service) -> None:
    assert busy.get("/api/desk/complaints", AGENT, city="bj").status == 403
    assert busy.get("/api/desk/complaints", GROUP, city="atlantis").status == 404


def test_the_desk_warns_when_the_calendar_of_working_days_is_about_to_end(service: Service) -> None:
    now = service.get("/api/desk/complaints", AGENT).json["notices"]

    # 2027's official days are not published in November 2026: what is known ends with the year.
    assert now == [{"code": "calendar_ends", "calendar": "cn", "on": "2026-12-31"}]
