"""The figures of a tally: what is counted becomes what is known. docs/results.md defines each of them.

Every figure is made here, for answers to one question, for the measures of the company, and for all that show
them; so it means the same everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hearthline.surveys.contribution import (
    ANSWERED,
    BOTH_ASKED,
    GRAIN,
    LOYAL,
    NOT_APPLICABLE,
    NUMBER,
    REACHABLE,
    SAID,
    SKIPPED,
    SQUARES,
    SUM,
    TOP_RATING,
    TOP_SCORE,
    asked,
    column,
    counter,
)
from hearthline.surveys.model import Measure, Question, Questionnaire, QuestionType
from hearthline.surveys.statistics import (
    Cell,
    Change,
    Estimate,
    Moments,
    Weighted,
    change,
    mean,
    moments_of,
    net_promoters,
    share,
    share_change,
    weighted,
)

Counts = Mapping[str, int]
LOWEST_PASSIVE: Final = 7
"""Scores of 0 to 6 are detractors, 7 and 8 passive, 9 and 10 promoters."""


class Unit(StrEnum):
    """What a figure is in: a share of 0 to 1, points of -100 to 100, or what the answers are in."""

    SHARE = "share"
    POINTS = "points"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure is made of: how many said what, as numbers."""

    name: str
    unit: Unit
    said: Moments
    promoters: int = 0
    detractors: int = 0

    @property
    def n(self) -> int:
        """How many answers are in it."""
        return self.said.n

    def estimate(self, population: int | None = None) -> Estimate | None:
        """Give the figure of a part of a population of this size."""
        if self.unit is Unit.SHARE:
            return share(round(self.said.sum), self.n, population)
        if self.unit is Unit.POINTS:
            return net_promoters(self.promoters, self.detractors, self.n, population)
        return mean(self.said, population)


def measures(questionnaire: Questionnaire, counts: Counts) -> list[Measured]:
    """Give the company's own figures, of those that a questionnaire asks for."""
    found: list[Measured] = []
    if question := asked(questionnaire, Measure.SATISFACTION):
        found += [_top(question.id, counts, "satisfaction"), _mean(question.id, counts, "satisfaction_mean")]
    if question := asked(questionnaire, Measure.RECOMMEND):
        found.append(_promoters(question.id, counts))
    if question := asked(questionnaire, Measure.BUY_AGAIN):
        found.append(_top(question.id, counts, "buy_again"))
    if asked(questionnaire, Measure.RECOMMEND) and asked(questionnaire, Measure.BUY_AGAIN):
        found.append(_share("loyalty", counts.get(LOYAL, 0), counts.get(BOTH_ASKED, 0)))
    return found


def figures_of(question: Question, of_column: str, counts: Counts) -> list[Measured]:
    """Give the figures of a question, or of a row of a matrix; what has none is told by its distribution."""
    match question.type:
        case QuestionType.RATING | QuestionType.MATRIX:
            return [_top(of_column, counts, "csat"), _mean(of_column, counts, "mean")]
        case QuestionType.SCORE:
            return [_promoters(of_column, counts), _mean(of_column, counts, "mean")]
        case QuestionType.YES_NO:
            said = said_of(of_column, counts)
            return [_share("yes", said.get("yes", 0), sum(said.values()))]
        case QuestionType.NUMBER:
            n, total, squares = (counts.get(counter(of_column, one), 0) for one in (NUMBER, SUM, SQUARES))
            return [Measured("mean", Unit.MEAN, Moments(n, total / GRAIN, squares / GRAIN**2))]
        case _:
            return []


def columns_of(question: Question) -> list[tuple[str | None, str]]:
    """Give under which names a question is counted: each row of a matrix, or the question (row None)."""
    if question.type is QuestionType.MATRIX:
        return [(row.code, column(question.id, row.code)) for row in question.rows]
    return [(None, column(question.id))]


def said_of(of_column: str, counts: Counts) -> dict[str, int]:
    """Give how often each thing was said."""
    begins = counter(of_column, SAID)
    return {name.removeprefix(begins): times for name, times in counts.items() if name.startswith(begins)}


def valid(question: Question, of_column: str, counts: Counts) -> int:
    """Give how many gave a valid answer: neither skipped it nor said that it does not apply."""
    if question.type in {QuestionType.MULTIPLE, QuestionType.NUMBER, QuestionType.DATE, QuestionType.TEXT}:
        return counts.get(counter(of_column, NUMBER), 0)
    return sum(said_of(of_column, counts).values())


def shown_to(question: Question, of_column: str, counts: Counts) -> int:
    """Give how many were shown it, whatever they said to it."""
    beside = (counts.get(counter(of_column, one), 0) for one in (NOT_APPLICABLE, SKIPPED))
    return valid(question, of_column, counts) + sum(beside)


def response_rate(counts: Counts) -> float | None:
    """Give who answered over whom the invitation reached; None where it reached nobody."""
    reached = counts.get(REACHABLE, 0)
    return counts.get(ANSWERED, 0) / reached if reached else None


def weighted_by(cells: Iterable[tuple[int, Measured]]) -> Weighted | None:
    """Give one figure of all cells, each with the weight of its population."""
    known = list(cells)
    of_shares = bool(known) and known[0][1].unit is Unit.SHARE
    return weighted([Cell(population, one.said) for population, one in known], of_shares=of_shares)


def change_of(unit: Unit, before: Estimate, after: Estimate) -> Change:
    """Give how a figure moved from one wave to the next."""
    return share_change(before, after) if unit is Unit.SHARE else change(before, after)


def _top(of_column: str, counts: Counts, name: str) -> Measured:
    said = said_of(of_column, counts)
    top = sum(times for rating, times in said.items() if int(rating) >= TOP_RATING)
    return _share(name, top, sum(said.values()))


def _mean(of_column: str, counts: Counts, name: str) -> Measured:
    said = {float(value): times for value, times in said_of(of_column, counts).items()}
    return Measured(name, Unit.MEAN, moments_of(said))


def _promoters(of_column: str, counts: Counts) -> Measured:
    said = {int(score): times for score, times in said_of(of_column, counts).items()}
    promoters = sum(times for score, times in said.items() if score >= TOP_SCORE)
    detractors = sum(times for score, times in said.items() if score < LOWEST_PASSIVE)
    passive = sum(said.values()) - promoters - detractors
    moments = moments_of({1: promoters, 0: passive, -1: detractors})
    return Measured("nps", Unit.POINTS, moments, promoters, detractors)


def _share(name: str, hits: int, n: int) -> Measured:
    return Measured(name, Unit.SHARE, moments_of({1: hits, 0: n - hits}))
