"""What staff ask of samples: have one made, see how far it is, fetch it."""

from datetime import datetime
from typing import Any

from hearthline.platform.access import Action, Principal
from hearthline.platform.jobs import Job
from hearthline.platform.problems import Problem
from hearthline.surveys.campaign_access import demand_cities, kept
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.exports.ordering import Orders, standing
from hearthline.surveys.model import Campaign
from hearthline.surveys.third_party.pseudonyms import rule_of


class Samples:
    """Every method takes the principal and decides first whether it may: all of the campaign's cities."""

    def __init__(self, campaigns: CampaignStore, orders: Orders) -> None:
        self._campaigns = campaigns
        self._orders = orders

    def ask(
        self, principal: Principal, identity: str, repeat_key: str | None, now: datetime
    ) -> dict[str, Any]:
        """Have the sample made; the same Idempotency-Key gives the first one again.

        Raises Problem 403, 404; 409 `not_third_party`, or `not_launched` while there is nobody to draw from.
        """
        campaign = self._seen(principal, identity)
        if campaign.third_party is None:
            raise Problem.refused("not_third_party", {"status": campaign.state.value})
        if campaign.made is None:
            raise Problem.refused("not_launched", {"status": campaign.state.value})
        return self._view(campaign, self._orders.give(principal, identity, {}, repeat_key, now), now)

    def view(self, principal: Principal, identity: str, now: datetime) -> dict[str, Any]:
        """Give how far one's newest sample is and, for a minute, where its file is; Problem 403 or 404."""
        campaign = self._seen(principal, identity)
        return self._view(campaign, self._orders.newest(principal, identity), now)

    def _seen(self, principal: Principal, identity: str) -> Campaign:
        campaign = kept(self._campaigns, principal, Action.EXPORT_ANSWERS, identity)
        demand_cities(principal, Action.EXPORT_ANSWERS, campaign.cities)
        return campaign

    def _view(self, campaign: Campaign, job: Job, now: datetime) -> dict[str, Any]:
        stands = standing(job, "made", now)
        until, linked = stands.pop("until"), rule_of(campaign)
        return {
            **stands,
            "linking": linked.value if linked else None,
            "rows": job.tally.get("rows", 0) if job.ended_at else None,
            "file_url": self._orders.lent(job, "csv", f"sample-{campaign.id}.csv") if until else None,
            "file_until": until,
        }
