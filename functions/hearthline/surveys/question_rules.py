"""What each type of question has and takes: the numbers that questionnaires and answers are checked by."""

from collections.abc import Mapping
from typing import Final

from hearthline.surveys.model import Measure, Question, QuestionType

MOST_QUESTIONS: Final = 100
MOST_OPTIONS: Final = 40
MOST_ROWS: Final = 20
LONGEST_TITLE: Final = 80
LONGEST_INTRO: Final = 1000
LONGEST_QUESTION: Final = 300
LONGEST_LABEL: Final = 80
LONGEST_TEXT: Final = 2000
"""Characters of an answer in words that a question may allow; it allows USUAL_TEXT unless it says."""
USUAL_TEXT: Final = 1000
MOST_WORDS: Final = 40_000
"""Characters that the answers in words of one questionnaire may have together: an invitation is one item."""
LARGEST_DOCUMENT: Final = 150_000
"""Bytes of a questionnaire as it is stored: a version is one item."""
FARTHEST: Final = 10**12
"""The largest number that can be a limit or an answer; the smallest is its negative."""

SCALES: Final[Mapping[QuestionType, tuple[int, int]]] = {
    QuestionType.RATING: (1, 5),
    QuestionType.MATRIX: (1, 5),
    QuestionType.SCORE: (0, 10),
}
"""The lowest and the highest rating, score, and rating of a row."""

HAS_OPTIONS: Final = frozenset({QuestionType.SINGLE, QuestionType.MULTIPLE})
HAS_LIMITS: Final = frozenset(
    {QuestionType.MULTIPLE, QuestionType.NUMBER, QuestionType.DATE, QuestionType.TEXT}
)

MEASURED_BY: Final[Mapping[Measure, frozenset[QuestionType]]] = {
    Measure.SATISFACTION: frozenset({QuestionType.RATING}),
    Measure.RECOMMEND: frozenset({QuestionType.SCORE}),
    Measure.BUY_AGAIN: frozenset({QuestionType.RATING}),
    Measure.ATTRIBUTE: frozenset({QuestionType.RATING, QuestionType.MATRIX}),
}
"""The types of question that a measure can be; each but `attribute` is asked once in a questionnaire."""


def count_limits(question: Question) -> tuple[int, int]:
    """Give the limits of how many options are chosen, or of a text's length; nothing at all is a skip."""
    most = len(question.options) if question.type is QuestionType.MULTIPLE else USUAL_TEXT
    least = 1 if question.least is None else int(question.least)
    if question.most is not None:
        most = int(question.most)
    elif question.type is QuestionType.TEXT:
        most = max(most, least)
    return least, most


def number_limits(question: Question) -> tuple[float, float]:
    """Give the limits of a number."""
    least = -FARTHEST if question.least is None else float(question.least)
    return least, FARTHEST if question.most is None else float(question.most)


def date_limits(question: Question) -> tuple[str, str]:
    """Give the first and the last day that a date can be, as YYYY-MM-DD."""
    least = "1900-01-01" if question.least is None else str(question.least)
    return least, "2199-12-31" if question.most is None else str(question.most)


def by_id(questions: tuple[Question, ...]) -> dict[str, Question]:
    """Give the questions by their ids."""
    return {question.id: question for question in questions}
