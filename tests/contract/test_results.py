"""Results over HTTP: every figure with its n, nothing of who are too few, and nothing of other cities."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hearthline.surveys.definitions import DEFINITIONS, VALID
from hearthline.surveys.model import Campaign, CampaignState, Linking
from tests.contract.answer import Answer
from tests.contract.answerers import Owners, answers, launched
from tests.contract.service import (
    ADMIN,
    AGENT,
    AUDITOR,
    GROUP,
    LEAD,
    MANAGER,
    MARKETING,
    Service,
    staff,
)
from tests.engines.counting import RequestCounter

OF_SZ = staff("xu", "marketing", "city:sz")
OF_BJ = staff("sun", "manager", "city:bj")
PAGE = Path(__file__).parents[2] / "docs" / "results.md"


@pytest.fixture(scope="module")
def campaign(shared_service: Service) -> Campaign:
    """Give a campaign in which 30 have answered: 20 of Shenzhen, 7 and 3 of Guangzhou."""
    campaign = launched(shared_service, "CAMPAIGN00000001", series="yearly")
    owners = Owners(shared_service, campaign)
    owners.say(15, "sz", "living", answers(5, 5, 10))
    owners.say(5, "sz", "living", answers(2, 1, 3))
    owners.say(7, "gz", "living", answers(4, 4, 8), project="云顶")
    owners.say(3, "gz", "moving_in", answers(1, 2, 0), project="云顶")
    owners.say(20, "sz", "living", None)
    return campaign


def results(
    service: Service, who: dict[str, Any] = GROUP, identity: str = "CAMPAIGN00000001", **query: Any
) -> Answer:
    return service.get(f"/api/campaigns/{identity}/results", who, **query)


def figures(part: dict[str, Any]) -> dict[str, Any]:
    return {one["figure"]: one["value"] for one in part["figures"]}


def groups(answer: Answer) -> dict[str | None, dict[str, Any]]:
    return {one["group"]: one for one in answer.json["groups"]}


def test_every_measure_stands_with_its_n_its_interval_and_its_definition(
    shared_service: Service, campaign: Campaign
) -> None:
    found = results(shared_service).json

    assert found["overall"]["response"] == {
        "reachable": 50,
        "unreachable": 0,
        "answered": 30,
        "partial": 0,
        "response_rate": 0.6,
    }
    assert figures(found["overall"]) == {
        "satisfaction": 0.733333,
        "satisfaction_mean": 3.866667,
        "nps": 23.333333,
        "buy_again": 0.733333,
        "loyalty": 0.5,
    }
    assert {one["n"] for one in found["overall"]["figures"]} == {30}
    shown = {one["figure"] for one in found["overall"]["figures"]}
    assert shown <= set(found["definitions"])
    first = found["overall"]["figures"][0]
    assert first["low"] < first["value"] < first["high"]


def test_the_measures_are_weighted_to_the_population(shared_service: Service, campaign: Campaign) -> None:
    found = results(shared_service).json["overall"]["weighted"]

    assert found[0]["value"] == pytest.approx((400 * 15 / 20 + 200 * 1 + 100 * 0) / 700, abs=1e-6)
    assert found[0]["covered"] == 1.0
    assert found[0]["effective_n"] < found[0]["n"] == 30


def test_a_question_is_shown_by_what_was_said(shared_service: Service, campaign: Campaign) -> None:
    found = results(shared_service, question="recommend", by="city")

    (whole,) = found.json["overall"]["questions"]
    assert {one["value"]: one["count"] for one in whole["distribution"] if one["count"]} == {
        "0": 3,
        "3": 5,
        "8": 7,
        "10": 15,
    }
    assert (whole["n"], whole["na"], whole["skipped"]) == (30, 0, 0)
    assert [one["questions"][0]["n"] for one in found.json["groups"]] == [10, 20]


def test_a_question_that_is_shown_to_few_is_not_told_of(shared_service: Service, campaign: Campaign) -> None:
    found = results(shared_service).json["overall"]["questions"]

    skipped = {one["question"]: one for one in found if one["row"] is None}
    assert skipped["dissatisfied_with"]["skipped"] == 8
    assert "problem_handling" in skipped
    assert skipped["problem_handling"]["skipped"] == 0


def test_who_are_too_few_are_not_shown_nor_who_would_give_them_away(
    shared_service: Service, campaign: Campaign
) -> None:
    stages = groups(results(shared_service, by="stage"))

    assert figures(stages["moving_in"])["satisfaction"] is None
    assert stages["moving_in"]["figures"][0] == {
        "figure": "satisfaction",
        "value": None,
        "low": None,
        "high": None,
        "n": None,
        "suppressed": True,
    }
    assert figures(stages["living"])["satisfaction"] is None


def test_a_small_project_can_not_be_reckoned_from_its_city(shared_service: Service) -> None:
    owners = Owners(shared_service, launched(shared_service, "CAMPAIGN00000009"))
    for city, project, size in (("sz", "a", 8), ("sz", "b", 4), ("gz", "c", 6), ("gz", "d", 9)):
        owners.say(size, city, "living", {"satisfaction": 5}, project=project)

    cities = groups(results(shared_service, identity="CAMPAIGN00000009", by="city"))
    projects = groups(results(shared_service, identity="CAMPAIGN00000009", by="project"))

    assert {city: one["figures"][0]["n"] for city, one in cities.items()} == {"gz": 15, "sz": 12}
    shown = {name: one["figures"][0]["n"] for name, one in projects.items()}
    assert shown == {"sz/a": None, "sz/b": None, "gz/c": 6, "gz/d": 9}


def test_what_a_few_said_does_not_apply_or_skipped_is_not_told_of_them(shared_service: Service) -> None:
    owners = Owners(shared_service, launched(shared_service, "CAMPAIGN00000010"))
    for city, size, said in (("sz", 9, 5), ("gz", 8, 5), ("bj", 2, None)):
        owners.say(size, city, "living", {"satisfaction": 5, "buy_again": said})

    found = groups(results(shared_service, identity="CAMPAIGN00000010", by="city", question="buy_again"))

    told = {city: (one["questions"][0]["n"], one["questions"][0]["na"]) for city, one in found.items()}
    assert told == {"bj": (None, None), "gz": (None, None), "sz": (9, 0)}


@pytest.mark.parametrize("by", ["city", "project", "tier", "stage", "kind", "recovery", "wave"])
def test_whatever_they_are_broken_down_by_takes_three_requests_and_a_fourth_for_waves(
    shared_service: Service, campaign: Campaign, by: str
) -> None:
    counter = RequestCounter(shared_service.cloud.clients["dynamodb"])
    with counter.during() as spent:
        answer = results(shared_service, by=by)

    assert answer.status == 200
    assert spent.total <= (4 if by == "wave" else 3)


def test_groups_add_up_to_all(shared_service: Service, campaign: Campaign) -> None:
    for by in ("city", "project", "tier", "stage", "kind"):
        found = results(shared_service, by=by).json["groups"]
        assert sum(one["response"]["answered"] for one in found) == 30, by
    assert set(groups(results(shared_service, by="project"))) == {"sz/海岸花园", "gz/云顶"}


def test_whose_cities_are_some_sees_these_alone(shared_service: Service, campaign: Campaign) -> None:
    by_city = results(shared_service, OF_SZ, by="city").json

    assert by_city["overall"]["response"]["answered"] == 20
    assert by_city["campaign"]["population"] == 400
    assert [one["group"] for one in by_city["groups"]] == ["sz"]
    assert set(groups(results(shared_service, OF_SZ, by="project"))) == {"sz/海岸花园"}
    assert set(groups(results(shared_service, OF_SZ, by="stage"))) == {"living"}
    assert figures(by_city["overall"])["satisfaction"] == 0.75
    assert results(shared_service, OF_BJ, by="city").json["overall"]["response"]["answered"] == 0


@pytest.mark.parametrize("by", ["tier", "kind", "recovery"])
def test_what_is_not_told_by_city_is_not_for_who_has_some(
    shared_service: Service, campaign: Campaign, by: str
) -> None:
    assert results(shared_service, OF_SZ, by=by).status == 403


def test_who_has_all_cities_of_a_campaign_sees_all_of_it(shared_service: Service) -> None:
    launched(shared_service, "CAMPAIGN00000002", cities=("sz",))

    assert results(shared_service, OF_SZ, "CAMPAIGN00000002", by="tier").status == 200
    assert results(shared_service, OF_BJ, "CAMPAIGN00000002").status == 404


def test_who_may_read_results(shared_service: Service, campaign: Campaign) -> None:
    allowed = [results(shared_service, who).status for who in (MARKETING, GROUP, AUDITOR, MANAGER)]
    refused = [results(shared_service, who).status for who in (AGENT, LEAD, ADMIN, staff("he", "marketing"))]

    assert (allowed, refused) == ([200] * 4, [403] * 4)
    assert results(shared_service, AGENT, "NOSUCHCAMPAIGN00").status == 403
    assert results(shared_service, GROUP, "NOSUCHCAMPAIGN00").status == 404


@pytest.mark.parametrize("query", [{"by": "age"}, {"question": "nonsense"}, {"since": "2026"}])
def test_what_cannot_be_asked_is_refused(
    shared_service: Service, campaign: Campaign, query: dict[str, Any]
) -> None:
    answer = results(shared_service, **query)

    assert answer.status == 422
    assert answer.json["errors"][0]["pointer"] == f"?{next(iter(query))}"


def test_waves_of_a_series_are_compared(shared_service: Service, campaign: Campaign) -> None:
    year = shared_service.now + timedelta(days=365)
    later = launched(shared_service, "CAMPAIGN00000003", series="yearly", launched_at=year)
    launched(shared_service, "CAMPAIGN00000004", series="another")
    launched(shared_service, "CAMPAIGN00000007", series="yearly", state=CampaignState.DRAFT)
    Owners(shared_service, later).say(40, "sz", "living", answers(5, 5, 10))

    found = results(shared_service, by="wave").json["waves"]
    alone = results(shared_service, identity="CAMPAIGN00000004", by="wave").json["waves"]
    of_sz = results(shared_service, OF_SZ, by="wave").json["waves"]

    assert [one["campaign"] for one in found] == ["CAMPAIGN00000001", "CAMPAIGN00000003"]
    assert [one["change"] for one in found[0]["figures"]] == [None] * 5
    change = found[1]["figures"][0]["change"]
    assert change["value"] == pytest.approx(1 - 22 / 30, abs=1e-6)
    assert change["significant"] is True
    assert change["low"] < change["value"] < change["high"]
    assert [one["campaign"] for one in alone] == ["CAMPAIGN00000004"]
    assert [one["figures"][0]["value"] for one in of_sz] == [0.75, 1.0]


def test_what_an_anonymous_campaign_was_answered_is_told_when_it_has_ended(shared_service: Service) -> None:
    running = launched(shared_service, "CAMPAIGN00000005", anonymous=True)
    Owners(shared_service, running).say(6, "sz", "living", answers(5, 5, 10))

    found = results(shared_service, identity=running.id, by="city").json

    assert found["withheld"] == "until_ended"
    assert found["overall"]["response"]["answered"] == 6
    assert (found["overall"]["figures"], found["overall"]["questions"]) == ([], [])
    assert found["groups"][0]["figures"] == []
    ended = launched(shared_service, "CAMPAIGN00000006", anonymous=True, state=CampaignState.FINISHED)
    assert results(shared_service, identity=ended.id).json["withheld"] is None


def test_a_campaign_that_has_asked_nobody_has_results_of_nobody(shared_service: Service) -> None:
    found = results(shared_service, identity="on-complaint-closed", by="city").json

    assert found["overall"]["response"]["answered"] == 0
    assert {one["value"] for one in found["overall"]["figures"]} <= {None}
    assert found["groups"] == []


def test_whom_an_outside_firm_has_reached_is_not_known(shared_service: Service) -> None:
    asked = launched(shared_service, "CAMPAIGN00000008", third_party=Linking.STRATA)
    Owners(shared_service, asked).say(6, "sz", "living", {"satisfaction": 5})

    found = results(shared_service, identity=asked.id, by="city").json

    assert (found["overall"]["response"], found["groups"][0]["response"]) == (None, None)
    assert {one["n"] for one in found["overall"]["figures"]} == {0}


def test_results_name_nobody(shared_service: Service, campaign: Campaign) -> None:
    text = json.dumps(results(shared_service, by="project").json)

    assert "PERSON" not in text
    assert f"{1:038x}" not in text


def test_the_page_defines_each_figure_as_the_answer_does() -> None:
    page = PAGE.read_text("utf-8")

    for name, words in [*DEFINITIONS.items(), ("valid", VALID)]:
        assert f"`{name}`" in page, name
        assert words["en"] in page, name
