"""How far a campaign is, in figures: pure."""

from datetime import datetime, timedelta
from typing import Any

from hearthline.platform.instants import instant
from hearthline.surveys.model import Campaign, CampaignState
from hearthline.surveys.states import STATES
from hearthline.surveys.tally import Standing

_WAITING = ("made", "held")
"""States of who is still to be told."""


def progress(
    campaign: Campaign, made: int, standing: Standing, company_rate: int, now: datetime
) -> dict[str, Any]:
    """Give the figures: `made` invitations so far, and how these stand.

    Those that have left the state `made` are counted a moment later than they do, so all figures are of one
    moment, if not of this very one.
    """
    counts = {state: max(0, standing.of(made).get(state, 0)) for state in STATES}
    waiting = sum(counts[state] for state in _WAITING)
    complete = campaign.made is not None or campaign.trigger is not None
    tells = made and complete and not campaign.third_party
    return {
        "id": campaign.id,
        "version": campaign.version,
        "state": campaign.state.value,
        "waits_for": campaign.waits_for,
        "made": made,
        "all_made": complete,
        "states": counts,
        "reasons": _reasons(standing),
        "channels": [{"channel": name, "count": count} for name, count in standing.channels.items()],
        "percent": round(100 * (made - waiting) / made, 1) if tells else None,
        "all_sent": complete and waiting == 0 and counts["unknown"] == 0,
        "sent_by": _sent_by(campaign, counts["made"], company_rate, now) if complete else None,
    }


def _reasons(standing: Standing) -> list[dict[str, Any]]:
    split = ((name.partition(":"), count) for name, count in standing.reasons.items())
    return [{"state": parts[0], "reason": parts[2], "count": count} for parts, count in split]


def _sent_by(campaign: Campaign, waiting: int, company_rate: int, now: datetime) -> str | None:
    """Give when the last would be told at the campaign's rate, or at the company's where that is lower."""
    sends = campaign.state is CampaignState.SENDING and not campaign.third_party and not campaign.trigger
    if not sends or campaign.closing_at or not waiting:
        return None
    seconds = -(-60 * waiting // min(campaign.rate, company_rate))
    return instant(now + timedelta(seconds=seconds))
