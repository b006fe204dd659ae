"""An export of a campaign's answers: what is asked of it, how far it is, and what one row holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from hearthline.surveys.model import Strata

KIND: Final = "survey_export"
"""The kind of its job."""

FILE_KEPT: Final = timedelta(days=7)
"""How long the bucket keeps an export (infra/data.yaml)."""

DOWNLOAD_SECONDS: Final = 60

MOST_CELLS: Final = 2_000_000
"""Most cells of a workbook, what one invocation writes. A larger export is taken as CSV."""


class Format(StrEnum):
    """The two files of an export: CSV with its codebook beside it, or one workbook with two sheets."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Row:
    """What one respondent said, as it is exported: under a code, without name, contact or id of a person.

    `respondent` is a keyed hash that no other campaign shares. `answered_on` (a day), `channel` and
    `language` are None in an anonymous campaign.
    """

    respondent: str
    strata: Strata
    questionnaire_version: int = 1
    answers: Mapping[str, Any] = field(default_factory=dict)
    answered_on: str | None = None
    channel: str | None = None
    language: str | None = None


class Stage(StrEnum):
    """What a job is at, in this order; a workbook is written while it joins."""

    READING = "reading"
    WRITING = "writing"
    JOINING = "joining"
    CLEANING = "cleaning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an export goes on: what it is at, and how many parts have had this stage."""

    stage: Stage = Stage.READING
    parts: int = 0


def folder_of(job: str) -> str:
    """Give what the keys of an export's parts begin with."""
    return f"exports/{job}/"


def part_of(job: str, number: int, what: str = "rows") -> str:
    """Give the key of one part, which goes when the files are whole.

    It is of `rows` as they were read, of the `strata` in them, of `lines` of the file, or of the `counts` of
    what stands in these.
    """
    return f"{folder_of(job)}{what}-{number:06d}"


def file_of(job: str, name: str) -> str:
    """Give the key of one of an export's files, by its ending (`csv`, `codebook.csv`, `xlsx`)."""
    return f"exports/{job}.{name}"


FILES: Final[Mapping[Format, tuple[str, ...]]] = {
    Format.CSV: ("csv", "codebook.csv"),
    Format.XLSX: ("xlsx",),
}
"""The files that each format comes as, by their endings."""
