"""Closing what is open of a campaign whose time is over, or that was cancelled: a job for each quarter.

First nobody is invited any more. Then each invitation that is not in a final state comes to one: who was not
told yet is never told when the campaign was cancelled; anybody else did not answer in time.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from hearthline.platform.jobs import Job, Step
from hearthline.platform.table import MAX_TRANSACTION
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.completing import Completing
from hearthline.surveys.invitation_store import InvitationMoved, InvitationStore
from hearthline.surveys.model import NOT_TOLD, Campaign, CampaignState, Invitation, Progress, Reach
from hearthline.surveys.states import FINAL, state_of
from hearthline.surveys.work import buckets_of, wanted

BUCKETS_A_STEP: Final = 8


class Closing:
    """Works on one quarter of a campaign's invitations."""

    def __init__(
        self, campaigns: CampaignStore, completing: Completing, invitations: InvitationStore
    ) -> None:
        self._campaigns = campaigns
        self._completing = completing
        self._invitations = invitations

    def step(self, job: Job, now: datetime) -> Step:
        """Close some buckets on from where the job is."""
        campaign = self._campaigns.load(str(job.params["campaign"]))
        if campaign is None or not wanted(campaign, job):
            return Step(job.position, done=True)
        self._completing.seal(campaign, now)
        place, after = int(job.position.get("buckets", 0)), job.position.get("after")
        buckets, closed = buckets_of(int(job.params["part"])), 0
        for _ in range(BUCKETS_A_STEP):
            if place == len(buckets):
                break
            page = self._invitations.bucket(campaign.id, buckets[place], after, MAX_TRANSACTION)
            closed += self._closed(campaign, page.invitations, now)
            after = page.last
            place += after is None
        position = {"buckets": place} | ({"after": after} if after else {})
        return Step(position, {"closed": closed}, done=place == len(buckets))

    def _closed(self, campaign: Campaign, page: Sequence[Invitation], now: datetime) -> int:
        """Close what is open of a page: together in one transaction, or one by one where some just moved."""
        pairs = [(each, ended(campaign, each, now)) for each in page if state_of(each) not in FINAL]
        try:
            if pairs:
                self._invitations.save_all(pairs)
        except InvitationMoved:
            for before, after in pairs:
                self._one(campaign, before, after, now)
        return len(pairs)

    def _one(self, campaign: Campaign, before: Invitation, after: Invitation, now: datetime) -> None:
        while True:
            try:
                self._invitations.save(before, after)
            except InvitationMoved as moved:
                if moved.invitation is None or state_of(moved.invitation) in FINAL:
                    return
                before, after = moved.invitation, ended(campaign, moved.invitation, now)
            else:
                return


def ended(campaign: Campaign, invitation: Invitation, now: datetime) -> Invitation:
    """Give an invitation as it is when its campaign is over before it was answered."""
    if (
        campaign.state is CampaignState.CANCELLED
        and invitation.reach in NOT_TOLD
        and invitation.progress is Progress.NONE
    ):
        return replace(invitation, reach=Reach.CANCELLED, changed_at=now)
    return replace(invitation, progress=Progress.EXPIRED, changed_at=now)
