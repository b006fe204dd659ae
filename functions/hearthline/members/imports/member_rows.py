"""Members as the machine of imports takes them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from hearthline.imports.csv_records import Dialect, Record
from hearthline.imports.kinds import Recorded
from hearthline.imports.model import Import
from hearthline.members.club_rules import Club
from hearthline.members.imports.entering import Entering
from hearthline.members.imports.mapping import MemberMapping
from hearthline.members.imports.recording import Recorder
from hearthline.members.imports.rows import Ground, NewcomerCheck
from hearthline.members.imports.store import NewcomerStore
from hearthline.members.ledger_store import LedgerStore
from hearthline.members.store import PersonStore
from hearthline.platform.fingerprints import Fingerprints

Cities = Callable[[datetime], Collection[str]]


class MemberImports:
    """What becomes of files of members. `cities` gives those that there are at an instant."""

    def __init__(
        self,
        persons: PersonStore,
        ledger: LedgerStore,
        newcomers: NewcomerStore,
        club: Club,
        cities: Cities,
        prints: Fingerprints,
    ) -> None:
        self._persons = persons
        self._ledger = ledger
        self._newcomers = newcomers
        self._club = club
        self._cities = cities
        self._prints = prints

    def rows(self, job: Import, mapping: Mapping[str, Any], now: datetime) -> "MemberRows":
        """Give the rows of one file, under the rules of the club in force."""
        rules, read = self._club.refresh(now), MemberMapping.from_document(mapping)
        entering = Entering(self._persons, self._ledger, self._prints, rules, read.consents)
        cities = frozenset(self._cities(now))
        return MemberRows(
            read, entering, self._newcomers, lambda started: Ground(cities, job.city, started, rules.zone)
        )


class MemberRows:
    """The rows of one file of members."""

    def __init__(
        self,
        mapping: MemberMapping,
        entering: Entering,
        newcomers: NewcomerStore,
        ground: Callable[[datetime], Ground],
    ) -> None:
        self._mapping = mapping
        self._entering = entering
        self._newcomers = newcomers
        self._ground = ground

    @property
    def dialect(self) -> Dialect:
        """How the file is written."""
        return self._mapping.dialect

    def columns(self) -> tuple[str, ...]:
        """Give every column that is read, each once."""
        return self._mapping.columns()

    def record(self, job: Import, records: Sequence[Record]) -> Recorded:
        """Check and write the rows of a stretch; doing it again comes to the same."""
        started = job.started_at
        assert started is not None  # noqa: S101 - an import that runs was started
        check = NewcomerCheck(self._mapping, job.header, self._ground(started))
        return Recorder(self._newcomers, self._entering, job, started).record(records, check)
