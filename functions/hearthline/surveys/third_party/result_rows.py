"""One row of a file of results, read as answers; what stands against it names the question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hearthline.imports.csv_records import Record
from hearthline.imports.row_reading import RowInvalid
from hearthline.imports.rules import Row, Rule
from hearthline.surveys.answers import AnswersInvalid, check_answers, stored
from hearthline.surveys.exports.columns import NOT_APPLICABLE, Column
from hearthline.surveys.faults import LANGUAGES
from hearthline.surveys.model import Linking, Questionnaire, QuestionType
from hearthline.surveys.third_party.mapping import ResultMapping
from hearthline.surveys.third_party.pseudonyms import read_pseudonym

LONGEST_ID: Final = 200
_WHOLE: Final = re.compile(r"[+-]?\d{1,15}")
_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?")
_YES: Final = frozenset({"1", "yes", "true"})
_NO: Final = frozenset({"0", "no", "false"})
_NUMBERS: Final = frozenset(
    {QuestionType.RATING, QuestionType.SCORE, QuestionType.NUMBER, QuestionType.MATRIX}
)


@dataclass(frozen=True, slots=True)
class Result:
    """A row that passed the checks: by what it is known, in which language, and its answers as stored."""

    record: Record
    known_as: str
    language: str
    answers: Mapping[str, Any]


class ResultCheck:
    """Reads the rows of one file against what was asked."""

    def __init__(
        self,
        mapping: ResultMapping,
        rule: Linking,
        asked: Questionnaire,
        columns: Sequence[Column],
        header: Sequence[str],
    ) -> None:
        self._mapping = mapping
        self._rule = rule
        self._asked = asked
        self._rules = mapping.rules([column.name for column in columns])
        self._columns = [column for column in columns if column.name in self._rules]
        self._header = header

    def result(self, record: Record) -> Result:
        """Give what a row says; raise RowInvalid with every reason against it."""
        if record.flaw:
            raise RowInvalid((f"the row can't be read: {record.flaw}",))
        if not record.readable:
            raise RowInvalid(("has bytes that are not of the file's encoding",))
        if len(record.cells) != len(self._header):
            raise RowInvalid((f"has {len(record.cells)} cells, the first row has {len(self._header)}",))
        row: Row = dict(zip(self._header, record.cells, strict=True))
        reasons: list[str] = []
        known_as = self._known_as(row, reasons)
        language = self._mapping.value(self._mapping.language, row) or "zh"
        if language not in LANGUAGES:
            reasons.append(f"language: is none of {', '.join(LANGUAGES)}")
        answers: Mapping[str, Any] = {}
        try:
            answers = stored(check_answers(self._asked, self._said(row, reasons), final=True))
        except AnswersInvalid as invalid:
            reasons += [error.detail for error in invalid.errors]
        if reasons:
            raise RowInvalid(tuple(reasons))
        return Result(record, known_as, language, answers)

    def _known_as(self, row: Row, reasons: list[str]) -> str:
        """Give the firm's own id where nothing is linked, else the pseudonym."""
        if self._rule is Linking.NONE:
            given = self._mapping.value(self._mapping.row_id, row)
            if not 1 <= len(given) <= LONGEST_ID:
                reasons.append(f"external_id: is missing or longer than {LONGEST_ID} characters")
            return given
        written = self._mapping.value(self._mapping.pseudonym, row)
        name = read_pseudonym(written)
        if name is None:
            reasons.append("pseudonym: is missing or none of a sample")
        return name or ""

    def _said(self, row: Row, reasons: list[str]) -> dict[str, Any]:
        """Give the answers of a row in the form that the questionnaire checks."""
        said: dict[str, Any] = {}
        for column in self._columns:
            cell = _unescaped(self._rule_value(column, row))
            if not cell:
                continue
            self._put(said, column, cell, reasons)
        return said

    def _rule_value(self, column: Column, row: Row) -> str:
        rule: Rule = self._rules[column.name]
        return rule.value(row)

    def _put(self, said: dict[str, Any], column: Column, cell: str, reasons: list[str]) -> None:
        question, part = column.question, column.part
        if part is None:
            said[question.id] = _read(question.type, cell)
        elif question.type is QuestionType.MATRIX:
            said.setdefault(question.id, {})[part.code] = _read(question.type, cell)
        elif cell == NOT_APPLICABLE:
            said[question.id] = None
        elif cell.lower() not in _YES | _NO:
            reasons.append(f'Question "{question.id}", option "{part.code}": Must be 1 or 0.')
        elif said.setdefault(question.id, []) is not None and cell.lower() in _YES:
            said[question.id].append(part.code)


def _read(kind: QuestionType, cell: str) -> Any:
    """Give a cell as its question wants it; what is none of that is left for the check to refuse."""
    if cell == NOT_APPLICABLE and kind is not QuestionType.TEXT:
        return None
    if kind in _NUMBERS and _WHOLE.fullmatch(cell):
        return int(cell)
    if kind in _NUMBERS and _NUMBER.fullmatch(cell):
        return float(cell)
    if kind is QuestionType.YES_NO:
        return cell.lower() in _YES if cell.lower() in _YES | _NO else cell
    return cell


def _unescaped(cell: str) -> str:
    """Give a cell without the apostrophe that an export puts before what a spreadsheet might run."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and not cell[1].isalnum() else cell
