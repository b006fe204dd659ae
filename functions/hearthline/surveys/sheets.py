"""How a tally is cut into items: one expression moves some hundreds of counters at most.

A questionnaire never changes once it is asked, so where a counter stands follows from it. Most have room on
one sheet; what is counted of the invitation itself is always on the first.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from hearthline.surveys.contribution import column
from hearthline.surveys.model import Questionnaire, QuestionType
from hearthline.surveys.question_rules import SCALES

ROOM: Final = 350
"""Counters of questions on one sheet. With the rest of a question that begins on it, it is at most 400, for
which an expression of 4 KB has room; and the largest questionnaire has few enough sheets for eight groups in
one transaction."""
_BESIDE: Final = 4
"""Counters of a question beside those of what can be chosen: `na`, `skipped`, and two more of some types."""

Sheets = Mapping[str, int]
"""The sheet of each column."""


def sheets_of(questionnaire: Questionnaire) -> Sheets:
    """Give where the counters of each column stand."""
    places: dict[str, int] = {}
    taken = 0
    for name, size in _columns(questionnaire):
        places[name] = taken // ROOM
        taken += size
    return places


def cut(counts: Mapping[str, int], sheets: Sheets) -> dict[int, dict[str, int]]:
    """Give counters by the sheet that they stand on."""
    found: dict[int, dict[str, int]] = {}
    for name, number in counts.items():
        found.setdefault(sheets.get(name.partition("#")[0], 0), {})[name] = number
    return found


def _columns(questionnaire: Questionnaire) -> Iterator[tuple[str, int]]:
    for question in questionnaire.questions:
        least, most = SCALES.get(question.type, (1, len(question.options)))
        size = most - least + 1 + _BESIDE
        if question.type is QuestionType.MATRIX:
            yield from ((column(question.id, row.code), size) for row in question.rows)
        else:
            yield column(question.id), size
