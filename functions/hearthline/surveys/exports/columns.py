"""Which columns an export has, and what stands in them: one row for each respondent.

A question's column is `q.<question>`. One that takes several answers has a column for each of them: an option
of `multiple` is `q.<question>.<option>`, 1 or 0; a row of `matrix` is `q.<question>.<row>`. What was skipped,
or never shown, is empty; "not applicable" is `NA`, which statistics programs read as missing, too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from hearthline.surveys.exports.model import Row
from hearthline.surveys.model import Campaign, Option, Question, QuestionType

NOT_APPLICABLE: Final = "NA"
ASKED: Final = "q."
"""What the columns of answers begin with, so that no question is taken for a city or a weight."""

Cell = int | float | str | None
"""What stands in a cell; None is an empty one."""


class Lead(StrEnum):
    """The columns before the answers."""

    RESPONDENT = "respondent"
    CAMPAIGN = "campaign"
    SERIES = "series"
    WAVE = "wave"
    VERSION = "questionnaire_version"
    ANSWERED_ON = "answered_on"
    CHANNEL = "channel"
    LANGUAGE = "language"
    KIND = "kind"
    CITY = "city"
    PROJECT = "project"
    TIER = "tier"
    STAGE = "stage"
    WEIGHT = "weight"


NAMED_ONLY: Final = frozenset({Lead.ANSWERED_ON, Lead.CHANNEL, Lead.LANGUAGE})
"""What an anonymous campaign's export leaves out: it would tell one respondent from the others."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of answers: its name, its question, and of which option or row it is."""

    name: str
    question: Question
    part: Option | None = None

    def cell(self, answers: Mapping[str, Any]) -> Cell:
        """Give what a respondent's answers put into it."""
        if self.question.id not in answers:
            return None
        given = answers[self.question.id]
        if given is None:
            return NOT_APPLICABLE
        return _CELLS[self.question.type](given, self.part)


def leads(campaign: Campaign) -> tuple[Lead, ...]:
    """Give the columns before the answers."""
    return tuple(lead for lead in Lead if not (campaign.anonymous and lead in NAMED_ONLY))


def columns(questions: Sequence[Question]) -> tuple[Column, ...]:
    """Give the columns of the answers, in the order in which they are asked."""
    found: list[Column] = []
    for question in questions:
        parts = _PARTS.get(question.type)
        name = f"{ASKED}{question.id}"
        if parts is None:
            found.append(Column(name, question))
        else:
            found += [Column(f"{name}.{part.code}", question, part) for part in parts(question)]
    return tuple(found)


def cells(
    row: Row, campaign: Campaign, weight: float | None, wanted: Sequence[Lead], answers: Sequence[Column]
) -> list[Cell]:
    """Give the cells of one row; `weight` is None where there is no population to weigh by."""
    strata = row.strata
    known: dict[Lead, Cell] = {
        Lead.RESPONDENT: row.respondent,
        Lead.CAMPAIGN: campaign.id,
        Lead.SERIES: campaign.series,
        Lead.WAVE: campaign.launched_at.date().isoformat() if campaign.launched_at else None,
        Lead.VERSION: row.questionnaire_version,
        Lead.ANSWERED_ON: row.answered_on,
        Lead.CHANNEL: row.channel,
        Lead.LANGUAGE: row.language,
        Lead.KIND: strata.kind or None,
        Lead.CITY: strata.city,
        Lead.PROJECT: strata.project,
        Lead.TIER: strata.tier,
        Lead.STAGE: strata.stage,
        Lead.WEIGHT: weight if weight is None else round(weight, 6),
    }
    return [*(known[lead] for lead in wanted), *(column.cell(row.answers) for column in answers)]


def _plain(given: Any, _part: Option | None) -> Cell:
    return given if isinstance(given, int | float | str) else str(given)


def _truth(given: Any, _part: Option | None) -> Cell:
    return int(bool(given))


def _chosen(given: Any, part: Option | None) -> Cell:
    return int(part is not None and part.code in given)


def _rated(given: Any, part: Option | None) -> Cell:
    if part is None or part.code not in given:
        return None
    rating: int | None = given[part.code]
    return NOT_APPLICABLE if rating is None else rating


def _options(question: Question) -> tuple[Option, ...]:
    return question.options


def _rows(question: Question) -> tuple[Option, ...]:
    return question.rows


_CELLS: Final[Mapping[QuestionType, Callable[[Any, Option | None], Cell]]] = {
    **dict.fromkeys(QuestionType, _plain),
    QuestionType.YES_NO: _truth,
    QuestionType.MULTIPLE: _chosen,
    QuestionType.MATRIX: _rated,
}
_PARTS: Final[Mapping[QuestionType, Callable[[Question], tuple[Option, ...]]]] = {
    QuestionType.MULTIPLE: _options,
    QuestionType.MATRIX: _rows,
}
