"""Answers as the controls of a plain HTML form carry them, and back.

A control is named by its question: `<id>`, of several choices `<id>.<code>`, of a matrix `<id>.<row>`, and
where a typed answer may not apply `<id>.value` beside `<id>.-`. The value `-` says of any choice that it does
not apply. What can't be read is handed on as it is, for the check to name its question.
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from unicodedata import normalize

from hearthline.surveys.model import Answers, Question, Questionnaire, QuestionType

NOT_APPLICABLE: Final = "-"
VALUE: Final = "value"
TYPED: Final = frozenset({QuestionType.NUMBER, QuestionType.DATE, QuestionType.TEXT})
"""Types whose answers are typed in, not chosen."""
_YES_NO: Final[Mapping[str, bool]] = {"yes": True, "no": False}
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,13}")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,13}\.[0-9]{1,6}")


def read_form(questionnaire: Questionnaire, form: Mapping[str, Any]) -> dict[str, Any]:
    """Give the answers of a posted form, not yet checked; its other fields are not looked at."""
    return {
        question.id: _answer(question, form[question.id])
        for question in questionnaire.questions
        if question.id in form
    }


def filled(questionnaire: Questionnaire, answers: Answers) -> dict[str, str]:
    """Give what stands in the controls of a form that holds these answers, by their names."""
    controls: dict[str, str] = {}
    for question in questionnaire.questions:
        if question.id in answers:
            controls.update(_controls(question, answers[question.id]))
    return controls


def _answer(question: Question, given: Any) -> Any:
    match question.type:
        case QuestionType.MULTIPLE:
            return _chosen(given)
        case QuestionType.MATRIX:
            return {row: _rating(said) for row, said in given.items()} if _is_object(given) else given
        case QuestionType.RATING | QuestionType.SCORE:
            return _rating(given)
        case QuestionType.YES_NO:
            return None if given == NOT_APPLICABLE else _YES_NO.get(_text(given), given)
        case QuestionType.SINGLE:
            return None if given == NOT_APPLICABLE else given
    return _typed(question, given)


def _chosen(given: Any) -> Any:
    if not _is_object(given):
        return given
    return None if NOT_APPLICABLE in given else list(given)


def _typed(question: Question, given: Any) -> Any:
    """Give what was typed; where something was, it counts for more than that it did not apply."""
    if _is_object(given):
        said = given.get(VALUE)
        if said is None:
            return None if NOT_APPLICABLE in given else given
        given = said
    return _number(given) if question.type is QuestionType.NUMBER else given


def _rating(given: Any) -> Any:
    if given == NOT_APPLICABLE:
        return None
    return int(given) if _WHOLE.fullmatch(_text(given)) else given


def _number(given: Any) -> Any:
    text = normalize("NFKC", _text(given)).strip()
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else given


def _text(given: Any) -> str:
    return given if isinstance(given, str) else ""


def _is_object(given: Any) -> bool:
    return isinstance(given, Mapping)


def _controls(question: Question, answer: Any) -> dict[str, str]:
    name = question.id
    if isinstance(answer, Mapping):
        return {f"{name}.{row}": _written(rating) for row, rating in answer.items()}
    if question.type is QuestionType.MULTIPLE:
        chosen = (NOT_APPLICABLE,) if answer is None else answer
        return {f"{name}.{code}": "on" for code in chosen}
    if question.type in TYPED and question.not_applicable:
        return {f"{name}.{NOT_APPLICABLE}": "on"} if answer is None else {f"{name}.{VALUE}": _written(answer)}
    return {name: _written(answer)}


def _written(answer: Any) -> str:
    if answer is None:
        return NOT_APPLICABLE
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer)
