"""Early trends over HTTP: who may read them, the evidence, and the cases behind it."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from hearthline import root_insight
from hearthline.insight.trends.reading import DEFINITION
from hearthline.pages.words import words
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import ADMIN, AGENT, AUDITOR, GROUP, LEAD, MANAGER, Service

TRENDS = "/api/insight/trends"
PAGE = Path(__file__).parents[2] / "docs" / "trends.md"


@pytest.fixture(scope="module")
def rising(shared_service: Service) -> Iterator[list[str]]:
    """Give six complaints of one project in Dalian, where for a year there were four a month of another."""
    service = shared_service
    sheets = [f"daily#2025-{month:02}" for month in (10, 11, 12)]
    sheets += [f"daily#2026-{month:02}" for month in range(1, 12)]
    store = root_insight.insight_store()
    store.move({("S#customers#dl", sheet): {"came\t05\t星海\tcrack\nn": 4} for sheet in sheets})
    filed = [service.file(city="dl", home={"project": "钻石湾", "building": "2"}) for _ in range(6)]
    root_insight.counting().count([one["number"].replace("-", "") for one in filed], service.now)
    before = service.now
    service.later(days=1)
    yield sorted(one["number"] for one in filed)
    service.now = before


def test_what_has_risen_stands_with_its_evidence_and_its_cases(
    shared_service: Service, rising: list[str]
) -> None:
    found = shared_service.get(TRENDS, GROUP, city="dl").json

    (project,) = [item for item in found["items"] if item["by"] == ["project"]]
    assert (project["city"], project["group"]) == ("dl", {"project": "钻石湾"})
    assert (project["count"], project["expected"], len(project["periods"])) == (6, 0.0, 14)
    assert project["p"] <= project["q"] <= found["false_share"]
    cases = shared_service.get(f"{TRENDS}/cases", GROUP, city="dl", **project["group"]).json
    assert sorted(item["number"] for item in cases["items"]) == rising
    assert "王小明" not in str(cases)
    earlier = shared_service.get(TRENDS, GROUP, city="dl", until="2026-10-30").json
    assert earlier["items"] == []


def test_who_may_read_them_and_what_is_refused(shared_service: Service, rising: list[str]) -> None:
    for who in (LEAD, MANAGER, GROUP, AUDITOR):
        assert shared_service.get(TRENDS, who).status == 200
    for who in (AGENT, ADMIN):
        assert shared_service.get(TRENDS, who).problem == "forbidden"
    assert shared_service.get(TRENDS, MANAGER, city="dl").status == 403
    assert shared_service.get(TRENDS, GROUP, until="2099-01-01").status == 422
    together = {"project": "钻石湾", "contractor": "c-17"}
    assert shared_service.get(f"{TRENDS}/cases", GROUP, **together).status == 422
    assert shared_service.get(f"{TRENDS}/cases", MANAGER, city="dl", project="钻石湾").status == 403


def test_the_page_shows_the_evidence_and_leads_to_the_cases(
    shared_service: Service, rising: list[str]
) -> None:
    desk = DeskBrowser(shared_service).enter(GROUP)

    text = desk.get("/desk/reports/trends?city=dl").text
    leads = re.findall(r'href="(/desk/reports/trends/cases[^"]+)"', text)
    assert "钻石湾" in text
    assert text.count('class="judged"') == len(leads) > 0
    listed = [desk.get(unescape(address)).text for address in leads]
    assert all(number in listed[0] for number in rising)
    late = desk.get("/desk/reports/trends?until=2099-01-01")
    assert late.status == 422
    assert words("en")["fault"]["day_over"] in late.text
    assert (
        words("en", "trends")["empty"]
        in DeskBrowser(shared_service).enter(MANAGER).get("/desk/reports/trends").text
    )
    assert DeskBrowser(shared_service).enter(AGENT).get("/desk/reports/trends").status == 403


def test_the_definition_stands_on_the_page_of_trends() -> None:
    assert DEFINITION["en"] in " ".join(PAGE.read_text("utf-8").split())
