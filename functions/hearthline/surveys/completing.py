"""From the parts of an audience to the campaign: how many were invited, once nobody is any more."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from hearthline.surveys import lifecycle
from hearthline.surveys.campaign_store import CampaignMoved, CampaignStore
from hearthline.surveys.model import Campaign
from hearthline.surveys.part_store import Part, PartMoved, PartStore
from hearthline.surveys.work import Working


class Completing:
    """The use case."""

    def __init__(self, campaigns: CampaignStore, parts: PartStore, working: Working) -> None:
        self._campaigns = campaigns
        self._parts = parts
        self._working = working

    def complete(self, identity: str, now: datetime) -> Campaign | None:
        """Note how many invitations there are, where all parts are done, and begin what follows.

        Whichever part is last does it, or whoever looks after the campaign; doing it again changes nothing.
        """
        while (campaign := self._campaigns.load(identity)) is not None:
            if campaign.made is None:
                parts = self._parts.parts(identity, campaign.parts)
                if not all(part.done for part in parts):
                    return campaign
                made, population = _together(parts)
                change = lifecycle.all_made(campaign, made, population, now)
                try:
                    campaign = self._campaigns.save(campaign, change.after, change.lines)
                except CampaignMoved:
                    continue
            self._working.begin(campaign, now)
            return campaign
        return None

    def seal(self, campaign: Campaign, now: datetime) -> Campaign | None:
        """Let no more invitations be made, and note how many there are.

        A worker that is about to make some fails on its part's version, so none appears behind who closes.
        """
        if campaign.made is not None:
            return campaign
        for part in self._parts.parts(campaign.id, campaign.parts):
            self._sealed(campaign, part)
        return self.complete(campaign.id, now)

    def _sealed(self, campaign: Campaign, part: Part) -> None:
        while not part.done:
            try:
                self._parts.write(campaign.id, part, replace(part, done=True))
            except PartMoved:
                part = self._parts.parts(campaign.id, campaign.parts)[part.number]
            else:
                return


def _together(parts: tuple[Part, ...]) -> tuple[int, dict[str, int]]:
    population: Counter[str] = Counter()
    for part in parts:
        population.update(part.population)
    return sum(part.made for part in parts), dict(sorted(population.items()))
