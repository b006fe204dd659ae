"""One event of each type, as the rules send it: the stories of four campaigns."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hearthline.platform.outbox import Actor
from hearthline.surveys import lifecycle
from hearthline.surveys.history import event_of
from hearthline.surveys.lifecycle import Change
from hearthline.surveys.model import CampaignState
from tests.unit.surveys.builders import NOW, a_campaign

MEI = Actor("staff", "mei")
TEXT = {"zh": "请告诉我们。", "en": "Please tell us."}


def examples() -> Mapping[str, dict[str, Any]]:
    """Give each type's example."""
    told: dict[str, dict[str, Any]] = {}
    for change in _changes():
        campaign = replace(change.after, version=change.after.version + 1)
        for index, line in enumerate(change.lines):
            event = event_of(campaign.id, campaign.version, index, line)
            if event:
                told.setdefault(event.type, event.envelope())
    return told


def _changes() -> Iterator[Change]:
    draft = a_campaign(state=CampaignState.DRAFT, segment="{}", counted="RUN", text=TEXT, launched_at=None)
    begun = lifecycle.launched(draft, MEI, NOW)
    yield begun
    paused = lifecycle.paused(begun.after, MEI, NOW)
    yield paused
    yield lifecycle.resumed(paused.after, MEI, NOW)
    yield lifecycle.cancelled(paused.after, MEI, NOW)
    yield lifecycle.settled(replace(begun.after, made=3), {"answered": 2, "expired": 1}, NOW)
    late = replace(draft, state=CampaignState.SCHEDULED, starts_at=NOW, latest_start=NOW)
    yield lifecycle.started(late, NOW + timedelta(hours=1))
