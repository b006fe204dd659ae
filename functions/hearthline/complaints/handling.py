"""Taking a case and assessing it: what staff do before, and beside, answering."""

from dataclasses import replace

from hearthline.complaints import clocks
from hearthline.complaints.commands import (
    Acknowledge,
    Assign,
    Claim,
    Note,
    Route,
    Triage,
)
from hearthline.complaints.draft import Draft, NotAllowed, Refused, refuse_unless
from hearthline.complaints.escalation import take_severity, waited_for
from hearthline.complaints.flagging import assess_flags
from hearthline.complaints.model import (
    ClockName,
    Escalation,
    Status,
    Visibility,
)
from hearthline.complaints.policy import LEVELS


def claim(draft: Draft, _: Claim) -> None:
    """Take a case that nobody has taken yet; one that was merely routed to somebody is still to be taken."""
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    acknowledge = complaint.clock(ClockName.ACKNOWLEDGE)
    untaken = complaint.assignee is None or (acknowledge is not None and acknowledge.running)
    refuse_unless(untaken, "already_taken", complaint)
    _take(draft, draft.actor.id)


def assign(draft: Draft, command: Assign) -> None:
    """Give the case to a handler."""
    refuse_unless(draft.complaint.open, "not_open", draft.complaint)
    refuse_unless(draft.complaint.assignee != command.to, "already_taken", draft.complaint)
    _take(draft, command.to)


def route(draft: Draft, command: Route) -> None:
    """Give a case that nobody has to whose turn it is; that a person takes it stays a promise to keep."""
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    refuse_unless(complaint.assignee is None, "already_taken", complaint)
    fresh = complaint.status is Status.RECEIVED
    draft.set(assignee=command.to, status=Status.ASSIGNED if fresh else complaint.status)
    facts = {"assignee": command.to}
    draft.record(
        "assigned",
        Visibility.INTERNAL,
        data={**facts, "by": "system"},
        event="complaint.assigned",
        event_data=facts,
    )


def _take(draft: Draft, handler: str | None) -> None:
    fresh = draft.complaint.status is Status.RECEIVED
    draft.set(assignee=handler, status=Status.ASSIGNED if fresh else draft.complaint.status)
    draft.meet(ClockName.ACKNOWLEDGE)
    facts = {"assignee": handler}
    draft.record("assigned", Visibility.INTERNAL, data=facts, event="complaint.assigned", event_data=facts)


def acknowledge(draft: Draft, command: Acknowledge) -> None:
    """Acknowledge the escalation steps that are running, as far as they were told to one's own level."""
    told = draft.complaint.escalations
    if not any(waited_for(one) for one in told):
        raise Refused(
            "nothing_to_acknowledge",
            status=draft.complaint.status.value,
            acknowledged_by=told[-1].acknowledged_by if told else None,
        )
    height = LEVELS.index(command.up_to)
    mine = [one for one in told if waited_for(one) and LEVELS.index(one.level) <= height]
    if not mine:
        raise NotAllowed("told_above")
    draft.set(escalations=tuple(_seen(draft, one) if one in mine else one for one in told))
    for one in mine:
        facts = {"clock": one.clock.value, "round": one.round, "step": one.step}
        draft.record(
            "acknowledged", Visibility.INTERNAL, data=facts, event="escalation.acknowledged", event_data=facts
        )


def _seen(draft: Draft, one: Escalation) -> Escalation:
    return replace(one, acknowledged_by=draft.actor.id, acknowledged_at=draft.now)


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
