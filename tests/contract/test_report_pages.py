"""Pages of reports: what they show, where their figures lead, and who may look."""

from base64 import b64decode

import pytest

from hearthline import root_insight
from hearthline.insight.reports.catalog import REPORTS
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import ADMIN, AGENT, AUDITOR, GROUP, LEAD, MANAGER, MARKETING, Service
from tests.engines.test_rights import granted
from tests.unit.pages.html_page import HtmlPage

REPORT = "/desk/reports/promise"


@pytest.fixture
def filed(service: Service) -> dict[str, str]:
    """Give a complaint that was counted, late by now, whose escalation somebody acknowledged."""
    late: dict[str, str] = service.file(home={"project": "<b>云顶</b>", "building": "2"})
    service.later(hours=25)
    assert service.do(late, "acknowledge", claims=GROUP).status == 200
    root_insight.counting().count([late["number"].replace("-", "")], service.now)
    return late


def test_a_report_shows_figures_with_n_a_chart_and_the_way_to_its_cases(
    desk: DeskBrowser, filed: dict[str, str]
) -> None:
    page = desk.enter(MANAGER).page(f"{REPORT}?by=project&figure=received")

    assert "Share answered in time 0.0% n = 1" in page.text
    assert "Kept over kept and broken: first answers within their target" in page.text
    assert page.all("rect")
    assert all("style" not in attributes for _, attributes in page.elements)
    (link,) = (str(each["href"]) for each in page.all("a") if "column=broken&group=" in str(each["href"]))
    cases = desk.page(link)
    assert "<b>云顶</b>" in cases.text
    assert f"/desk/cases/{filed['number']}" in {each.get("href") for each in cases.all("a")}
    assert "王小明" not in cases.text


def test_broken_promises_say_who_was_told_and_who_acknowledged_it(
    desk: DeskBrowser, filed: dict[str, str]
) -> None:
    text = desk.enter(GROUP).page("/desk/reports/breaches/cases?column=answer_broken").text

    assert "First answer late since Mon 23 Nov 2026" in text
    assert "told the handler, the team lead, the manager. ma acknowledged it Mon 23 Nov 2026" in text


def test_what_is_open_stands_first_and_leads_to_every_report(
    desk: DeskBrowser, filed: dict[str, str]
) -> None:
    page = desk.enter(MANAGER).page("/desk/reports?city=sz")

    assert "1 still being worked on" in page.text
    links = [each.get("href") for each in page.all("a")]
    assert "/desk/reports/contractors?city=sz" in links
    assert "/desk/reports" in links


def test_every_breakdown_of_every_report_is_shown_with_and_without_data(
    desk: DeskBrowser, service: Service
) -> None:
    desk.enter(GROUP)
    assert "Nothing is open here." in desk.page("/desk/reports").text
    assert "Nothing was counted in these months." in desk.page(REPORT).text
    lists = [each.get("class") for each in desk.page("/desk/reports/satisfaction").all("ul")]
    assert "headline" not in lists, "waves come to nothing together"
    number = service.file()["number"].replace("-", "")
    root_insight.counting().count([number], service.now)
    for report in REPORTS.values():
        for by in report.by:
            assert desk.get(f"/desk/reports/{report.name}?by={by}").status == 200, (report.name, by)


def test_what_cannot_be_asked_for_is_told_at_the_form(desk: DeskBrowser) -> None:
    desk.enter(MANAGER)
    for query, told in (
        ("from=2026-13", "Please give a month as 2026-11."),
        ("from=2026-01&to=2027-01", "Please choose one to twelve months"),
        ("by=nothing", "Please choose one from the list."),
    ):
        answer = desk.get(f"{REPORT}?{query}")
        assert answer.status == 422
        assert told in HtmlPage(answer.text).text


def test_a_file_is_the_one_of_the_interface(desk: DeskBrowser, filed: dict[str, str]) -> None:
    answer = desk.enter(MANAGER).get(f"{REPORT}/export?by=project&format=csv")

    assert answer.headers["content-disposition"] == 'attachment; filename="promise-2026-11-2026-11.csv"'
    assert "<b>云顶</b>,1" in b64decode(answer.text).decode("utf-8-sig")


def test_who_reads_reports_and_who_has_them_in_the_menu(desk: DeskBrowser) -> None:
    for who in (LEAD, MANAGER, GROUP, AUDITOR):
        assert desk.enter(who).get("/desk/reports").status == 200
    for who in (AGENT, ADMIN, MARKETING):
        assert desk.enter(who).get("/desk/reports").status == 403
        assert 'href="/desk/reports"' not in desk.get("/desk").text
    for about in ("satisfaction", "campaigns", "satisfaction/cases?column=response_rate"):
        refused = desk.enter(LEAD).get(f"/desk/reports/{about}")
        assert (refused.status, HtmlPage(refused.text).text.count("This is for: Auditor Manager")) == (403, 1)
        assert "Marketing" not in refused.text, about
    assert desk.enter(GROUP).get("/desk/reports/nothing").status == 404


def test_the_desks_pages_may_read_what_reports_take() -> None:
    assert granted("InsightDesk") <= granted("SiteDesk")
