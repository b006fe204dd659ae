"""What happened to a campaign, line by line: what it was, who did it, when; and the event that tells others.

A line holds figures and choices, never a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hearthline.platform.outbox import Actor, Event


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened to a campaign. With `event`, others are told of it under that type."""

    kind: str
    at: datetime
    actor: Actor
    data: Mapping[str, Any] = field(default_factory=dict)
    event: str | None = None


def event_of(campaign: str, version: int, index: int, line: Line) -> Event | None:
    """Give the event that a line is the source of, or None; docs/events.md holds the contracts."""
    if line.event is None:
        return None
    return Event(
        id=f"campaign.{campaign}.{version}.{index}",
        type=line.event,
        at=line.at,
        subject=f"campaign/{campaign}",
        actor=line.actor,
        data={"campaign": campaign, **line.data},
    )
