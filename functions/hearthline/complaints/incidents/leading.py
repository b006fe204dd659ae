"""What is done with an incident, as pure rules: its state and a wish in; its new state and a line out.

    suggested → open → closed; suggested → dismissed

While a job runs on an incident's complaints nothing else is begun on them, and it is not closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from hearthline.complaints import keys
from hearthline.complaints.draft import Refused
from hearthline.complaints.incidents.events import event_of
from hearthline.complaints.incidents.model import (
    TRANSLATIONS,
    Broadcast,
    Incident,
    IncidentStatus,
    Line,
    Said,
)
from hearthline.complaints.model import Outcome
from hearthline.platform.outbox import Actor, Event

LONGEST_HISTORY = 50
"""Broadcasts of one incident."""


@dataclass(frozen=True, slots=True)
class Led:
    """An accepted wish: the incident after it, the line that tells of it, and its event."""

    incident: Incident
    line: Line
    event: Event


def opened(wish: Incident, name: str, job: str | None, asked: str, actor: Actor, at: datetime) -> Led:
    """Open an incident that nobody has suggested; `asked` tells the same wish from another."""
    first = replace(wish, id=name, job=job, asked=asked, confirmed_at=at, confirmed_by=actor.id)
    return _led(first, "opened", "incident.opened", actor, at, text=wish.text)


def without_job(incident: Incident) -> Incident:
    """Take the work on an incident's complaints for ended."""
    return replace(incident, job=None)


def confirmed(incident: Incident, title: str | None, job: str, actor: Actor, at: datetime) -> Led:
    """Confirm a suggestion, and link what was found by a job; again, link what was found since."""
    _refuse_unless(
        incident.status in {IncidentStatus.SUGGESTED, IncidentStatus.OPEN}, "incident_ended", incident
    )
    _refuse_unless(incident.job is None, "job_running", incident)
    fresh = incident.status is IncidentStatus.SUGGESTED
    after = replace(
        incident,
        status=IncidentStatus.OPEN,
        title=title or incident.title,
        job=job,
        confirmed_at=at if fresh else incident.confirmed_at,
        confirmed_by=actor.id if fresh else incident.confirmed_by,
    )
    return _led(after, "confirmed", "incident.opened", actor, at)


def dismissed(incident: Incident, reason: str, actor: Actor, at: datetime) -> Led:
    """Say that a suggestion is no incident."""
    _refuse_unless(incident.status is IncidentStatus.SUGGESTED, "not_suggested", incident)
    after = replace(incident, status=IncidentStatus.DISMISSED, reason=reason, ended_at=at, ended_by=actor.id)
    return _led(after, "dismissed", "incident.dismissed", actor, at, text=reason)


def broadcast_started(
    incident: Incident, job: str, said: Said, resolves: Outcome | None, actor: Actor, at: datetime
) -> Led:
    """Begin to answer all linked complaints with one text, to each in the language that it has for them."""
    _refuse_unless(incident.status is IncidentStatus.OPEN, "incident_not_open", incident)
    _refuse_unless(incident.job is None, "job_running", incident)
    _refuse_unless(incident.linked > 0, "no_members", incident)
    _refuse_unless(len(incident.broadcasts) < LONGEST_HISTORY, "too_many_broadcasts", incident)
    entry = keys.entry(incident.version + 1, 0)
    sent = Broadcast(job, str(actor.id), at, entry, resolves)
    after = replace(incident, job=job, broadcasts=(*incident.broadcasts, sent))
    more = {"broadcast": job, "members": incident.linked, "resolves": resolves is not None}
    led = _led(after, "broadcast", "incident.broadcast_started", actor, at, text=said.text, more=more)
    if not said.translations:
        return led
    return replace(led, line=replace(led.line, data={**more, TRANSLATIONS: dict(said.translations)}))


def closed(incident: Incident, summary: str, outcome: Outcome, actor: Actor, at: datetime) -> Led:
    """End the investigation with its cause; the complaints stay linked, and go their own ways."""
    _refuse_unless(incident.status is IncidentStatus.OPEN, "incident_not_open", incident)
    _refuse_unless(incident.job is None, "job_running", incident)
    after = replace(
        incident,
        status=IncidentStatus.CLOSED,
        summary=summary,
        outcome=outcome,
        ended_at=at,
        ended_by=actor.id,
    )
    more = {
        "cause": outcome.cause,
        "department": outcome.department,
        "contractor": outcome.contractor,
        "members": incident.linked,
    }
    return _led(after, "closed", "incident.closed", actor, at, text=summary, more=more)


def _led(
    after: Incident,
    kind: str,
    type_: str,
    actor: Actor,
    at: datetime,
    *,
    text: str | None = None,
    more: Mapping[str, object] | None = None,
) -> Led:
    after = replace(after, version=after.version + 1)
    line = Line(after.id, after.version, kind, at, actor.kind, actor.id, text, more or {})
    return Led(after, line, event_of(after, type_, actor, at, more))


def _refuse_unless(allowed: bool, code: str, incident: Incident) -> None:
    if not allowed:
        raise Refused(code, status=incident.status.value, version=incident.version)
