"""Any commands at any times: what must hold of every complaint, whatever is done to it.

A machine files a case and gives it commands in any order, some at instants at which something is due. After
each the laws below hold. Then: a sweep each minute and one that comes late leave the same record, and a pause
may be cut up in any way.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hearthline.complaints import clocks
from hearthline.complaints.commands import (
    Acknowledge,
    Assign,
    Claim,
    Close,
    Command,
    CustomerMessage,
    Extend,
    GiveVerdict,
    Note,
    PassTime,
    Recalculate,
    Reject,
    Reopen,
    Triage,
)
from hearthline.complaints.draft import Refused
from hearthline.complaints.escalation import next_timer
from hearthline.complaints.lifecycle import decide, file
from hearthline.complaints.model import Change, Clock, ClockName, Complaint, Entry, Severity, Span, Status
from hearthline.complaints.policy import Terms
from hearthline.platform.codec import dump, load
from hearthline.platform.outbox import CUSTOMER
from tests.calendar_builder import a_list, local
from tests.unit.complaints.builders import (
    NUMBER,
    TICK,
    a_filing,
    a_merge,
    a_question,
    a_reply,
    a_solution,
    author_of,
    some_terms,
    steps_in,
)

MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)
HOURS_A_DAY = 24

# An office without holidays, and one with China's, which counts from 09:00 to 18:00. There deadlines move
# over days off, may begin later, and are provisional in years whose official days are not published.
OFFICE = some_terms()
INTAKE = {"cutoff": "18:00", "opening": "09:00", "off_day": "opening", "before_opening": "opening"}
CHINA = some_terms(official="CN", working_day=INTAKE)
PUBLISHED = [
    a_list(2041, ["2041-01-01", "2041-01-02", "2041-02-01", "2041-02-04", "2041-02-05"], ["2041-01-27"])
]
ARRIVED = some_terms(official="CN", working_day=INTAKE, lists=PUBLISHED)
STARTS = {
    "office": (OFFICE, local("2026-11-02 09:00")),
    "friday evening": (OFFICE, local("2026-11-06 17:59")),
    "night of a day off": (CHINA, local("2026-10-03 23:30")),
    "a year not published": (CHINA, local("2040-12-20 11:59")),
}

starts = st.sampled_from(sorted(STARTS)).map(lambda name: STARTS[name])
severities = st.sampled_from(Severity)
lengths = st.one_of(
    st.integers(0, 3).map(lambda count: count * TICK),
    st.integers(0, 180).map(lambda count: count * MINUTE),
    st.integers(1, 72).map(lambda count: timedelta(hours=count)),
    st.integers(1, 45).map(lambda count: timedelta(days=count)),
)
extensions = st.builds(
    lambda clock, length: lambda now: Extend(clock, now + length, "Later."),
    st.sampled_from(ClockName),
    lengths,
)


Plan = Callable[[datetime], Command]


def whenever(commands: Sequence[Command]) -> st.SearchStrategy[Plan]:
    """One of these commands, the same at whatever instant it is given."""

    def plan(command: Command) -> Plan:
        return lambda _: command

    return st.sampled_from([plan(command) for command in commands])


# Most of them leave the case open, so that a story is long.
commands: st.SearchStrategy[Plan] = st.one_of(
    whenever([Claim(), Assign("zhao.lei"), Acknowledge(), Note("Called."), Recalculate()]),
    whenever([a_question(), CustomerMessage("Yes."), a_reply()]),
    whenever([a_question(), CustomerMessage("No.")]),
    whenever([Triage(severity=severity) for severity in Severity]),
    whenever([a_solution(), Reopen("Wet again."), GiveVerdict(accepted=False, rating=1)]),
    whenever(
        [
            *(a_solution(), Reopen("Wet again."), GiveVerdict(accepted=True, rating=5), Close()),
            *(Reject("Out of scope."), a_merge(), a_merge(same_person=False)),
        ]
    ),
    extensions,
)


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
        try:
            return decide(self.complaint, command, author_of(command), self.now, self.terms)
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
        if self.swept:
            assert due is None or due > self.now
        if not self.complaint.open and self.complaint.status is not Status.RESOLVED:
            assert due is None

    @invariant()
    def what_is_stored_is_what_is_read(self) -> None:
        assert load(Complaint, dump(self.complaint)) == self.complaint
        assert load(Entry, dump(self.entries[-1])) == self.entries[-1]


def status_told(entries: list[Entry]) -> Status:
    """The status that the timeline alone leads to."""
    status = Status.RECEIVED
    for entry in entries:
        match entry.kind, status:
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
TestLife.settings = settings(max_examples=70, stateful_step_count=40)


# A sweep each minute, or one that comes late


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


@settings(max_examples=150)
@given(
    start=starts,
    severity=severities,
    plan=st.lists(st.tuples(lengths, commands), max_size=8),
    outage=lengths,
)
def test_a_sweep_each_minute_and_one_that_comes_late_leave_the_same_record(
    start: tuple[Terms, datetime],
    severity: Severity,
    plan: list[tuple[timedelta, Plan]],
    outage: timedelta,
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


@settings(max_examples=60)
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


# A pause, cut up


@st.composite
def cut_pauses(draw: st.DrawFn) -> tuple[list[Span], list[Span]]:
    """Pauses, some of them from a deadline's own instant on, and the same pauses cut at any points."""
    hour = st.integers(0, 24 * 40) | st.sampled_from([HOURS_A_DAY * days for days in (3, 7, 21)])
    hours = draw(st.lists(hour, min_size=2, max_size=6, unique=True).map(sorted))
    origin = local("2026-10-30 09:00")
    edges = [origin + timedelta(hours=hour) for hour in hours[: len(hours) // 2 * 2]]
    whole = [Span(since, until) for since, until in zip(edges[::2], edges[1::2], strict=True)]
    cut: list[Span] = []
    for pause in whole:
        shares = draw(st.lists(st.integers(1, 999), max_size=4))
        inside = {pause.since + (pause.until - pause.since) * share / 1000 for share in shares}
        points = sorted({pause.since, pause.until} | inside)
        cut += [Span(since, until) for since, until in pairwise(points)]
    return whole, cut


def reckoned(clock: Clock, pauses: list[Span], severity: Severity, terms: Terms) -> Clock:
    started = [pause for pause in pauses if pause.since >= clock.started]
    return clocks.retarget(replace(clock, pauses=tuple(started)), severity, terms)


@settings(max_examples=150)
@given(
    pauses=cut_pauses(),
    severity=severities,
    terms=st.sampled_from([OFFICE, CHINA]),
    extended=st.none() | st.tuples(st.integers(0, 24 * 20), st.integers(1, 24 * 30)),
)
def test_what_remains_of_a_promise_is_the_same_whichever_way_a_pause_is_cut(
    pauses: tuple[list[Span], list[Span]],
    severity: Severity,
    terms: Terms,
    extended: tuple[int, int] | None,
) -> None:
    whole, cut = pauses
    clock = clocks.start(ClockName.RESOLVE, severity, local("2026-10-30 09:00"), terms)
    if extended:
        at = clock.started + timedelta(hours=extended[0])
        clock = clocks.extend(clock, at + timedelta(hours=extended[1]), at, terms)

    one, other = reckoned(clock, whole, severity, terms), reckoned(clock, cut, severity, terms)

    assert other.due == one.due
    assert other.provisional == one.provisional
    assert clocks.next_instant(other, terms) == clocks.next_instant(one, terms)
