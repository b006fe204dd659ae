"""Incidents: one cause behind many complaints of different persons. Plain values, no rules.

All instants are aware UTC datetimes in whole milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from hearthline.complaints.model import Outcome


class IncidentStatus(StrEnum):
    """Suggested by what came in, then led by somebody until it is closed; or dismissed as none."""

    SUGGESTED = "suggested"
    OPEN = "open"
    CLOSED = "closed"
    DISMISSED = "dismissed"


class MemberState(StrEnum):
    """How a complaint belongs to an incident: found by itself, linked, or no longer."""

    CANDIDATE = "candidate"
    LINKED = "linked"
    UNLINKED = "unlinked"


TRANSLATIONS: Final = "translations"
"""Where a line's data hold its text in other languages."""


@dataclass(frozen=True, slots=True)
class Said:
    """What all are told: one text, and the same for those who write in another language."""

    text: str
    translations: Mapping[str, str] = field(default_factory=dict)

    def to(self, language: str) -> str:
        """Give the words for somebody who writes in a language."""
        return self.translations.get(language, self.text)


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One answer to all members. `entry` is the sort key of the line that holds its text."""

    id: str
    by: str
    at: datetime
    entry: str
    resolves: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """The state of one incident; `version` counts every change, also of its members.

    `linked` counts the complaints linked now, `found` those that were found by themselves. `job` is the long
    work that runs on its members. `created_by` is None where it was suggested. `asked` is a keyed hash of
    what it was opened with.
    """

    id: str
    version: int
    status: IncidentStatus
    title: str
    city: str
    created_at: datetime
    created_by: str | None = None
    project: str | None = None
    building: str | None = None
    category: str | None = None
    text: str | None = None
    linked: int = 0
    found: int = 0
    confirmed_at: datetime | None = None
    confirmed_by: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    reason: str | None = None
    summary: str | None = None
    outcome: Outcome | None = None
    job: str | None = None
    asked: str | None = None
    broadcasts: tuple[Broadcast, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One immutable line of an incident's history. `data` holds no personal data."""

    incident: str
    version: int
    kind: str
    at: datetime
    actor_kind: str
    actor_id: str | None
    text: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """A complaint of an incident. `missed` says which broadcast left it out, and why."""

    number: str
    state: MemberState
    received_at: datetime | None = None
    found_at: datetime | None = None
    linked_at: datetime | None = None
    linked_by: str | None = None
    missed: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A complaint as the watch counts it: `home` is a keyed hash, of the contact where no unit is named."""

    number: str
    home: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Cluster:
    """What an incident has taken of a group: the span of its complaints, and the earliest of them.

    Of the earliest as many as decide whether one that is still earlier belongs to them.
    """

    incident: str
    first: datetime
    latest: datetime
    early: tuple[Sighting, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """What is counted of one group: complaints that no incident has taken, and what incidents have."""

    group: str
    version: int = 0
    recent: tuple[Sighting, ...] = ()
    clusters: tuple[Cluster, ...] = ()
