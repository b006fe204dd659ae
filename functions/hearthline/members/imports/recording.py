"""Taking in the rows of one stretch, as many in a transaction as fit; doing it again changes nothing.

What stands in the table is looked up first, so a transaction is hardly ever refused. One that is, because
somebody joined at that moment, is cut in halves until the row that is in the way stands alone.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Final

from hearthline.imports.csv_records import Record
from hearthline.imports.kinds import Recorded
from hearthline.imports.model import Import, Tally
from hearthline.imports.rejected_rows import Rejected, repeated
from hearthline.imports.row_reading import RowInvalid
from hearthline.members.imports.entering import Entering, Row
from hearthline.members.imports.rows import NewcomerCheck
from hearthline.members.imports.store import NewcomerStore, NotNew, Standing
from hearthline.platform.table import MAX_TRANSACTION, Action

WRITERS: Final = 8
"""Transactions that are written at the same time; each is mostly waiting."""
ATTEMPTS: Final = 5
TAKEN: Final = "belongs to another member"

Verdict = bool | Rejected
"""True where this import has taken the row in, False where an earlier one had; or why it is not taken."""


class Recorder:
    """Takes in persons for one import; `now` is the instant at which that was begun."""

    def __init__(self, store: NewcomerStore, entering: Entering, job: Import, now: datetime) -> None:
        self._store = store
        self._entering = entering
        self._job = job
        self._now = now

    def record(self, records: Sequence[Record], check: NewcomerCheck) -> Recorded:
        """Check and write the rows of a stretch. It may be done again after whatever storage raises."""
        rows, rejected = self._checked(records, check)
        verdicts: list[Verdict] = []
        with ThreadPoolExecutor(WRITERS) as pool:
            standing = self._standing(rows, pool)
            new: list[tuple[Row, list[Action]]] = []
            for row in rows:
                known = self._known(row, standing)
                if known is None:
                    new.append((row, self._entering.actions(self._job, row, self._now)))
                else:
                    verdicts.append(known)
            for written in pool.map(self._write, _groups(new)):
                verdicts += written
        rejected += [verdict for verdict in verdicts if isinstance(verdict, Rejected)]
        rejected.sort(key=lambda each: each.line)
        tally = Tally(
            rows=len(records),
            imported=sum(verdict is True for verdict in verdicts),
            duplicates=sum(verdict is False for verdict in verdicts),
            rejected=len(rejected),
        )
        return Recorded(tally, tuple(rejected))

    def _checked(self, records: Sequence[Record], check: NewcomerCheck) -> tuple[list[Row], list[Rejected]]:
        """Give the good rows, and those that are none or name what an earlier row of the stretch has."""
        good: list[Row] = []
        rejected: list[Rejected] = []
        lines: dict[str, int] = {}
        for record in records:
            try:
                row = self._entering.row(self._job, record, check.newcomer(record))
            except RowInvalid as invalid:
                rejected.append(Rejected(record.line, invalid.reasons, record.cells))
                continue
            fields = {"external_id": row.person, **dict(row.contacts)}
            reasons = tuple(
                f"{name}: stands already in line {lines[mark]}"
                for name, mark in fields.items()
                if mark in lines
            )
            if reasons:
                rejected.append(Rejected(record.line, reasons, record.cells))
                continue
            lines |= dict.fromkeys(fields.values(), record.line)
            good.append(row)
        return good, rejected

    def _standing(self, rows: Sequence[Row], pool: ThreadPoolExecutor) -> Standing:
        contacts = [hash_ for row in rows for _, hash_ in row.contacts]
        return self._store.standing([row.person for row in rows], contacts, pool)

    def _known(self, row: Row, standing: Standing) -> Verdict | None:
        """Give the verdict on a row that stands there, or whose contact is another's; None for a new one."""
        first = standing.lines.get(row.person)
        if first is not None:
            if first.get("import") != self._job.id:
                return False
            return True if first["line"] == row.record.line else repeated(row.record, first["line"])
        taken = [
            name for name, hash_ in row.contacts if standing.holders.get(hash_, row.person) != row.person
        ]
        if taken:
            return Rejected(row.record.line, tuple(f"{name}: {TAKEN}" for name in taken), row.record.cells)
        return None

    def _write(self, group: Sequence[tuple[Row, list[Action]]]) -> list[Verdict]:
        try:
            self._store.write([action for _, actions in group for action in actions])
        except NotNew as refused:
            if len(group) == 1:
                return [self._alone(*group[0], refused.place)]
            half = len(group) // 2
            return [*self._write(group[:half]), *self._write(group[half:])]
        return [True] * len(group)

    def _alone(self, row: Row, actions: list[Action], place: int) -> Verdict:
        """Give the verdict on a row that was refused: what stands there now, or another referral code."""
        with ThreadPoolExecutor(1) as pool:
            for attempt in range(1, ATTEMPTS):
                known = self._known(row, self._standing([row], pool))
                if known is not None:
                    return known
                if place == 0:
                    return False  # somebody who was erased: known, and never taken in again
                actions = self._entering.actions(self._job, row, self._now, attempt)
                try:
                    self._store.write(actions)
                except NotNew as refused:
                    place = refused.place
                else:
                    return True
        raise RuntimeError("no free referral code")


def _groups(rows: Sequence[tuple[Row, list[Action]]]) -> Iterator[list[tuple[Row, list[Action]]]]:
    """Give the rows in order, as many at a time as one transaction holds."""
    group: list[tuple[Row, list[Action]]] = []
    size = 0
    for row, actions in rows:
        if size + len(actions) > MAX_TRANSACTION:
            yield group
            group, size = [], 0
        group.append((row, actions))
        size += len(actions)
    if group:
        yield group
