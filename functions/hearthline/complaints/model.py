"""What a complaint is: plain values, no rules.

Terms follow ISO 10002 (complaints handling). All instants are aware UTC datetimes in whole milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from hearthline.complaints.parts import Attachment, Flag, Remedy, Visit, Warranty, Work


class Kind(StrEnum):
    """What the customer brings."""

    COMPLAINT = "complaint"
    REPAIR = "repair"
    SUGGESTION = "suggestion"
    INQUIRY = "inquiry"
    PRAISE = "praise"


class Severity(StrEnum):
    """How grave it is; critical means injury, danger, legal threat, press or a group complaint."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Status(StrEnum):
    """Where the case stands."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    AWAITING_CUSTOMER = "awaiting_customer"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REJECTED = "rejected"
    MERGED = "merged"


OPEN = frozenset({Status.RECEIVED, Status.ASSIGNED, Status.IN_PROGRESS, Status.AWAITING_CUSTOMER})


class Publication(StrEnum):
    """Whether the public board shows it; apart from the status."""

    PRIVATE = "private"
    PENDING = "pending"
    PUBLIC = "public"
    HIDDEN = "hidden"


class ClockName(StrEnum):
    """The three promises of each complaint."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    RESOLVE = "resolve"


class Visibility(StrEnum):
    """Who may read a timeline entry: everyone (masked), the customer and staff, or staff alone."""

    PUBLIC = "public"
    CUSTOMER = "customer"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Home:
    """The home it is about; the unit is personal data."""

    project: str
    building: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the person; phone in E.164, e-mail in lower case, at least one of them unless imported."""

    name: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """ISO 10002's assessment besides the severity."""

    safety: bool = False
    complexity: str | None = None
    impact: str | None = None
    immediate_action: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in which a clock stood still."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise in one round.

    `target` is None only for a case imported with its source's own due instant. `breached_at` is the
    deadline's own instant and, once set, stays. `steps` names the escalation steps already taken.
    """

    name: ClockName
    round: int
    target: str | None
    started: datetime
    due: datetime
    original_due: datetime
    provisional: bool = False
    pauses: tuple[Span, ...] = ()
    paused_since: datetime | None = None
    extended_to: datetime | None = None
    extended_at: datetime | None = None
    met_at: datetime | None = None
    breached_at: datetime | None = None
    stopped_at: datetime | None = None
    halved: bool = False
    steps: tuple[str, ...] = ()

    @property
    def running(self) -> bool:
        """Whether the promise is still to be met."""
        return self.met_at is None and self.stopped_at is None


@dataclass(frozen=True, slots=True)
class Escalation:
    """The step of a clock that is running: who was told last, and until when somebody must acknowledge it."""

    clock: ClockName
    round: int
    step: str
    level: str
    raised_at: datetime
    acknowledge_by: datetime | None
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What resolving established, for learning."""

    cause: str
    department: str
    contractor: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the customer said of the solution of a round."""

    accepted: bool
    rating: int
    round: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Complaint:
    """The whole state of one complaint; `version` counts every accepted change, from 1.

    `merged_link` says that whoever follows this case may also follow the one it was merged into; `absorbed`
    are the cases merged into this one. `escalations` holds at most one step of each clock. `said` is how much
    room the customer's messages take, in characters. `hidden_because` is why the board does not show it.
    `incident` is the cause shared with others. `warranty` is how the home stood and `filer` what the person
    was to the company when it was filed, both None where that is not known. `erased_at`: the person was taken
    out.
    `imported_at`: it was taken over from another system.
    """

    number: str
    version: int
    kind: Kind
    title: str
    text: str
    city: str
    contact: Contact
    language: str
    channel: str
    received_at: datetime
    status: Status
    severity: Severity
    policy: int
    team: str
    clocks: tuple[Clock, ...] = ()
    home: Home | None = None
    category: str | None = None
    occurred_on: date | None = None
    publication: Publication = Publication.PRIVATE
    assessment: Assessment = Assessment()
    assignee: str | None = None
    round: int = 1
    answered_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    verdict: Verdict | None = None
    merged_into: str | None = None
    merged_link: bool = False
    absorbed: tuple[str, ...] = ()
    follows: str | None = None
    escalations: tuple[Escalation, ...] = ()
    said: int = 0
    hidden_because: str | None = None
    incident: str | None = None
    flags: tuple[Flag, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    visits: tuple[Visit, ...] = ()
    works: tuple[Work, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    warranty: Warranty | None = None
    filer: str | None = None
    erased_at: datetime | None = None
    imported_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether work on it goes on."""
        return self.status in OPEN

    def clock(self, name: ClockName) -> Clock | None:
        """Give the latest round of a clock, or None where there never was one."""
        found = [clock for clock in self.clocks if clock.name is name]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One immutable line of the timeline, and the source of at most one event.

    `data` and `event_data` hold no personal data; `text` may. `index` orders the entries of one change.
    """

    number: str
    version: int
    index: int
    kind: str
    at: datetime
    actor_kind: str
    actor_id: str | None
    visibility: Visibility
    text: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    event_type: str | None = None
    event_data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """An accepted command: the new state, and the entries that tell how it came about."""

    complaint: Complaint
    entries: tuple[Entry, ...]
