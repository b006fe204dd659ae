"""What is told of a person's answer that an outside firm brought: the same as of one that they gave here."""

from collections.abc import Sequence
from datetime import datetime

from hearthline.platform.table import Action
from hearthline.surveys import answer_events
from hearthline.surveys.answer_store import told_put
from hearthline.surveys.model import Campaign, Invitation


def telling(campaign: Campaign, after: Invitation, now: datetime) -> Sequence[Action]:
    """Give what is written along with a person's answer."""
    event = answer_events.answered(campaign, after.hash, after.answer_version, now, first=True)
    return [told_put(campaign.id, after.hash, after.answer_version, event)]
