"""The contract of the event that privacy gives rise to."""

from typing import Literal

from hearthline.complaints.contract_parts import Case, ComplaintEvent


class ComplaintErased(ComplaintEvent):
    """The person was taken out of an ended case; whoever keeps anything of them forgets it."""

    type: Literal["complaint.erased"]
    data: Case
