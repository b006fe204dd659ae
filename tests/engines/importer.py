"""A company that imports files: the product's own worker on an engine, files in memory, crashes at will."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

from hearthline.complaints.imports.complaint_rows import ComplaintImports
from hearthline.complaints.lists import HIGHEST, Filters, Queue
from hearthline.complaints.model import Complaint
from hearthline.imports.model import Import
from hearthline.imports.store import ImportStore
from hearthline.imports.working import Importing
from hearthline.platform.objects import ObjectMissing, Objects, Piece
from tests.engines.world import World
from tests.unit.imports.builders import a_mapping_document

CITY = "sz"
CHUNK = 200
EVERYTHING = Filters()


class Crash(Exception):
    """The invocation died here."""


class Bucket(Objects):
    """Files in memory; `dies` is asked before each write."""

    def __init__(self) -> None:
        super().__init__(None, "imports")  # type: ignore[arg-type]
        self.files: dict[str, bytes] = {}
        self.dies: Callable[[str], bool] = lambda key: False

    def read(self, key: str, start: int, length: int) -> Piece:
        data = self.read_whole(key)
        return Piece(data[start : start + length], len(data), str(hash(data)))

    def read_whole(self, key: str) -> bytes:
        if key not in self.files:
            raise ObjectMissing(key)
        return self.files[key]

    def write(self, key: str, data: bytes, content_type: str, *, disposition: str = "") -> None:
        if self.dies(key):
            raise Crash
        self.files[key] = data

    def delete_all(self, prefix: str) -> int:
        if self.dies(prefix):
            raise Crash
        gone = [key for key in self.files if key.startswith(prefix)]
        for key in gone:
            del self.files[key]
        return len(gone)

    def join(self, parts: Any, key: str, content_type: str, *, disposition: str) -> None:
        self.write(key, b"".join(parts), content_type)


class Jobs(ImportStore):
    """Imports whose store dies before or after the writes that a test names."""

    def __init__(self, world: World) -> None:
        super().__init__(world.table)
        self.saves = 0
        self.dies_before: set[int] = set()
        self.dies_after: set[int] = set()

    def save(self, before: Import, after: Import) -> Import:
        self.saves += 1
        if self.saves in self.dies_before:
            raise Crash
        saved = super().save(before, after)
        if self.saves in self.dies_after:
            raise Crash
        return saved


class Importer:
    """One company that imports files."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world = world
        self.now = now
        self.bucket = Bucket()
        self.jobs = Jobs(world)
        complaints = ComplaintImports(world.store, world.rulebook, world.keys)
        self.importing = Importing(self.jobs, {"complaints": lambda: complaints}, self.bucket, chunk=CHUNK)

    def upload(self, file: bytes, *, id_: str = "IMPORT1", source: str = "old-desk", **mapping: Any) -> str:
        job = Import(id_, CITY, source, "old.csv", "manager", self.now)
        self.jobs.create(job, a_mapping_document(**mapping))
        self.bucket.files[job.upload] = file
        return id_

    def deliver(self, id_: str, *, steps: int = 10**6) -> Import | None:
        """Let one message be handled, with time for so many steps."""
        left = iter(range(1, steps))
        return self.importing.run(id_, self.now, lambda: next(left, None) is not None)

    def ended(self, id_: str) -> Import:
        """Deliver until the import has ended; a message whose handling died is delivered again."""
        for _ in range(100):
            try:
                job = self.deliver(id_)
            except Crash:
                continue
            if job is not None and job.ended_at:
                return job
        raise AssertionError(self.jobs.load(id_))

    def stored(self) -> list[Complaint]:
        cards: list[dict[str, Any]] = []
        position = ""
        while True:
            queue = Queue("by_city", "city_queue", CITY)
            page = self.world.store.lists.work([queue], position, HIGHEST, EVERYTHING, 25)
            cards += page.cards
            if page.position is None:
                break
            position = page.position
        found = [self.world.store.load(card["number"]) for card in cards]
        return [stored.complaint for stored in found if stored]

    def rejected(self, job: Import) -> list[dict[str, str]]:
        text = self.bucket.files[job.rejected].decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))
