"""Which campaigns a member of staff may know of, and which they may run.

A campaign of some cities is known to whose scope has one of them, and run by whose scope has them all. One
of no cities asks everywhere: whoever reads campaigns knows of it, and only hq runs it.
"""

from collections.abc import Collection
from datetime import datetime

from hearthline.platform.access import Action, Principal, authorize, authorize_role
from hearthline.platform.problems import Kind, Problem
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.lifecycle import WHAT_TO_DO
from hearthline.surveys.model import Campaign
from hearthline.surveys.shipped_campaigns import shipped, written_down

LONGEST_ID = 40


def known(principal: Principal, campaign: Campaign) -> bool:
    """Say whether this person may know of a campaign."""
    return principal.hq or campaign.cities is None or bool(principal.cities & set(campaign.cities))


def demand_cities(principal: Principal, action: Action, cities: Collection[str] | None) -> None:
    """Let an action on a campaign of these cities pass, None for everywhere; raise Problem 403."""
    for city in [None] if cities is None else cities:
        authorize(principal, action, city)


def seen(
    store: CampaignStore, principal: Principal, action: Action, identity: str, now: datetime
) -> Campaign:
    """Give a campaign to who may do this with one and may know of it; raise Problem 403 or 404.

    One that asks by itself is known before it has asked anybody, as it ships. One request.
    """
    authorize_role(principal, action)
    return _known(principal, _loaded(store, identity) or shipped(identity, now))


def kept(store: CampaignStore, principal: Principal, action: Action, identity: str) -> Campaign:
    """Give a campaign that is written down, as `seen` does; raise Problem 403 or 404. One request."""
    authorize_role(principal, action)
    return _known(principal, _loaded(store, identity))


def to_run(store: CampaignStore, principal: Principal, identity: str, now: datetime) -> Campaign:
    """Give a campaign to who may run it; raise Problem 403 or 404. One that ships is written down first."""
    found = seen(store, principal, Action.EDIT_CAMPAIGN, identity, now)
    demand_cities(principal, Action.EDIT_CAMPAIGN, found.cities)
    if found.trigger is None or store.load(identity) is not None:
        return found
    return written_down(store, found, now)


def expect(campaign: Campaign, expected: int | None) -> None:
    """Raise Problem 412 where a campaign is no longer of the version that somebody has read."""
    if expected is not None and expected != campaign.version:
        raise Problem.stale(standing(campaign))


def standing(campaign: Campaign) -> dict[str, object]:
    """Give where a campaign stands, for a refusal."""
    return {"status": campaign.state.value, "version": campaign.version}


def refusal(reason: str, campaign: Campaign) -> Problem:
    """Give a refusal by the campaign's state, with what can be done about it."""
    return Problem(Kind.REFUSED, WHAT_TO_DO[reason], extra={"reason": reason, "state": standing(campaign)})


def _loaded(store: CampaignStore, identity: str) -> Campaign | None:
    return store.load(identity) if 1 <= len(identity) <= LONGEST_ID else None


def _known(principal: Principal, found: Campaign | None) -> Campaign:
    if found is None or not known(principal, found):
        raise Problem.not_found()
    return found
