"""What persons ask for themselves and others do: the events that say so, and how an answer looks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

ERASURE_REQUESTED: Final = "person.erasure_requested"
EXPORT_REQUESTED: Final = "person.export_requested"


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a wish for one's file: whether it is whole, since when, until when and where it is lent.

    `status` is `running`, `done`, `failed`, or `gone` where the file is deleted since.
    """

    status: str
    ended_at: datetime | None = None
    kept_until: datetime | None = None
    file_url: str | None = None
