"""Figures as the API shows them: each with its name, interval and n, and nothing of who are too few."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from hearthline.surveys.contribution import (
    ANSWERED,
    NOT_APPLICABLE,
    NUMBER,
    PARTIAL,
    REACHABLE,
    SKIPPED,
    SUM,
    UNREACHABLE,
    counter,
)
from hearthline.surveys.figures import Counts, Measured, Unit, response_rate, said_of, valid
from hearthline.surveys.model import Option, Question, QuestionType
from hearthline.surveys.question_rules import SCALES
from hearthline.surveys.statistics import Change, Estimate, Weighted, share

POINTS: Final = 100


def figure(measured: Measured, population: int | None) -> dict[str, Any]:
    """Give a figure; null where nobody validly answered."""
    found = measured.estimate(population)
    return {"figure": measured.name, "n": measured.n, **_interval(measured.unit, found), "suppressed": False}


def hidden_figure(name: str) -> dict[str, Any]:
    """Give a figure of too few answers."""
    return {"figure": name, "n": None, **_interval(Unit.SHARE, None), "suppressed": True}


def weighted_figure(name: str, unit: Unit, found: Weighted) -> dict[str, Any]:
    """Give a figure weighted to the population."""
    return {
        "figure": name,
        "n": found.estimate.n,
        **_interval(unit, found.estimate),
        "effective_n": _short(found.estimate.size),
        "covered": _short(found.covered),
    }


def moved(unit: Unit, change: Change) -> dict[str, Any]:
    """Give how a figure moved since the wave before."""
    factor = POINTS if unit is Unit.POINTS else 1
    return {
        "value": _short(change.value * factor),
        "low": _short(change.low * factor),
        "high": _short(change.high * factor),
        "p": _short(change.p),
        "significant": change.significant,
    }


def response(counts: Counts) -> dict[str, Any]:
    """Give how many were reached and answered."""
    rate = response_rate(counts)
    return {
        "reachable": counts.get(REACHABLE, 0),
        "unreachable": counts.get(UNREACHABLE, 0),
        "answered": counts.get(ANSWERED, 0),
        "partial": counts.get(PARTIAL, 0),
        "response_rate": None if rate is None else _short(rate),
    }


def question(
    asked: Question, row: str | None, column: str, counts: Counts, figures: list[dict[str, Any]] | None
) -> dict[str, Any]:
    """Give what was said to a question, or to a row of a matrix; without `figures` too few have."""
    rows = {one.code: one.label for one in asked.rows}
    shown = figures is not None
    return {
        "question": asked.id,
        "row": row,
        "type": asked.type.value,
        "measure": asked.measure.value if asked.measure else None,
        "text": dict(asked.text),
        "row_label": dict(rows[row]) if row else None,
        "n": valid(asked, column, counts) if shown else None,
        "na": counts.get(counter(column, NOT_APPLICABLE), 0) if shown else None,
        "skipped": counts.get(counter(column, SKIPPED), 0) if shown else None,
        "suppressed": not shown,
        "figures": figures or [],
        "distribution": _distribution(asked, column, counts) if shown else [],
        "mean_date": _mean_date(asked, column, counts) if shown else None,
    }


def _distribution(asked: Question, column: str, counts: Counts) -> list[dict[str, Any]]:
    n, said = valid(asked, column, counts), said_of(column, counts)
    return [
        {
            "value": value,
            "label": dict(label) if label else None,
            "count": said.get(value, 0),
            **_share(said, value, n),
        }
        for value, label in _choices(asked)
    ]


def _choices(asked: Question) -> list[tuple[str, Mapping[str, str] | None]]:
    if asked.type in SCALES:
        least, most = SCALES[asked.type]
        return [(str(value), None) for value in range(least, most + 1)]
    if asked.type is QuestionType.YES_NO:
        return [("yes", None), ("no", None)]
    options: tuple[Option, ...] = asked.options
    return [(option.code, option.label) for option in options]


def _share(said: Mapping[str, int], value: str, n: int) -> dict[str, Any]:
    found = share(said.get(value, 0), n)
    names = {"share": found.value, "low": found.low, "high": found.high} if found else {}
    return {name: _short(names[name]) if found else None for name in ("share", "low", "high")}


def _mean_date(asked: Question, column: str, counts: Counts) -> str | None:
    n = counts.get(counter(column, NUMBER), 0)
    if asked.type is not QuestionType.DATE or n == 0:
        return None
    return date.fromordinal(round(counts.get(counter(column, SUM), 0) / n)).isoformat()


def _interval(unit: Unit, found: Estimate | None) -> dict[str, float | None]:
    if found is None:
        return {"value": None, "low": None, "high": None}
    factor = POINTS if unit is Unit.POINTS else 1
    return {
        "value": _short(found.value * factor),
        "low": _short(found.low * factor),
        "high": _short(found.high * factor),
    }


def _short(value: float) -> float:
    return round(value, 6)
