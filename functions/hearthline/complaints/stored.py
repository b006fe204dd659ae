"""A complaint as its items hold it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hearthline.complaints.model import Complaint, Entry
from hearthline.platform.codec import load

_PRIVATE = ("access", "request", "filed", "persons", "home_hash", "source", "masked")


@dataclass(frozen=True, slots=True)
class Stored:
    """A complaint as read: its state, and what is kept with it but is nobody's to read.

    `private` holds `access` (hash of the follow key), `request` (fingerprint of the filing), `filed` (what
    the filer was answered), `persons` (hashes of the contact), `home_hash` (of the home, as it was filed),
    `source` (where an import came from) and `masked` (the words that the board shows).
    """

    complaint: Complaint
    private: Mapping[str, Any] = field(default_factory=dict)
    timer_at: str | None = None


@dataclass(frozen=True, slots=True)
class CaseItems:
    """A complaint with all that stands beside it.

    Its timeline, the events that this gave rise to, and the ids of the improvements that name it.
    """

    stored: Stored
    entries: list[Entry]
    events: tuple[Mapping[str, Any], ...] = ()
    improvements: tuple[str, ...] = ()

    @property
    def complaint(self) -> Complaint:
        """The state."""
        return self.stored.complaint


def stored_from(item: Mapping[str, Any]) -> Stored:
    """Read a head item."""
    private = {name: item[name] for name in _PRIVATE if name in item}
    return Stored(load(Complaint, item), private, item.get("timer_at"))


def entry_from(number: str, item: Mapping[str, Any]) -> Entry:
    """Read a timeline item."""
    return load(Entry, {"number": number, **item})
