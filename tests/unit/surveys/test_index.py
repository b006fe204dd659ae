"""The composite index: each component by its weight and rule, and none counted as 0 for want of data."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from hearthline.document_registry import KINDS
from hearthline.platform.documents import BUILT_IN
from hearthline.surveys.index import (
    COMPOSITE_INDEX,
    Component,
    Direction,
    Figure,
    Reading,
    Slope,
    Source,
    Stairs,
    from_document,
    score,
)

SHIPPED: dict[str, Any] = json.loads((BUILT_IN / "composite-index-1.json").read_text("utf-8"))
QUALITY = Stairs(Direction.AT_LEAST, ((99.9, 30), (99.5, 20)))
MINUTES = Stairs(Direction.AT_MOST, ((5, 10), (60, 7)))


@pytest.mark.parametrize(
    ("rule", "figure", "points"),
    [
        (QUALITY, 99.9, 30),
        (QUALITY, 100, 30),
        (QUALITY, 99.89, 20),
        (QUALITY, 99.4, 0),
        (MINUTES, 5, 10),
        (MINUTES, 5.1, 7),
        (MINUTES, 61, 0),
        (Slope((40, 0), (90, 25)), 65, 12.5),
        (Slope((40, 0), (90, 25)), 39, 0),
        (Slope((40, 0), (90, 25)), 95, 25),
        (Slope((60, 0), (5, 10)), 5, 10),
        (Slope((60, 0), (5, 10)), 32.5, 5),
        (Slope((60, 0), (5, 10)), 100, 0),
    ],
)
def test_a_figure_brings_the_points_of_its_rule(rule: Stairs | Slope, figure: float, points: float) -> None:
    assert rule.points(figure) == pytest.approx(points)


def component(code: str, weight: float, rule: Stairs | Slope) -> Component:
    return Component(code, {"zh": code, "en": code}, weight, Figure(Source.GIVEN), rule)


def test_the_score_is_what_the_components_bring_of_their_weights() -> None:
    parts = [component("quality", 30, QUALITY), component("time", 10, MINUTES)]

    found = score(parts, {"quality": Reading(99.6), "time": Reading(4)})

    assert (found.points, found.counted, found.weight) == (30, 40, 40)
    assert found.score == 75
    assert found.missing == ()


def test_a_component_without_data_is_said_to_be_missing_and_counts_for_nothing() -> None:
    parts = [component("quality", 30, QUALITY), component("time", 10, MINUTES)]

    found = score(parts, {"quality": Reading(None, missing="not_given"), "time": Reading(4)})

    assert found.score == 100
    assert (found.points, found.counted, found.weight) == (10, 10, 40)
    assert [part.component.code for part in found.missing] == ["quality"]


def test_without_any_data_there_is_no_score() -> None:
    assert score([component("time", 10, MINUTES)], {"time": Reading(None)}).score is None


def test_what_a_machine_makes_of_a_share_does_not_cost_a_step() -> None:
    assert score([component("q", 30, QUALITY)], {"q": Reading(100 * 0.999)}).points == 30


def test_the_index_that_ships_passes_its_own_check_and_reads_back() -> None:
    checked = KINDS.check(COMPOSITE_INDEX, SHIPPED, 1)

    found = {part.code: part for part in from_document(checked)}
    assert sum(part.weight for part in found.values()) == 100
    assert found["product_quality"].figure == Figure(Source.GIVEN)
    assert found["satisfaction"].figure == Figure(Source.SURVEY, "satisfaction")
    assert found["response_time"].rule.points(5) == 10


def test_a_figure_given_by_hand_has_its_day_and_source() -> None:
    document = deepcopy(SHIPPED)
    document["components"][0]["figure"] = {
        "given": {"value": 99.93, "as_of": "2026-09-30", "source": "Inspection, third quarter"}
    }

    figure = from_document(KINDS.check(COMPOSITE_INDEX, document, 2))[0].figure

    assert figure == Figure(
        Source.GIVEN, value=99.93, as_of=date(2026, 9, 30), origin="Inspection, third quarter"
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"weight": 29}, "must be the component's weight"),
        ({"figure": {"given": {"value": 1}}}, "needs as_of and source"),
        ({"figure": {"given": {}, "promise": {"figure": "answered_share"}}}, "exactly one"),
        ({"figure": {}}, "exactly one"),
        ({"figure": {"survey": {"figure": "loyalty", "question": "x"}}}, "of a question there are"),
        ({"figure": {"survey": {"figure": "csat"}}}, "are of a question; name it"),
        ({"figure": {"survey": {"figure": "mood"}}}, "Input should be"),
        ({"rule": {}}, "exactly one"),
        ({"rule": {"steps": [{"at_least": 9, "points": 20}, {"at_least": 10, "points": 30}]}}, "easier"),
        ({"rule": {"steps": [{"at_least": 9, "points": 30}, {"at_most": 8, "points": 3}]}}, "all steps"),
        ({"rule": {"steps": [{"points": 30}]}}, "exactly one"),
        ({"rule": {"linear": [{"at": 5, "points": 0}, {"at": 5, "points": 30}]}}, "same figure"),
        ({"rule": {"linear": [{"at": 5, "points": -1}, {"at": 9, "points": 30}]}}, "greater than"),
        ({"code": "loyalty"}, "stands twice"),
        ({"colour": "red"}, "not permitted"),
    ],
)
def test_an_index_that_cannot_be_is_not_saved(change: dict[str, Any], why: str) -> None:
    document = deepcopy(SHIPPED)
    document["components"][0].update(change)

    with pytest.raises(ValidationError, match=why):
        KINDS.check(COMPOSITE_INDEX, document, 2)


def test_weights_that_are_no_whole_are_refused() -> None:
    document = deepcopy(SHIPPED)
    document["components"].pop()

    with pytest.raises(ValidationError, match="add up to 90, not to 100"):
        KINDS.check(COMPOSITE_INDEX, document, 2)
