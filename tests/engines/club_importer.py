"""A club that imports its list of members: the product's own worker on an engine, crashes at will."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hearthline.imports.model import Import, ImportKind
from hearthline.imports.working import Importing
from hearthline.members.club_rules import Club
from hearthline.members.imports.member_rows import MemberImports
from hearthline.members.imports.store import NewcomerStore
from hearthline.members.ledger_store import LedgerStore
from hearthline.platform.documents import Documents
from hearthline.platform.table import Action
from tests.engines.importer import Bucket, Crash, Jobs
from tests.engines.people import People
from tests.engines.world import SHARDS, World
from tests.unit.member_imports.builders import a_member_mapping

CITIES = ("sz", "gz")
CHUNK = 1500


class Newcomers(NewcomerStore):
    """Newcomers whose store dies before or after the writes that a test names."""

    writes = 0
    dies_before: frozenset[int] = frozenset()
    dies_after: frozenset[int] = frozenset()

    def write(self, actions: Sequence[Action]) -> None:
        self.writes += 1
        if self.writes in self.dies_before:
            raise Crash
        super().write(actions)
        if self.writes in self.dies_after:
            raise Crash


class ClubImporter:
    """One club that imports files of members."""

    def __init__(self, world: World, people: People, now: datetime, chunk: int = CHUNK) -> None:
        self.people = people
        self.now = now
        self.bucket = Bucket()
        self.jobs = Jobs(world)
        self.newcomers = Newcomers(people.table)
        self.ledger = LedgerStore(people.table, SHARDS)
        club = Club(Documents(world.table))
        members = MemberImports(
            people.store, self.ledger, self.newcomers, club, lambda now: CITIES, people.prints
        )
        self.importing = Importing(self.jobs, {"members": lambda: members}, self.bucket, chunk=chunk)

    def upload(self, file: bytes, *, id_: str = "IMPORT1", source: str = "old-club", **mapping: Any) -> str:
        job = Import(id_, None, source, "club.csv", "manager", self.now, kind=ImportKind.MEMBERS)
        self.jobs.create(job, a_member_mapping(**mapping))
        self.bucket.files[job.upload] = file
        return id_

    def ended(self, id_: str) -> Import:
        """Deliver until the import has ended; a message whose handling died is delivered again."""
        for _ in range(100):
            try:
                job = self.importing.run(id_, self.now, lambda: True)
            except Crash:
                continue
            if job is not None and job.ended_at:
                return job
        raise AssertionError(self.jobs.load(id_))

    def id_of(self, external_id: str, source: str = "old-club") -> str:
        """Give the id that a person of a file has."""
        return self.people.prints.identifier_for("imported member", source, external_id)

    def items(self) -> list[dict[str, Any]]:
        """Give everything that stands in the table of members."""
        pages = self.people.engine.client.get_paginator("scan").paginate(TableName=self.people.table.name)
        return [item for page in pages for item in page["Items"]]

    def rejected(self, job: Import) -> list[dict[str, str]]:
        text = self.bucket.files[job.rejected].decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))
