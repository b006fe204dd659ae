"""What an incident tells of itself: codes and counts, no address within the project."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hearthline.complaints.incidents.model import Incident, Line
from hearthline.complaints.incidents.watching import Found
from hearthline.platform.instants import instant
from hearthline.platform.outbox import Actor, Event


def suggested(incident: Incident, claim: Found) -> Line:
    """Give the first line of one that was suggested: by how many, of how many homes, and when."""
    instants = [each.at for each in claim.sightings]
    found = {**_counts(claim), "first": instant(min(instants)), "latest": instant(max(instants))}
    return Line(incident.id, incident.version, "suggested", incident.created_at, "system", None, data=found)


def suggested_event(incident: Incident, claim: Found) -> Event:
    """Give the event of a suggestion: codes and counts, no address within the project."""
    return event_of(
        incident,
        "incident.suggested",
        Actor("system"),
        incident.created_at,
        _counts(claim),
    )


def _counts(claim: Found) -> dict[str, int]:
    return {"complaints": len(claim.sightings), "homes": len({each.home for each in claim.sightings})}


def event_of(
    incident: Incident, type_: str, actor: Actor, at: datetime, more: Mapping[str, Any] | None = None
) -> Event:
    """Give an event about an incident as it stands after the change."""
    data = {
        "city": incident.city,
        "project": incident.project,
        "category": incident.category,
        "status": incident.status.value,
        **(more or {}),
    }
    return Event(f"{incident.id}.{incident.version}.0", type_, at, f"incident/{incident.id}", actor, data)
