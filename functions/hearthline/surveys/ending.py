"""Until when an invitation may be answered. Pure."""

from datetime import datetime

from hearthline.surveys.model import Campaign, Invitation


def ends_at(campaign: Campaign, invitation: Invitation | None) -> datetime | None:
    """Give until when answers are taken, None where that is not set.

    Of a campaign that asks by itself each invitation has its own end; any other ends for all at once.
    """
    if campaign.trigger is not None:
        return invitation.expires_at if invitation else None
    return campaign.expires_at
