"""What a campaign must have before it is launched, and how it may be changed later: pure rules."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from hearthline.surveys.model import Campaign, CampaignState

LANGUAGES: Final = ("zh", "en")
LATER: Final = frozenset({"name", "rate", "expires_at", "reminders"})
"""What may be changed of a campaign that is under way: nothing that others were asked by already."""
LATER_TRIGGERED: Final = frozenset(
    {"name", "text", "channels", "delay_hours", "days_open", "questionnaire_version"}
)
"""The same of one that asks by itself: it holds for whom it asks from then on. It may ask another version,
but no other questionnaire: its tally goes by the ids of questions, which keep their meaning in one alone."""
AUDIENCE: Final = frozenset({"segment", "excluded", "cities"})
"""What decides whom a campaign asks; after a change it must be counted again."""


def not_ready(campaign: Campaign, now: datetime) -> str | None:
    """Give the first reason for which it can't be launched at this instant, None where it can."""
    starts_at = max(campaign.starts_at or now, now)
    reasons = {
        "audience_missing": campaign.segment is None,
        "audience_not_counted": campaign.counted is None,
        "text_missing": campaign.third_party is None and not _complete(campaign.text),
        "channel_missing": campaign.third_party is None and not campaign.channels,
        "expiry_missing": campaign.expires_at is None,
        "expired": campaign.expires_at is not None and campaign.expires_at <= now,
        "ends_before_start": campaign.expires_at is not None and campaign.expires_at <= starts_at,
        "too_late_for_starts_at": _contradictory(campaign),
    }
    return next((reason for reason, stands in reasons.items() if stands), None)


def unchangeable(campaign: Campaign, changes: Mapping[str, Any]) -> frozenset[str]:
    """Give those of the changes that the campaign's state does not allow any more."""
    if campaign.state in {CampaignState.DRAFT, CampaignState.SCHEDULED}:
        return frozenset()
    if campaign.state in {CampaignState.FINISHED, CampaignState.CANCELLED}:
        return frozenset(changes)
    later = LATER_TRIGGERED if campaign.trigger else LATER
    # What was closed stays so, whatever end the campaign had then.
    return frozenset(changes) - (later - {"expires_at"} if campaign.closing_at else later)


def _complete(text: Mapping[str, str]) -> bool:
    return all(text.get(language, "").strip() for language in LANGUAGES)


def _contradictory(campaign: Campaign) -> bool:
    starts_at, latest = campaign.starts_at, campaign.latest_start
    return starts_at is not None and latest is not None and latest < starts_at
