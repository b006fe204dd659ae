"""How far an invitation's message came, taken from what is on record of its delivery. Pure.

What is told of a delivery comes twice, late and in any order. Each thing told has the delivery's version, and
only a newer one than was noted says anything: the latest word stands, whichever way it came.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from hearthline.surveys.model import NOT_TOLD, Invitation, Progress, Reach

INVITATION: Final = "invitation"
"""The message whose fate is the invitation's; those that remind are only noted."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a delivery says of itself at one version.

    `reach` leaves its inner steps out. `of_campaign`: its campaign ended first, and that is its reason.
    """

    campaign: str
    invitation: str
    message: str
    version: int
    reach: Reach
    at: datetime
    reason: str | None = None
    channel: str | None = None
    sent_at: datetime | None = None
    of_campaign: bool = False


def moved(invitation: Invitation, told: Told) -> Invitation:
    """Give the invitation as it is by what was told; the very same where that says nothing new."""
    if told.version <= invitation.deliveries.get(told.message, 0):
        return invitation
    noted = replace(invitation, deliveries={**invitation.deliveries, told.message: told.version})
    if told.message != INVITATION:
        return noted
    noted = replace(noted, changed_at=max(invitation.changed_at, told.at))
    if told.of_campaign:
        return replace(noted, reach=Reach.CANCELLED, reason=None, channel=None, sent_at=None)
    if invitation.reach is Reach.CANCELLED:
        return _after_all(noted, told)
    return _reached(noted, told)


def _after_all(invitation: Invitation, told: Told) -> Invitation:
    """Believe what went out, or may have, though it had been taken back: it was in a sender's hands.

    Its campaign takes no answers any more, so who has been reached, or may have been, can only have expired.
    """
    if told.reach in NOT_TOLD:
        return invitation
    after = _reached(invitation, told)
    too_late = told.reach in (Reach.SENT, Reach.UNKNOWN) and invitation.progress is Progress.NONE
    return replace(after, progress=Progress.EXPIRED) if too_late else after


def _reached(invitation: Invitation, told: Told) -> Invitation:
    return replace(
        invitation, reach=told.reach, reason=told.reason, channel=told.channel, sent_at=told.sent_at
    )
