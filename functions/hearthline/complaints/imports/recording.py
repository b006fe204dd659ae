"""Writing the rows of one chunk: each row is one transaction, and doing a chunk again changes nothing.

A case's number derives from its source and its name there, so the storage itself refuses it a second time.
What stands there then tells who wrote it: an interrupted run of this very row (it counts as imported),
another row of this file (rejected), or an earlier import (a duplicate).
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.catalog import City
from hearthline.complaints.history import HistoricalCase, Origin, breached, from_history
from hearthline.complaints.imports.mapping import Label
from hearthline.complaints.imports.rows import RowCheck
from hearthline.complaints.policy import Terms
from hearthline.complaints.store import AlreadyFiled, ComplaintStore
from hearthline.imports.csv_records import Record
from hearthline.imports.kinds import Recorded
from hearthline.imports.model import Import, Tally
from hearthline.imports.rejected_rows import Rejected, repeated
from hearthline.imports.row_reading import RowInvalid
from hearthline.imports.rules import Row
from hearthline.platform.outbox import Actor
from hearthline.platform.secret import digest

COLLISIONS = 5
WRITERS = 8
"""Rows that are written at the same time; a transaction is mostly waiting."""


@dataclass(frozen=True, slots=True)
class Terrain:
    """Where an import's rows land: the city, the terms of policy 0 there, and the import's own instant."""

    city: City
    terms: Terms
    now: datetime


@dataclass(frozen=True, slots=True)
class _Good:
    """A row that passed the checks."""

    record: Record
    case: HistoricalCase
    row: Row


@dataclass(frozen=True, slots=True)
class _Taken:
    """The line of the same file whose case has this name already."""

    line: int


class Recorder:
    """Writes historical cases for one import."""

    def __init__(
        self, store: ComplaintStore, keys: AccessKeys, job: Import, terrain: Terrain, writers: int = WRITERS
    ) -> None:
        self._store = store
        self._keys = keys
        self._job = job
        self._terrain = terrain
        self._writers = writers

    def record(self, records: Iterable[Record], check: RowCheck, label: Label | None) -> Recorded:
        """Check and write the rows of a chunk. It may be done again after whatever storage raises."""
        good, rejected = self._checked(records, check)
        with ThreadPoolExecutor(self._writers) as pool:
            results = list(pool.map(lambda row: self._write(row.case, row.record.line), good))
        tally = Tally(rows=len(good) + len(rejected))
        for row, result in zip(good, results, strict=True):
            if isinstance(result, _Taken):
                rejected.append(repeated(row.record, result.line))
            else:
                tally += self._counted(row, label, new=result)
        rejected.sort(key=lambda each: each.line)
        return Recorded(tally + Tally(rejected=len(rejected)), tuple(rejected))

    def _checked(self, records: Iterable[Record], check: RowCheck) -> tuple[list[_Good], list[Rejected]]:
        good: dict[str, _Good] = {}
        rejected: list[Rejected] = []
        for record in records:
            try:
                case, row = check.case(record)
            except RowInvalid as invalid:
                rejected.append(Rejected(record.line, invalid.reasons, record.cells))
                continue
            first = good.setdefault(case.external_id, _Good(record, case, row))
            if first.record is not record:
                rejected.append(repeated(record, first.record.line))
        return list(good.values()), rejected

    def _write(self, case: HistoricalCase, line: int) -> bool | _Taken:
        """Write one case: True when this import did, False when it stood there, or who has its name."""
        job, terrain = self._job, self._terrain
        city = terrain.city.code
        origin = Origin(job.source, job.id, line)
        for attempt in range(COLLISIONS):
            number = self._keys.number_for(f"import/{city}/{job.source}", case.external_id, attempt)
            change = from_history(
                case,
                number,
                origin,
                city=city,
                team=terrain.city.team,
                actor=Actor("staff", job.by),
                now=terrain.now,
            )
            source = {"name": job.source, "id": case.external_id, "import": job.id, "line": line}
            home = self._keys.home(city, case.home)
            private = {
                "access": digest(self._keys.follow_key(number)),
                "persons": self._keys.persons(case.contact),
                **({"home_hash": home} if home else {}),
                "source": source,
            }
            try:
                self._store.create(change, private, terrain.terms)
            except AlreadyFiled as already:
                stood = already.stored
                if stood.complaint.city != city or not _same(stood.private.get("source"), source):
                    continue
                return _found(stood.private["source"], source)
            return True
        raise RuntimeError("no free complaint number")

    def _counted(self, row: _Good, label: Label | None, *, new: bool) -> Tally:
        broken = breached(row.case, self._terrain.now)
        says = label.says_breached(row.row) if label else None
        disagrees = says is not None and says is not broken
        return Tally(
            imported=int(new),
            duplicates=int(not new),
            met=int(not broken),
            breached=int(broken),
            agree=int(says is not None and not disagrees),
            disagree=int(disagrees),
            disagreeing_lines=(row.record.line,) if disagrees else (),
        )


def _same(stood: Mapping[str, Any] | None, source: Mapping[str, Any]) -> bool:
    return stood is not None and (stood["name"], stood["id"]) == (source["name"], source["id"])


def _found(stood: Mapping[str, Any], source: Mapping[str, Any]) -> bool | _Taken:
    if stood["import"] != source["import"]:
        return False
    return True if stood["line"] == source["line"] else _Taken(stood["line"])
