"""What can be asked of a complaint: one small value for each command."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hearthline.complaints.background_commands import NoteBackground
from hearthline.complaints.model import ClockName, Contact, Home, Kind, Severity
from hearthline.complaints.parts import FlagCode
from hearthline.complaints.remedy_commands import RemedyCommand
from hearthline.complaints.visit_commands import VisitCommand


@dataclass(frozen=True, slots=True)
class File:
    """Open a new complaint."""

    kind: Kind
    title: str
    text: str
    city: str
    contact: Contact
    language: str
    channel: str
    team: str
    home: Home | None = None
    category: str | None = None
    public: bool = False
    occurred_on: date | None = None
    severity: Severity = Severity.NORMAL
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Take a case that nobody has taken yet."""


@dataclass(frozen=True, slots=True)
class Assign:
    """Give a case to a handler."""

    to: str


@dataclass(frozen=True, slots=True)
class Route:
    """Give a case to the member of its team whose turn it is: the system does, no person has taken it."""

    to: str


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Say that one has seen the escalation steps that are running, up to one's own level."""

    up_to: str = "handler"


@dataclass(frozen=True, slots=True)
class Triage:
    """Assess the case; None leaves a field as it is."""

    severity: Severity | None = None
    category: str | None = None
    safety: bool | None = None
    complexity: str | None = None
    impact: str | None = None
    immediate_action: bool | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer the customer; a public reply also stands on the board when the case does."""

    text: str
    public: bool | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Write down something for colleagues."""

    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the customer something that the work waits for."""

    text: str


@dataclass(frozen=True, slots=True)
class Resolve:
    """State that the matter is settled, with what was learnt; `public` as in a reply."""

    summary: str
    cause: str
    department: str
    contractor: str | None = None
    public: bool | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """Decline a case that is out of scope, with a reasoned answer."""

    reason: str


@dataclass(frozen=True, slots=True)
class Extend:
    """Promise a later instant, with the reason, which the customer is told."""

    clock: ClockName
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Take up a settled case again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Close:
    """End a resolved case without waiting for the customer's verdict."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Pass the case on to the team that it belongs to; `city` is that team's, empty where it has several."""

    team: str
    reason: str
    city: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """Write down what the customer said to a member of staff, on which channel."""

    text: str
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """Join this case to another one of the same person about the same matter.

    `linked` says that whoever follows this case may follow the other one, too.
    """

    into: str
    same_person: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Absorb:
    """Take in a case that is merged into this one."""

    number: str


@dataclass(frozen=True, slots=True)
class Publish:
    """Show the case on the public board, as its filer wished."""


@dataclass(frozen=True, slots=True)
class Hide:
    """Take the case off the public board, or keep it from there, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """Link the case to an incident, or with None unlink it: with `leaving`, from that one and no other."""

    incident: str | None
    leaving: str | None = None


@dataclass(frozen=True, slots=True)
class RaiseFlag:
    """Warn of a case early; `reasons` explain it without personal data."""

    code: FlagCode
    reasons: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CustomerMessage:
    """The customer says more."""

    text: str


@dataclass(frozen=True, slots=True)
class GiveVerdict:
    """The customer accepts the solution (closes) or does not (reopens)."""

    accepted: bool
    rating: int
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Attach:
    """Announce a file, which is then uploaded; `size` in bytes is what its owner says."""

    id: str
    filename: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class ReleaseAttachment:
    """An uploaded file was looked through and may be read; `size` in bytes as it is kept."""

    id: str
    size: int


@dataclass(frozen=True, slots=True)
class QuarantineAttachment:
    """An uploaded file must not be read by anyone, for a fixed reason."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class TellImprovement:
    """Say what was decided on an improvement that names the case; the reason is for the customer."""

    improvement: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class PassTime:
    """Record what has become due: broken promises, escalation steps, automatic closing."""


@dataclass(frozen=True, slots=True)
class Recalculate:
    """Reckon provisional deadlines again, because the year's official calendar has arrived."""


@dataclass(frozen=True, slots=True)
class Erase:
    """Take the person out of a case that has ended."""


Command = (
    Claim
    | Assign
    | Route
    | Acknowledge
    | Triage
    | Reply
    | Note
    | Ask
    | Resolve
    | Reject
    | Extend
    | Reopen
    | Close
    | Transfer
    | Heard
    | Merge
    | Link
    | RaiseFlag
    | Absorb
    | Publish
    | Hide
    | RemedyCommand
    | VisitCommand
    | NoteBackground
    | CustomerMessage
    | GiveVerdict
    | Attach
    | ReleaseAttachment
    | QuarantineAttachment
    | TellImprovement
    | PassTime
    | Recalculate
    | Erase
)
