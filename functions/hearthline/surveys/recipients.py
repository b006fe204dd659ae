"""Whom a campaign asks, and how far each of them is, as staff may see it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hearthline.platform.access import Action, Principal
from hearthline.platform.cursors import Cursors
from hearthline.surveys import campaign_views as views
from hearthline.surveys.campaign_access import seen
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.keys import LIST_SHARDS
from hearthline.surveys.made import Made
from hearthline.surveys.model import Invitation
from hearthline.surveys.ports import Names
from hearthline.surveys.progress import progress
from hearthline.surveys.states import state_of
from hearthline.surveys.tally_store import TallyStore


class Recipients:
    """Every method takes the principal and decides first whether it may.

    `company_rate` is how many messages a minute all campaigns together may send.
    """

    def __init__(
        self,
        store: CampaignStore,
        invitations: InvitationStore,
        made: Made,
        tallies: TallyStore,
        names: Names,
        cursors: Cursors,
        company_rate: int,
    ) -> None:
        self._store = store
        self._invitations = invitations
        self._made = made
        self._tallies = tallies
        self._names = names
        self._cursors = cursors
        self._company_rate = company_rate

    def progress(self, principal: Principal, identity: str, now: datetime) -> dict[str, Any]:
        """Give how far a campaign is. Three requests at most, however many it asks."""
        campaign = seen(self._store, principal, Action.READ_CAMPAIGN, identity, now)
        standing = self._tallies.standing(campaign.id)
        return progress(campaign, self._made.of(campaign), standing, self._company_rate, now)

    def page(
        self,
        principal: Principal,
        identity: str,
        state: str,
        now: datetime,
        *,
        limit: int,
        cursor: str | None,
    ) -> dict[str, Any]:
        """Give a page of who is in a state, of the cities in one's scope.

        Whoever left the state a moment ago, or is of another city, is left out of the page, which may so have
        fewer than `limit`. At most a request for each part of the list, and two.
        """
        campaign = seen(self._store, principal, Action.SEE_RECIPIENTS, identity, now)
        binding = f"recipients|{principal.id}|{campaign.id}|{state}"
        shard, start = _opened(self._cursors.open(binding, cursor)) if cursor else (0, None)
        hashes: list[str] = []
        while shard < LIST_SHARDS and len(hashes) < limit:
            found = self._invitations.listed(campaign.id, state, shard, limit - len(hashes), start)
            hashes += found.hashes
            start = found.last
            shard += start is None
        read = self._invitations.load_many(campaign.id, hashes) if hashes else {}
        shown = [each for hash_ in hashes if (each := read.get(hash_)) and _is(each, state, principal)]
        names = self._names([each.person for each in shown]) if shown else {}
        position = {"shard": str(shard), "start": json.dumps(start)}
        return {
            "items": [
                views.recipient(each, names.get(each.person), anonymous=campaign.anonymous) for each in shown
            ],
            "next_cursor": self._cursors.seal(binding, position) if shard < LIST_SHARDS else None,
        }


def _is(invitation: Invitation, state: str, principal: Principal) -> bool:
    city = invitation.strata.city
    return state_of(invitation) == state and (principal.hq if city is None else principal.sees(city))


def _opened(position: Mapping[str, str]) -> tuple[int, Mapping[str, str] | None]:
    return int(position["shard"]), json.loads(position["start"])
