"""What a campaign does by itself when its timer comes: begin, remind, close, finish; and it is looked after.

A sweep gives each due campaign to it. What it does is guarded by the version that was read, and begins jobs
whose ids follow from the campaign: two sweeps at once, or one after a crash, do a thing once.
"""

from datetime import datetime, timedelta
from typing import Final

from hearthline.platform.table import Table
from hearthline.platform.timers import Due, put_off
from hearthline.surveys import campaign_timers as timers
from hearthline.surveys import lifecycle
from hearthline.surveys.campaign_store import CampaignMoved, CampaignStore
from hearthline.surveys.campaign_timers import Owed
from hearthline.surveys.completing import Completing
from hearthline.surveys.invitation_store import AlsoRefused
from hearthline.surveys.lifecycle import Change
from hearthline.surveys.model import Campaign
from hearthline.surveys.ports import Freezing
from hearthline.surveys.states import MADE
from hearthline.surveys.tally_store import TallyStore
from hearthline.surveys.work import Working

QUESTIONNAIRE_MISSING: Final = "questionnaire_missing"


class Tending:
    """Handles due campaigns."""

    def __init__(
        self,
        table: Table,
        campaigns: CampaignStore,
        completing: Completing,
        working: Working,
        tallies: TallyStore,
        freezing: Freezing,
    ) -> None:
        self._table = table
        self._campaigns = campaigns
        self._completing = completing
        self._working = working
        self._tallies = tallies
        self._freezing = freezing

    def __call__(self, due: Due, now: datetime) -> bool:
        """Do what a due campaign owes; False where another one has done it."""
        campaign = self._campaigns.due(due)
        if campaign is None:
            return False
        try:
            after = self._act(campaign, now)
        except (CampaignMoved, AlsoRefused):  # somebody changes it, or its questionnaire, at this very moment
            return False
        if after is campaign and (later := timers.next_timer(campaign, now, _look(campaign))):
            put_off(self._table, due, later)
        return True

    def _act(self, campaign: Campaign, now: datetime) -> Campaign:
        match timers.owed(campaign, now):
            case Owed.START:
                return self._start(campaign, now)
            case Owed.REMIND:
                return self._saved(campaign, lifecycle.reminded(campaign, now), now)
            case Owed.CLOSE:
                return self._saved(campaign, lifecycle.closing(campaign, now), now)
            case Owed.LOOK:
                return self._look_after(campaign, now)

    def _start(self, campaign: Campaign, now: datetime) -> Campaign:
        frozen = self._freezing(campaign.questionnaire, campaign.questionnaire_version, now)
        if frozen is None:
            return self._saved(campaign, lifecycle.waits(campaign, QUESTIONNAIRE_MISSING, now), now)
        change = lifecycle.started(campaign, now)
        begins = change.after.launched_at is not None
        saved = self._campaigns.save(campaign, change.after, change.lines, *(frozen if begins else ()))
        self._working.begin(saved, now)
        return saved

    def _look_after(self, campaign: Campaign, now: datetime) -> Campaign:
        """Begin what a crash left undone, note what was reached, and begin anew what is stuck."""
        self._working.begin(campaign, now)
        if campaign.made is None:
            completed = self._completing.complete(campaign.id, now)
            if completed is None or completed.version != campaign.version:
                return completed or campaign
            left = True
        else:
            standing = self._tallies.standing(campaign.id)
            if standing.ended == campaign.made:
                return self._saved(campaign, lifecycle.settled(campaign, standing.states, now), now)
            left = bool(campaign.closing_at or standing.of(campaign.made)[MADE])
        if self._working.stuck(campaign, now, left=left):
            return self._saved(campaign, lifecycle.again(campaign, now), now)
        return campaign

    def _saved(self, campaign: Campaign, change: Change, now: datetime) -> Campaign:
        saved = self._campaigns.save(campaign, change.after, change.lines)
        self._working.begin(saved, now)
        return saved


def _look(campaign: Campaign) -> timedelta:
    return timers.LOOK_SOON if campaign.closing_at or campaign.made is None else timers.LOOK_AFTER
