"""The campaigns that ship with the product: as they are, and how one is first written down."""

from datetime import datetime

from hearthline.platform.outbox import SYSTEM
from hearthline.surveys.campaign_store import AlreadyMade, CampaignStore
from hearthline.surveys.history import Line
from hearthline.surveys.model import Campaign
from hearthline.surveys.ready_made import ready_made
from hearthline.surveys.triggers import BUILT_IN, as_it_ships


def shipped(identity: str, now: datetime) -> Campaign | None:
    """Give a campaign that asks by itself, as it ships; None where none of this id does."""
    built_in = next((each for each in BUILT_IN.values() if each.id == identity), None)
    questionnaire = ready_made(built_in.questionnaire) if built_in else None
    return as_it_ships(built_in, questionnaire, now) if built_in and questionnaire else None


def written_down(store: CampaignStore, campaign: Campaign, now: datetime) -> Campaign:
    """Write a campaign that ships down and give it, or give it as it stands by now. One request."""
    try:
        store.create(campaign, [Line("made", now, SYSTEM)])
    except AlreadyMade as there:
        return there.campaign
    return campaign
