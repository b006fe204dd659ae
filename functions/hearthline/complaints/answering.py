"""Answering the customer: every way in which a person keeps, ends or moves the promises."""

from hearthline.complaints import clocks
from hearthline.complaints.commands import (
    Ask,
    Extend,
    Reject,
    Reply,
    Resolve,
)
from hearthline.complaints.draft import Draft, Refused, refuse_unless
from hearthline.complaints.model import (
    ClockName,
    Complaint,
    Outcome,
    Publication,
    Status,
    Visibility,
)
from hearthline.complaints.remedies import end_under_way
from hearthline.platform.instants import instant


def reply(draft: Draft, command: Reply, *, visit: int | None = None) -> None:
    """Answer the customer; of the answer that comes with a visit they are told in the visit's own notice."""
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
        event_data={"first": first, "kept": _answer_kept(draft), "visit": visit},
    )


def ask(draft: Draft, command: Ask) -> None:
    """Ask the customer, and wait: `resolve` stands still."""
    refuse_unless(draft.complaint.open, "not_open", draft.complaint)
    first = _answer(draft)
    draft.set(status=Status.AWAITING_CUSTOMER)
    draft.clocks(lambda clock: clocks.pause(clock, draft.now, draft.terms))
    draft.record(
        "asked", Visibility.CUSTOMER, text=command.text, event="complaint.asked", event_data={"first": first}
    )


def resolve(draft: Draft, command: Resolve) -> None:
    """State that the matter is settled."""
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
        _reply_visibility(complaint, command.public),
        text=command.summary,
        data=facts,
        event="complaint.resolved",
        event_data={**facts, "kept": clocks.kept(resolve) if resolve else None},
    )


def reject(draft: Draft, command: Reject) -> None:
    """Decline the case with a reasoned answer."""
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    _answer(draft)
    end_under_way(draft)
    draft.clocks(lambda clock: clocks.stop(clock, draft.now, draft.terms))
    draft.set(status=Status.REJECTED, closed_at=draft.now)
    draft.record(
        "rejected", _reply_visibility(complaint, None), text=command.reason, event="complaint.rejected"
    )


def extend(draft: Draft, command: Extend) -> None:
    """Promise a later instant, and tell the customer."""
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
