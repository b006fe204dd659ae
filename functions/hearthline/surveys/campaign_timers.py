"""When a campaign owes something next, and what: pure rules about its timer."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from hearthline.surveys.model import UNDER_WAY, Campaign, CampaignState

LOOK_AFTER: Final = timedelta(minutes=10)
"""How often a campaign that is under way is looked after."""
LOOK_SOON: Final = timedelta(minutes=1)
"""The same after each change, and while it closes: what a crash left undone is done within a minute."""


class Owed(StrEnum):
    """What a campaign whose timer has come owes."""

    START = "start"
    REMIND = "remind"
    CLOSE = "close"
    LOOK = "look"


def next_timer(campaign: Campaign, now: datetime, look: timedelta = LOOK_SOON) -> datetime | None:
    """Give the earliest instant at which it owes anything, None where it owes nothing.

    One that asks by itself owes nothing: each of its invitations has a timer of its own.
    """
    if campaign.trigger is not None:
        return None
    match campaign.state:
        case CampaignState.SCHEDULED:
            return None if campaign.waits_for else campaign.starts_at
        case CampaignState.CANCELLED:
            return None if campaign.closed_at else now + look
        case CampaignState.SENDING | CampaignState.PAUSED:
            return min(_coming(campaign, now + look))
        case _:
            return None


def owed(campaign: Campaign, now: datetime) -> Owed:
    """Give what it owes first, of what is due."""
    if campaign.state is CampaignState.SCHEDULED:
        return Owed.START
    if campaign.state not in UNDER_WAY or campaign.closing_at:
        return Owed.LOOK
    if campaign.expires_at and campaign.expires_at <= now:
        return Owed.CLOSE
    reminder = next_reminder(campaign)
    return Owed.REMIND if reminder and reminder <= now else Owed.LOOK


def next_reminder(campaign: Campaign) -> datetime | None:
    """Give when who has not answered is asked again, None where that is not to come (or not now)."""
    rests = campaign.state is not CampaignState.SENDING or campaign.made is None or campaign.closing_at
    if rests or campaign.launched_at is None or campaign.third_party or not _left(campaign):
        return None
    return campaign.launched_at + timedelta(days=_left(campaign)[0])


def day_of_reminder(campaign: Campaign, message: str) -> datetime | None:
    """Give when a message (`reminder/2`) was to remind, None where the campaign does not say."""
    days, number = sorted(campaign.reminders), int(message.rpartition("/")[2])
    if campaign.launched_at is None or not 1 <= number <= len(days):
        return None
    return campaign.launched_at + timedelta(days=days[number - 1])


def reminders_due(campaign: Campaign, now: datetime) -> int:
    """Give how many of the reminders were due by now, one after the other; those that were missed count."""
    if campaign.launched_at is None:
        return campaign.reminded
    days = sorted(campaign.reminders)
    return max(campaign.reminded, sum(campaign.launched_at + timedelta(days=day) <= now for day in days))


def _left(campaign: Campaign) -> list[int]:
    return sorted(campaign.reminders)[campaign.reminded :]


def _coming(campaign: Campaign, look: datetime) -> list[datetime]:
    if campaign.closing_at or campaign.expires_at is None:
        return [look]
    if campaign.state is CampaignState.PAUSED:
        return [campaign.expires_at]
    reminder = next_reminder(campaign)
    return [look, campaign.expires_at, *([reminder] if reminder else [])]
