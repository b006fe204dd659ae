"""Working through an uploaded file, chunk by chunk, as far as one invocation gets.

Each step reads a stretch of the file, writes its rows, leaves its rejected rows under a name made of the
stretch's offset, and only then moves the import on, guarded by its version. A step that died half-way is done
again from the start, with the same outcome; of two runs of the same step one moves the import on, and the
other ends.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from hearthline.imports import rejected_rows
from hearthline.imports.csv_records import LONGEST_RECORD, Batch, Dialect, read_records, skip_mark
from hearthline.imports.kinds import Kind, Rows, Unusable
from hearthline.imports.model import Import, ImportStatus
from hearthline.imports.store import ImportOutdated, ImportStore
from hearthline.platform.objects import ObjectMissing, Objects

CHUNK = 64 * 1024
"""Bytes that one step reads: some hundred rows, a second or two of work."""

LONGEST_HEADER = 16 * 1024
MayGoOn = Callable[[], bool]


class Importing:
    """Runs imports. One step after the other for one file; several files may run beside each other.

    `kinds` has, for each kind of import, what makes of its rows what they are.
    """

    def __init__(
        self,
        jobs: ImportStore,
        kinds: Mapping[str, Callable[[], Kind]],
        objects: Objects,
        *,
        chunk: int = CHUNK,
    ) -> None:
        self._jobs = jobs
        self._kinds = kinds
        self._objects = objects
        self._chunk = chunk

    def run(self, identifier: str, now: datetime, may_go_on: MayGoOn) -> Import | None:
        """Go on with an import until it has ended or `may_go_on` says no (then it still runs).

        None when there is nothing to do: no such import, ended before, or another invocation has taken over.
        An uploaded file is deleted as soon as its import has ended.
        """
        job = self._jobs.load(identifier)
        if job is None:
            return None
        if job.ended_at is not None:
            self._objects.delete_all(job.upload)
            return None
        try:
            rows = self._kinds[job.kind]().rows(job, self._jobs.mapping(identifier), now)
            while job.status in {ImportStatus.WAITING, ImportStatus.RUNNING}:
                job = self._step(job, rows, now)
                if not may_go_on():
                    break
        except Unusable as unusable:  # before its first row, or no longer
            job = self._jobs.save(job, self._failed(job, unusable.code, unusable.columns, now))
        except ImportOutdated:
            return None
        if job.ended_at is not None:
            self._objects.delete_all(job.upload)
        return job

    def _step(self, job: Import, rows: Rows, now: datetime) -> Import:
        try:
            if job.status is ImportStatus.WAITING:
                after = self._begun(job, rows, now)
            elif job.offset < job.total:
                after = self._moved(job, rows)
            else:
                self._join(job)
                after = replace(job, status=ImportStatus.FINISHED, ended_at=now)
        except Unusable as unusable:
            after = self._failed(job, unusable.code, unusable.columns, now)
        except ObjectMissing:
            after = self._failed(job, "file_missing", (), now)
        return self._jobs.save(job, after)

    def _begun(self, job: Import, rows: Rows, now: datetime) -> Import:
        """Read the first row, and refuse a file that lacks a column before anything of it is written."""
        piece = self._objects.read(job.upload, 0, self._chunk)
        mark = skip_mark(piece.data)
        whole = len(piece.data) == piece.total
        batch = read_records(piece.data[mark:], rows.dialect, line=1, last=whole, most=1)
        if not batch.records:
            raise Unusable("empty" if whole else "header_too_long")
        first = batch.records[0]
        header = tuple(cell.strip() for cell in first.cells)
        if first.flaw or not first.readable:
            raise Unusable("header_unreadable")
        if sum(len(name) for name in header) > LONGEST_HEADER:
            raise Unusable("header_too_long")
        wanted = rows.columns()
        if missing := tuple(name for name in wanted if name not in header):
            raise Unusable("columns_missing", missing)
        if twice := tuple(name for name in wanted if header.count(name) > 1):
            raise Unusable("columns_repeated", twice)
        return replace(
            job,
            status=ImportStatus.RUNNING,
            started_at=now,
            total=piece.total,
            tag=piece.tag,
            header=header,
            offset=mark + batch.taken,
            line=1 + batch.lines,
        )

    def _moved(self, job: Import, rows: Rows) -> Import:
        """Write the rows of the next stretch, and leave its rejected rows."""
        batch = self._next(job, rows.dialect)
        recorded = rows.record(job, batch.records)
        parts = job.parts
        if recorded.rejected:
            written = rejected_rows.write_rows(recorded.rejected)
            self._objects.write(job.part(job.offset), written, rejected_rows.CONTENT_TYPE)
            parts = (*parts, job.offset)
        return replace(
            job,
            offset=job.offset + batch.taken,
            line=job.line + batch.lines,
            parts=parts,
            tally=job.tally + recorded.tally,
        )

    def _next(self, job: Import, dialect: Dialect) -> Batch:
        """Read the next whole records; a record longer than the stretch is read with a longer one."""
        length = self._chunk
        while True:
            piece = self._objects.read(job.upload, job.offset, length)
            if piece.tag != job.tag:
                raise Unusable("file_replaced")
            last = job.offset + len(piece.data) >= job.total
            batch = read_records(piece.data, dialect, line=job.line, last=last)
            if batch.taken:
                return batch
            if length >= LONGEST_RECORD:
                raise Unusable("record_too_long")
            length *= 2

    def _join(self, job: Import) -> None:
        """Put the parts with rejected rows together, where there are any."""
        if job.parts:
            self._objects.join(
                self._parts(job),
                job.rejected,
                rejected_rows.CONTENT_TYPE,
                disposition=f'attachment; filename="rejected-{job.id}.csv"',
            )

    def _failed(self, job: Import, code: str, columns: tuple[str, ...], now: datetime) -> Import:
        """End an import that can't go on. What it has written stays, and so do the rows rejected so far."""
        self._join(job)
        return replace(job, status=ImportStatus.FAILED, ended_at=now, failure=code, columns=columns)

    def _parts(self, job: Import) -> Iterable[bytes]:
        yield rejected_rows.write_header(job.header)
        for offset in job.parts:
            yield self._objects.read_whole(job.part(offset))
