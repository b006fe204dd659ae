"""What a person does with a campaign: written with all that goes with it, and the work that follows begun.

The campaign is written first. Its jobs lie in another table: where a process dies between the two, the
campaign's timer begins them within a minute.
"""

from datetime import datetime
from typing import Final

from hearthline.platform.outbox import Actor
from hearthline.platform.table import Action
from hearthline.surveys import lifecycle
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.invitation_store import AlsoRefused
from hearthline.surveys.lifecycle import Change, Refused
from hearthline.surveys.model import Campaign
from hearthline.surveys.ports import Freezing
from hearthline.surveys.work import Working

TRIES: Final = 5


class Acting:
    """Launches campaigns, and writes whatever else is decided of one."""

    def __init__(self, campaigns: CampaignStore, working: Working, freezing: Freezing) -> None:
        self._campaigns = campaigns
        self._working = working
        self._freezing = freezing

    def launch(
        self, campaign: Campaign, by: Actor, now: datetime, *also: Action, at_once: bool = False
    ) -> Campaign:
        """Launch a campaign as it was read, or let it wait for its start; its questionnaire is then frozen.

        `also` is written in the same transaction. Raises Refused, CampaignMoved, and AlsoRefused where what
        goes along was refused.
        """
        change = lifecycle.launched(campaign, by, now, at_once=at_once)
        tries = 0
        while True:
            frozen = self._freezing(campaign.questionnaire, campaign.questionnaire_version, now)
            if frozen is None:
                raise Refused("questionnaire_missing")
            try:
                return self.write(campaign, change, now, *also, *frozen)
            except AlsoRefused as refused:  # behind what goes along: the questionnaire was edited meanwhile
                tries += 1
                if refused.place < len(also) or tries == TRIES:
                    raise

    def write(self, campaign: Campaign, change: Change, now: datetime, *also: Action) -> Campaign:
        """Write what was decided of a campaign as it was read, and begin what follows; give it as it then is.

        For pausing, resuming, cancelling and changing. Raises CampaignMoved, and AlsoRefused where what goes
        along was refused; then nothing is written.
        """
        saved = self._campaigns.save(campaign, change.after, change.lines, *also)
        self._working.begin(saved, now)
        return saved
