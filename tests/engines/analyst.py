"""Somebody who analyses: exports on an engine into files in memory, and reads what is there by DuckDB."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from hearthline.analytics.exporting import Exporter, Progress, Run, Source
from hearthline.analytics.words import Pseudonyms, Words
from hearthline.analytics_cases import Cases
from hearthline.analytics_contracts import Contracts
from hearthline.analytics_improvements import Improvements
from hearthline.analytics_members import Members
from hearthline.analytics_surveys import Surveys
from hearthline.analytics_words import words_of
from hearthline.complaints.improvements.store import ImprovementStore
from hearthline.homes.store import HomeStore
from hearthline.members.segments.audience import Audience
from hearthline.members.segments.matching import Moment
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.questionnaire_store import QuestionnaireStore
from hearthline.surveys.tally_store import TallyStore
from infra.analytics import fetch, opened
from tests.engines.importer import Bucket, Crash
from tests.engines.world import SHARDS, OneAtATime, World
from tests.unit.segments.builders import ZONE

SECRET = Secret(lambda: "a secret that is long enough for a test of this kind")
PSEUDONYMS = Pseudonyms(SECRET)
PROJECTS = {"sz": ["海岸花园"]}


class Files(Bucket):
    """Files in memory that are listed and taken away, too."""

    def keys(self, prefix: str) -> Iterator[str]:
        return iter(sorted(key for key in self.files if key.startswith(prefix)))

    def remove(self, key: str) -> None:
        self.files.pop(key, None)


class Analyst:
    """One installation's export."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.files = Files()
        self.folder = folder
        cases = Cases(world.store, world.rulebook, self.words, recent=2, all_=4)
        client = OneAtATime(world.engine.client) if world.engine.name == "moto" else world.engine.client
        people, surveys = (
            Table(client, name, pause=lambda _: None) for name in (world.engine.members, world.engine.surveys)
        )
        self.campaigns = CampaignStore(surveys, SHARDS)
        self.invitations = InvitationStore(surveys, SHARDS)
        self.questionnaires = QuestionnaireStore(surveys)
        self.sources: Sequence[Source] = (
            cases,
            Improvements(ImprovementStore(world.table), self.words),
            Members(Audience(people, limit=3), self.moment, self.words, parts=2),
            Contracts(HomeStore(people), world.keys, self.words),
            Surveys(self.campaigns, TallyStore(surveys), self.questionnaires.asked, self.words, parts=2),
        )
        self.exporter = Exporter(self.sources, self.files)

    @staticmethod
    def moment(now: datetime) -> Moment:
        return Moment(now, ZONE)

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
