"""A sweep each minute and one that comes late leave the same record."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hearthline.complaints.commands import Command, PassTime
from hearthline.complaints.draft import Refused
from hearthline.complaints.escalation import next_timer
from hearthline.complaints.lifecycle import decide, file
from hearthline.complaints.model import Severity
from hearthline.complaints.policy import Terms
from hearthline.platform.outbox import CUSTOMER
from tests.property.plans import MINUTE, Plan, commands, lengths, severities, starts
from tests.sizes import sized
from tests.unit.complaints.builders import NUMBER, a_filing, author_of, steps_in


class World:
    """One case under a plan of commands, swept or left alone in between."""

    def __init__(self, start: tuple[Terms, datetime], severity: Severity) -> None:
        self.terms, self.now = start
        change = file(a_filing(severity=severity), NUMBER, CUSTOMER, self.now, self.terms)
        self.complaint = change.complaint
        self.entries = list(change.entries)

    def give(self, command: Command, now: datetime) -> None:
        try:
            change = decide(self.complaint, command, author_of(command), now, self.terms)
        except Refused:
            return
        if change.entries:
            self.complaint = change.complaint
            self.entries += change.entries

    def sweep_each_minute(self, until: datetime) -> None:
        """Sweep at each full minute up to an instant; those at which nothing is due change nothing."""
        while (due := next_timer(self.complaint, self.terms)) is not None:
            minute = (
                due if due.second == due.microsecond == 0 else due.replace(second=0, microsecond=0) + MINUTE
            )
            if minute > until:
                return
            self.give(PassTime(), minute)

    def record(self) -> list[tuple[object, ...]]:
        """Every promise's outcome, and the steps that time alone brings (not those for want of an answer)."""
        return [
            (
                *(clock.name, clock.round, clock.due, clock.met_at, clock.breached_at, clock.stopped_at),
                sorted(step for step in clock.steps if "/" not in step),
            )
            for clock in self.complaint.clocks
        ]


@settings(max_examples=sized(60, 1_000))
@given(
    start=starts, severity=severities, plan=st.lists(st.tuples(lengths, commands), max_size=8), outage=lengths
)
def test_a_sweep_each_minute_and_one_that_comes_late_leave_the_same_record(
    start: tuple[Terms, datetime], severity: Severity, plan: list[tuple[timedelta, Plan]], outage: timedelta
) -> None:
    swept, left_alone = World(start, severity), World(start, severity)
    now = start[1]

    for length, command in plan:
        now += length
        swept.sweep_each_minute(now)
        swept.give(command(now), now)
        left_alone.give(command(now), now)
    now += outage
    swept.sweep_each_minute(now)
    swept.give(PassTime(), now)
    left_alone.give(PassTime(), now)

    assert left_alone.record() == swept.record()
    assert left_alone.complaint.status == swept.complaint.status
    assert left_alone.complaint.closed_at == swept.complaint.closed_at


@settings(max_examples=sized(30, 1_000))
@given(start=starts, severity=severities, outage=lengths)
def test_after_an_outage_all_that_was_missed_is_told_in_one_event(
    start: tuple[Terms, datetime], severity: Severity, outage: timedelta
) -> None:
    world = World(start, severity)
    filed = len(world.entries)

    world.give(PassTime(), start[1] + outage)

    raised = [entry for entry in world.entries[filed:] if entry.kind == "escalated"]
    assert len(raised) <= 1
    assert all(steps_in(entry) for entry in raised)
