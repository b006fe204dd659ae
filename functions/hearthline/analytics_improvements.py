"""Improvements for analysis: what was proposed on which cause, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hearthline.analytics.exporting import Gathered, Run
from hearthline.analytics.tables import Column, Kind, Table
from hearthline.analytics.words import Words
from hearthline.complaints.improvements.model import Improvement
from hearthline.complaints.improvements.store import ImprovementStore

TEXT, INTEGER, INSTANT = Kind.TEXT, Kind.INTEGER, Kind.INSTANT


@dataclass(frozen=True, slots=True)
class Told:
    """An improvement as told of here; `complaint` is one that it names, where a row is of that."""

    improvement: Improvement
    words: Words
    complaint: str | None = None

    @property
    def pseudonym(self) -> str | None:
        """What stands for its id."""
        return self.words.pseudonym("improvement", self.improvement.id)


def _word(what: str) -> Callable[[Told], str | None]:
    return lambda told: told.words.word(what, getattr(told.improvement, what))


IMPROVEMENTS: Final = Table(
    "improvements",
    1,
    "one row for each improvement that was proposed",
    (),
    (
        Column("improvement", TEXT, "pseudonym of the improvement", lambda t: t.pseudonym),
        Column(
            "status",
            TEXT,
            "proposed, accepted, adopted or declined",
            lambda t: t.improvement.status.value,
        ),
        Column("department", TEXT, "code of the catalog, to whom it was put", _word("department")),
        Column("cause", TEXT, "code of the catalog", _word("cause")),
        Column("contractor", TEXT, "the contractor that it concerns", _word("contractor")),
        Column("city", TEXT, "code of the city; empty for the whole group", _word("city")),
        Column("project", TEXT, "the project that it concerns", _word("project")),
        Column("cases", INTEGER, "cases that it follows from", lambda t: len(t.improvement.complaints)),
        Column("proposed_at", INSTANT, "when it was proposed", lambda t: t.improvement.proposed_at),
        Column(
            "proposed_by",
            TEXT,
            "pseudonym of the member of staff who proposed it",
            lambda t: t.words.pseudonym("staff", t.improvement.proposed_by),
        ),
        Column("decided_at", INSTANT, "latest decision", lambda t: t.improvement.decided_at),
        Column(
            "decided_by",
            TEXT,
            "pseudonym of the member of staff who took it",
            lambda t: t.words.pseudonym("staff", t.improvement.decided_by),
        ),
    ),
)

IMPROVEMENT_CASES: Final = Table(
    "improvement_cases",
    1,
    "one row for each case that an improvement follows from",
    (),
    (
        Column("improvement", TEXT, "pseudonym of the improvement", lambda t: t.pseudonym),
        Column(
            "complaint",
            TEXT,
            "pseudonym of the case, as `complaints` has it",
            lambda t: t.words.pseudonym("complaint", t.complaint),
        ),
    ),
)


class Improvements:
    """Gathers all improvements at once: a few hundred a year."""

    name = "improvements"
    tables = (IMPROVEMENTS, IMPROVEMENT_CASES)

    def __init__(self, store: ImprovementStore, words: Callable[[datetime], Words]) -> None:
        self._store = store
        self._words = words

    def places(self, run: Run) -> list[str]:  # noqa: ARG002 - the same in every run
        """Give the only one."""
        return ["all"]

    def gather(self, place: str, run: Run) -> Gathered:  # noqa: ARG002 - there is one
        """Read them: a query of the index, a request for each hundred."""
        words = self._words(run.as_of)
        found = [Told(one, words) for one in self._store.every()]
        cases = [
            Told(told.improvement, words, number) for told in found for number in told.improvement.complaints
        ]
        return Gathered({}, {IMPROVEMENTS.name: found, IMPROVEMENT_CASES.name: cases})
