"""Reading an exported file of answers, with the codebook beside it."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from infra.analysis.importance import CannotTell, Numbers

LEAST_ANSWERED: Final = 0.5
"""An attribute that fewer of those asked have rated is left out: it would leave out whoever skipped it."""
_SCALES: Final = frozenset({"rating", "score", "matrix", "number", "yes_no"})


@dataclass(frozen=True, slots=True)
class Answers:
    """Whoever answered the outcome and every attribute. `rows` is how many answered the outcome at all.

    `left_out` are the attributes that too few rated.
    """

    outcome: str
    names: list[str]
    y: Numbers
    x: Numbers
    weights: Numbers
    rows: int
    left_out: list[str]


def codebook_of(file: Path) -> Path:
    """Give where the codebook of an export lies."""
    return file.with_name(f"{file.name.removesuffix('.csv')}.codebook.csv")


def read(file: Path, outcome: str, attributes: list[str], *, weighted: bool) -> Answers:
    """Give the answers of a file; what is not named is found in its codebook by its measure.

    Raises CannotTell, also where a named column is not there, and OSError.
    """
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    if not outcome or not attributes:
        measured = _measures(codebook_of(file))
        outcome = outcome or next(iter(measured.get("satisfaction", [])), "")
        attributes = attributes or measured.get("attribute", [])
    if not outcome or not attributes:
        raise CannotTell("The codebook names no overall satisfaction or no attributes: OUTCOME=, ATTRIBUTES=")
    missing = [name for name in (outcome, *attributes) if rows and name not in rows[0]]
    if missing:
        raise CannotTell(f"There is no column {', '.join(missing)} in {file.name}")
    asked = [row for row in rows if _number(row[outcome]) is not None]
    answered = {
        name: sum(_number(row[name]) is not None for row in asked) / max(len(asked), 1) for name in attributes
    }
    names = [name for name in attributes if answered[name] >= LEAST_ANSWERED]
    whole = [row for row in asked if all(_number(row[name]) is not None for name in names)]
    weights = [(_number(row.get("weight", "")) or 0.0) if weighted else 1.0 for row in whole]
    if weighted and not any(weights):
        raise CannotTell("The file has no weights")
    return Answers(
        outcome,
        names,
        np.array([_number(row[outcome]) for row in whole], dtype=float),
        np.array([[_number(row[name]) for name in names] for row in whole], dtype=float).reshape(
            -1, len(names)
        ),
        np.array(weights, dtype=float),
        len(asked),
        [name for name in attributes if name not in names],
    )


def _measures(codebook: Path) -> dict[str, list[str]]:
    """Give the columns that are rated, by the measure that the codebook says."""
    if not codebook.is_file():
        raise CannotTell(f"{codebook.name} is not beside the file; or name OUTCOME= and ATTRIBUTES=")
    found: dict[str, list[str]] = {}
    with codebook.open(encoding="utf-8-sig", newline="") as text:
        for line in csv.DictReader(text):
            if line["measure"] and line["type"] in _SCALES:
                found.setdefault(line["measure"], []).append(line["column"])
    return found


def _number(cell: str | None) -> float | None:
    """Give a cell's number, None for an empty one and for NA; an apostrophe before it is the export's own."""
    try:
        return float((cell or "").removeprefix("'"))
    except ValueError:
        return None
