"""A yearly survey that owners have answered, for the pictures of its results."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from hearthline.platform.table import Table
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import Campaign, CampaignState, Invitation, Progress, Reach, Strata

CAMPAIGN = "YEARLY2026000001"
ASKED = 240
RATINGS = (1, 2, 3, 3, 4, 4, 4, 5, 5, 5)
PLACES = (("sz", "海岸花园"), ("sz", "四季花城"), ("gz", "云山府"), ("bj", "西山院子"))
TIMER_SHARDS = 8


def ask_and_answer(client: Any, table: str, now: datetime) -> str:
    """Let a campaign run in which two of three have answered; give its identity; always the same."""
    surveys = Table(client, table)
    since = now - timedelta(days=6)
    title = {"zh": "2026 年度居住体验", "en": "Your home in 2026"}
    campaign = Campaign(
        CAMPAIGN,
        "2026 年度居住体验",
        CampaignState.SENDING,
        "experience-report",
        1,
        title,
        "marketing",
        since,
        now,
        "marketing",
        launched_at=since,
        expires_at=now + timedelta(days=24),
        made=ASKED,
    )
    CampaignStore(surveys, TIMER_SHARDS).create(campaign, [])
    invitations, chance = InvitationStore(surveys, TIMER_SHARDS), Random(2026)  # noqa: S311 - of a picture
    for number in range(ASKED):
        city, project = PLACES[number % len(PLACES)]
        asked = Invitation(
            CAMPAIGN,
            f"{number:040x}",
            f"OWNER{number:011d}",
            since,
            now,
            Strata("customer", city, project, "member", "living"),
            reach=Reach.SENT,
            sent_at=since,
        )
        invitations.create(_answered(asked, chance, now) if number % 3 else asked)
    return CAMPAIGN


def _answered(asked: Invitation, chance: Random, now: datetime) -> Invitation:
    said = {
        "satisfaction": chance.choice(RATINGS),
        "problem": chance.random() < 0.2,
        "buy_again": chance.choice(RATINGS),
        "recommend": min(10, 2 * chance.choice(RATINGS)),
    }
    return replace(asked, progress=Progress.ANSWERED, answers=said, answered_at=now)
