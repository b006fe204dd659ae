"""What is kept of readings: plain values, no rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

ERASURE: Final = "erasure"
EXPORT: Final = "export"
"""The kinds of jobs."""


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
