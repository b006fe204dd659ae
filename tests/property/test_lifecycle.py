"""Any commands at any times: what must hold of every complaint, whatever is done to it.

A machine files a case and gives it commands in any order, some at instants at which something is due. After
each the laws below hold.
"""

from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hearthline.complaints import clocks
from hearthline.complaints.commands import Command, PassTime, Recalculate, Triage
from hearthline.complaints.draft import Refused
from hearthline.complaints.escalation import next_timer
from hearthline.complaints.lifecycle import decide, file
from hearthline.complaints.model import Change, ClockName, Complaint, Entry, Severity, Status
from hearthline.complaints.policy import Terms
from hearthline.complaints.privacy.retention import retention_ends
from hearthline.complaints.remedy_commands import Approve
from hearthline.complaints.reminders import next_reminder
from hearthline.platform.codec import dump, load
from hearthline.platform.outbox import CUSTOMER
from tests.property.plans import ARRIVED, CHINA, NOTHING, Plan, commands, lengths, severities, starts
from tests.sizes import sized
from tests.unit.complaints.builders import COLLEAGUE, NUMBER, TICK, a_filing, author_of


class Life(RuleBasedStateMachine):
    """One case, and everything that may happen to it."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.swept = False

    @initialize(start=starts, severity=severities)
    def is_filed(self, start: tuple[Terms, datetime], severity: Severity) -> None:
        self.terms, self.now = start
        change = file(a_filing(severity=severity), NUMBER, CUSTOMER, self.now, self.terms)
        self.complaint = change.complaint
        self.entries += change.entries

    @rule(length=lengths)
    def time_passes(self, length: timedelta) -> None:
        self.now += length
        self.swept = False

    @rule(early=st.sampled_from([NOTHING, TICK]))
    def something_falls_due(self, early: timedelta) -> None:
        due = next_timer(self.complaint, self.terms)
        if due is not None and due - early >= self.now:
            self.now = due - early
            self.swept = False

    @rule()
    def the_sweep_comes(self) -> None:
        self.give(PassTime())
        self.swept = True

    @precondition(lambda self: self.terms is CHINA)
    @rule()
    def the_next_years_calendar_arrives(self) -> None:
        self.terms = ARRIVED
        self.give(Recalculate())
        self.swept = False

    @rule(command=commands)
    def somebody_acts(self, command: Plan) -> None:
        self.give(command(self.now))

    def give(self, command: Command) -> None:
        """Decide twice, so that the same is seen to come of the same, and look at what came of it."""
        before, kept = self.complaint, deepcopy(self.complaint)
        change = self.decided(command)
        assert self.decided(command) == change
        assert before == kept
        if change is None or not change.entries:
            assert change is None or replace(change.complaint, version=before.version) == before
            return
        self.follows(before, change, command)
        self.complaint = change.complaint
        self.entries += change.entries
        self.swept = False

    def decided(self, command: Command) -> Change | None:
        # Whoever consents is somebody else than who offers.
        actor = COLLEAGUE if isinstance(command, Approve) else author_of(command)
        try:
            return decide(self.complaint, command, actor, self.now, self.terms)
        except Refused as refused:
            refusal = refused
        assert refusal.data["status"] in list(Status)
        return None

    def follows(self, before: Complaint, change: Change, command: Command) -> None:
        """What must hold between a case and the same case after a command."""
        after = change.complaint
        assert after.version == before.version + 1
        assert [(entry.version, entry.index) for entry in change.entries] == [
            (after.version, index) for index in range(len(change.entries))
        ]
        assert all(entry.at == self.now for entry in change.entries)
        assert len(after.clocks) >= len(before.clocks)
        for old, new in zip(before.clocks, after.clocks, strict=False):
            assert (new.name, new.round, new.started) == (old.name, old.round, old.started)
            assert old.breached_at in {None, new.breached_at}
            assert old.met_at in {None, new.met_at}
            assert old.stopped_at in {None, new.stopped_at}
            assert new.steps[: len(old.steps)] == old.steps
            assert new.pauses[: len(old.pauses)] == old.pauses
            if not isinstance(command, (Triage, Recalculate)):
                assert new.original_due == old.original_due
            if not old.running:
                assert new == old

    @invariant()
    def clocks_never_run_backwards(self) -> None:
        for clock in self.complaint.clocks:
            for end in (clock.due, clock.original_due, clock.met_at, clock.breached_at, clock.stopped_at):
                assert end is None or clock.started <= end
            assert clock.met_at is None or clock.stopped_at is None
            assert clock.breached_at is None or clock.breached_at < self.now
            edges = [edge for pause in clock.pauses for edge in (pause.since, pause.until)]
            assert all(earlier <= later for earlier, later in pairwise([clock.started, *edges]))
            assert clock.paused_since is None or clock.running

    @invariant()
    def a_promise_is_kept_or_broken_by_its_own_deadline(self) -> None:
        for clock in self.complaint.clocks:
            if clock.met_at is not None and clock.breached_at is None:
                assert clock.met_at <= clock.due

    @invariant()
    def a_clock_stands_still_no_longer_than_the_policy_allows(self) -> None:
        for clock in self.complaint.clocks:
            counted = clocks.standstill(clock, self.terms.policy)
            assert (
                sum((pause.until - pause.since for pause in counted), NOTHING) <= self.terms.policy.pause_cap
            )

    @invariant()
    def the_original_target_is_the_one_that_counts_from_the_start(self) -> None:
        for clock in self.complaint.clocks:
            if clock.running and clock.extended_to is None:
                fresh = clocks.start(
                    clock.name, self.complaint.severity, clock.started, self.terms, round_=clock.round
                )
                assert clock.original_due == fresh.due

    @invariant()
    def only_an_open_case_has_clocks_that_run(self) -> None:
        running = {clock.name for clock in self.complaint.clocks if clock.running}
        assert bool(running) == self.complaint.open
        assert (ClockName.RESOLVE in running) == self.complaint.open
        waiting = self.complaint.status is Status.AWAITING_CUSTOMER
        assert any(clock.paused_since for clock in self.complaint.clocks) == waiting

    @invariant()
    def the_timeline_tells_the_status(self) -> None:
        assert status_told(self.entries) == self.complaint.status
        assert self.complaint.round == 1 + sum(entry.kind == "reopened" for entry in self.entries)
        assert self.complaint.version == self.entries[-1].version

    @invariant()
    def the_timeline_tells_every_breach_once(self) -> None:
        told = [(each.data["clock"], each.data["round"]) for each in self.entries if each.kind == "breached"]
        kept = [(clock.name, clock.round) for clock in self.complaint.clocks if clock.breached_at]
        assert sorted(told) == sorted(kept)

    @invariant()
    def every_step_is_told_once_ever(self) -> None:
        told = [
            (step["clock"], step["round"], step["step"])
            for entry in self.entries
            if entry.kind == "escalated"
            for step in entry.data["steps"]
        ]
        taken = [(clock.name, clock.round, step) for clock in self.complaint.clocks for step in clock.steps]
        assert len(told) == len(set(told))
        assert sorted(told) == sorted(taken)

    @invariant()
    def entries_have_keys_of_their_own(self) -> None:
        keys = [(entry.version, entry.index) for entry in self.entries]
        assert keys == sorted(set(keys))

    @invariant()
    def after_a_sweep_nothing_is_owed(self) -> None:
        due = next_timer(self.complaint, self.terms)
        end = retention_ends(self.complaint, self.terms)
        if self.swept:
            assert due is None or due > self.now or due == end
        if not self.complaint.open and self.complaint.status is not Status.RESOLVED:
            owed = (at for at in (next_reminder(self.complaint), end) if at is not None)
            assert due == min(owed, default=None)

    @invariant()
    def what_is_stored_is_what_is_read(self) -> None:
        assert load(Complaint, dump(self.complaint)) == self.complaint
        assert load(Entry, dump(self.entries[-1])) == self.entries[-1]


def status_told(entries: list[Entry]) -> Status:
    """The status that the timeline alone leads to."""
    status = Status.RECEIVED
    for entry in entries:
        match entry.kind, status:
            case "transferred", Status.ASSIGNED:
                status = Status.RECEIVED
            case "assigned", Status.RECEIVED:
                status = Status.ASSIGNED
            case "replied", (Status.RECEIVED | Status.ASSIGNED):
                status = Status.IN_PROGRESS
            case ("message", Status.AWAITING_CUSTOMER) | ("reopened", _):
                status = Status.IN_PROGRESS
            case "asked", _:
                status = Status.AWAITING_CUSTOMER
            case ("resolved" | "closed" | "rejected" | "merged") as ending, _:
                status = Status(ending)
            case _:
                pass
    return status


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=sized(40, 500), stateful_step_count=40)
