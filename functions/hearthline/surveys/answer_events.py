"""What is told of an answer: that it was given, in which campaign; neither what was said nor by whom.

The invitation is named, but for an anonymous campaign: whoever must know of the person asks who it is of.
"""

from datetime import datetime
from typing import Final

from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.outbox import CUSTOMER, Event
from hearthline.surveys.model import Campaign

ANSWERED: Final = "survey.answered"
_OF_HASH: Final = 12


def survey_of(campaign: Campaign, token_hash: str) -> str:
    """Give what points are earned for once: the campaign, or where it asks again and again, the asking."""
    return f"{campaign.id}/{token_hash[:_OF_HASH]}" if campaign.trigger else campaign.id


def answered(campaign: Campaign, token_hash: str, version: int, now: datetime, *, first: bool) -> Event:
    """Give the event of a final answer, the first one or another one in its place."""
    return _event(
        campaign,
        f"survey.{campaign.id}.{token_hash}.{version}",
        now,
        survey=survey_of(campaign, token_hash),
        invitation=token_hash,
        first=first,
    )


def answered_anonymously(campaign: Campaign, day_begins: datetime, entropy: Entropy) -> Event:
    """Give the event of an anonymous answer: it happened on that day, and leads to nobody."""
    return _event(
        campaign,
        f"survey.{campaign.id}.{identifier(entropy)}",
        day_begins,
        survey=campaign.id,
        invitation=None,
        first=True,
    )


def _event(
    campaign: Campaign, id_: str, at: datetime, *, survey: str, invitation: str | None, first: bool
) -> Event:
    return Event(
        id=id_,
        type=ANSWERED,
        at=at,
        subject=f"campaign/{campaign.id}",
        actor=CUSTOMER,
        data={
            "campaign": campaign.id,
            "survey": survey,
            "questionnaire": campaign.questionnaire,
            "invitation": invitation,
            "anonymous": campaign.anonymous,
            "first": first,
        },
    )
