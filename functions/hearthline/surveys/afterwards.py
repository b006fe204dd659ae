"""Asking afterwards: what closed or was handed over brings an invitation, which waits for its time.

An invitation's hash follows from campaign, person and source, so an event may come as often as it likes. When
its time has come it is looked at once more: what was undone meanwhile is not asked about, and asked about
after all when it is done again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from hearthline.platform.outbox import Event
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.invitation_store import AlreadyInvited, InvitationMoved, InvitationStore
from hearthline.surveys.invited_store import one_more
from hearthline.surveys.model import Campaign, Invitation, Progress, Reach, Trigger
from hearthline.surveys.shipped_campaigns import shipped, written_down
from hearthline.surveys.tokens import Tokens
from hearthline.surveys.triggers import BUILT_IN, TRIGGER_OF, Occasion, meant

UNDONE: Final = "undone"
"""Why somebody is not asked: what it was about did not last, or is no longer theirs."""


class Occasions(Protocol):
    """Knows whom what happened gives reason to ask."""

    def after(self, event: Event, now: datetime) -> Sequence[Occasion]:
        """Give whom to ask after an event, as things stand now; nobody where it was undone since."""
        ...

    def still(self, person: str, source: str, now: datetime) -> Occasion | None:
        """Give whom to ask about a source that a person was to be asked about, None where nobody is.

        It is somebody else where the person's record has become part of theirs.
        """
        ...


class InvitingAfterwards:
    """Makes invitations of occasions."""

    def __init__(self, invitations: InvitationStore, tokens: Tokens) -> None:
        self._invitations = invitations
        self._tokens = tokens

    def __call__(self, campaign: Campaign, occasion: Occasion, at: datetime, now: datetime) -> None:
        """Invite somebody, to be asked at an instant; who is invited stays so.

        One request. Whom nobody asked as it was undone is invited anew, with two.
        """
        wanted = Invitation(
            campaign=campaign.id,
            hash=self._tokens.hash_of(campaign.id, occasion.person, occasion.source),
            person=occasion.person,
            made_at=now,
            changed_at=now,
            strata=occasion.strata,
            source=occasion.source,
            questionnaire_version=campaign.questionnaire_version,
            expires_at=at + timedelta(days=campaign.days_open),
        )
        try:
            self._invitations.create(wanted, one_more(wanted), timer=at)
        except AlreadyInvited as there:
            self._again(there.invitation, wanted, at)

    def _again(self, standing: Invitation, wanted: Invitation, at: datetime) -> None:
        if standing.reason != UNDONE or standing.deliveries or standing.progress is not Progress.NONE:
            return
        anew = replace(
            standing,
            reach=Reach.MADE,
            reason=None,
            changed_at=wanted.changed_at,
            strata=wanted.strata,
            questionnaire_version=wanted.questionnaire_version,
            expires_at=wanted.expires_at,
        )
        try:
            self._invitations.save(standing, anew, timer=at)
        except InvitationMoved:
            return  # the same event, come twice at once


class AskingAfterwards:
    """The reaction to `complaint.closed` and `home.handed_over`."""

    def __init__(self, campaigns: CampaignStore, occasions: Occasions, inviting: InvitingAfterwards) -> None:
        self._campaigns = campaigns
        self._occasions = occasions
        self._inviting = inviting

    def __call__(self, event: Event, now: datetime) -> None:
        """Invite whom this event gives reason to ask; for any other event do nothing."""
        trigger = TRIGGER_OF.get(event.type)
        if trigger is None:
            return
        occasions = self._occasions.after(event, now)
        campaign = self._campaign(trigger, now) if occasions else None
        if campaign is None:
            return
        for occasion in occasions:
            if meant(campaign, occasion, now):
                at = occasion.at + timedelta(hours=campaign.delay_hours)
                self._inviting(campaign, occasion, max(at, now), now)

    def _campaign(self, trigger: Trigger, now: datetime) -> Campaign | None:
        identity = BUILT_IN[trigger].id
        found = self._campaigns.load(identity)
        if found is not None:
            return found
        ships = shipped(identity, now)
        return written_down(self._campaigns, ships, now) if ships else None
