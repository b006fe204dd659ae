"""What leaves for analysis: tables, each column with its type, its unit and its meaning. Plain values.

One line for each column says both what it means and where it comes from, so that the documented schema, the
files and the source can't part.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote

ROOT = "analytics"
"""What every key of the export begins with."""

Value = str | int | bool | date | datetime | None


class Kind(StrEnum):
    """What a column holds; every one may hold nothing instead (NULL)."""

    TEXT = "text"
    INTEGER = "integer"
    FLAG = "boolean"
    DAY = "date"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `of` gives its value from what a row is made of.

    Instants are in UTC, to the millisecond.
    """

    name: str
    kind: Kind
    meaning: str
    of: Callable[[Any], Value]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `version` is raised by whatever a reader of older files could not read on with.

    `partitions` name what the files are cut by, and what each means; these stand in a file's key alone.
    """

    name: str
    version: int
    meaning: str
    partitions: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]

    def row(self, source: object) -> tuple[Value, ...]:
        """Give the row that is made of something, in the order of the columns."""
        return tuple(column.of(source) for column in self.columns)

    @property
    def folder(self) -> str:
        """Below which all files of this version lie, with a slash at its end."""
        return f"{ROOT}/{self.name}/v={self.version}/"

    def key(self, partition: Mapping[str, str]) -> str:
        """Give where the file of a partition lies; as Hive names folders, so that readers know them again."""
        places = "".join(f"{name}={quote(partition[name], safe='')}/" for name, _ in self.partitions)
        return f"{self.folder}{places}part.parquet"
