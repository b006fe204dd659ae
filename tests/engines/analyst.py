"""Somebody who analyses: exports on an engine into files in memory, and reads what is there by DuckDB."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from hearthline.analytics.exporting import Exporter, Progress, Run, Source
from hearthline.analytics.words import Pseudonyms, Words
from hearthline.analytics_cases import Cases
from hearthline.analytics_words import words_of
from hearthline.platform.secret import Secret
from infra.analytics import fetch, opened
from tests.engines.importer import Bucket, Crash
from tests.engines.world import World

PSEUDONYMS = Pseudonyms(Secret(lambda: "a secret that is long enough for a test of this kind"))
PROJECTS = {"sz": ["海岸花园"]}


class Files(Bucket):
    """Files in memory that are listed and taken away, too."""

    def keys(self, prefix: str) -> Iterator[str]:
        return iter(sorted(key for key in self.files if key.startswith(prefix)))

    def remove(self, key: str) -> None:
        self.files.pop(key, None)


class Analyst:
    """One installation's export."""

    def __init__(self, world: World, folder: Path, *others: Source) -> None:
        self.world = world
        self.files = Files()
        self.folder = folder
        cases = Cases(world.store, world.rulebook, self.words, recent=2, all_=4)
        self.sources: Sequence[Source] = (cases, *others)
        self.exporter = Exporter(self.sources, self.files)

    def words(self, _: datetime) -> Words:
        book = self.world.rulebook
        return words_of(book.catalog(), book.teams(), PROJECTS, PSEUDONYMS)

    def export(self, now: datetime, *, places: int = 10**6, everything: bool = False) -> int:
        """Let invocations of so many places each come until all is written; give how many it took.

        One whose message is delivered again after a crash begins where that message says.
        """
        progress, finished, invocations = Progress(Run(now, everything)), False, 0
        while not finished:
            left = iter(range(places - 1))
            invocations += 1
            try:
                progress, finished = self.exporter.go_on(progress, self._until(left))
            except Crash:
                continue
        return invocations

    @staticmethod
    def _until(left: Iterator[int]) -> Callable[[], bool]:
        return lambda: next(left, None) is not None

    @contextmanager
    def tables(self) -> Iterator[Any]:
        """Give the tables as they lie there."""
        fetch(self.files, self.folder)
        with opened(self.folder) as connection:
            yield connection

    def read(self, query: str) -> list[tuple[Any, ...]]:
        """Give what a query finds."""
        with self.tables() as tables:
            found: list[tuple[Any, ...]] = tables.execute(query).fetchall()
        return found
