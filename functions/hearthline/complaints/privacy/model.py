"""What is kept of readings, and what jobs about persons are called: plain values, no rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

ERASURE: Final = "erasure"
EXPORT: Final = "export"
"""The kinds of jobs."""

FILE_KEPT: Final = timedelta(days=7)
"""How long the bucket keeps an export (infra/data.yaml)."""

DOWNLOAD_SECONDS: Final = 60


def file_of(job: str) -> str:
    """Give the key of an export's file."""
    return f"exports/{job}.json"


def parts_of(job: str) -> str:
    """Give what the keys of its parts begin with."""
    return f"exports/{job}/"


@dataclass(frozen=True, slots=True)
class Reading:
    """A member of staff was shown personal data. `what` is a fixed word.

    `number` names the case; where it is None, `about` names the import or the export.
    """

    id: str
    at: datetime
    actor: str
    what: str
    request_id: str
    number: str | None = None
    about: str | None = None
