"""Making a campaign's invitations: each part of everybody is a job of its own.

A chunk is one transaction: up to 98 invitations and where the part goes on behind them. So a step that is
done again, or by two at once, invites nobody twice and passes nobody over, wherever it was interrupted. What
is left of a page is remembered between steps, so that within an invocation no page is read twice.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Final

from hearthline.platform.jobs import Job, Overtaken, Step
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.completing import Completing
from hearthline.surveys.model import Campaign, Invitation
from hearthline.surveys.part_store import CHUNK, Part, PartMoved, PartStore, cell
from hearthline.surveys.ports import Everybody, Meant, Stretch
from hearthline.surveys.tokens import Tokens
from hearthline.surveys.work import wanted

CHUNKS_A_STEP: Final = 20
PAGES_A_STEP: Final = 4


class Inviting:
    """Works on one part of a campaign's audience."""

    def __init__(
        self,
        campaigns: CampaignStore,
        completing: Completing,
        parts: PartStore,
        everybody: Everybody,
        tokens: Tokens,
    ) -> None:
        self._campaigns = campaigns
        self._completing = completing
        self._parts = parts
        self._everybody = everybody
        self._tokens = tokens
        self._left: dict[tuple[str, int], tuple[int, Stretch]] = {}

    def step(self, job: Job, now: datetime) -> Step:
        """Make some invitations on from where the part is; with the last part, note how many there are."""
        campaign = self._campaigns.load(str(job.params["campaign"]))
        if campaign is None or not wanted(campaign, job):
            return Step(job.position, done=True)
        number = int(job.params["part"])
        before = self._parts.parts(campaign.id, campaign.parts)[number]
        try:
            after = self._invited(campaign, before, now)
        except PartMoved as moved:
            raise Overtaken from moved
        if after.done:
            self._completing.complete(campaign.id, now)
        return Step({"pages": after.pages, "made": after.made}, done=after.done)

    def _invited(self, campaign: Campaign, part: Part, now: datetime) -> Part:
        chunks, pages = 0, part.pages
        while not part.done and chunks < CHUNKS_A_STEP and part.pages < pages + PAGES_A_STEP:
            stretch = self._stretch(campaign, part)
            chunk, rest = stretch.meant[:CHUNK], stretch.meant[CHUNK:]
            part = self._chunk(campaign, part, chunk, replace(stretch, meant=rest), now)
            chunks += 1
        return part

    def _stretch(self, campaign: Campaign, part: Part) -> Stretch:
        version, left = self._left.pop((campaign.id, part.number), (None, None))
        if left is not None and version == part.version:
            return left
        return self._everybody.stretch(campaign, part.number, part.next)

    def _chunk(
        self, campaign: Campaign, part: Part, chunk: tuple[Meant, ...], left: Stretch, now: datetime
    ) -> Part:
        """Write one chunk; `left` is what of the page comes behind it."""
        ends = not left.meant
        invitations = [self._invitation(campaign, each, now) for each in chunk]
        after = replace(
            part,
            next=left.next if ends else chunk[-1].position,
            done=ends and left.next is None,
            made=part.made + len(invitations),
            scanned=part.scanned + (left.scanned if ends else 0),
            pages=part.pages + ends,
            population=dict(Counter(part.population) + Counter(map(cell, invitations))),
        )
        written = self._parts.write(campaign.id, part, after, invitations)
        if not ends:
            self._left = {(campaign.id, part.number): (written.version, left)}
        return written

    def _invitation(self, campaign: Campaign, meant: Meant, now: datetime) -> Invitation:
        return Invitation(
            campaign=campaign.id,
            hash=self._tokens.hash_of(campaign.id, meant.person),
            person=meant.person,
            made_at=now,
            changed_at=now,
            strata=meant.strata,
            questionnaire_version=campaign.questionnaire_version,
        )
