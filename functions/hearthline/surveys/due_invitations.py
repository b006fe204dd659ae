"""Invitations whose time has come: to be told, to end, or to be looked at again later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from hearthline.platform.table import TransactionConflict
from hearthline.platform.timers import Due, Handler
from hearthline.surveys.afterwards import UNDONE, InvitingAfterwards, Occasions
from hearthline.surveys.invitation_store import InvitationMoved, InvitationStore
from hearthline.surveys.model import NOT_TOLD, Campaign, Invitation, Progress, Reach
from hearthline.surveys.telling import LOOK_AGAIN, Telling, telling
from hearthline.surveys.triggers import meant


class DueInvitations:
    """What the sweep does with them: each has a timer of its own where its campaign asks by itself.

    `hand_over` takes one that is to be told to who tells it, and again later as long as nobody has.
    """

    def __init__(
        self,
        invitations: InvitationStore,
        campaign_of: Callable[[str], Campaign | None],
        occasions: Occasions,
        inviting: InvitingAfterwards,
        hand_over: Handler,
    ) -> None:
        self._invitations = invitations
        self._campaign_of = campaign_of
        self._occasions = occasions
        self._inviting = inviting
        self._hand_over = hand_over

    def __call__(self, due: Due, now: datetime) -> bool:
        """Do what one owes; False where another has done it."""
        invitation = self._invitations.due(due)
        if invitation is None:
            return False
        campaign = self._campaign_of(invitation.campaign)
        match telling(campaign, invitation, now):
            case Telling.LATER:
                self._invitations.put_off(due, now + LOOK_AGAIN)
            case Telling.NOW if campaign is not None and invitation.reach is Reach.MADE:
                return self._tell(campaign, invitation, due, now)
            case Telling.OVER if _expired(invitation, now) or invitation.reach not in NOT_TOLD:
                self._save(invitation, progress=Progress.EXPIRED, changed_at=now)
            case Telling.OVER:
                self._save(invitation, reach=Reach.CANCELLED, reason=None, changed_at=now)
            case _:
                self._save(invitation)
        return True

    def _tell(self, campaign: Campaign, invitation: Invitation, due: Due, now: datetime) -> bool:
        """Hand it over, if what it asks about has lasted; what is somebody else's by now asks them."""
        occasion = self._occasions.still(invitation.person, str(invitation.source), now)
        if occasion is not None and occasion.person == invitation.person:
            return self._hand_over(due, now)
        if occasion is not None and meant(campaign, occasion, now):
            self._inviting(campaign, occasion, now, now)
        self._save(invitation, reach=Reach.WITHHELD, reason=UNDONE, changed_at=now)
        return True

    def _save(self, invitation: Invitation, **changes: Any) -> None:
        try:
            self._invitations.save(invitation, replace(invitation, **changes))
        except InvitationMoved as moved:
            raise TransactionConflict from moved


def _expired(invitation: Invitation, now: datetime) -> bool:
    return invitation.expires_at is not None and invitation.expires_at <= now
