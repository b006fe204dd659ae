"""Where the figures of the composite index come from, and why one is missing."""

from collections.abc import Mapping
from typing import Any

import pytest

from hearthline.surveys.index import Component, Figure, Reading, Slope, Source
from hearthline.surveys.index_desk import last_month
from hearthline.surveys.index_figures import Promise, readings
from hearthline.surveys.model import CampaignState
from hearthline.surveys.results_reading import Read
from hearthline.surveys.results_scope import Scope
from tests.unit.surveys.builders import NOW
from tests.unit.surveys.exporting import ASKED, a_campaign

COUNTS = {
    "overall#=5": 6,
    "overall#=2": 4,
    "recommend#=10": 5,
    "recommend#=7": 3,
    "recommend#=0": 2,
    "parts/a#=4": 9,
    "parts/a#=1": 1,
    "parts/b#=4": 4,
    "again#=yes": 3,
    "again#=no": 9,
}
PROMISE = Promise(counted=40, share=0.95, answered=38, minutes=17)


def reading(figure: Figure, counts: Mapping[str, int] = COUNTS, **campaign: Any) -> Reading:
    one = Component("x", {"zh": "x", "en": "x"}, 10, figure, Slope((0, 0), (100, 10)))
    read = Read(a_campaign(**campaign), ASKED, Scope(), {"all": counts})
    return readings([one], read, lambda: PROMISE)["x"]


@pytest.mark.parametrize(
    ("figure", "value", "n"),
    [
        (Figure(Source.SURVEY, "satisfaction"), 60, 10),
        (Figure(Source.SURVEY, "satisfaction_mean"), 3.8, 10),
        (Figure(Source.SURVEY, "nps"), 30, 10),
        (Figure(Source.SURVEY, "csat", "parts", "a"), 90, 10),
        (Figure(Source.SURVEY, "yes", "again"), 25, 12),
        (Figure(Source.PROMISE, "answered_share"), 95, 40),
        (Figure(Source.PROMISE, "response_minutes"), 17, 38),
    ],
)
def test_a_figure_is_that_of_the_results_in_per_cent(figure: Figure, value: float, n: int) -> None:
    found = reading(figure)

    assert found.value == pytest.approx(value)
    assert (found.n, found.missing) == (n, None)


@pytest.mark.parametrize(
    ("figure", "missing"),
    [
        (Figure(Source.SURVEY, "loyalty"), "not_asked"),
        (Figure(Source.SURVEY, "csat", "mood"), "not_asked"),
        (Figure(Source.SURVEY, "csat", "parts", "b"), "too_few"),
        (Figure(Source.SURVEY, "csat", "parts", "c"), "no_answers"),
        (Figure(Source.GIVEN), "not_given"),
    ],
)
def test_what_has_no_data_says_why(figure: Figure, missing: str) -> None:
    found = reading(figure)

    assert (found.value, found.missing) == (None, missing)


def test_an_anonymous_campaign_shows_its_figures_when_it_has_ended() -> None:
    satisfaction = Figure(Source.SURVEY, "satisfaction")

    running = reading(satisfaction, anonymous=True, state=CampaignState.SENDING)

    assert (running.value, running.missing) == (None, "until_ended")
    assert reading(satisfaction, anonymous=True).value == pytest.approx(60)


def test_a_promise_of_a_month_without_complaints_is_missing() -> None:
    one = Component(
        "x", {"zh": "x", "en": "x"}, 10, Figure(Source.PROMISE, "response_minutes"), Slope((60, 0), (5, 10))
    )
    read = Read(a_campaign(), ASKED, Scope(), {})

    assert readings([one], read, Promise)["x"].missing == "no_complaints"


def test_the_promise_is_not_asked_for_where_no_component_goes_by_it() -> None:
    read = Read(a_campaign(), ASKED, Scope(), {})

    assert readings([], read, lambda: pytest.fail("asked")) == {}


def test_the_last_whole_month_is_that_of_the_company_s_clock() -> None:
    assert last_month(NOW) == "2026-10"
    assert last_month(NOW.replace(month=11, day=30, hour=16)) == "2026-11", "it is December in Shanghai"
