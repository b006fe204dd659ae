"""Persons' surveys for erasing and exporting: what they were asked and said, and what stays without them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from hearthline.platform.codec import dump
from hearthline.surveys.answer_views import shown_answers
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.model import Campaign, Invitation, Questionnaire
from hearthline.surveys.person_store import PersonInvitations

Asks = Callable[[str, int], Questionnaire | None]
"""Gives the version of a questionnaire."""


class SurveyRecords:
    """The surveys of persons."""

    def __init__(self, store: PersonInvitations, campaigns: CampaignStore, asks: Asks) -> None:
        self._store = store
        self._campaigns = campaigns
        self._asks = asks

    def record(self, person: str) -> list[dict[str, Any]]:
        """Give what a person was asked and what they said; of anonymous surveys, that they were asked."""
        invitations = self._store.of_person(person)
        campaigns = self._campaigns.load_many({each.campaign for each in invitations})
        return [_shown(each, campaigns.get(each.campaign)) for each in invitations]

    def take_out(self, person: str, now: datetime) -> None:
        """Take a person out of all that surveys keep; what was counted of them stays. Resumable."""
        invitations = self._store.of_person(person)
        campaigns = self._campaigns.load_many({each.campaign for each in invitations})
        for each in invitations:
            campaign = campaigns.get(each.campaign)
            asked = self._asks(campaign.questionnaire, each.questionnaire_version) if campaign else None
            self._store.forget(each, asked, now)


def _shown(invitation: Invitation, campaign: Campaign | None) -> dict[str, Any]:
    shown: Mapping[str, Any] = dump(invitation)
    names = (
        "made_at",
        "source",
        "reach",
        "reason",
        "channel",
        "sent_at",
        "progress",
        "answered_at",
        "language",
    )
    return {
        "title": dict(campaign.title) if campaign else None,
        "anonymous": campaign.anonymous if campaign else None,
        "asked_as": dump(invitation.strata),
        **{name: shown.get(name) for name in names},
        "answers": shown_answers(invitation.answers),
    }
