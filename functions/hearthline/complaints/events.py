"""From a timeline entry to the event that others see: facts about the case, never about the person."""

from typing import Any

from hearthline.complaints import keys
from hearthline.complaints.model import Complaint, Entry
from hearthline.platform.outbox import Actor, Event


def event_of(complaint: Complaint, entry: Entry) -> Event | None:
    """Give the event that this entry is the source of, or None; docs/events.md holds the contracts."""
    if entry.event_type is None:
        return None
    data: dict[str, Any] = {
        "city": complaint.city,
        "project": complaint.home.project if complaint.home else None,
        "kind": complaint.kind.value,
        "severity": complaint.severity.value,
        "status": complaint.status.value,
        "language": complaint.language,
        "channel": complaint.channel,
        "assignee": complaint.assignee,
        "team": complaint.team,
        **entry.event_data,
        "entry": keys.entry(entry.version, entry.index),
    }
    return Event(
        id=f"{entry.number}.{entry.version}.{entry.index}",
        type=entry.event_type,
        at=entry.at,
        subject=f"complaint/{entry.number}",
        actor=Actor(entry.actor_kind, entry.actor_id),
        data=data,
    )
