"""From a line of an improvement's history to the event that others see."""

from typing import Any

from hearthline.complaints import keys
from hearthline.complaints.improvements.model import Improvement, Revision
from hearthline.platform.outbox import Actor, Event


def event_of(improvement: Improvement, revision: Revision) -> Event:
    """Give the event of this change; docs/events.md holds the contracts."""
    data: dict[str, Any] = {
        "city": improvement.city,
        "project": improvement.project,
        "department": improvement.department,
        "cause": improvement.cause,
        "contractor": improvement.contractor,
        "status": improvement.status.value,
        "complaints": len(improvement.complaints),
        "proposed_by": improvement.proposed_by,
        "entry": keys.entry(revision.version, 0),
    }
    if "status" in revision.before:
        data["previous_status"] = revision.before["status"]
    return Event(
        id=f"improvement.{improvement.id}.{revision.version}",
        type=f"improvement.{revision.kind}",
        at=revision.at,
        subject=f"improvement/{improvement.id}",
        actor=Actor("staff", revision.by),
        data=data,
    )
