"""Campaigns that ask by themselves: which there are, after what, and about what they ask. Pure.

Each is made as it ships when it is first needed; from then on it is a campaign like any other, which staff
may change, pause and resume.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearthline.surveys.model import UNDER_WAY, Campaign, CampaignState, Questionnaire, Strata, Trigger

SYSTEM_ID: Final = "system"
LATEST: Final = timedelta(days=30)
"""How old what happened may be: the history that a sales system tells all at once asks nobody."""
COMPLAINT: Final = "complaint/"
HANDOVER: Final = "handover/"


@dataclass(frozen=True, slots=True)
class Triggered:
    """A campaign as it ships."""

    id: str
    trigger: Trigger
    name: str
    questionnaire: str
    delay_hours: int
    days_open: int


BUILT_IN: Final[Mapping[Trigger, Triggered]] = {
    each.trigger: each
    for each in (
        Triggered("on-complaint-closed", Trigger.COMPLAINT_CLOSED, "投诉结案后回访", "closing", 24, 14),
        Triggered("on-home-handed-over", Trigger.HOME_HANDED_OVER, "交付后回访", "handover", 168, 30),
    )
}
TRIGGER_OF: Final[Mapping[str, Trigger]] = {
    "complaint.closed": Trigger.COMPLAINT_CLOSED,
    "home.handed_over": Trigger.HOME_HANDED_OVER,
}
"""Triggers by the type of the event."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """That somebody is to be asked about something: `source` names it, so that they are asked once.

    `at` is when it happened.
    """

    person: str
    source: str
    at: datetime
    strata: Strata


def as_it_ships(shipped: Triggered, questionnaire: Questionnaire, now: datetime) -> Campaign:
    """Give a campaign that asks from now on."""
    return Campaign(
        id=shipped.id,
        name=shipped.name,
        state=CampaignState.SENDING,
        questionnaire=questionnaire.id,
        questionnaire_version=questionnaire.version,
        title=questionnaire.title,
        by=SYSTEM_ID,
        created_at=now,
        changed_at=now,
        changed_by=SYSTEM_ID,
        trigger=shipped.trigger,
        delay_hours=shipped.delay_hours,
        days_open=shipped.days_open,
        launched_at=now,
    )


def meant(campaign: Campaign, occasion: Occasion, now: datetime) -> bool:
    """Tell whether a campaign asks after this: it is under way, asks in that city, and it is not too late."""
    there = campaign.cities is None or occasion.strata.city in campaign.cities
    return campaign.state in UNDER_WAY and there and now - occasion.at <= LATEST
