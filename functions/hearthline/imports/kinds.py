"""What the machine of imports asks of whatever a file is of: complaints, members."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from hearthline.imports.csv_records import Dialect, Record
from hearthline.imports.model import Import, Tally
from hearthline.imports.rejected_rows import Rejected


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a stretch of rows."""

    tally: Tally
    rejected: tuple[Rejected, ...]


class Unusable(Exception):
    """The file can't be imported: a stable code (`requests.FAILURES`), and the columns that it is about."""

    def __init__(self, code: str, columns: tuple[str, ...] = ()) -> None:
        super().__init__(code, columns)
        self.code = code
        self.columns = columns


class Rows(Protocol):
    """The rows of one file: how they are read, and how they are written."""

    @property
    def dialect(self) -> Dialect:
        """How the file is written."""
        ...

    def columns(self) -> tuple[str, ...]:
        """Give every column that is read, each once."""
        ...

    def record(self, job: Import, records: Sequence[Record]) -> Recorded:
        """Check and write the rows of a stretch; doing it again must come to the same."""
        ...


class Kind(Protocol):
    """What a file can be of."""

    def rows(self, job: Import, mapping: Mapping[str, Any], now: datetime) -> Rows:
        """Give the rows of an import whose mapping was checked before; raise Unusable."""
        ...
