"""The figures that the composite index goes by: of a campaign's results, of the promise, or given by hand."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from hearthline.surveys.figures import Measured, Unit, columns_of, figures_of, measures
from hearthline.surveys.index import Component, Figure, Reading, Source
from hearthline.surveys.results_reading import Read
from hearthline.surveys.suppression import FEWEST

PER_CENT: Final = 100
ANSWERED_SHARE: Final = "answered_share"


@dataclass(frozen=True, slots=True)
class Promise:
    """How the promise of an answer was kept: of how many, the share in time; of how many, the median."""

    counted: int = 0
    share: float | None = None
    answered: int = 0
    minutes: float | None = None


Promises = Callable[[str, Collection[str] | None], Promise]
"""Gives how it was kept in a month (YYYY-MM), in some cities or, for None, in all."""


def readings(
    components: Collection[Component], read: Read, promise: Callable[[], Promise]
) -> Mapping[str, Reading]:
    """Give the reading of each component, by its code; `promise` is asked where one goes by it."""
    kept = promise() if any(one.figure.source is Source.PROMISE for one in components) else Promise()
    return {one.code: _reading(one.figure, read, kept) for one in components}


def _reading(figure: Figure, read: Read, kept: Promise) -> Reading:
    if figure.source is Source.GIVEN:
        return Reading(figure.value, missing=None if figure.value is not None else "not_given")
    if figure.source is Source.SURVEY:
        return _surveyed(figure, read)
    if figure.name == ANSWERED_SHARE:
        share = None if kept.share is None else PER_CENT * kept.share
        return Reading(share, kept.counted, None if share is not None else "no_complaints")
    return Reading(kept.minutes, kept.answered, None if kept.minutes is not None else "no_complaints")


def _surveyed(figure: Figure, read: Read) -> Reading:
    found = _measured(figure, read)
    if found is None:
        return Reading(None, missing="not_asked")
    if not read.shown:
        return Reading(None, missing="until_ended")
    if found.n < FEWEST:
        return Reading(None, missing="too_few" if found.n else "no_answers")
    estimate = found.estimate()
    if estimate is None:
        return Reading(None, missing="no_answers")
    factor = 1 if found.unit is Unit.MEAN else PER_CENT
    return Reading(factor * estimate.value, found.n)


def _measured(figure: Figure, read: Read) -> Measured | None:
    """Give what a figure is made of, None where the campaign asks nothing of the kind."""
    if figure.question is None:
        known = measures(read.questionnaire, read.total)
    else:
        known = [
            each
            for asked in read.questionnaire.questions
            if asked.id == figure.question
            for row, column in columns_of(asked)
            if row == figure.row
            for each in figures_of(asked, column, read.total)
        ]
    return next((one for one in known if one.name == figure.name), None)
