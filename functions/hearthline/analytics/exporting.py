"""Writing the export: place after place, each file whole, going on wherever an invocation stopped.

A place is what is read together and written as one file of each table, such as a city's month. Nothing is
kept between places but where to go on and how much was written, and the message that says so is all that the
next invocation gets. So whatever is done twice, or again after a crash, writes the same files anew.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Protocol, Self

from hearthline.analytics.parquet import write
from hearthline.analytics.tables import ROOT, Table
from hearthline.platform.instants import instant, read_instant
from hearthline.platform.logs import failure, log
from hearthline.platform.objects import Objects, ObjectsUnavailable
from hearthline.platform.table import StorageError

MANIFEST: Final = f"{ROOT}/manifest.json"
PARQUET: Final = "application/vnd.apache.parquet"
MOST_FAILED: Final = 20
"""Places of a run that may fail; more are no matter of places, and the message is given up instead."""
WHOLE_ON: Final = 6
"""The day of the week on which everything is written again, as `datetime.weekday` counts: Sunday."""


@dataclass(frozen=True, slots=True)
class Run:
    """One export: what it writes is as of `as_of` or later; `everything` is more than the latest months."""

    as_of: datetime
    everything: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is at one place: where its files go, and of each table, by name, what its rows are made of."""

    partition: Mapping[str, str]
    rows: Mapping[str, Sequence[object]]


class Source(Protocol):
    """Some tables whose rows are found together."""

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def tables(self) -> Sequence[Table]: ...  # noqa: D102

    def places(self, run: Run) -> Iterable[str]:
        """Give the places of a run in rising order; the same places whenever it is asked."""
        ...

    def gather(self, place: str, run: Run) -> Gathered:
        """Read what is at a place."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: the source and place that were written last, and how much of each table.

    `failed` names places that could not be told of.
    """

    run: Run
    source: str | None = None
    place: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)
    objects: Mapping[str, int] = field(default_factory=dict)
    failed: tuple[str, ...] = ()

    @classmethod
    def read(cls, message: Mapping[str, Any], now: datetime) -> Self:
        """Read a message: of the schedule, of an operator, or one that `message` gave.

        `as_of` is when it was asked for, `now` where not said; `everything` is so on Sundays where not said.
        """
        as_of = read_instant(message["as_of"]) if "as_of" in message else now
        everything = message.get("everything", as_of.weekday() == WHOLE_ON)
        told = {name: message[name] for name in ("source", "place", "rows", "objects") if name in message}
        return cls(Run(as_of, bool(everything)), **told, failed=tuple(message.get("failed", ())))

    def message(self) -> dict[str, Any]:
        """Give what another invocation goes on by."""
        return {
            "as_of": instant(self.run.as_of),
            "everything": self.run.everything,
            "source": self.source,
            "place": self.place,
            "rows": dict(self.rows),
            "objects": dict(self.objects),
            "failed": list(self.failed),
        }


@dataclass(frozen=True, slots=True)
class _Built:
    """One file as it is to be written: how many rows are in it, and its bytes."""

    table: Table
    key: str
    rows: int
    data: bytes


def _built(source: Source, place: str, run: Run) -> list[_Built]:
    """Make all files of a place, so that none is written where one can't be made."""
    gathered = source.gather(place, run)
    found = []
    for table in source.tables:
        rows = [table.row(made_of) for made_of in gathered.rows.get(table.name, ())]
        facts = {"table": table.name, "version": str(table.version), "as_of": instant(run.as_of)}
        data = write(table.columns, rows, facts) if rows else b""
        found.append(_Built(table, table.key(gathered.partition), len(rows), data))
    return found


class _Here:
    """Which files there were when this invocation first asked."""

    def __init__(self, files: Objects) -> None:
        self._files = files
        self._keys: dict[str, frozenset[str]] = {}

    def of(self, table: Table) -> frozenset[str]:
        """Give the keys of a table's files."""
        if table.folder not in self._keys:
            self._keys[table.folder] = frozenset(self._files.keys(table.folder))
        return self._keys[table.folder]


class Exporter:
    """Writes the files of all sources, one source after the other, and the manifest at the end."""

    def __init__(self, sources: Sequence[Source], files: Objects) -> None:
        self._sources = sources
        self._files = files

    def go_on(self, done: Progress, may_go_on: Callable[[], bool]) -> tuple[Progress, bool]:
        """Write on from where a run is; give where it then is, and whether that was all."""
        here = _Here(self._files)
        names = [source.name for source in self._sources]
        first = names.index(done.source) if done.source is not None else 0
        for source in self._sources[first:]:
            if source.name != done.source:
                done = replace(done, source=source.name, place="")
            for place in source.places(done.run):
                if place <= done.place:
                    continue
                done = self._placed(source, place, done, here)
                if not may_go_on():
                    return done, False
        self._write_manifest(done)
        return done, True

    def _placed(self, source: Source, place: str, done: Progress, here: "_Here") -> Progress:
        """Write a place; one that can't be told of keeps its files as they were, and stops no other.

        Storage that can't be reached is not the place's fault and is raised, as is one failure too many.
        """
        try:
            built = _built(source, place, done.run)
        except (StorageError, ObjectsUnavailable):
            raise
        except Exception as error:
            if len(done.failed) == MOST_FAILED:
                raise
            log("analytics.place_failed", level="ERROR", source=source.name, place=place, **failure(error))
            return replace(done, place=place, failed=(*done.failed, f"{source.name}/{place}"))
        rows, objects = dict(done.rows), dict(done.objects)
        for part in built:
            rows[part.table.name] = rows.get(part.table.name, 0) + part.rows
            objects[part.table.name] = objects.get(part.table.name, 0) + bool(part.rows)
            if part.rows:
                self._files.write(part.key, part.data, PARQUET)
            elif part.key in here.of(part.table):
                # What was there has gone elsewhere, as a case does that moves to another city.
                self._files.remove(part.key)
        return replace(done, place=place, rows=rows, objects=objects)

    def _write_manifest(self, done: Progress) -> None:
        told = {
            "as_of": instant(done.run.as_of),
            "everything": done.run.everything,
            "failed": list(done.failed),
            "tables": {
                table.name: {
                    "version": table.version,
                    "folder": table.folder,
                    "rows": done.rows.get(table.name, 0),
                    "objects": done.objects.get(table.name, 0),
                }
                for source in self._sources
                for table in source.tables
            },
        }
        self._files.write(MANIFEST, json.dumps(told, indent=2).encode(), "application/json")
