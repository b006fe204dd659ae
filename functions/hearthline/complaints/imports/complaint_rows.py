"""Historical complaints as the machine of imports takes them."""

from collections.abc import Mapping as Document
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.catalog import City
from hearthline.complaints.history import POLICY
from hearthline.complaints.imports.mapping import Mapping
from hearthline.complaints.imports.recording import Recorder, Terrain
from hearthline.complaints.imports.rows import RowCheck
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore
from hearthline.imports.csv_records import Dialect, Record
from hearthline.imports.kinds import Recorded
from hearthline.imports.model import Import


class ComplaintImports:
    """What becomes of files of complaints."""

    def __init__(self, complaints: ComplaintStore, rulebook: Rulebook, keys: AccessKeys) -> None:
        self._complaints = complaints
        self._rulebook = rulebook
        self._keys = keys

    def rows(self, job: Import, mapping: Document[str, Any], now: datetime) -> "ComplaintRows":
        """Give the rows of one file, in the city that its import names."""
        self._rulebook.refresh(now)
        assert job.city is not None  # noqa: S101 - the body of the request asks for it
        city = self._rulebook.catalog().cities[job.city]
        return ComplaintRows(
            Mapping.from_document(mapping, city.zone), city, self._complaints, self._rulebook, self._keys
        )


class ComplaintRows:
    """The rows of one file of complaints."""

    def __init__(
        self,
        mapping: Mapping,
        city: City,
        complaints: ComplaintStore,
        rulebook: Rulebook,
        keys: AccessKeys,
    ) -> None:
        self._mapping = mapping
        self._city = city
        self._complaints = complaints
        self._rulebook = rulebook
        self._keys = keys

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
        terrain = Terrain(self._city, self._rulebook.terms(self._city.code, POLICY), started)
        check = RowCheck(self._mapping, job.header, frozenset(self._rulebook.catalog().categories), started)
        return Recorder(self._complaints, self._keys, job, terrain).record(
            records, check, self._mapping.label
        )
