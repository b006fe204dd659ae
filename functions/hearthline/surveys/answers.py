"""Answers held against their questionnaire: `check_answers` gives their normal form, or names what is wrong.

- `check_answers(questionnaire, given, final=...)` gives the answers as they are kept: of visible questions
  only, in the order of the questionnaire, each as `model.Answer` says. Given again, they come out the same.
- An answer to a hidden question is dropped, whatever it is, not refused: somebody who goes back and says
  something else has not made a mistake. It never counts, also not for conditions of later questions.
- What is required is so only where it is visible, and only when `final`. To say that a question does not
  apply (`null`, where it offers that) answers it. Unless final, lower limits of lengths and of choices wait,
  and a matrix may lack rows; wrong kinds, unknown options and upper limits are refused at any time.
- An empty text, list or object is a question skipped. A matrix said not to apply is kept row by row.
- `visible(questionnaire, answers)` gives the questions that are shown to somebody who said that.
- `stored(answers)` and `unstored(item)` are how answers stand in an item: decimal fractions as text.

Errors are English sentences that name the question; `AnswersInvalid.faults` say the same as codes, for pages
that speak other languages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from hearthline.platform.problems import FieldError
from hearthline.surveys.answer_reading import SENTENCES, SKIPPED, Skipped, Unfit, plain_name, read_answer
from hearthline.surveys.conditions import holds
from hearthline.surveys.model import Answer, Answers, Question, Questionnaire
from hearthline.surveys.question_rules import by_id

_MOST_ERRORS: Final = 50
_DECIMAL: Final = "decimal"


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """What is wrong with one answer: `question` is its id ("" where that is none), `reason` a code.

    `values` are the numbers or days that the sentence of the reason (`answer_reading.SENTENCES`) speaks of,
    `row` the row of a matrix that it is about.
    """

    question: str
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)
    row: str | None = None

    def told(self, pointer: str = "/answers") -> FieldError:
        """Give it as an error that names the question; `pointer` is where the answers stand."""
        if not self.question:
            return FieldError(pointer, SENTENCES[self.reason])
        place = f"{pointer}/{self.question}" + (f"/{self.row}" if self.row else "")
        named = f'Question "{self.question}"' + (f', row "{self.row}"' if self.row else "")
        return FieldError(place, f"{named}: {SENTENCES[self.reason].format_map(self.values)}")


class AnswersInvalid(ValueError):
    """Answers that can't be: every reason, as codes (`faults`) and told (`errors`)."""

    def __init__(self, faults: Sequence[AnswerFault]) -> None:
        super().__init__(len(faults))
        self.faults = tuple(faults[:_MOST_ERRORS])

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """The faults as errors with pointers below `/answers`."""
        return tuple(fault.told() for fault in self.faults)


def check_answers(questionnaire: Questionnaire, given: object, *, final: bool) -> dict[str, Answer]:
    """Give the normal form of answers, as this module says; raise AnswersInvalid."""
    if not isinstance(given, Mapping):
        raise AnswersInvalid([AnswerFault("", "answers")])
    known = by_id(questionnaire.questions)
    faults = [_unknown(name) for name in given if name not in known]
    normal: dict[str, Answer] = {}
    for question in questionnaire.questions:
        if not holds(question.show_if, normal):
            continue
        try:
            answer = read_answer(question, given.get(question.id, SKIPPED), final=final)
        except Unfit as unfit:
            faults.append(AnswerFault(question.id, unfit.reason, unfit.values, unfit.row))
            continue
        if not isinstance(answer, Skipped):
            normal[question.id] = answer
        elif question.required and final:
            faults.append(AnswerFault(question.id, "required"))
    if faults:
        raise AnswersInvalid(faults)
    return normal


def visible(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """Give the questions that are shown to somebody who gave these normal answers, in their order.

    Answers to questions that are hidden by the others show nothing.
    """
    shown: list[Question] = []
    counted: dict[str, Answer] = {}
    for question in questionnaire.questions:
        if not holds(question.show_if, counted):
            continue
        shown.append(question)
        if question.id in answers:
            counted[question.id] = answers[question.id]
    return tuple(shown)


def stored(answers: Answers) -> dict[str, Any]:
    """Give normal answers as an item or JSON holds them: no tuple, no fraction."""
    return {name: _stored(answer) for name, answer in answers.items()}


def unstored(item: Mapping[str, Any]) -> dict[str, Answer]:
    """Give the answers that were stored."""
    return {name: _unstored(answer) for name, answer in item.items()}


def _unknown(name: object) -> AnswerFault:
    return AnswerFault(name, "unknown") if plain_name(name) else AnswerFault("", "unreadable")


def _stored(answer: Answer) -> Any:
    if isinstance(answer, float):
        return {_DECIMAL: repr(answer)}
    if isinstance(answer, tuple):
        return list(answer)
    return dict(answer) if isinstance(answer, Mapping) else answer


def _unstored(answer: Any) -> Answer:
    if isinstance(answer, list):
        return tuple(answer)
    if isinstance(answer, Mapping) and isinstance(answer.get(_DECIMAL), str):
        return float(answer[_DECIMAL])
    return answer  # type: ignore[no-any-return]
