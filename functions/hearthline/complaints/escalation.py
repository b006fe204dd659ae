"""What time alone does to a complaint: broken promises, the ladder of people told, works overdue, closing.

Everything missed since the last look is recorded in one change and told in one event, so that each person
gets one notice after an outage. A step is taken once, ever: its name stays in its clock.
"""

from dataclasses import replace
from datetime import datetime

from hearthline.complaints import clocks
from hearthline.complaints.draft import Draft
from hearthline.complaints.model import Clock, ClockName, Complaint, Escalation, Status, Visibility
from hearthline.complaints.policy import LEVELS, Terms, next_level
from hearthline.complaints.privacy.retention import retention_ends
from hearthline.complaints.reminders import next_reminder, remind
from hearthline.platform.instants import instant

Raised = dict[str, object]
_ORDER = tuple(ClockName)


def pass_time(draft: Draft) -> None:
    """Record all that has become due by the draft's instant."""
    _record_breaches(draft)
    _tell(draft, _ladder(draft) + _unacknowledged(draft))
    remind(draft)
    _close_unanswered(draft)


def take_severity(draft: Draft) -> None:
    """Record what the severity just given makes due, and tell at once whom the policy names for it."""
    _record_breaches(draft)
    _tell(draft, _ladder(draft) + _at_once(draft))


def closing_at(complaint: Complaint, terms: Terms) -> datetime:
    """Give the instant at which a resolved case closes by itself."""
    return (complaint.resolved_at or complaint.received_at) + terms.policy.close_after


def next_timer(complaint: Complaint, terms: Terms) -> datetime | None:
    """Give the earliest instant at which this case owes something, or None.

    The last thing that a case owes is that the person is taken out of it.
    """
    if complaint.erased_at is not None:
        return None
    instants = [at for clock in complaint.clocks if (at := clocks.next_instant(clock, terms)) is not None]
    if (reminder := next_reminder(complaint)) is not None:
        instants.append(reminder)
    if complaint.status is Status.RESOLVED:
        instants.append(closing_at(complaint, terms))
    instants += [
        one.acknowledge_by for one in complaint.escalations if waited_for(one) and one.acknowledge_by
    ]
    if (end := retention_ends(complaint, terms)) is not None:
        instants.append(end)
    return min(instants, default=None)


def _close_unanswered(draft: Draft) -> None:
    """Close a resolved case that heard no verdict within the policy's period, as of that period's end."""
    complaint = draft.complaint
    closing = closing_at(complaint, draft.terms)
    if complaint.status is Status.RESOLVED and closing <= draft.now:
        draft.set(status=Status.CLOSED, closed_at=closing)
        draft.record(
            "closed",
            Visibility.PUBLIC,
            data={"by": "system"},
            event="complaint.closed",
            event_data={"by": "system"},
            by_system=True,
        )


def _record_breaches(draft: Draft) -> None:
    before = {(clock.name, clock.round) for clock in draft.complaint.clocks if clock.breached_at}
    settled = tuple(clocks.settle(clock, draft.now) for clock in draft.complaint.clocks)
    draft.set(clocks=settled)
    for clock in settled:
        if clock.breached_at and (clock.name, clock.round) not in before:
            facts = {"clock": clock.name.value, "round": clock.round, "due": instant(clock.breached_at)}
            draft.record(
                "breached",
                Visibility.PUBLIC,
                data=facts,
                event="sla.breached",
                event_data=facts,
                by_system=True,
            )


def _ladder(draft: Draft) -> list[Raised]:
    raised = []
    for clock in draft.complaint.clocks:
        for step, name, _ in clocks.steps_reached(clock, draft.now, draft.terms):
            _take(draft, clock, name)
            raised.append(_raised(clock, name, step.tell))
    return raised


def _at_once(draft: Draft) -> list[Raised]:
    """Tell of so grave a case once in each round; after the answer the step belongs to `resolve`."""
    complaint = draft.complaint
    levels = draft.terms.policy.at_once.get(complaint.severity, ())
    name = f"at_once:{complaint.severity.value}"
    current = [clock for clock in complaint.clocks if clock.round == complaint.round]
    running = [clock for clock in current if clock.running and clock.name is not ClockName.ACKNOWLEDGE]
    if not levels or not running or any(name in clock.steps for clock in current):
        return []
    _take(draft, running[0], name)
    return [_raised(running[0], name, levels)]


def waited_for(escalation: Escalation) -> bool:
    """Tell whether nobody has acknowledged the step yet."""
    return escalation.acknowledged_at is None


def _unacknowledged(draft: Draft) -> list[Raised]:
    raised = []
    for one in draft.complaint.escalations:
        above = next_level(one.level)
        clock = _clock_of(draft, one)
        overdue = waited_for(one) and one.acknowledge_by is not None and one.acknowledge_by <= draft.now
        if overdue and above is not None and clock.running:
            name = f"{one.step.partition('/')[0]}/{above}"
            _take(draft, clock, name)
            raised.append(_raised(clock, name, (above,)))
    return raised


def _clock_of(draft: Draft, one: Escalation) -> Clock:
    return next(
        clock for clock in draft.complaint.clocks if (clock.name, clock.round) == (one.clock, one.round)
    )


def _take(draft: Draft, clock: Clock, name: str) -> None:
    def taken(found: Clock) -> Clock:
        same = (found.name, found.round) == (clock.name, clock.round)
        return replace(found, steps=(*found.steps, name)) if same else found

    draft.set(clocks=tuple(taken(found) for found in draft.complaint.clocks))


def _raised(clock: Clock, name: str, levels: tuple[str, ...]) -> Raised:
    due = clock.breached_at or clock.due
    return {
        "clock": clock.name.value,
        "round": clock.round,
        "step": name,
        "levels": list(levels),
        "due": instant(due),
    }


def _tell(draft: Draft, raised: list[Raised]) -> None:
    """Wait, for each clock, for an acknowledgement by the highest level told; record who is told of what."""
    if not raised:
        return
    told: dict[object, list[Raised]] = {}
    for one in raised:
        told.setdefault(one["clock"], []).append(one)
    awaited = [_awaited(draft, max(of_clock, key=_height)) for of_clock in told.values()]
    others = [one for one in draft.complaint.escalations if one.clock.value not in told]
    draft.set(escalations=tuple(sorted((*others, *awaited), key=lambda one: _ORDER.index(one.clock))))
    by = min((one.acknowledge_by for one in awaited if one.acknowledge_by), default=None)
    facts = {"steps": raised, "acknowledge_by": instant(by) if by else None}
    draft.record(
        "escalated",
        Visibility.INTERNAL,
        data=facts,
        event="escalation.raised",
        event_data=facts,
        by_system=True,
    )


def _awaited(draft: Draft, told: Raised) -> Escalation:
    """Give the step whose acknowledgement is waited for: this one, unless one as high is waited for yet."""
    level = LEVELS[_height(told)]
    clock, round_ = ClockName(str(told["clock"])), int(str(told["round"]))
    for running in draft.complaint.escalations:
        if (
            (running.clock, running.round) == (clock, round_)
            and waited_for(running)
            and running.acknowledge_by is not None
            and running.acknowledge_by > draft.now
            and LEVELS.index(running.level) >= LEVELS.index(level)
        ):
            return running
    wait = draft.terms.policy.acknowledge_within[draft.complaint.severity]
    return Escalation(
        clock=clock,
        round=round_,
        step=str(told["step"]),
        level=level,
        raised_at=draft.now,
        acknowledge_by=draft.now + wait if next_level(level) else None,
    )


def _height(raised: Raised) -> int:
    return max(LEVELS.index(level) for level in raised["levels"])  # type: ignore[attr-defined]
