"""Feeding the send queue with a campaign's messages, at the pace of the campaign and of the company.

Each quarter of the invitations is a job of its own. It walks the buckets, takes places in the paces for
those who are to be told, and puts them on the queue, hidden until their place has come. It stays a few
minutes ahead of the present and rests in between, so that a pause is soon felt. A stretch that is fed again,
after a crash, is harmless: who was told by then is told no second time.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from hearthline.platform.jobs import Job, Step
from hearthline.surveys import keys, pacing
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.feeding_plan import TOGETHER, Message, plan
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import Brief, Campaign, Progress
from hearthline.surveys.pace_store import PaceStore
from hearthline.surveys.ports import Send
from hearthline.surveys.telling import owed
from hearthline.surveys.work import buckets_of, wanted

AHEAD: Final = 3 * pacing.MINUTE
"""How far ahead of the present the queue is filled."""
REST: Final = 2 * pacing.MINUTE
"""With how much left a rest ends: the sweep that ends it comes each minute."""
STRETCH: Final = 10 * TOGETHER
"""Most invitations that take their places together: what one request to the queue may hold."""
PAGE: Final = 500
PAGES_A_STEP: Final = 16


class Feeding:
    """Works on one quarter of a campaign's invitations, for one message."""

    def __init__(
        self, campaigns: CampaignStore, invitations: InvitationStore, paces: PaceStore, send: Send
    ) -> None:
        self._campaigns = campaigns
        self._invitations = invitations
        self._paces = paces
        self._send = send

    def step(self, job: Job, now: datetime) -> Step:
        """Feed some buckets on from where the job is, until the queue is full enough for the moment."""
        campaign = self._campaigns.load(str(job.params["campaign"]))
        if campaign is None or not wanted(campaign, job):
            return Step(job.position, done=True)
        message, size = str(job.params["message"]), stretch_of(campaign.rate)
        walk = _Walk(buckets_of(int(job.params["part"])), job.position)
        fed, waiting, until = 0, list[str](), pacing.micros(now) + AHEAD
        for _ in range(PAGES_A_STEP):
            waiting += self._page(campaign, message, walk)
            while len(waiting) >= size or (waiting and walk.done):
                stretch, waiting = waiting[:size], waiting[size:]
                last = self._fed(campaign, message, stretch, now)
                fed += len(stretch)
                if last >= until:
                    rests_until = pacing.moment(last - REST)
                    return Step(walk.behind(stretch[-1]), {"fed": fed}, wait_until=rests_until)
            if walk.done:
                return Step(walk.position(), {"fed": fed}, done=True)
        if waiting:
            self._fed(campaign, message, waiting, now)
        return Step(walk.position(), {"fed": fed + len(waiting)})

    def _page(self, campaign: Campaign, message: str, walk: "_Walk") -> list[str]:
        """Read the next page of the walk; give who waits for the message."""
        if walk.done:
            return []
        page = self._invitations.brief(campaign.id, walk.bucket, walk.after, PAGE)
        walk.go_on(page.last)
        return [each.hash for each in page.invitations if waits_for(campaign, each, message)]

    def _fed(self, campaign: Campaign, message: str, hashes: list[str], now: datetime) -> int:
        """Put some on the queue; give the instant of the last of them."""
        present = pacing.micros(now)
        places = self._paces.take(campaign.id, campaign.rate, len(hashes), present)
        planned = plan(hashes, places, self._paces.most_together, self._paces.take_of_company)
        self._send(
            [_body(campaign, message, each) for each in planned],
            [pacing.delay_seconds(each.at, present) for each in planned],
        )
        return max(places.next, *(each.at for each in planned))


def waits_for(campaign: Campaign, invitation: Brief, message: str) -> bool:
    """Say whether somebody waits for a message: is owed it, and has not answered meanwhile."""
    silent = invitation.progress not in {Progress.ANSWERED, Progress.EXPIRED}
    return silent and owed(campaign, invitation, message)


def stretch_of(rate: int) -> int:
    """Give how many take their places together: two minutes' worth at most, so none is hidden for long."""
    return max(1, min(STRETCH, 2 * rate))


class _Walk:
    """Where a job is among its buckets."""

    def __init__(self, buckets: list[str], position: Mapping[str, Any]) -> None:
        self._buckets = buckets
        self._place = int(position.get("buckets", 0))
        self.after: str | None = position.get("after")

    @property
    def done(self) -> bool:
        return self._place >= len(self._buckets)

    @property
    def bucket(self) -> str:
        return self._buckets[self._place]

    def go_on(self, last: str | None) -> None:
        """Go behind the page that was read; `last` is where it ended, None at the bucket's end."""
        self.after = last
        self._place += last is None

    def position(self) -> dict[str, Any]:
        """Give what the job notes."""
        return {"buckets": self._place} | ({"after": self.after} if self.after else {})

    def behind(self, token_hash: str) -> dict[str, Any]:
        """Give the same, behind one invitation that was read before."""
        return {"buckets": self._buckets.index(keys.bucket_of(token_hash)), "after": token_hash}


def _body(campaign: Campaign, message: str, planned: Message) -> dict[str, Any]:
    return {"campaign": campaign.id, "message": message, "invitations": list(planned.invitations)}
