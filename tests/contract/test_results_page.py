"""The page of results: figures with how sure they are, and what is not shown is said in words."""

import pytest

from tests.contract.answerers import Owners, answers, launched
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import AGENT, GROUP, MANAGER, Service

CAMPAIGN = "CAMPAIGN00000001"
PAGE = f"/desk/campaigns/{CAMPAIGN}/results"


def test_figures_stand_with_their_intervals_tables_and_definitions(
    service: Service, desk: DeskBrowser
) -> None:
    owners = Owners(service, launched(service, CAMPAIGN, series="yearly"))
    owners.say(8, "sz", "living", answers(5, 5, 10))
    owners.say(2, "gz", "living", answers(2, 3, 4))

    page = desk.enter(GROUP).page(PAGE)

    assert "Satisfaction 80.0%" in page.text
    assert "Share of 4 and 5 among the valid ratings of overall satisfaction." in page.text
    drawn = [figure["data-table"] for figure in page.all("figure")]
    assert drawn
    assert set(drawn) <= page.ids
    assert all("style" not in attributes for _, attributes in page.elements)
    by_city = desk.page(f"{PAGE}?by=city").text
    assert "Under 5" in by_city
    for by in ("project", "tier", "stage", "kind", "recovery", "wave"):
        assert desk.get(f"{PAGE}?by={by}").status == 200, by
    question = desk.page(f"{PAGE}?by=city&question=satisfaction").text
    assert "Only:" in question
    assert desk.get(f"{PAGE}?by=moon").status == 422


def test_one_answer_and_none_are_said_in_words(service: Service, desk: DeskBrowser) -> None:
    owners = Owners(service, launched(service, CAMPAIGN))
    assert "Nobody has answered yet." in desk.enter(GROUP).page(PAGE).text
    owners.say(1, "sz", "living", answers(5, 5, 10))
    assert "Fewer than five answers" in desk.page(PAGE).text


def test_an_anonymous_campaign_that_runs_tells_that_results_are_withheld(
    service: Service, desk: DeskBrowser
) -> None:
    owners = Owners(service, launched(service, CAMPAIGN, anonymous=True))
    owners.say(6, "sz", "living", answers(5, 5, 10))

    page = desk.enter(GROUP).page(PAGE)

    assert "results are withheld until it has ended" in page.text
    assert page.all("figure") == []


@pytest.mark.parametrize("by", ["tier", "recovery"])
def test_who_has_some_cities_is_told_what_is_for_all(service: Service, desk: DeskBrowser, by: str) -> None:
    owners = Owners(service, launched(service, CAMPAIGN))
    owners.say(6, "sz", "living", answers(5, 5, 10))

    assert "told for all cities only" in desk.enter(MANAGER).page(f"{PAGE}?by={by}").text
    assert desk.enter(AGENT).get(PAGE).status == 403
