"""The contracts of where a case is: with which team, within which other case, on the board or off it."""

from typing import Literal

from pydantic import Field

from hearthline.complaints.contract_parts import Case, ComplaintEvent, Number


class Merged(Case):
    """Where a case went on."""

    into: Number = Field(description="number of the case it was joined to")


class ComplaintMerged(ComplaintEvent):
    """The case was joined to another one of the same person about the same matter."""

    type: Literal["complaint.merged"]
    data: Merged


class Transferred(Case):
    """Where a case came from; `team` and `city` say where it is now."""

    previous_team: str = Field(description="the team that had it")
    previous_city: str = Field(description="the city that had it")


class ComplaintTransferred(ComplaintEvent):
    """The case was passed on to another team, perhaps of another city."""

    type: Literal["complaint.transferred"]
    data: Transferred


class ComplaintPublished(ComplaintEvent):
    """The public board shows the case from now on."""

    type: Literal["complaint.published"]
    data: Case


class ComplaintHidden(ComplaintEvent):
    """The public board does not show the case, or no longer."""

    type: Literal["complaint.hidden"]
    data: Case
