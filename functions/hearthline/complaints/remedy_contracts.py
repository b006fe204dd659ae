"""The contracts of what happens to remedies: proposed within the house, offered, answered."""

from typing import Literal

from pydantic import Field

from hearthline.complaints.contract_parts import Case, ComplaintEvent, Level
from hearthline.complaints.parts import RemedyKind


class RemedyData(Case):
    """A remedy as it stands."""

    remedy: int = Field(ge=1, description="which remedy of the case, from 1")
    remedy_kind: RemedyKind = Field(description="what it is")
    amount: int | None = Field(description="in fen (CNY); null for anything but compensation")
    approvals_needed: int = Field(ge=0, description="how many others must consent")
    approvals: int = Field(ge=0, description="how many have consented")
    offered_by: str = Field(description="the staff member who offers it")


class ApprovalRequested(RemedyData):
    """A remedy that its offerer may not offer alone."""

    levels: tuple[Level, ...] = Field(min_length=1, description="who can consent")


class RemedyApprovalRequested(ComplaintEvent):
    """Somebody proposes a remedy above their limit; the customer does not know of it yet."""

    type: Literal["remedy.approval_requested"]
    data: ApprovalRequested


class RemedyApproved(ComplaintEvent):
    """Somebody consented to a proposed remedy, perhaps the first of two."""

    type: Literal["remedy.approved"]
    data: RemedyData


class RemedyDeclined(ComplaintEvent):
    """A proposed remedy was declined within the house; the customer never hears of it."""

    type: Literal["remedy.declined"]
    data: RemedyData


class RemedyOffered(ComplaintEvent):
    """A remedy has all consents that it needs, and the customer is asked."""

    type: Literal["remedy.offered"]
    data: RemedyData


class RemedyAnswer(RemedyData):
    """The customer's word."""

    accepted: bool = Field(description="whether the customer takes it")


class RemedyAnswered(ComplaintEvent):
    """The customer took what was offered, or did not."""

    type: Literal["remedy.answered"]
    data: RemedyAnswer
