"""What a case gathers beside its clocks: flags, remedies, visits, outstanding works, files. Plain values.

Each is kept inside the complaint, so that it changes with it in one transaction under one version. Ids count
from 1 within the case. All instants are aware UTC datetimes in whole milliseconds; money is integer fen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class FlagCode(StrEnum):
    """Why a case is looked at early."""

    DANGER = "danger"
    INJURY = "injury"
    LEGAL = "legal"
    PRESS = "press"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Flag:
    """An early warning. It suggests `critical` and changes nothing by itself; a triage assesses it.

    `reasons` explain it without personal data: the words found (`words`), or the earlier cases (`cases`).
    """

    code: FlagCode
    raised_at: datetime
    reasons: Mapping[str, Any] = field(default_factory=dict)
    assessed_at: datetime | None = None


class WarrantyPosition(StrEnum):
    """How a matter stood to the warranty of its home when it was filed."""

    WITHIN = "within"
    EXPIRED = "expired"
    NOT_HANDED_OVER = "not_handed_over"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Builder:
    """Who did a trade's work on a home."""

    trade: str
    contractor: str


@dataclass(frozen=True, slots=True)
class Warranty:
    """What the sales system knew when the case was filed; `until` is the last day, of `part` if one is meant.

    `contractors` built that part, or all of the home.
    """

    position: WarrantyPosition
    until: date | None = None
    part: str | None = None
    contractors: tuple[Builder, ...] = ()


class RemedyKind(StrEnum):
    """What may make a matter good."""

    REPAIR = "repair"
    REPLACEMENT = "replacement"
    APOLOGY = "apology"
    COMPENSATION = "compensation"
    OTHER = "other"


class RemedyState(StrEnum):
    """Where a remedy stands: within the house, with the customer, or ended."""

    PROPOSED = "proposed"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REFUSED = "refused"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody above the offerer agreed."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the company would do. `amount` is in fen and only compensation has one.

    `approvals_needed` counts the consents that it needs before the customer hears of it: 0, 1 or 2.
    `refused` means that a superior declined it; `declined` that the customer did.
    """

    id: int
    kind: RemedyKind
    text: str
    offered_by: str
    proposed_at: datetime
    state: RemedyState
    amount: int | None = None
    approvals_needed: int = 0
    approvals: tuple[Approval, ...] = ()
    offered_at: datetime | None = None
    ended_at: datetime | None = None


class VisitOutcome(StrEnum):
    """What came of a planned visit."""

    DONE = "done"
    MORE_WORK = "more_work"
    NOT_HOME = "not_home"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Visit:
    """A repair visit: planned with the customer, then reported. `reminded_at`: its report was asked for."""

    id: int
    since: datetime
    until: datetime
    planned_by: str
    contractor: str | None = None
    outcome: VisitOutcome | None = None
    reported_at: datetime | None = None
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """Something still to be done in the home; it stays tracked until done, also after the answer."""

    id: int
    what: str
    due: datetime
    contractor: str | None = None
    done_at: datetime | None = None
    reminded_at: datetime | None = None


class AttachmentState(StrEnum):
    """Where a file stands. Only `released` ones can be downloaded."""

    AWAITED = "awaited"
    RELEASED = "released"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a case. `filename` is as it was given, made safe; `size` in bytes.

    `reason` says by a fixed word why a file was quarantined. `by` is `customer` or `staff`.
    """

    id: str
    filename: str
    content_type: str
    size: int
    by: str
    requested_at: datetime
    state: AttachmentState = AttachmentState.AWAITED
    settled_at: datetime | None = None
    reason: str | None = None
