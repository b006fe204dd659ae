"""Campaigns as the API shows them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hearthline.platform.codec import dump
from hearthline.platform.instants import instant
from hearthline.surveys.history import Line
from hearthline.surveys.model import Campaign, Invitation, Progress
from hearthline.surveys.ports import AudienceCount
from hearthline.surveys.states import state_of


def head(found: Campaign) -> dict[str, Any]:
    """Give a campaign as the list shows it."""
    return {
        "id": found.id,
        "version": found.version,
        "name": found.name,
        "state": found.state.value,
        "waits_for": found.waits_for,
        "questionnaire": found.questionnaire,
        "questionnaire_version": found.questionnaire_version,
        "cities": None if found.cities is None else list(found.cities),
        "trigger": found.trigger.value if found.trigger else None,
        "series": found.series,
        "by": found.by,
        "created_at": instant(found.created_at),
        "changed_by": found.changed_by,
        "changed_at": instant(found.changed_at),
        "starts_at": _instant(found.starts_at),
        "launched_at": _instant(found.launched_at),
        "expires_at": _instant(found.expires_at),
        "ended_at": _instant(found.ended_at),
        "made": found.made,
    }


def whole(found: Campaign, count: AudienceCount | None, lines: Sequence[Line]) -> dict[str, Any]:
    """Give a campaign with how the count of its audience stands, and what happened to it, newest first."""
    return {
        **head(found),
        "title": dict(found.title),
        "text": dict(found.text),
        "channels": list(found.channels),
        "anonymous": found.anonymous,
        "latest_start": _instant(found.latest_start),
        "rate": found.rate,
        "reminders": list(found.reminders),
        "reminded": found.reminded,
        "third_party": found.third_party.value if found.third_party else None,
        "delay_hours": found.delay_hours,
        "days_open": found.days_open,
        "filter": _filter(found.segment),
        "excluded": _filter(found.excluded),
        "audience": None
        if found.counted is None
        else {
            "run": found.counted,
            "state": count.state if count else "forgotten",
            "count": count.count if count else None,
        },
        "history": [_line(line) for line in lines],
    }


def recipient(found: Invitation, name: str | None, *, anonymous: bool) -> dict[str, Any]:
    """Give one who is invited, under a masked name.

    In an anonymous campaign who opened its page has no name here: among few, that somebody answered would
    tell what they said.
    """
    unnamed = anonymous and found.progress in (Progress.OPENED, Progress.STARTED, Progress.ANSWERED)
    return {
        "invitation": found.hash,
        "name": None if unnamed else name,
        "city": found.strata.city,
        "state": state_of(found),
        "reason": found.reason,
        "channel": found.channel,
        "made_at": instant(found.made_at),
        "sent_at": _instant(found.sent_at),
        "changed_at": instant(found.changed_at),
        "answered_at": None if anonymous else _instant(found.answered_at),
    }


def _line(line: Line) -> Mapping[str, Any]:
    by = line.actor.id or line.actor.kind
    return {"kind": line.kind, "at": instant(line.at), "by": by, "data": dump(dict(line.data))}


def _filter(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _instant(at: datetime | None) -> str | None:
    return None if at is None else instant(at)
