"""What a person decides about invitations of whose message nobody knows whether it went out."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from hearthline.platform.access import Principal
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import Problem
from hearthline.surveys.campaign_access import expect, refusal, to_run
from hearthline.surveys.campaign_store import CampaignMoved, CampaignStore
from hearthline.surveys.history import Line
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.keys import LIST_SHARDS
from hearthline.surveys.model import ENDED, Campaign, CampaignState, Reach
from hearthline.surveys.ports import Settling
from hearthline.surveys.states import state_of

AT_ONCE: Final = 100
"""Most invitations that one request decides about."""


class Doubtful:
    """The use case: it takes the principal and decides first whether it may."""

    def __init__(self, store: CampaignStore, invitations: InvitationStore, settling: Settling) -> None:
        self._store = store
        self._invitations = invitations
        self._settling = settling

    def decide(
        self,
        principal: Principal,
        identity: str,
        reason: str,
        expected: int | None,
        now: datetime,
        *,
        resend: bool,
    ) -> dict[str, Any]:
        """Let those who are `unknown` be told again (`resend`), or count as failed; AT_ONCE at most.

        The decision stands in the campaign's history before any message moves. Whose message was settled
        meanwhile is passed over. Gives how many it was `decided` about, and whether there may be `more`.
        Raises Problem 403, 404; 409 `ended` or `not_sending` where nobody could be told again; 412.
        """
        campaign = to_run(self._store, principal, identity, now)
        expect(campaign, expected)
        if resend and campaign.state is not CampaignState.SENDING:
            raise refusal("ended" if campaign.state in ENDED else "not_sending", campaign)
        hashes = self._listed(campaign)
        read = self._invitations.load_many(campaign.id, hashes[:AT_ONCE]) if hashes else {}
        unknown = [each for each in read.values() if state_of(each) == Reach.UNKNOWN]
        if not unknown:
            return {"decided": 0, "more": False}
        figures = {"resend": resend, "reason": reason, "invitations": len(unknown)}
        line = Line("doubtful", now, Actor("staff", principal.id), figures)
        after = replace(campaign, changed_at=now, changed_by=principal.id)
        try:
            self._store.save(campaign, after, [line])
        except CampaignMoved as moved:
            raise Problem.stale() from moved
        decided = sum(self._settling(each, resend, now) for each in unknown)
        return {"decided": decided, "more": len(hashes) > AT_ONCE}

    def _listed(self, campaign: Campaign) -> list[str]:
        hashes: list[str] = []
        for shard in range(LIST_SHARDS):
            wanted = AT_ONCE + 1 - len(hashes)
            if wanted > 0:
                hashes += self._invitations.listed(campaign.id, Reach.UNKNOWN, shard, wanted).hashes
        return hashes
