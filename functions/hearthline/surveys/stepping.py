"""A questionnaire on a page without script: a few questions at a time, in one form, more after each saving.

What is shown is what was answered, and the next few questions that these answers make visible. A form is
finished only when every visible question was shown and nothing in it is wrong; until then what is right of it
is saved.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hearthline.surveys.answers import AnswerFault, AnswersInvalid, check_answers, visible
from hearthline.surveys.form_answers import read_form
from hearthline.surveys.model import Answer, Answers, Question, Questionnaire, QuestionType

STEP: Final = 5
"""Questions that come at a time: a screen or two of a phone."""
_PRESELECTED: Final = frozenset(
    {QuestionType.RATING, QuestionType.SCORE, QuestionType.SINGLE, QuestionType.YES_NO}
)


@dataclass(frozen=True, slots=True)
class Step:
    """What a page shows: these questions, the last `fresh` of them new; and are there more to come?"""

    questions: tuple[Question, ...]
    fresh: int
    more: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """What comes of a posted form: the answers that are right, what is wrong, and whether that was all."""

    answers: Mapping[str, Answer]
    faults: tuple[AnswerFault, ...]
    finished: bool


def step(
    questionnaire: Questionnaire,
    answers: Answers,
    after: str | None = None,
    *,
    whole: bool = False,
    at_once: int = STEP,
) -> Step:
    """Give what is shown to somebody who gave these answers and went on after a question; or the `whole`.

    `at_once` questions come anew, at most.
    """
    seen = visible(questionnaire, answers)
    places = [place for place, each in enumerate(seen) if each.id in answers or each.id == after]
    behind = max(places, default=-1) + 1
    until = len(seen) if whole else min(len(seen), behind + at_once)
    return Step(seen[:until], until - min(behind, until), until < len(seen))


def turn(questionnaire: Questionnaire, given: Mapping[str, Any], shown: Collection[str]) -> Turn:
    """Judge a posted form on which these questions were shown."""
    answers, faults = sound(questionnaire, given)
    at_fault = {fault.question for fault in faults}
    missing = [
        each
        for each in _incomplete(questionnaire, answers)
        if each.question in shown and each.question not in at_fault
    ]
    unseen = any(each.id not in shown for each in visible(questionnaire, answers))
    wrong = (*faults, *missing)
    return Turn(answers, wrong, finished=not wrong and not unseen)


def sound(
    questionnaire: Questionnaire, given: Mapping[str, Any]
) -> tuple[dict[str, Answer], tuple[AnswerFault, ...]]:
    """Give what is right of some answers, in its normal form, and what is wrong with the others."""
    faults: tuple[AnswerFault, ...] = ()
    left = dict(given)
    while True:
        try:
            return check_answers(questionnaire, left, final=False), faults
        except AnswersInvalid as invalid:
            faults = (*faults, *invalid.faults)
            for fault in invalid.faults:
                left.pop(fault.question, None)


def preselected(questionnaire: Questionnaire, query: Mapping[str, str]) -> dict[str, Answer]:
    """Give what a link has chosen beforehand, where it is a choice of one control. Nothing is answered."""
    offered = {question.id for question in questionnaire.questions if question.type in _PRESELECTED}
    chosen = read_form(questionnaire, {name: said for name, said in query.items() if name in offered})
    return sound(questionnaire, chosen)[0]


def _incomplete(questionnaire: Questionnaire, answers: Answers) -> tuple[AnswerFault, ...]:
    try:
        check_answers(questionnaire, answers, final=True)
    except AnswersInvalid as invalid:
        return invalid.faults
    return ()
