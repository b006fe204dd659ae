"""In which one state an invitation is, of what became of its message and of its answer.

Every invitation of a campaign is in exactly one, so the counts by state add up to the number made. What a
person did is stronger than what a provider said of the message: who has opened the page was reached, and
whoever answered has answered, even where the message was reported undeliverable afterwards.
"""

from typing import Final

from hearthline.surveys.model import Invitation, Progress, Reach

MADE: Final = Reach.MADE.value
ANSWERED: Final = Progress.ANSWERED.value
FINAL: Final = frozenset(
    {
        Progress.ANSWERED.value,
        Progress.EXPIRED.value,
        Reach.FAILED.value,
        Reach.WITHHELD.value,
        Reach.CANCELLED.value,
    }
)
"""States after which nobody waits for anything: a campaign is finished when all of it is in them."""

STATES: Final = (
    "made",
    "held",
    "unknown",
    "sent",
    "opened",
    "started",
    "answered",
    "expired",
    "failed",
    "withheld",
    "cancelled",
)
"""All there are, in the order of an invitation's life."""


def state_of(invitation: Invitation) -> str:
    """Give the state of an invitation, one of STATES."""
    if invitation.progress is Progress.ANSWERED:
        return invitation.progress.value
    if invitation.reach is Reach.CANCELLED:
        return invitation.reach.value
    return invitation.reach.value if invitation.progress is Progress.NONE else invitation.progress.value
