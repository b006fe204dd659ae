"""docs/questionnaires.md is right: its examples, its limits and its words are those of the code."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from hearthline.surveys import condition_reading, question_rules, reachable
from hearthline.surveys.conditions import COMBINATORS, TESTS
from hearthline.surveys.model import Measure, QuestionType
from hearthline.surveys.question_reading import MEMBERS
from hearthline.surveys.questionnaire_desk import MOST_VERSIONS
from hearthline.surveys.ready_made import READY_MADE, ready_made
from tests.unit.surveys.questionnaires import asking, choices, document, faults, refusals

TEXT = (Path(__file__).parents[3] / "docs" / "questionnaires.md").read_text("utf-8")
CONDITIONS = [json.loads(found) for found in re.findall(r"^\| `(\{.*\})` \|", TEXT, re.MULTILINE)]
BLOCKS = [json.loads(found) for found in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)]
ASKED = [
    asking("gardens", "rating", not_applicable=True),
    asking("again", "yes_no"),
    asking("moved", "date"),
    asking("reason", "single", options=choices("noise", "other")),
    asking("seen", "multiple", options=choices("pool", "gym")),
    asking("parts", "matrix", rows=choices("lift", "hall"), not_applicable=True),
    asking("more", "text"),
]
LIMITS = (
    f"1 to {question_rules.MOST_QUESTIONS} questions and at most {question_rules.LARGEST_DOCUMENT} bytes",
    f"| `title` | at most {question_rules.LONGEST_TITLE} characters",
    f"at most {question_rules.LONGEST_INTRO} characters each",
    f"| `text` | at most {question_rules.LONGEST_QUESTION} characters |",
    f"2 to {question_rules.MOST_OPTIONS}, each a `code`",
    f"a `label` of at most {question_rules.LONGEST_LABEL} characters",
    f"1 to {question_rules.MOST_ROWS}, written as options",
    f"1 to {question_rules.USUAL_TEXT} unless it says, {question_rules.LONGEST_TEXT} at most",
    f"at most {question_rules.MOST_WORDS} characters",
    f"at most {condition_reading.DEEPEST} deep",
    f"at most {condition_reading.MOST_CONDITIONS} conditions and combinators",
    f"at most {condition_reading.MOST_VALUES} values",
    f"in {reachable.MOST_STEPS_IN_ALL} steps",
    f"at most {MOST_VERSIONS} versions",
)


@pytest.mark.parametrize("condition", CONDITIONS, ids=json.dumps)
def test_each_condition_is_one(condition: dict[str, Any]) -> None:
    assert faults(document(*ASKED, asking("last", "yes_no", show_if=condition))) == {}


def test_every_test_and_combinator_has_an_example() -> None:
    named = {name for condition in CONDITIONS for name in condition}

    assert named == {*COMBINATORS, *TESTS, "question", "row"}


def test_the_questionnaire_is_one_and_takes_answers_as_told() -> None:
    (whole,) = BLOCKS

    assert faults(whole) == {}
    assert refusals({"gardens": None}, given=whole) == {}
    (told,) = refusals({"gardens": 6}, given=whole).values()
    assert f"`{told}`" in TEXT


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_is_what_is_told(limit: str) -> None:
    assert limit in TEXT


def test_every_member_type_and_measure_is_told() -> None:
    assert [name for name in (*MEMBERS, *QuestionType, *Measure) if f"`{name}`" not in TEXT] == []


def test_those_that_ship_are_told_with_the_number_of_their_questions() -> None:
    told = dict(re.findall(r"^\| `([a-z-]+)` \| .* \| ([0-9]+) \|$", TEXT, re.MULTILINE))
    found = {identity: ready_made(identity) for identity in READY_MADE}

    assert told == {name: str(len(each.questions)) for name, each in found.items() if each}
