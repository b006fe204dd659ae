"""How long a case keeps its personal data. Pure."""

from datetime import datetime

from hearthline.complaints.model import Complaint, Status
from hearthline.complaints.policy import Terms

ENDED = frozenset({Status.CLOSED, Status.REJECTED, Status.MERGED})


def settled(complaint: Complaint) -> bool:
    """Tell whether nothing more is owed to the person: the case has ended, and so has all promised work."""
    return complaint.status in ENDED and all(work.done_at for work in complaint.works)


def retention_ends(complaint: Complaint, terms: Terms) -> datetime | None:
    """Give the instant from which on the person must be taken out; None while, or where, there is none.

    It counts from the end of the case; for one from another system's past from its import, if that was later.
    """
    ended = complaint.closed_at
    if ended is None or complaint.erased_at or terms.policy.retention is None or not settled(complaint):
        return None
    return max(ended, complaint.imported_at or ended) + terms.policy.retention
