"""One import of a file: of what, how far it is, what came of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

UPLOAD_WITHIN = timedelta(hours=1)
"""How long the right to upload lasts."""

KEPT = timedelta(days=30)
"""How long the bucket keeps files (infra/data.yaml)."""

DISAGREEING_LINES = 20
"""How many lines that disagree with the source's label are named."""


class ImportKind(StrEnum):
    """What a file can be of."""

    COMPLAINTS = "complaints"
    MEMBERS = "members"
    SURVEY_RESULTS = "survey_results"


LARGEST_FILE: Final[Mapping[ImportKind, int]] = {
    ImportKind.COMPLAINTS: 50 * 1024 * 1024,
    ImportKind.MEMBERS: 250 * 1024 * 1024,
    ImportKind.SURVEY_RESULTS: 100 * 1024 * 1024,
}
"""Most bytes of an uploaded file: a million members are some 150 MB."""


class ImportStatus(StrEnum):
    """Waiting for the file, running, or ended in one of two ways."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of the rows.

    Of complaints `met` and `breached` count the source's promise, in every good row, new or known. `agree`
    and `disagree` compare that with the source's own label, where it has one.
    """

    rows: int = 0
    imported: int = 0
    duplicates: int = 0
    rejected: int = 0
    met: int = 0
    breached: int = 0
    agree: int = 0
    disagree: int = 0
    disagreeing_lines: tuple[int, ...] = ()

    def __add__(self, other: "Tally") -> "Tally":
        """Give both together; of the lines that disagree, the first."""
        return Tally(
            rows=self.rows + other.rows,
            imported=self.imported + other.imported,
            duplicates=self.duplicates + other.duplicates,
            rejected=self.rejected + other.rejected,
            met=self.met + other.met,
            breached=self.breached + other.breached,
            agree=self.agree + other.agree,
            disagree=self.disagree + other.disagree,
            disagreeing_lines=(self.disagreeing_lines + other.disagreeing_lines)[:DISAGREEING_LINES],
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to import. `city` is None for a file of all cities, which hq may bring."""

    kind: ImportKind
    city: str | None
    source: str
    filename: str | None
    mapping: Mapping[str, Any]

    def written(self) -> str:
        """Give it as text that is the same for the same wish."""
        parts = [self.kind, self.city, self.source, self.filename, self.mapping]
        return json.dumps(parts, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Import:
    """The state of one import; `version` counts its changes, which guards each.

    `offset` is the byte at which the next record begins, `line` its line in the file; `total` is the file's
    length. `tag` names the content that was begun with. `parts` are the offsets of chunks with rejected rows.
    `failure` is a stable code, `columns` what it is about. `city` is None for one that is of no single city;
    `request` is the fingerprint of the request that began it, where that can be repeated.
    """

    id: str
    city: str | None
    source: str
    filename: str | None
    by: str
    created_at: datetime
    kind: ImportKind = ImportKind.COMPLAINTS
    request: str | None = None
    version: int = 1
    status: ImportStatus = ImportStatus.WAITING
    started_at: datetime | None = None
    ended_at: datetime | None = None
    total: int = 0
    offset: int = 0
    line: int = 1
    tag: str | None = None
    header: tuple[str, ...] = ()
    parts: tuple[int, ...] = ()
    tally: Tally = Tally()
    failure: str | None = None
    columns: tuple[str, ...] = ()

    @property
    def upload(self) -> str:
        """The key of the uploaded file."""
        return f"uploads/{self.id}/data.csv"

    @property
    def rejected(self) -> str:
        """The key of the file of rejected rows."""
        return f"rejected/{self.id}.csv"

    def part(self, offset: int) -> str:
        """Give the key of the rejected rows of the chunk that begins at `offset`."""
        return f"rejected/{self.id}/part-{offset:010d}.csv"


def import_of_upload(key: str) -> str | None:
    """Give the import that an uploaded file belongs to, None for a key that is no upload's."""
    parts = key.split("/")
    return parts[1] if len(parts) == 3 and parts[0] == "uploads" and parts[2] == "data.csv" else None
