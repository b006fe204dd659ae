"""Counting complaints and improvements: what changed ones add to the sheets, each change once.

An event says which complaint changed. It may say so twice, late, or in another order than it happened, so
what it says is not used: the complaint is read as it now stands, with the mark of what was counted of it, and
the difference is added, in one transaction with the new mark. Who dies before it has done nothing, and after
it everything. Of two who count at once the slower one finds another mark than it read, and looks again.

A sheet holds 400 KB, and what people type as a project has no end. Where one is full, a complaint is counted
on the next of its period.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, Protocol, TypeVar

from hearthline.insight.club import HOME, PERSON
from hearthline.insight.contribution import contribution_of
from hearthline.insight.improvements import SUBJECT as IMPROVEMENT
from hearthline.insight.improvements import Improved, contribution_of_improvement
from hearthline.insight.recurrence import MOST_OF_A_HOME, Told, kept, recurrences, told
from hearthline.insight.sheets import Contribution, Moves, moved, together
from hearthline.insight.store import (
    ROOM,
    Counted,
    CountedMeanwhile,
    Home,
    InsightStore,
    Mark,
    SheetFull,
    parts_of,
)
from hearthline.platform.outbox import Event
from hearthline.platform.table import MAX_TRANSACTION, TransactionConflict

RACES: Final = 20
AT_ONCE: Final = 50
"""Complaints that are read in one request."""
MOST_SHEETS: Final = 9
"""Further sheets that a period may have."""
SUBJECT: Final = "complaint/"


class Subject(Protocol):
    """What is counted: by its number, as of its version; the home that knows it, unless it is erased."""

    @property
    def number(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> int: ...  # noqa: D102
    @property
    def home(self) -> str | None: ...  # noqa: D102
    @property
    def erased(self) -> bool: ...  # noqa: D102


S = TypeVar("S", bound=Subject)

Subjects = Callable[[Sequence[str], datetime], Sequence[S]]
"""Gives subjects by number as they stand, consistently, without those that there are not."""


@dataclass(frozen=True, slots=True)
class Rules(Generic[S]):
    """What a subject adds, and what its home keeps of it; `further` says on which sheets it stands."""

    contribution: Callable[[S, int], Contribution]
    told: Callable[[S, int], Told | None]


OF_COMPLAINTS: Final = Rules(contribution_of, told)
OF_IMPROVEMENTS: Final[Rules[Improved]] = Rules(contribution_of_improvement, lambda *_: None)


def number_in(event: Event) -> str | None:
    """Give what an event is about, where it is counted: a complaint's number, any other's subject."""
    if event.subject.startswith((IMPROVEMENT, PERSON, HOME)):
        return event.subject
    return event.subject.removeprefix(SUBJECT) if event.subject.startswith(SUBJECT) else None


class Counting(Generic[S]):
    """Keeps the sheets up to date with one kind of subjects."""

    def __init__(self, store: InsightStore, subjects: Subjects[S], rules: Rules[S]) -> None:
        self._store = store
        self._cases = subjects
        self._rules = rules

    def count(self, numbers: Iterable[str], now: datetime, *, again: bool = False) -> None:
        """Count complaints as they stand; those that are counted already change nothing.

        With `again` also a version that was counted, where it would count otherwise today.
        """
        wanted = list(dict.fromkeys(numbers))
        for place in range(0, len(wanted), AT_ONCE):
            self._count(wanted[place : place + AT_ONCE], now, again=again)

    def _count(self, numbers: Sequence[str], now: datetime, *, again: bool) -> None:
        for _ in range(RACES):
            cases = self._cases(numbers, now)
            batch = self._looked(cases, again=again)
            try:
                batch.count()
            except CountedMeanwhile:
                continue
            return
        raise TransactionConflict

    def _looked(self, cases: Sequence[S], *, again: bool) -> "Batch[S]":
        named = {case.home for case in cases if case.home}
        marks, homes = self._store.look([case.number for case in cases], sorted(named))
        changed = [case for case in cases if _changed(case, marks.get(case.number), again=again)]
        left = {mark.home for case in changed if (mark := marks.get(case.number)) and mark.home} - named
        if left:
            homes |= self._store.look([], sorted(left))[1]
        return Batch(self._store, self._rules, changed, marks, homes)


def _changed(case: Subject, mark: Mark | None, *, again: bool) -> bool:
    return mark is None or mark.version < case.version or (again and mark.version == case.version)


class Batch(Generic[S]):
    """Subjects that changed, and the transactions that count them: as few as have room."""

    def __init__(
        self,
        store: InsightStore,
        rules: Rules[S],
        changed: Sequence[S],
        marks: dict[str, Mark],
        homes: dict[str, Home],
    ) -> None:
        self._store = store
        self._rules = rules
        self._changed = changed
        self._marks = marks
        self._homes = homes

    def count(self) -> None:
        """Write all of it; raise CountedMeanwhile where anything is no longer as it was read."""
        waiting = Counted()
        for case in self._changed:
            more = self._with(waiting, case)
            if waiting.marks and not _has_room(more):
                self._write(waiting)
                more = self._with(Counted(), case)
            waiting = more
        if waiting.marks:
            self._write(waiting)

    def _with(self, waiting: Counted, case: S, further: int = 0) -> Counted:
        """Give what waits with one complaint more."""
        before = self._marks.get(case.number)
        further = max(further, before.further if before else 0)
        parts = self._rules.contribution(case, further)
        home, homes, moves = self._at_home(waiting, case, before, further)
        mark = Mark(case.number, case.version, parts, home, further)
        return Counted(
            (*waiting.marks, (mark, before)),
            {**waiting.homes, **homes},
            together([waiting.moves, moved(parts, parts_of(before)), moves]),
        )

    def _at_home(
        self, waiting: Counted, case: S, before: Mark | None, further: int
    ) -> tuple[str | None, dict[str, Home], Moves]:
        """Give the home that knows the complaint, the home where it changes, and what that moves."""
        known = (before.home if before else None) or (None if case.erased else case.home)
        if known is None:
            return None, {}, {}
        read = self._homes.get(known, Home(known))
        now = waiting.homes.get(known, read)
        others = tuple(one for one in now.cases if one.number != case.number)
        fact = None if case.erased else self._rules.told(case, further)
        if fact and now.of(case.number) is None and len(others) >= MOST_OF_A_HOME:
            return None, {}, {}
        cases = (*others, fact) if fact else others
        stays = None if case.erased else known
        if set(cases) == set(now.cases):
            return stays, {}, {}
        old, new = recurrences(now.cases), recurrences(cases)
        moves = moved(kept(old, new)) if case.erased else moved(new, old)
        return stays, {known: Home(known, read.version + 1, cases)}, moves

    def _write(self, waiting: Counted) -> None:
        try:
            self._store.add(waiting)
        except SheetFull:
            if len(waiting.marks) > 1:
                self._one_by_one(waiting)
            else:
                self._further(waiting)
            return
        self._homes |= waiting.homes

    def _one_by_one(self, waiting: Counted) -> None:
        numbers = {mark.number for mark, _ in waiting.marks}
        for case in self._changed:
            if case.number in numbers:
                self._write(self._with(Counted(), case))

    def _further(self, waiting: Counted) -> None:
        """Count one complaint on the next sheets of its periods."""
        ((mark, _),) = waiting.marks
        if mark.further >= MOST_SHEETS:
            raise SheetFull
        (case,) = (case for case in self._changed if case.number == mark.number)
        self._write(self._with(Counted(), case, mark.further + 1))


def _has_room(counted: Counted) -> bool:
    return counted.actions <= MAX_TRANSACTION and all(len(one) <= ROOM for one in counted.moves.values())
