"""Telling the invited, as the send queue brings them: where surveys meet notices."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hearthline.notice_surveys import AskedSurveys
from hearthline.notices.asking import Asked, message_for
from hearthline.notices.model import Delivery
from hearthline.notices.sending import NotAllSent, Sender
from hearthline.surveys.campaign_store import CampaignCache
from hearthline.surveys.ending import ends_at
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import Campaign, Invitation
from hearthline.surveys.telling import Telling, owed, telling


class TellingInvited:
    """The use case."""

    def __init__(
        self,
        campaigns: CampaignCache,
        invitations: InvitationStore,
        surveys: AskedSurveys,
        sender: Sender,
    ) -> None:
        self._campaigns = campaigns
        self._invitations = invitations
        self._surveys = surveys
        self._sender = sender

    def __call__(self, body: Mapping[str, Any], now: datetime) -> list[Delivery]:
        """Tell whom one record of the queue names: `{campaign, message, invitations}`, the last by hash.

        Who was told, has answered, or is not to be told now is passed over; so the record may come again.
        One that fails does not stop the others. What failed is raised together at the end, and then the
        record must come again: of some of it nothing may be on record.
        """
        campaign = self._campaigns.load(str(body["campaign"]), now)
        if campaign is None:
            return []
        message = str(body["message"])
        read = self._invitations.load_many(campaign.id, [str(each) for each in body["invitations"]])
        told: list[Delivery] = []
        failed: list[Exception] = []
        for invitation in read.values():
            to_tell = telling(campaign, invitation, now) is Telling.NOW
            if not to_tell or not owed(campaign, invitation, message):
                continue
            try:
                told.append(self._tell(campaign, invitation, message, now))
            except Exception as error:  # noqa: BLE001 - the others must be told all the same
                failed.append(error)
        if failed:
            raise NotAllSent(failed) from failed[0]
        return told

    def _tell(self, campaign: Campaign, invitation: Invitation, message: str, now: datetime) -> Delivery:
        asked = Asked(campaign.id, invitation.hash, message, invitation.person, invitation.source)
        wanted = message_for(asked, now, ends_at(campaign, invitation))
        return self._sender.tell(wanted, self._surveys.of(campaign, invitation), now)
