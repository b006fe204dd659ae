"""The arithmetic of one promise: when it is due, how pauses and extensions move it, when it was broken.

A clock is never counted up or down; it is *reckoned* from when it started, its target and its pauses, so
cutting a pause in two, or sweeping late, can't change the result. Round-the-clock targets run on real time,
working targets on the calendar's time (see `hearthline.platform.calendar`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hearthline.complaints.model import Clock, ClockName, Complaint, Severity, Span
from hearthline.complaints.policy import Policy, Step, Terms
from hearthline.platform.calendar import Deadline
from hearthline.platform.targets import Target, Unit

TICK = timedelta(milliseconds=1)
_PAUSING = frozenset({ClockName.RESOLVE})


def start(name: ClockName, severity: Severity, at: datetime, terms: Terms, *, round_: int = 1) -> Clock:
    """Start a promise; in later rounds `resolve` has half the time of the policy's target."""
    target = str(terms.policy.target(severity, name))
    halved = round_ > 1 and name is ClockName.RESOLVE
    fresh = Clock(name=name, round=round_, target=target, started=at, due=at, original_due=at, halved=halved)
    return _reckoned(fresh, terms, original=True)


def meet(clock: Clock, at: datetime, terms: Terms) -> Clock:
    """Keep the promise at this instant. One already met or stopped stays as it is."""
    if not clock.running:
        return clock
    return replace(resume(clock, at, terms), met_at=at)


def stop(clock: Clock, at: datetime, terms: Terms) -> Clock:
    """End a promise that no longer applies (rejected, merged), leaving its record."""
    if not clock.running:
        return clock
    return replace(resume(clock, at, terms), stopped_at=at)


def pause(clock: Clock, at: datetime, terms: Terms) -> Clock:
    """Let the clock stand still while the customer is asked; only `resolve` does."""
    if not clock.running or clock.name not in _PAUSING or clock.paused_since is not None:
        return clock
    return _reckoned(replace(clock, paused_since=at), terms)


def resume(clock: Clock, at: datetime, terms: Terms) -> Clock:
    """Let a paused clock run on."""
    if clock.paused_since is None or not clock.running:
        return clock
    return _reckoned(_resumed(clock, at), terms)


def extend(clock: Clock, until: datetime, at: datetime, terms: Terms) -> Clock:
    """Promise a later instant; the first target stays on record beside it."""
    return _reckoned(replace(clock, extended_to=until, extended_at=at), terms)


def retarget(clock: Clock, severity: Severity, terms: Terms) -> Clock:
    """Reckon anew for another severity: from the original start, with the same pauses.

    A promised extension stands, a recorded breach stays, and a promise already met is history.
    """
    if not clock.running or clock.target is None:
        return clock
    return _reckoned(
        replace(clock, target=str(terms.policy.target(severity, clock.name))), terms, original=True
    )


def recalculate(clock: Clock, terms: Terms) -> Clock:
    """Reckon a provisional promise again, with the calendar as it now is."""
    if not clock.running or not clock.provisional or clock.target is None:
        return clock
    return _reckoned(clock, terms, original=True)


def settle(clock: Clock, now: datetime) -> Clock:
    """Record a deadline that has passed as broken at its own instant, however late one looks."""
    if clock.running and clock.breached_at is None and clock.due < now:
        return replace(clock, breached_at=clock.due)
    return clock


def steps_reached(clock: Clock, now: datetime, terms: Terms) -> list[tuple[Step, str, datetime]]:
    """Give the steps that are due and not yet taken: (step, its unique name in this round, its instant)."""
    if not clock.running:
        return []
    found, missed = [], clock.breached_at or clock.due
    for step in terms.policy.steps_of(clock.name):
        # Where it can't be reached yet, when it will be need not be reckoned.
        if (step.fraction and now <= clock.started) or (step.after_due is not None and now <= missed):
            continue
        for name, at in _occurrences(clock, step, terms):
            if at > now:
                break
            if name not in clock.steps:
                found.append((step, name, at))
    return sorted(found, key=lambda reached: reached[2])


def next_instant(clock: Clock, terms: Terms) -> datetime | None:
    """Give the earliest instant at which this clock owes something, or None."""
    if not clock.running:
        return None
    instants = [] if clock.breached_at else [clock.due + TICK]
    for step in terms.policy.steps_of(clock.name):
        if step.after_due is not None and not clock.breached_at:
            continue  # none of them comes before the breach itself
        untaken = (at for name, at in _occurrences(clock, step, terms) if name not in clock.steps)
        instants += [at for at in (next(untaken, None),) if at is not None]
    return min(instants, default=None)


def kept(clock: Clock) -> bool | None:
    """Tell whether the promise was kept: True, False, or None while it is open or was called off unbroken."""
    if clock.breached_at is not None:
        return False
    return True if clock.met_at is not None else None


def map_clocks(
    complaint: Complaint, change: Callable[[Clock], Clock], names: Iterable[ClockName] = ClockName
) -> Complaint:
    """Apply a change to the latest round of the named clocks."""
    wanted = {(name, found.round) for name in names if (found := complaint.clock(name))}
    clocks = tuple(
        change(clock) if (clock.name, clock.round) in wanted else clock for clock in complaint.clocks
    )
    return replace(complaint, clocks=clocks)


def _resumed(clock: Clock, at: datetime) -> Clock:
    if clock.paused_since is None:
        return clock
    span = Span(clock.paused_since, at)
    pauses = (*clock.pauses, span) if span.until > span.since else clock.pauses
    return replace(clock, pauses=pauses, paused_since=None)


def _reckoned(clock: Clock, terms: Terms, *, original: bool = False) -> Clock:
    """Set the deadline from scratch; with `original` the first target too."""
    if clock.extended_to is not None:
        deadline = _extended_deadline(clock, terms)
    else:
        deadline = _advance(clock, _allowance(clock), standstill(clock, terms.policy), terms)
    if not original:
        first = clock.original_due
    elif clock.pauses or clock.paused_since or clock.extended_to:
        first = _advance(clock, _allowance(clock), (), terms).at
    else:
        first = deadline.at
    return replace(clock, due=deadline.at, original_due=first, provisional=deadline.provisional)


def _extended_deadline(clock: Clock, terms: Terms) -> Deadline:
    if clock.extended_to is None or clock.extended_at is None:
        raise ValueError(clock.name)
    later = [
        Span(max(span.since, clock.extended_at), span.until)
        for span in standstill(clock, terms.policy)
        if span.until > clock.extended_at
    ]
    return _reach(_unit(clock), clock.extended_to, timedelta(0), later, terms)


def _advance(clock: Clock, duration: timedelta, spans: Sequence[Span], terms: Terms) -> Deadline:
    unit = _unit(clock)
    begin = terms.calendar.begin(unit, clock.started)
    counted = [Span(max(span.since, begin), span.until) for span in spans if span.until > begin]
    return _reach(unit, begin, duration, counted, terms)


def _reach(unit: Unit, begin: datetime, duration: timedelta, spans: Sequence[Span], terms: Terms) -> Deadline:
    """Find where `duration` of the unit's own time ends, when the spans do not count.

    A standstill that begins when none of that time is left can't move the end.
    """
    deadline = terms.calendar.advance(unit, begin, duration)
    for span in spans:
        if terms.calendar.elapsed(unit, span.since, deadline.at) <= timedelta(0):
            break
        duration += terms.calendar.elapsed(unit, span.since, span.until)
        deadline = terms.calendar.advance(unit, begin, duration)
    return Deadline(_whole_ms(deadline.at), deadline.provisional)


def standstill(clock: Clock, policy: Policy) -> list[Span]:
    """Give the pauses that count: at most the policy's cap in all; an open one is taken to last to it."""
    left = policy.pause_cap
    spans = list(clock.pauses)
    if clock.paused_since is not None:
        spans.append(Span(clock.paused_since, clock.paused_since + left))
    counted = []
    for span in spans:
        length = min(span.until - span.since, left)
        if length <= timedelta(0):
            break
        counted.append(Span(span.since, span.since + length))
        left -= length
    return counted


def _occurrences(clock: Clock, step: Step, terms: Terms) -> Iterable[tuple[str, datetime]]:
    if step.fraction is not None:
        yield step.name, _moment(clock, step.fraction, terms)
        return
    if step.after_due is None:
        raise ValueError(step.name)
    unit, wait = step.after_due.unit, step.after_due.duration
    if step.every is None:
        yield step.name, _after(clock, unit, wait, terms)
        return
    number = 1
    while True:
        yield f"{step.name}:{number}", _after(clock, unit, wait, terms)
        wait += step.every.duration
        number += 1


def _after(clock: Clock, unit: Unit, wait: timedelta, terms: Terms) -> datetime:
    missed = clock.breached_at or clock.due
    if not wait:
        return missed + TICK
    return _whole_ms(terms.calendar.advance(unit, terms.calendar.begin(unit, missed), wait).at)


def _moment(clock: Clock, fraction: float, terms: Terms) -> datetime:
    """Give the instant at which this share of the promise's own time has run."""
    spans = standstill(clock, terms.policy)
    return _advance(clock, _own_time(clock, spans, terms) * fraction, spans, terms).at


def _own_time(clock: Clock, spans: Sequence[Span], terms: Terms) -> timedelta:
    """Give the time that runs until the deadline; of an extended promise, without what stood still before."""
    if clock.extended_to is None or clock.extended_at is None:
        return _allowance(clock)
    unit = _unit(clock)
    begin = terms.calendar.begin(unit, clock.started)
    own = terms.calendar.elapsed(unit, begin, max(begin, clock.extended_to))
    for span in spans:
        since, until = max(span.since, begin), min(span.until, clock.extended_at)
        if until > since:
            own -= terms.calendar.elapsed(unit, since, until)
    return own


def _allowance(clock: Clock) -> timedelta:
    if clock.target is None:
        return clock.original_due - clock.started
    duration = Target.parse(clock.target).duration
    return duration / 2 if clock.halved else duration


def _unit(clock: Clock) -> Unit:
    return Target.parse(clock.target).unit if clock.target else Unit.HOURS


def _whole_ms(at: datetime) -> datetime:
    rest = at.microsecond % 1000
    return at if rest == 0 else at + timedelta(microseconds=1000 - rest)
