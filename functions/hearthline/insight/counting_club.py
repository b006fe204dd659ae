"""Counting members and sales: what changed ones add to the sheets, each change once.

A person's head, their points and their homes change apart from one another, so no version tells which of two
states is newer. The mark is read first and the facts after it, and the mark is written only where it is still
as it was read: whoever has read older facts has read an older mark, and is refused.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from hearthline.insight.club import HomeSold, Member, contribution_of_club, kept_of
from hearthline.insight.counting import AT_ONCE, RACES
from hearthline.insight.sheets import Contribution, Moves, moved
from hearthline.insight.store import Counted, CountedMeanwhile, InsightStore, Mark, parts_of
from hearthline.platform.table import TransactionConflict

Fact = Member | HomeSold
Facts = Callable[[Sequence[str], datetime], Mapping[str, Fact]]
"""Gives members and homes by the subject of their events, consistently, without who is no member."""


class CountingClub:
    """Keeps the sheets of the club and of sales up to date."""

    def __init__(self, store: InsightStore, facts: Facts) -> None:
        self._store = store
        self._facts = facts

    def count(self, subjects: Iterable[str], now: datetime) -> None:
        """Count subjects as they stand; those that are counted already change nothing."""
        wanted = list(dict.fromkeys(subjects))
        for place in range(0, len(wanted), AT_ONCE):
            self._count(wanted[place : place + AT_ONCE], now)

    def _count(self, subjects: Sequence[str], now: datetime) -> None:
        left = subjects
        for _ in range(RACES):
            marks, _homes = self._store.look(left, [])
            facts = self._facts(left, now)
            left = [one for one in left if not self._counted(one, marks.get(one), facts.get(one))]
            if not left:
                return
        raise TransactionConflict

    def _counted(self, subject: str, before: Mark | None, fact: Fact | None) -> bool:
        """Count one, in one transaction; say whether nobody else has counted it meanwhile."""
        parts = contribution_of_club(fact)
        if parts == parts_of(before):
            return True
        mark = Mark(subject, before.version + 1 if before else 1, parts)
        try:
            self._store.add(Counted(((mark, before),), {}, _moves(fact, parts, before)))
        except CountedMeanwhile:
            return False
        return True


def _moves(fact: Fact | None, parts: Contribution, before: Mark | None) -> Moves:
    old = parts_of(before)
    joining, kept = kept_of(old) if isinstance(fact, Member) and fact.left_on else ((), ())
    return moved((*parts, *joining, *kept), old)
