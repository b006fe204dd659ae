"""The document `lifecycle`: what ships is right, and what is not right is refused with its place."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from hearthline.document_registry import KINDS
from hearthline.lifecycle.model import Deed, Trigger
from hearthline.lifecycle.reading import LIFECYCLE, rules_from_document
from hearthline.platform.documents import BUILT_IN
from hearthline.surveys.triggers import BUILT_IN as CAMPAIGNS

SHIPPED: dict[str, Any] = json.loads((BUILT_IN / "lifecycle-1.json").read_text("utf-8"))
MESSAGE = next(step["message"] for step in SHIPPED["steps"] if "message" in step)
STEP = {
    "code": "step",
    "names": {"zh": "步骤", "en": "Step"},
    "after": "handed_over",
    "when": {"at": "10:00"},
    "message": MESSAGE,
}


def document(**changes: Any) -> dict[str, Any]:
    step = {name: value for name, value in {**STEP, **changes}.items() if value is not None}
    return {"steps": [step]}


def test_what_ships_passes_its_own_checks_and_follows_every_stage() -> None:
    rules = rules_from_document(KINDS.check(LIFECYCLE, SHIPPED, 1))

    assert {step.after for step in rules.steps} == set(Trigger)
    assert {step.does for step in rules.steps} >= {Deed.MESSAGE, Deed.SURVEY}
    assert len({step.code for step in rules.steps}) == len(rules.steps)


def test_a_survey_is_named_by_the_campaign_that_asks_after_the_handover() -> None:
    [survey] = [step["survey"] for step in SHIPPED["steps"] if "survey" in step]

    assert survey in {each.id for each in CAMPAIGNS.values()}


def test_a_right_step_is_taken() -> None:
    assert KINDS.check(LIFECYCLE, document(), 2)["version"] == 2


def with_text(text: str) -> dict[str, Any]:
    return {"message": {**MESSAGE, "text": {"zh": text, "en": "ok"}}}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        (with_text("<b>好</b>"), ("steps", 0, "message", "text", "zh")),
        (with_text("好&nbsp;"), ("steps", 0, "message", "text", "zh")),
        ({"message": {**MESSAGE, "title": {"zh": "只有中文"}}}, ("steps", 0, "message", "title", "en")),
        ({"message": {**MESSAGE, "class": "survey"}}, ("steps", 0, "message", "class")),
        ({"when": {"at": "07:00"}}, ("steps", 0, "when", "at")),
        ({"when": {"at": "10:00", "weeks": 1}}, ("steps", 0, "when", "weeks")),
        ({"when": None}, ("steps", 0)),
        ({"message": None}, ("steps", 0)),
        ({"message": None, "survey": "on-home-handed-over"}, ("steps", 0)),
        ({"survey": "on-home-handed-over"}, ("steps", 0)),
        ({"message": None, "when": None, "survey": "yearly"}, ("steps", 0, "survey")),
        ({"until": "handed_over"}, ("steps", 0)),
        ({"after": "contract_signed", "when": {"at": "10:00", "every_months": 1}}, ("steps", 0)),
        ({"after": "ownership_transferred", "on_transfer": "ends"}, ("steps", 0)),
        ({"after": "first_visit"}, ("steps", 0, "after")),
        ({"message": None, "visit": {"days": 0}}, ("steps", 0, "visit", "days")),
        ({"visit": {"days": 30}}, ("steps", 0)),
    ],
)
def test_what_is_not_right_is_refused_where_it_stands(
    changes: dict[str, Any], place: tuple[str | int, ...]
) -> None:
    with pytest.raises(ValidationError) as refused:
        KINDS.check(LIFECYCLE, document(**changes), 2)

    assert place in [error["loc"] for error in refused.value.errors()]


def test_letters_are_missed_on_a_day_that_every_month_has() -> None:
    with pytest.raises(ValidationError, match="less than or equal to 28"):
        KINDS.check(LIFECYCLE, {**document(), "letters": {"remind_on": 31}}, 2)


def test_a_code_stands_once() -> None:
    with pytest.raises(ValidationError, match="stands twice"):
        KINDS.check(LIFECYCLE, {"steps": [STEP, STEP]}, 2)
