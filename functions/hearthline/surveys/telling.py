"""Whether somebody is to be told of a survey that they are invited to. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from hearthline.surveys.campaign_timers import day_of_reminder
from hearthline.surveys.ending import ends_at
from hearthline.surveys.model import NOBODY, Brief, Campaign, CampaignState, Invitation, Progress, Reach
from hearthline.surveys.reach import INVITATION

LOOK_AGAIN: Final = timedelta(hours=1)
"""How long what a paused campaign holds back is left alone before it is looked at again."""


class Telling(StrEnum):
    """What is to be done with a message."""

    NOW = "now"
    LATER = "later"
    ANSWERED = "answered"
    OVER = "over"


def telling(campaign: Campaign | None, invitation: Invitation | None, now: datetime) -> Telling:
    """Say whether an invited person may be told now: their campaign asks, and they have not answered."""
    if campaign is None or invitation is None or campaign.third_party or campaign.closing_at:
        return Telling.OVER
    if invitation.person == NOBODY:
        return Telling.OVER
    if invitation.progress is Progress.ANSWERED:
        return Telling.ANSWERED
    expires = ends_at(campaign, invitation)
    over = invitation.progress is Progress.EXPIRED or invitation.reach is Reach.CANCELLED
    if over or (expires is not None and expires <= now):
        return Telling.OVER
    if campaign.state is CampaignState.PAUSED:
        return Telling.LATER
    return Telling.NOW if campaign.state is CampaignState.SENDING else Telling.OVER


def owed(campaign: Campaign, invitation: Invitation | Brief, message: str) -> bool:
    """Tell whether this message was not sent on its way yet, as far as is known.

    Who was invited has a delivery of their own, which ends by itself. Who was not reached is not reminded,
    nor who was told after the day of the reminder: a campaign that was paused over it would do both at once.
    """
    if message == INVITATION:
        return invitation.reach is Reach.MADE
    day = day_of_reminder(campaign, message)
    late = day is not None and invitation.sent_at is not None and invitation.sent_at >= day
    return invitation.reach is Reach.SENT and message not in invitation.deliveries and not late
