"""The life of a complaint as a pure function: state, command, actor, instant in; a change or a refusal out.

    received → assigned → in_progress ⇄ awaiting_customer → resolved → closed
    resolved, closed → in_progress (reopening, within the policy's period)
    any open status → rejected | merged

Nothing here does I/O. Who may give a command is decided in `hearthline.platform.access`; what the command
does to the case is decided here, and only here.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from hearthline.complaints import clocks
from hearthline.complaints.commands import (
    Acknowledge,
    Ask,
    Assign,
    Claim,
    Close,
    Command,
    CustomerMessage,
    Extend,
    File,
    GiveVerdict,
    Merge,
    Note,
    PassTime,
    Recalculate,
    Reject,
    Reopen,
    Reply,
    Resolve,
    Triage,
)
from hearthline.complaints.draft import Draft, Refused, refuse_unless
from hearthline.complaints.escalation import pass_time, take_severity
from hearthline.complaints.model import (
    Change,
    Clock,
    ClockName,
    Complaint,
    Outcome,
    Publication,
    Status,
    Verdict,
    Visibility,
)
from hearthline.complaints.policy import Terms
from hearthline.platform.instants import instant
from hearthline.platform.outbox import Actor

__all__ = ["Refused", "decide", "file"]

_SETTLED = frozenset({Status.RESOLVED, Status.CLOSED})


def file(command: File, number: str, actor: Actor, now: datetime, terms: Terms) -> Change:
    """Open a complaint: all three promises start now, whatever the channel."""
    complaint = Complaint(
        number=number,
        version=0,
        kind=command.kind,
        title=command.title,
        text=command.text,
        city=command.city,
        contact=command.contact,
        language=command.language,
        channel=command.channel,
        received_at=now,
        status=Status.RECEIVED,
        severity=command.severity,
        policy=terms.policy.version,
        team=command.team,
        clocks=tuple(clocks.start(name, command.severity, now, terms) for name in ClockName),
        home=command.home,
        category=command.category,
        occurred_on=command.occurred_on,
        publication=Publication.PUBLIC if command.public else Publication.PRIVATE,
        follows=command.follows,
    )
    draft = Draft(complaint, actor, now, terms)
    draft.record("received", Visibility.PUBLIC, event="complaint.received")
    take_severity(draft)
    return draft.finish()


def decide(complaint: Complaint, command: Command, actor: Actor, now: datetime, terms: Terms) -> Change:
    """Apply a command; raise Refused when the state does not allow it.

    What became due before the command is recorded first, in the same change: a late sweep loses nothing.
    PassTime and Recalculate give a change without entries when nothing was owed.
    """
    draft = Draft(complaint, actor, now, terms)
    pass_time(draft)
    _RULES[type(command)](draft, command)
    return draft.finish()


def _claim(draft: Draft, _: Claim) -> None:
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    refuse_unless(complaint.assignee is None, "already_taken", complaint)
    _take(draft, draft.actor.id)


def _assign(draft: Draft, command: Assign) -> None:
    refuse_unless(draft.complaint.open, "not_open", draft.complaint)
    refuse_unless(draft.complaint.assignee != command.to, "already_taken", draft.complaint)
    _take(draft, command.to)


def _take(draft: Draft, handler: str | None) -> None:
    fresh = draft.complaint.status is Status.RECEIVED
    draft.set(assignee=handler, status=Status.ASSIGNED if fresh else draft.complaint.status)
    draft.meet(ClockName.ACKNOWLEDGE)
    facts = {"assignee": handler}
    draft.record("assigned", Visibility.INTERNAL, data=facts, event="complaint.assigned", event_data=facts)


def _acknowledge(draft: Draft, _: Acknowledge) -> None:
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


def _triage(draft: Draft, command: Triage) -> None:
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
    draft.record(
        "triaged",
        Visibility.INTERNAL,
        data=facts,
        event="complaint.triaged",
        event_data={"previous_severity": before.value},
    )
    if severity is not before:
        take_severity(draft)


def _reply(draft: Draft, command: Reply) -> None:
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    first = _answer(draft)
    if draft.complaint.status in {Status.RECEIVED, Status.ASSIGNED}:
        draft.set(status=Status.IN_PROGRESS)
    draft.record(
        "replied",
        _reply_visibility(complaint, command.public),
        text=command.text,
        event="complaint.answered",
        event_data={"first": first, "kept": _answer_kept(draft)},
    )


def _reply_visibility(complaint: Complaint, public: bool | None) -> Visibility:
    shown = complaint.publication in {Publication.PUBLIC, Publication.PENDING} if public is None else public
    return Visibility.PUBLIC if shown else Visibility.CUSTOMER


def _answer(draft: Draft) -> bool:
    """Meet `acknowledge` and `answer`, as a person has answered; tell whether it was the first time."""
    answer = draft.complaint.clock(ClockName.ANSWER)
    first = answer.running if answer else draft.complaint.answered_at is None
    draft.meet(ClockName.ACKNOWLEDGE, ClockName.ANSWER)
    if draft.complaint.answered_at is None:
        draft.set(answered_at=draft.now)
    if draft.complaint.assignee is None:
        draft.set(assignee=draft.actor.id)
    return first


def _answer_kept(draft: Draft) -> bool | None:
    answer = draft.complaint.clock(ClockName.ANSWER)
    return clocks.kept(answer) if answer else None


def _ask(draft: Draft, command: Ask) -> None:
    refuse_unless(draft.complaint.open, "not_open", draft.complaint)
    first = _answer(draft)
    draft.set(status=Status.AWAITING_CUSTOMER)
    draft.clocks(lambda clock: clocks.pause(clock, draft.now, draft.terms))
    draft.record(
        "asked", Visibility.CUSTOMER, text=command.text, event="complaint.asked", event_data={"first": first}
    )


def _resolve(draft: Draft, command: Resolve) -> None:
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    _answer(draft)
    draft.meet(ClockName.RESOLVE)
    outcome = Outcome(command.cause, command.department, command.contractor)
    draft.set(status=Status.RESOLVED, resolved_at=draft.now, outcome=outcome)
    resolve = draft.complaint.clock(ClockName.RESOLVE)
    facts = {"cause": command.cause, "department": command.department, "contractor": command.contractor}
    draft.record(
        "resolved",
        _reply_visibility(complaint, None),
        text=command.summary,
        data=facts,
        event="complaint.resolved",
        event_data={**facts, "kept": clocks.kept(resolve) if resolve else None},
    )


def _reject(draft: Draft, command: Reject) -> None:
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    _answer(draft)
    draft.clocks(lambda clock: clocks.stop(clock, draft.now, draft.terms))
    draft.set(status=Status.REJECTED, closed_at=draft.now)
    draft.record(
        "rejected", _reply_visibility(complaint, None), text=command.reason, event="complaint.rejected"
    )


def _extend(draft: Draft, command: Extend) -> None:
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    clock = complaint.clock(command.clock)
    if clock is None or not clock.running:
        raise Refused("clock_not_running", status=complaint.status.value, clock=command.clock.value)
    longest = draft.now + draft.terms.policy.longest_extension
    if not max(draft.now, clock.due) < command.until <= longest:
        raise Refused(
            "extension_out_of_range",
            status=complaint.status.value,
            after=instant(max(draft.now, clock.due)),
            until=instant(longest),
        )
    draft.clocks(lambda found: clocks.extend(found, command.until, draft.now, draft.terms), [command.clock])
    facts = {"clock": command.clock.value, "until": instant(command.until), "due_before": instant(clock.due)}
    draft.record(
        "extended",
        Visibility.CUSTOMER,
        text=command.reason,
        data=facts,
        event="complaint.extended",
        event_data={"clock": command.clock.value, "until": facts["until"]},
    )


def _note(draft: Draft, command: Note) -> None:
    draft.record("noted", Visibility.INTERNAL, text=command.text)


def _staff_reopens(draft: Draft, command: Reopen) -> None:
    refuse_unless(_reopenable(draft), "not_reopenable", draft.complaint)
    _reopen(draft, command.reason, "staff")


def _staff_closes(draft: Draft, _: Close) -> None:
    refuse_unless(draft.complaint.status is Status.RESOLVED, "not_resolved", draft.complaint)
    _close(draft, "staff")


def _pass_time(_: Draft, __: PassTime) -> None:
    """Ask for nothing more than what `decide` records before any command."""


def _reopenable(draft: Draft) -> bool:
    complaint = draft.complaint
    settled_at = complaint.closed_at or complaint.resolved_at
    in_time = settled_at is not None and draft.now <= settled_at + draft.terms.policy.reopen_within
    return complaint.status is Status.RESOLVED or (complaint.status is Status.CLOSED and in_time)


def _reopen(draft: Draft, text: str | None, by: str) -> None:
    complaint = draft.complaint
    round_ = complaint.round + 1
    fresh = tuple(
        clocks.start(name, complaint.severity, draft.now, draft.terms, round_=round_)
        for name in (ClockName.ANSWER, ClockName.RESOLVE)
    )
    draft.set(
        status=Status.IN_PROGRESS,
        round=round_,
        clocks=(*complaint.clocks, *fresh),
        resolved_at=None,
        closed_at=None,
    )
    facts = {"round": round_, "by": by}
    draft.record(
        "reopened", Visibility.CUSTOMER, text=text, data=facts, event="complaint.reopened", event_data=facts
    )


def _close(draft: Draft, by: str) -> None:
    draft.set(status=Status.CLOSED, closed_at=draft.now)
    draft.record(
        "closed", Visibility.PUBLIC, data={"by": by}, event="complaint.closed", event_data={"by": by}
    )


def _merge(draft: Draft, command: Merge) -> None:
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    refuse_unless(command.into != complaint.number, "merge_into_itself", complaint)
    refuse_unless(command.into_person == command.own_person, "merge_across_persons", complaint)
    draft.clocks(lambda clock: clocks.stop(clock, draft.now, draft.terms))
    draft.set(status=Status.MERGED, merged_into=command.into, closed_at=draft.now)
    facts = {"into": command.into}
    draft.record("merged", Visibility.CUSTOMER, data=facts, event="complaint.merged", event_data=facts)


def _customer_message(draft: Draft, command: CustomerMessage) -> None:
    complaint = draft.complaint
    refuse_unless(
        complaint.status is not Status.MERGED, "merged", complaint, merged_into=complaint.merged_into
    )
    if complaint.status is Status.AWAITING_CUSTOMER:
        draft.set(status=Status.IN_PROGRESS)
        draft.clocks(lambda clock: clocks.resume(clock, draft.now, draft.terms))
    draft.record("message", Visibility.CUSTOMER, text=command.text, event="complaint.message_added")


def _verdict(draft: Draft, command: GiveVerdict) -> None:
    complaint = draft.complaint
    refuse_unless(complaint.status in _SETTLED, "not_resolved", complaint)
    given = complaint.verdict is not None and complaint.verdict.round == complaint.round
    refuse_unless(not given, "verdict_given", complaint)
    refuse_unless(command.accepted or _reopenable(draft), "not_reopenable", complaint)
    draft.set(verdict=Verdict(command.accepted, command.rating, complaint.round, draft.now))
    facts = {"accepted": command.accepted, "rating": command.rating}
    draft.record(
        "verdict",
        Visibility.CUSTOMER,
        text=command.comment,
        data=facts,
        event="complaint.verdict_given",
        event_data=facts,
    )
    if not command.accepted:
        _reopen(draft, None, "customer")
    elif complaint.status is Status.RESOLVED:
        _close(draft, "customer")


def _recalculate(draft: Draft, _: Recalculate) -> None:
    before = draft.complaint.clocks

    def again(clock: Clock) -> Clock:
        return clocks.recalculate(clock, draft.terms)

    draft.set(clocks=tuple(again(clock) for clock in before))
    moved = [
        {"clock": new.name.value, "round": new.round, "due_before": instant(old.due), "due": instant(new.due)}
        for old, new in zip(before, draft.complaint.clocks, strict=True)
        if new != old
    ]
    if moved:
        draft.record("recalculated", Visibility.CUSTOMER, data={"clocks": moved})


_RULES: Mapping[type[Command], Callable[[Draft, Any], None]] = {
    Claim: _claim,
    Assign: _assign,
    Acknowledge: _acknowledge,
    Triage: _triage,
    Reply: _reply,
    Note: _note,
    Ask: _ask,
    Resolve: _resolve,
    Reject: _reject,
    Extend: _extend,
    Reopen: _staff_reopens,
    Close: _staff_closes,
    Merge: _merge,
    CustomerMessage: _customer_message,
    GiveVerdict: _verdict,
    PassTime: _pass_time,
    Recalculate: _recalculate,
}
