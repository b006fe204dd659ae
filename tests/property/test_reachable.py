"""What can never be shown is exactly what no finished answers show, found by going through all of them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hearthline.surveys.answers import AnswersInvalid, check_answers, visible
from hearthline.surveys.model import Answer, Questionnaire
from hearthline.surveys.questionnaire import read_questionnaire
from hearthline.surveys.reachable import never_shown
from tests.property.questionnaire_plans import conditions
from tests.unit.surveys.questionnaires import MADE_AT, asking, choices, document

SAID: dict[str, list[Any]] = {
    "yes_no": [True, False],
    "single": ["a", "b"],
    "multiple": [["a"], ["b"], ["a", "b"]],
    "number": [-3, -2.5, -1.25, 0, 0.5, 1.25, 2, 10, 11],
}


@st.composite
def small(draw: Any) -> Questionnaire:
    """Draw two or three questions of which some may never be shown."""
    questions: list[dict[str, Any]] = []
    for place in range(draw(st.integers(2, 3))):
        type_ = draw(st.sampled_from(sorted(SAID)))
        more: dict[str, Any] = {"options": choices("a", "b")} if type_ in {"single", "multiple"} else {}
        more |= {name: True for name in ("required", "not_applicable") if draw(st.booleans())}
        question = asking(f"q{place}", type_, **more)
        if questions:
            # What is asked of a third option can't be; such conditions are refused before.
            drawn = draw(
                conditions(questions).filter(lambda found: '"c"' not in str(found).replace("'", '"'))
            )
            question["show_if"] = drawn
        questions.append(question)
    plain = [{name: part for name, part in each.items() if name != "show_if"} for each in questions]
    made = read_questionnaire(document(*plain), identity="q", version=1, at=MADE_AT, by="zhou")
    return _conditioned(made, questions)


def _conditioned(made: Questionnaire, questions: list[dict[str, Any]]) -> Questionnaire:
    shown = [
        replace(question, show_if=given_.get("show_if"))
        for question, given_ in zip(made.questions, questions, strict=True)
    ]
    return replace(made, questions=tuple(shown))


def all_finished(asked: Questionnaire) -> Iterator[dict[str, Answer]]:
    silent: Any = object()
    ways = [
        [silent, *SAID[question.type], *([None] if question.not_applicable else [])]
        for question in asked.questions
    ]
    for drawn in product(*ways):
        said = {
            question.id: answer
            for question, answer in zip(asked.questions, drawn, strict=True)
            if answer is not silent
        }
        try:
            yield check_answers(asked, said, final=True)
        except AnswersInvalid:
            continue


@given(small())
def test_a_question_is_refused_just_where_nothing_shows_it(asked: Questionnaire) -> None:
    shown = {question.id for answers in all_finished(asked) for question in visible(asked, answers)}

    assert set(never_shown(asked.questions)) == {question.id for question in asked.questions} - shown
