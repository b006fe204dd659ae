"""Reading one answer as its question wants it, or why it is none."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeGuard

from hearthline.platform.text_rules import clean_text
from hearthline.surveys.model import Answer, Question, QuestionType
from hearthline.surveys.question_rules import (
    FARTHEST,
    LONGEST_TEXT,
    SCALES,
    count_limits,
    date_limits,
    number_limits,
)

_NAME: Final = re.compile("[a-z0-9][a-z0-9_-]{0,39}")
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST_READ: Final = 4 * LONGEST_TEXT
"""What is longer than any question allows, even where it shrinks by normalising, is not looked at."""

SENTENCES: Final[Mapping[str, str]] = {
    "answers": "Must be an object of answers by the ids of their questions.",
    "unreadable": "There is a name among the answers that is no id of a question.",
    "unknown": "The questionnaire does not ask this.",
    "required": "It must be answered.",
    "not_applicable": "It can't be said not to apply.",
    "scale": "Must be a whole number from {least} to {most}.",
    "number": "Must be a number.",
    "too_low": "Must be at least {least}.",
    "too_high": "Must be at most {most}.",
    "option": "Must be the code of one of its options.",
    "options": "Must be a list of codes of its options.",
    "twice": "Must name each option once.",
    "too_few": "At least {least} must be chosen.",
    "too_many": "At most {most} may be chosen.",
    "yes_no": "Must be true or false.",
    "rows": "Must be an object of ratings by the codes of its rows.",
    "row": "It has no such row.",
    "row_missing": "Each row must be rated.",
    "date": "Must be a date that exists, as 2026-11-22.",
    "too_early": "Must not be before {least}.",
    "too_late": "Must not be after {most}.",
    "text": "Must be a text.",
    "characters": "Contains characters that can't be read.",
    "too_short": "Must have at least {least} characters.",
    "too_long": "Must have at most {most} characters.",
}
"""What each reason for refusing an answer says."""


class Skipped:
    """The question was passed over."""


SKIPPED: Final = Skipped()


class Unfit(ValueError):
    """An answer that its question can't have: a reason of SENTENCES, its limits, the row of a matrix."""

    def __init__(self, reason: str, *, row: str | None = None, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values
        self.row = row


def plain_name(name: object) -> TypeGuard[str]:
    """Say whether a name may be one of a question, a row or an option, and so be repeated."""
    return isinstance(name, str) and _NAME.fullmatch(name) is not None


def whole(given: object) -> TypeGuard[int]:
    """Say whether something is a whole number; true and false are none."""
    return isinstance(given, int) and not isinstance(given, bool)


def number(given: object) -> TypeGuard[int | float]:
    """Say whether something is a number that can be counted with; true and false are none."""
    return isinstance(given, int | float) and not isinstance(given, bool) and -FARTHEST <= given <= FARTHEST


def day(given: object) -> TypeGuard[str]:
    """Say whether something is a day that exists, as YYYY-MM-DD."""
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        return False
    try:
        date.fromisoformat(given)
    except ValueError:
        return False
    return True


def read_answer(question: Question, given: object, *, final: bool) -> Answer | Skipped:
    """Give an answer in its normal form, SKIPPED where nothing was said; raise Unfit."""
    if given is SKIPPED or (isinstance(given, str | list | tuple | Mapping) and not given):
        return SKIPPED
    if given is None:
        if not question.not_applicable:
            raise Unfit("not_applicable")
        if question.type is QuestionType.MATRIX:
            return {row.code: None for row in question.rows}
        return None
    return _READERS[question.type](question, given, final)


def _on_scale(question: Question, given: object, _: bool) -> int:
    return _rated(question, given)


def _rated(question: Question, given: object, row: str | None = None) -> int:
    least, most = SCALES[question.type]
    if not whole(given) or not least <= given <= most:
        raise Unfit("scale", row=row, least=least, most=most)
    return given


def _matrix(question: Question, given: object, final: bool) -> Answer:
    if not isinstance(given, Mapping):
        raise Unfit("rows")
    codes = [row.code for row in question.rows]
    for name in given:
        if name not in codes:
            raise Unfit("row", row=name if plain_name(name) else None)
    found = {code: _cell(question, given[code], code) for code in codes if code in given}
    if final and question.required and len(found) < len(codes):
        raise Unfit("row_missing", row=next(code for code in codes if code not in found))
    return found


def _cell(question: Question, given: object, row: str) -> int | None:
    if given is None:
        if not question.not_applicable:
            raise Unfit("not_applicable", row=row)
        return None
    return _rated(question, given, row)


def _single(question: Question, given: object, _: bool) -> str:
    if not isinstance(given, str) or given not in {option.code for option in question.options}:
        raise Unfit("option")
    return given


def _multiple(question: Question, given: object, final: bool) -> tuple[str, ...]:
    codes = [option.code for option in question.options]
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
        raise Unfit("options")
    if not set(given) <= set(codes):
        raise Unfit("option")
    if len(set(given)) < len(given):
        raise Unfit("twice")
    least, most = count_limits(question)
    if len(given) > most:
        raise Unfit("too_many", most=most)
    if final and len(given) < least:
        raise Unfit("too_few", least=least)
    return tuple(code for code in codes if code in given)


def _yes_no(_question: Question, given: object, _: bool) -> bool:
    if not isinstance(given, bool):
        raise Unfit("yes_no")
    return given


def _number(question: Question, given: object, _: bool) -> int | float:
    if not number(given):
        raise Unfit("number")
    least, most = number_limits(question)
    if given < least:
        raise Unfit("too_low", least=_short(least))
    if given > most:
        raise Unfit("too_high", most=_short(most))
    return _short(given)


def _short(found: float) -> int | float:
    return int(found) if found == int(found) else found


def _date(question: Question, given: object, _: bool) -> str:
    if not day(given):
        raise Unfit("date")
    least, most = date_limits(question)
    if given < least:
        raise Unfit("too_early", least=least)
    if given > most:
        raise Unfit("too_late", most=most)
    return given


def _text(question: Question, given: object, final: bool) -> str | Skipped:
    if not isinstance(given, str):
        raise Unfit("text")
    least, most = count_limits(question)
    if len(given) > LONGEST_READ:
        raise Unfit("too_long", most=most)
    try:
        text = clean_text(given, 0, 3 * LONGEST_READ, multiline=True)
    except ValueError:
        raise Unfit("characters") from None
    if not text:
        return SKIPPED
    if len(text) > most:
        raise Unfit("too_long", most=most)
    if final and len(text) < least:
        raise Unfit("too_short", least=least)
    return text


_READERS: Final[Mapping[QuestionType, Callable[[Question, Any, bool], Answer | Skipped]]] = {
    QuestionType.RATING: _on_scale,
    QuestionType.SCORE: _on_scale,
    QuestionType.SINGLE: _single,
    QuestionType.MULTIPLE: _multiple,
    QuestionType.YES_NO: _yes_no,
    QuestionType.MATRIX: _matrix,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
    QuestionType.TEXT: _text,
}
