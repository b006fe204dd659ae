"""Whether a question can ever be shown: looks for finished answers to those before it that show it.

Only what its condition rests on is looked at, and of all answers to a question one for each way in which the
conditions of the questionnaire can take it. So the search is exact: a condition is found that contradicts
itself, the limits of a question, what is required, or what shows the questions it asks about. It is also
bounded: a questionnaire too entangled to be searched within the bounds is taken as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice, pairwise, product
from typing import Any, Final

from hearthline.surveys.conditions import UNSAID, Condition, Unsaid, holds, judged, tests_in
from hearthline.surveys.model import Answer, Question, QuestionType
from hearthline.surveys.question_rules import SCALES, by_id, count_limits, date_limits, number_limits

MOST_STEPS: Final = 2_000
"""Steps of the search for one question."""
MOST_STEPS_IN_ALL: Final = 20_000
_MOST_SAMPLES: Final = 600
_MOST_LOOKS: Final = 10_000
"""Samples of one question, each looked at by each of its tests."""

Sample = Answer | Unsaid


def never_shown(questions: Sequence[Question]) -> list[str]:
    """Give the ids of questions that no finished answers show; their conditions are right by themselves."""
    search = _Search(tuple(questions))
    return [question.id for question in questions if not search.shown(question)]


class _TooFar(Exception):
    """The search went beyond its bounds."""


class _Search:
    def __init__(self, questions: tuple[Question, ...]) -> None:
        self._questions = by_id(questions)
        self._tests: dict[str, list[Condition]] = {}
        for question in questions:
            for test in tests_in(question.show_if):
                tests = self._tests.setdefault(test["question"], [])
                if test not in tests:
                    tests.append(test)
        self._samples = {name: self._distinct(self._questions[name]) for name in self._tests}
        self._left = 0
        self._left_in_all = MOST_STEPS_IN_ALL

    def shown(self, question: Question) -> bool:
        """Say whether some answers show the question, or it can't be told."""
        if question.show_if is None:
            return True
        rests_on = self._rests_on(question)
        if any(self._samples[each.id] is None for each in rests_on):
            return True
        if any(self._stands_against(each, question.show_if, rests_on) for each in rests_on):
            return False
        self._left = min(MOST_STEPS, self._left_in_all)
        before = self._left
        try:
            return self._found(question.show_if, rests_on, 0, {})
        except _TooFar:
            return True
        finally:
            self._left_in_all -= before - self._left

    def _stands_against(self, one: Question, wanted: Condition, questions: list[Question]) -> bool:
        """Say whether no answer to this one question leaves the condition open: found without a search."""
        others = {question.id for question in questions} - {one.id}
        samples: Sequence[Sample] = (UNSAID, *(self._samples[one.id] or ()))
        return all(judged(wanted, _with(one, sample, {}), others) is False for sample in samples)

    def _rests_on(self, question: Question) -> list[Question]:
        """Give the questions that this one's condition asks about, and theirs, in order."""
        wanted: set[str] = set()
        for each in reversed(self._questions.values()):
            if each.id == question.id or each.id in wanted:
                wanted |= {test["question"] for test in tests_in(each.show_if)}
        return [each for each in self._questions.values() if each.id in wanted]

    def _found(
        self, wanted: Condition, questions: list[Question], place: int, answers: dict[str, Answer]
    ) -> bool:
        if self._left <= 0:
            raise _TooFar
        self._left -= 1
        verdict = judged(wanted, answers, {question.id for question in questions[place:]})
        if verdict is not None:
            return verdict
        question = questions[place]
        for sample in self._possible(question, answers):
            if self._found(wanted, questions, place + 1, _with(question, sample, answers)):
                return True
        return False

    def _possible(self, question: Question, answers: Mapping[str, Answer]) -> Sequence[Sample]:
        if not holds(question.show_if, answers):
            return (UNSAID,)
        samples = self._samples[question.id] or ()
        return samples if question.required else (*samples, UNSAID)

    def _distinct(self, question: Question) -> list[Sample] | None:
        """Give an answer for each way in which the tests of this question take it; None for too many."""
        tests = self._tests[question.id]
        drawn = list(islice(_samples(question, tests), _MOST_SAMPLES + 1))
        if len(drawn) > _MOST_SAMPLES or len(drawn) * len(tests) > _MOST_LOOKS:
            return None
        seen: dict[tuple[bool, ...], Sample] = {}
        for sample in drawn:
            answers: dict[str, Any] = {question.id: sample}
            seen.setdefault(tuple(holds(test, answers) for test in tests), sample)
        return list(seen.values())


def _with(question: Question, sample: Sample, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    return {**answers} if isinstance(sample, Unsaid) else {**answers, question.id: sample}


def _samples(question: Question, tests: Sequence[Condition]) -> Iterator[Sample]:
    """Give enough possible answers to meet each test of this question, and each not to."""
    match question.type:
        case QuestionType.RATING | QuestionType.SCORE:
            yield from _scale(question)
        case QuestionType.MATRIX:
            yield from _matrices(question, tests)
        case QuestionType.SINGLE:
            yield from (option.code for option in question.options)
        case QuestionType.MULTIPLE:
            yield from _selections(question, tests)
        case QuestionType.YES_NO:
            yield from (True, False)
        case QuestionType.NUMBER:
            yield from _numbers(question, tests)
        case QuestionType.DATE:
            yield from _days(question, tests)
        case QuestionType.TEXT:
            yield "x"
    if question.not_applicable:
        yield {row.code: None for row in question.rows} if question.rows else None


def _scale(question: Question) -> range:
    least, most = SCALES[question.type]
    return range(least, most + 1)


def _values(tests: Sequence[Condition]) -> list[Any]:
    """Give the values that tests compare with."""
    found = [test[name] for test in tests for name in ("equals", "at_least", "at_most") if name in test]
    return found + [value for test in tests for value in test.get("in", ())]


def _matrices(question: Question, tests: Sequence[Condition]) -> Iterator[Sample]:
    """Give matrices whose named rows differ; all others say the same, or nothing."""
    named = sorted({test["row"] for test in tests if "row" in test})
    others = [row.code for row in question.rows if row.code not in named]
    cells: list[Any] = [*_scale(question)]
    cells += [None] if question.not_applicable else []
    cells += [] if question.required else [UNSAID]
    for rest in cells if others else [UNSAID]:
        for drawn in product(cells, repeat=len(named)):
            rows = {**dict(zip(named, drawn, strict=True)), **dict.fromkeys(others, rest)}
            if said := {code: cell for code, cell in rows.items() if not isinstance(cell, Unsaid)}:
                yield said


def _selections(question: Question, tests: Sequence[Condition]) -> Iterator[Sample]:
    """Give selections of the named options, filled up with others as far as the limits want."""
    codes = [option.code for option in question.options]
    values = set(_values(tests))
    named = [code for code in codes if code in values]
    others = [code for code in codes if code not in values]
    least, most = count_limits(question)
    for drawn in product((True, False), repeat=len(named)):
        chosen = {code for code, taken in zip(named, drawn, strict=True) if taken}
        filled = chosen | set(others[: max(0, least - len(chosen))])
        if least <= len(filled) <= most:
            yield tuple(code for code in codes if code in filled)


def _numbers(question: Question, tests: Sequence[Condition]) -> Iterator[Sample]:
    least, most = number_limits(question)
    ends = sorted({float(value) for value in [*_values(tests), least, most]})
    between = [(low + high) / 2 for low, high in pairwise(ends)]
    yield from (value for value in [*ends, *between] if least <= value <= most)


def _days(question: Question, tests: Sequence[Condition]) -> Iterator[Sample]:
    least, most = date_limits(question)
    for value in sorted({*_values(tests), least, most}):
        at = date.fromisoformat(value).toordinal()
        for near in (at - 1, at, at + 1):
            if date.min.toordinal() <= near <= date.max.toordinal():
                day = (date.min + timedelta(days=near - 1)).isoformat()
                if least <= day <= most:
                    yield day
