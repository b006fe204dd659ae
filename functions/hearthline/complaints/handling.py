"""Taking a case and assessing it: what staff do before, and beside, answering."""

from dataclasses import replace

from hearthline.complaints import clocks
from hearthline.complaints.commands import (
    Acknowledge,
    Assign,
    Claim,
    Note,
    Triage,
)
from hearthline.complaints.draft import Draft, Refused, refuse_unless
from hearthline.complaints.escalation import take_severity
from hearthline.complaints.flagging import assess_flags
from hearthline.complaints.model import (
    ClockName,
    Status,
    Visibility,
)


def claim(draft: Draft, _: Claim) -> None:
    """Take a case that nobody has."""
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    refuse_unless(complaint.assignee is None, "already_taken", complaint)
    _take(draft, draft.actor.id)


def assign(draft: Draft, command: Assign) -> None:
    """Give the case to a handler."""
    refuse_unless(draft.complaint.open, "not_open", draft.complaint)
    refuse_unless(draft.complaint.assignee != command.to, "already_taken", draft.complaint)
    _take(draft, command.to)


def _take(draft: Draft, handler: str | None) -> None:
    fresh = draft.complaint.status is Status.RECEIVED
    draft.set(assignee=handler, status=Status.ASSIGNED if fresh else draft.complaint.status)
    draft.meet(ClockName.ACKNOWLEDGE)
    facts = {"assignee": handler}
    draft.record("assigned", Visibility.INTERNAL, data=facts, event="complaint.assigned", event_data=facts)


def acknowledge(draft: Draft, _: Acknowledge) -> None:
    """Acknowledge the escalation step that is running."""
    running = draft.complaint.escalation
    if running is None or running.acknowledged_at is not None:
        raise Refused(
            "nothing_to_acknowledge",
            status=draft.complaint.status.value,
            acknowledged_by=running.acknowledged_by if running else None,
        )
    draft.set(escalation=replace(running, acknowledged_by=draft.actor.id, acknowledged_at=draft.now))
    facts = {"clock": running.clock.value, "round": running.round, "step": running.step}
    draft.record(
        "acknowledged", Visibility.INTERNAL, data=facts, event="escalation.acknowledged", event_data=facts
    )


def triage(draft: Draft, command: Triage) -> None:
    """Assess the case, and with it its flags; a new severity moves the promises."""
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    before = complaint.severity
    severity = command.severity or before
    given = {
        name: value
        for name in ("safety", "complexity", "impact", "immediate_action")
        if (value := getattr(command, name)) is not None
    }
    draft.set(
        severity=severity,
        category=command.category or complaint.category,
        assessment=replace(complaint.assessment, **given),
    )
    if severity is not before:
        draft.clocks(lambda clock: clocks.retarget(clock, severity, draft.terms))
    facts = {
        "severity": severity.value,
        "previous_severity": before.value,
        "category": draft.complaint.category,
        **given,
    }
    assess_flags(draft)
    draft.record(
        "triaged",
        Visibility.INTERNAL,
        data=facts,
        event="complaint.triaged",
        event_data={"previous_severity": before.value},
    )
    if severity is not before:
        take_severity(draft)


def note(draft: Draft, command: Note) -> None:
    """Write something down for colleagues."""
    draft.record("noted", Visibility.INTERNAL, text=command.text)
