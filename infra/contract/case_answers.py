"""What the staff routes answer of the parts of a case: flags, remedies, visits, works, attachments."""

from typing import Any, Literal

from hearthline.complaints.parts import (
    AttachmentState,
    FlagCode,
    RemedyKind,
    RemedyState,
    VisitOutcome,
    WarrantyPosition,
)
from infra.contract.values import Count, Day, Instant, Shape

FilerKind = Literal["customer", "tenant", "partner", "staff", "press"]


class Sentences(Shape):
    """The same in each language."""

    zh: str
    en: str


class CaseFlag(Shape):
    """An early warning; it suggests `critical` and changes nothing by itself."""

    code: FlagCode
    raised_at: Instant
    reasons: dict[str, Any]
    """What explains it: the words that were found, or the earlier cases of the home."""
    assessed_at: Instant | None
    """When a triage looked at it; null while it waits."""
    explanation: Sentences


class CaseBuilder(Shape):
    """Who did a trade's work on the home."""

    trade: str
    contractor: str


class CaseWarranty(Shape):
    """How a matter stood to the warranty of its home when it was filed, as the sales system had told."""

    position: WarrantyPosition
    until: Day | None
    """The warranty's last day."""
    part: str | None
    """The part of the home that the category is about; null where it is about no certain one."""
    contractors: list[CaseBuilder]
    """Who built that part, or the home."""


class CaseApproval(Shape):
    """Somebody above the offerer agreed."""

    by: str
    at: Instant


class CaseRemedy(Shape):
    """What the company would do to make it good."""

    id: Count
    kind: RemedyKind
    text: str
    offered_by: str
    proposed_at: Instant
    state: RemedyState
    amount: Count | None
    """In fen; of a compensation only."""
    currency: Literal["CNY"] | None
    approvals_needed: int
    approvals: list[CaseApproval]
    offered_at: Instant | None
    ended_at: Instant | None


class CaseVisit(Shape):
    """A repair visit, planned and then reported."""

    id: Count
    since: Instant
    until: Instant
    planned_by: str
    contractor: str | None
    outcome: VisitOutcome | None
    reported_at: Instant | None
    reminded_at: Instant | None


class CaseWork(Shape):
    """Something still to be done in the home."""

    id: Count
    what: str
    due: Instant
    contractor: str | None
    done_at: Instant | None
    reminded_at: Instant | None


class CaseAttachment(Shape):
    """A file of the case; only a released one can be downloaded."""

    id: str
    filename: str
    content_type: str
    size: Count
    by: str
    requested_at: Instant
    state: AttachmentState
    settled_at: Instant | None
    reason: str | None
