"""The manager's board: what is missed, what breaks tonight and tomorrow, who has it, and who may look."""

import pytest

from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import AGENT, AUDITOR, GROUP, LEAD, MANAGER, MARKETING, Service, staff
from tests.unit.pages.html_page import HtmlPage

ADDRESS = "/desk/tonight"


@pytest.mark.parametrize(
    ("claims", "status"),
    [(AGENT, 200), (LEAD, 200), (MANAGER, 200), (AUDITOR, 200), (MARKETING, 403)],
)
def test_whoever_reads_the_work_list_may_look(desk: DeskBrowser, claims: dict[str, str], status: int) -> None:
    assert desk.enter(claims).get(ADDRESS).status == status


def test_a_promise_moves_from_tomorrow_to_overdue_and_off_the_board(
    desk: DeskBrowser, service: Service
) -> None:
    filed = service.file(title="<script>alert(1)</script>{{7*7}}")
    service.file(title="北京的", city="bj")
    service.do(filed, "claim")

    page = desk.enter(MANAGER).get(ADDRESS)

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page.text
    assert "北京的" not in page.text
    assert "With 李雷" in HtmlPage(page.text).text
    assert "Answer <script>alert(1)</script>{{7*7}} 24 h 0 min left" in HtmlPage(page.text).text
    service.later(hours=25)
    shown = desk.enter(MANAGER).page(ADDRESS).text
    assert "Answer <script>alert(1)</script>{{7*7}} 1 h 0 min overdue" in shown
    service.do(filed, "reply", {"text": "明天上门。"})
    assert "Answer <script>" not in desk.page(ADDRESS).text


def test_headquarters_sees_every_city_and_a_city_without_cases_is_calm(
    desk: DeskBrowser, service: Service
) -> None:
    service.file(title="北京的", city="bj")
    service.file(title="深圳的")

    everywhere = desk.enter(GROUP).page(ADDRESS).text
    assert "北京的" in everywhere
    assert "深圳的" in everywhere
    calm = desk.enter(staff("gu", "manager", "city:sh")).page(ADDRESS).text
    assert "No promise is overdue." in calm


def test_a_script_is_given_the_changing_part_alone(desk: DeskBrowser, service: Service) -> None:
    service.file(title="深圳的")

    part = desk.enter(MANAGER).get(ADDRESS, HX_Request="true", Accept="*/*")

    assert part.status == 200
    assert "深圳的" in part.text
    assert "<html" not in part.text
