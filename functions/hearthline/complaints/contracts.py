"""The contract of each event that complaints give rise to; what is sent is made in `events`."""

from typing import Literal

from pydantic import Field

from hearthline.complaints.attachments.contracts import AttachmentQuarantined, AttachmentReleased
from hearthline.complaints.contract_parts import Case, ComplaintEvent
from hearthline.complaints.improvement_contracts import IMPROVEMENT_EVENTS
from hearthline.complaints.incident_contracts import (
    INCIDENT_EVENTS,
    ComplaintFlagged,
    ComplaintLinked,
    ComplaintUnlinked,
)
from hearthline.complaints.model import Severity
from hearthline.complaints.other_contracts import FollowLinksRequested, JobStarted
from hearthline.complaints.parts import WarrantyPosition
from hearthline.complaints.place_contracts import (
    ComplaintHidden,
    ComplaintMerged,
    ComplaintPublished,
    ComplaintTransferred,
)
from hearthline.complaints.privacy.contracts import ComplaintErased
from hearthline.complaints.promise_contracts import (
    ComplaintExtended,
    EscalationAcknowledged,
    EscalationRaised,
    SlaBreached,
)
from hearthline.complaints.remedy_contracts import (
    RemedyAnswered,
    RemedyApprovalRequested,
    RemedyApproved,
    RemedyDeclined,
    RemedyOffered,
)
from hearthline.complaints.visit_contracts import (
    VisitPlanned,
    VisitReported,
    VisitUnreported,
    WorkFinished,
    WorkOverdue,
)
from hearthline.platform.event_contracts import Envelope


class ComplaintReceived(ComplaintEvent):
    """A complaint was filed, by whichever channel."""

    type: Literal["complaint.received"]
    data: Case


class Assigned(Case):
    """Whom a case went to."""

    assignee: str = Field(description="the staff member who has it now")


class ComplaintAssigned(ComplaintEvent):
    """Somebody claimed the case, or it was given to them; by their team's turn where the actor is system."""

    type: Literal["complaint.assigned"]
    data: Assigned


class Triaged(Case):
    """What a triage changed."""

    previous_severity: Severity = Field(description="the severity before; the same where it did not change")


class ComplaintTriaged(ComplaintEvent):
    """The case was assessed."""

    type: Literal["complaint.triaged"]
    data: Triaged


class ComplaintMessageAdded(ComplaintEvent):
    """The customer said more."""

    type: Literal["complaint.message_added"]
    data: Case


class Answered(Case):
    """An answer to the customer."""

    first: bool = Field(description="whether it is the first answer of its round")
    kept: bool | None = Field(
        description="whether the first answer came in time; null without such a promise"
    )
    visit: int | None = Field(description="the visit that it came with: its notice holds the answer")


class ComplaintAnswered(ComplaintEvent):
    """A person replied to the customer."""

    type: Literal["complaint.answered"]
    data: Answered


class Asked(Case):
    """A question to the customer."""

    first: bool = Field(description="whether it is the first answer of its round")


class ComplaintAsked(ComplaintEvent):
    """A person asked the customer something, and the work waits for it."""

    type: Literal["complaint.asked"]
    data: Asked


class Resolved(Case):
    """A solution, with what was learnt."""

    cause: str = Field(description="code of the cause")
    department: str = Field(description="code of the responsible department")
    contractor: str | None = Field(description="code of the responsible contractor, if there is one")
    kept: bool | None = Field(description="whether it came in time; null without such a promise")


class ComplaintResolved(ComplaintEvent):
    """The matter is settled, as the staff sees it."""

    type: Literal["complaint.resolved"]
    data: Resolved


class VerdictGiven(Case):
    """What the customer says of the solution."""

    accepted: bool = Field(description="false reopens the case")
    rating: int = Field(ge=1, le=5, description="1 to 5")


class ComplaintVerdictGiven(ComplaintEvent):
    """The customer accepted the solution, or did not."""

    type: Literal["complaint.verdict_given"]
    data: VerdictGiven


class Reopened(Case):
    """A further round."""

    round: int = Field(ge=2, description="the round that begins, from 2")
    by: Literal["customer", "staff"] = Field(description="whose wish it was")


class ComplaintReopened(ComplaintEvent):
    """A resolved or closed case was taken up again."""

    type: Literal["complaint.reopened"]
    data: Reopened


class Closed(Case):
    """An end."""

    by: Literal["customer", "staff", "system"] = Field(
        description="by an accepting verdict, by hand, or by itself when none came"
    )


class ComplaintClosed(ComplaintEvent):
    """A resolved case ended."""

    type: Literal["complaint.closed"]
    data: Closed


class ComplaintRejected(ComplaintEvent):
    """A case out of scope was declined with a reasoned answer."""

    type: Literal["complaint.rejected"]
    data: Case


class ComplaintImported(ComplaintEvent):
    """A case from another system's past was taken in; nobody is told of it."""

    type: Literal["complaint.imported"]
    data: Case


class BackgroundNoted(Case):
    """What was known around a case when it came in."""

    filer: str | None = Field(description="what the person who filed it is to the company; null if unknown")
    position: WarrantyPosition | None = Field(
        description="how the matter stood to the warranty of its home; null where no home is named"
    )


class ComplaintBackgroundNoted(ComplaintEvent):
    """It was noted whose complaint it is, and how its home stood to the warranty; once, after filing."""

    type: Literal["complaint.background_noted"]
    data: BackgroundNoted


EVENTS: tuple[type[Envelope], ...] = (
    ComplaintReceived,
    ComplaintBackgroundNoted,
    ComplaintAssigned,
    ComplaintTriaged,
    ComplaintMessageAdded,
    ComplaintFlagged,
    ComplaintAnswered,
    ComplaintAsked,
    ComplaintResolved,
    ComplaintVerdictGiven,
    ComplaintReopened,
    ComplaintClosed,
    ComplaintRejected,
    ComplaintExtended,
    ComplaintTransferred,
    ComplaintMerged,
    ComplaintPublished,
    ComplaintHidden,
    RemedyApprovalRequested,
    RemedyApproved,
    RemedyDeclined,
    RemedyOffered,
    RemedyAnswered,
    VisitPlanned,
    VisitReported,
    VisitUnreported,
    WorkOverdue,
    WorkFinished,
    ComplaintLinked,
    ComplaintUnlinked,
    ComplaintImported,
    AttachmentReleased,
    AttachmentQuarantined,
    ComplaintErased,
    SlaBreached,
    EscalationRaised,
    EscalationAcknowledged,
    *INCIDENT_EVENTS,
    *IMPROVEMENT_EVENTS,
    FollowLinksRequested,
    JobStarted,
)
"""Every contract, in the order of a case's life."""
