"""docs/campaigns.md: its examples are requests that the contract takes; it explains refusals and states."""

import re

from hearthline.surveys.lifecycle import WHAT_TO_DO
from hearthline.surveys.states import STATES
from survey_desk import campaigns
from tests.contract.tour import explained, page, requests, why_not_taken

TOUR = page("campaigns.md")
SAMPLES = {"C": "0123456789ABCDEF"}


def test_each_example_is_a_request_that_the_contract_takes() -> None:
    asked = requests(TOUR, SAMPLES)

    assert [(*one[:2], why) for one in asked if (why := why_not_taken(*one))] == []


def test_each_route_of_campaigns_is_in_it() -> None:
    shown = {f"{method} {path.replace(SAMPLES['C'], '{id}')}" for method, path, _ in requests(TOUR, SAMPLES)}

    assert set(campaigns.ROUTES) - shown == set()


def test_every_refusal_and_state_is_explained() -> None:
    told = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", TOUR, re.MULTILINE)))

    assert explained(TOUR)[-len(WHAT_TO_DO) - 1 :] == sorted({*WHAT_TO_DO, "not_changeable"})
    assert set(STATES) <= set(told)
