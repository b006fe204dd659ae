"""What surveys are about, each with the least that a test must say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hearthline.surveys.model import Campaign, CampaignState, Invitation, Strata

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOME = Strata("customer", "sz", "海岸花园", "senior", "living")


def an_invitation(**changes: Any) -> Invitation:
    given = Invitation("CAMPAIGN00000001", "0a" * 20, "PERSON0000000001", NOW, NOW, HOME)
    return replace(given, **changes)


def a_campaign(**changes: Any) -> Campaign:
    given = Campaign(
        id="CAMPAIGN00000001",
        name="2026 owners",
        state=CampaignState.SENDING,
        questionnaire="closing",
        questionnaire_version=1,
        title={"zh": "业主调查", "en": "Owners' survey"},
        by="mei",
        created_at=NOW,
        changed_at=NOW,
        changed_by="mei",
        launched_at=NOW,
        expires_at=NOW + timedelta(days=30),
    )
    return replace(given, **changes)
