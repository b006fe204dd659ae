"""The arithmetic of one promise.

The office works 09:00-12:00 and 13:30-18:00 from Monday to Friday; a story starts on Monday, 09:00.
"""

from dataclasses import replace
from datetime import datetime

import pytest

from hearthline.complaints import clocks
from hearthline.complaints.commands import (
    Ask,
    Claim,
    CustomerMessage,
    Extend,
    Recalculate,
    Reopen,
    Triage,
)
from hearthline.complaints.model import Clock, ClockName, Severity, Span
from tests.calendar_builder import local
from tests.unit.complaints.builders import (
    MONDAY,
    TERMS,
    TICK,
    a_merge,
    a_question,
    a_reply,
    a_resolved_story,
    a_solution,
    a_story,
    after,
    an_answered_story,
    span,
)

ACKNOWLEDGE, ANSWER, RESOLVE = ClockName
CRITICAL, HIGH, NORMAL, LOW = Severity


def a_clock(name: ClockName = RESOLVE, severity: Severity = NORMAL, at: datetime = MONDAY) -> Clock:
    return clocks.start(name, severity, at, TERMS)


def paused(clock: Clock, *spans: tuple[datetime, datetime]) -> Clock:
    for since, until in spans:
        clock = clocks.resume(clocks.pause(clock, since, TERMS), until, TERMS)
    return clock


# Targets


@pytest.mark.parametrize(
    ("severity", "clock", "due"),
    [
        (CRITICAL, ACKNOWLEDGE, "2026-11-02 10:00"),
        (CRITICAL, ANSWER, "2026-11-02 13:00"),
        (CRITICAL, RESOLVE, "2026-11-05 09:00"),
        (HIGH, ACKNOWLEDGE, "2026-11-02 13:00"),
        (HIGH, ANSWER, "2026-11-03 09:00"),
        (HIGH, RESOLVE, "2026-11-09 09:00"),
        (NORMAL, ACKNOWLEDGE, "2026-11-03 09:30"),
        (NORMAL, ANSWER, "2026-11-03 09:00"),
        (NORMAL, RESOLVE, "2026-11-23 09:00"),
        (LOW, ACKNOWLEDGE, "2026-11-03 09:00"),
        (LOW, ANSWER, "2026-11-03 09:00"),
        (LOW, RESOLVE, "2026-12-14 09:00"),
    ],
)
def test_each_severity_has_its_targets(severity: Severity, clock: ClockName, due: str) -> None:
    started = a_story(severity=severity).clock(clock)

    assert started.due == started.original_due == local(due)
    assert started.target == str(TERMS.policy.target(severity, clock))


def test_eight_working_hours_from_friday_afternoon_end_on_tuesday() -> None:
    friday = local("2026-11-06 17:30")

    # Half an hour on Friday and 7.5 hours on Monday make eight.
    assert a_clock(ACKNOWLEDGE, at=friday).due == local("2026-11-09 18:00")
    assert a_clock(ACKNOWLEDGE, at=friday + span(minutes=1)).due == local("2026-11-10 09:01")


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        (CRITICAL, "2026-11-03 21:00"),
        (HIGH, "2026-11-05 21:00"),
        (NORMAL, "2026-11-11 21:00"),
        (LOW, "2026-11-23 09:00"),
    ],
)
def test_in_later_rounds_resolve_has_half_the_time_and_answer_all_of_it(severity: Severity, due: str) -> None:
    again = clocks.start(RESOLVE, severity, MONDAY, TERMS, round_=2)

    assert again.due == again.original_due == local(due)
    assert clocks.start(ANSWER, severity, MONDAY, TERMS, round_=2).due == a_clock(ANSWER, severity).due


# Met, broken


def test_a_promise_met_exactly_at_the_deadline_is_kept() -> None:
    clock = clocks.meet(clocks.settle(a_clock(ANSWER), after(hours=24)), after(hours=24), TERMS)

    assert clocks.kept(clock) is True


def test_a_promise_is_broken_a_millisecond_after_the_deadline_at_the_deadlines_instant() -> None:
    clock = clocks.settle(a_clock(ANSWER), after(hours=24) + TICK)

    assert clock.breached_at == after(hours=24)
    assert clocks.kept(clock) is False


def test_a_promise_met_too_late_was_not_kept() -> None:
    clock = clocks.meet(clocks.settle(a_clock(ANSWER), after(hours=30)), after(hours=30), TERMS)

    assert (clock.breached_at, clock.met_at) == (after(hours=24), after(hours=30))
    assert clocks.kept(clock) is False


def test_of_an_open_promise_nothing_can_be_said_yet() -> None:
    assert clocks.kept(a_clock()) is None


def test_a_promise_called_off_unbroken_was_neither_kept_nor_broken() -> None:
    assert clocks.kept(clocks.stop(a_clock(), after(hours=1), TERMS)) is None


def test_a_promise_already_met_is_not_met_again() -> None:
    clock = clocks.meet(a_clock(), after(hours=1), TERMS)

    assert clocks.meet(clock, after(hours=2), TERMS) == clock
    assert clocks.stop(clock, after(hours=2), TERMS) == clock
    assert clocks.settle(clock, after(days=90)) == clock


def test_a_breach_is_recorded_once() -> None:
    clock = clocks.settle(a_clock(ANSWER), after(hours=25))

    assert clocks.settle(replace(clock, due=after(hours=26)), after(hours=30)).breached_at == after(hours=24)


# Pauses


def test_a_pause_moves_the_deadline_by_the_working_time_in_it() -> None:
    # A night, from 17:00 to 10:00: 17 hours, and 17 hours of the working day's own 24.
    assert paused(a_clock(), (after(hours=8), after(hours=25))).due == local("2026-11-24 02:00")


def test_a_pause_over_a_weekend_does_not_move_a_deadline_in_working_days() -> None:
    saturday, monday = local("2026-11-07 00:00"), local("2026-11-09 00:00")

    assert paused(a_clock(), (saturday, monday)).due == a_clock().due


def test_a_pause_moves_a_deadline_that_runs_round_the_clock_by_all_of_it() -> None:
    assert paused(a_clock(severity=HIGH), (after(days=5), after(days=6))).due == after(days=8)


@pytest.mark.parametrize("name", [ACKNOWLEDGE, ANSWER])
def test_only_resolve_pauses(name: ClockName) -> None:
    assert clocks.pause(a_clock(name), after(hours=1), TERMS) == a_clock(name)


def test_while_it_pauses_the_deadline_allows_for_the_whole_pause_that_is_left() -> None:
    assert clocks.pause(a_clock(severity=HIGH), after(days=1), TERMS).due == after(days=17)


def test_a_clock_pauses_ten_days_at_most_and_then_runs_on() -> None:
    clock = clocks.pause(a_clock(severity=HIGH), after(days=1), TERMS)

    assert clocks.settle(clock, after(days=17)).breached_at is None
    assert clocks.settle(clock, after(days=17) + TICK).breached_at == after(days=17)
    assert clocks.resume(clock, after(days=15), TERMS).due == after(days=17)


def test_ten_days_are_all_pauses_together() -> None:
    clock = paused(a_clock(severity=LOW), (after(days=1), after(days=7)), (after(days=8), after(days=30)))

    counted = clocks.standstill(clock, TERMS.policy)

    assert [(pause.since, pause.until) for pause in counted] == [
        (after(days=1), after(days=7)),
        (after(days=8), after(days=12)),
    ]


def test_a_pause_after_ten_days_are_used_up_holds_nothing() -> None:
    clock = paused(a_clock(severity=HIGH), (after(days=1), after(days=11)))

    assert clocks.pause(clock, after(days=12), TERMS).due == clock.due == after(days=17)


def test_a_pause_that_ended_as_it_began_leaves_no_trace() -> None:
    assert paused(a_clock(), (after(days=1), after(days=1))) == a_clock()


def test_a_pause_after_the_deadline_does_not_move_it() -> None:
    clock = clocks.settle(a_clock(severity=HIGH), after(days=8))

    assert paused(clock, (after(days=8), after(days=9))).due == after(days=7)


def test_a_pause_that_begins_at_the_deadline_comes_too_late() -> None:
    clock = clocks.pause(a_clock(severity=HIGH), after(days=7), TERMS)

    assert clock.due == after(days=7)


@pytest.mark.parametrize("cut_at", [after(hours=10), after(hours=20), after(days=4), after(days=6, hours=3)])
@pytest.mark.parametrize("severity", Severity)
def test_what_remains_is_the_same_whichever_way_a_pause_is_cut(cut_at: datetime, severity: Severity) -> None:
    since, until = after(hours=8), after(days=7)
    whole = paused(a_clock(severity=severity), (since, until))
    cut = paused(a_clock(severity=severity), (since, cut_at), (cut_at, until))

    assert cut.due == whole.due


def test_a_promise_called_off_while_it_pauses_keeps_the_deadline_it_had_by_then() -> None:
    story = an_answered_story(severity=HIGH).does(a_question(), after(days=1)).does(a_merge(), after(days=3))

    assert story.resolve.due == after(days=9)
    assert story.resolve.pauses == (Span(after(days=1), after(days=3)),)


def test_a_promise_met_while_it_pauses_keeps_the_deadline_it_had_by_then() -> None:
    asked = an_answered_story(severity=HIGH).does(a_question(), after(days=1))
    straight_on = asked.does(a_solution(), after(days=3)).resolve
    answered_first = (
        an_answered_story(severity=HIGH)
        .does(a_question(), after(days=1))
        .does(CustomerMessage("The bath."), after(days=3))
        .does(a_solution(), after(days=3))
        .resolve
    )

    assert straight_on == answered_first
    assert straight_on.due == after(days=9)


def test_a_pause_that_began_at_the_deadline_is_the_same_whichever_way_it_is_cut() -> None:
    due = a_clock().due
    evening, later = due + span(hours=11), due + span(days=3)
    spans = [Span(due, evening), Span(evening, later)]

    cut = replace(a_clock(), pauses=tuple(spans))
    whole = replace(a_clock(), pauses=(Span(due, later),))

    assert clocks.retarget(cut, NORMAL, TERMS).due == clocks.retarget(whole, NORMAL, TERMS).due == due


def test_a_pause_before_an_extension_to_a_day_off_is_the_same_whichever_way_it_is_cut() -> None:
    saturday = local("2026-12-05 09:00")
    midnight, noon, monday = local("2026-12-05 00:00"), local("2026-12-05 12:00"), local("2026-12-07 12:00")
    extended = clocks.extend(a_clock(), saturday, after(days=1), TERMS)

    whole = replace(extended, pauses=(Span(midnight, monday),))
    cut = replace(extended, pauses=(Span(midnight, noon), Span(noon, monday)))

    assert clocks.retarget(cut, NORMAL, TERMS).due == clocks.retarget(whole, NORMAL, TERMS).due == saturday


# Extensions


def test_an_extension_moves_the_deadline_and_keeps_the_original_beside_it() -> None:
    story = a_story().does(Extend(RESOLVE, after(days=40), "The part has to be made."), after(days=1))

    assert story.resolve.due == story.resolve.extended_to == after(days=40)
    assert story.resolve.extended_at == after(days=1)
    assert story.resolve.original_due == local("2026-11-23 09:00")


def test_a_second_extension_counts_from_then_and_keeps_the_original() -> None:
    story = a_story(severity=HIGH).does(
        Extend(RESOLVE, after(days=40), "The part has to be made."), after(days=1)
    )
    story.does(a_question(), after(days=2)).does(CustomerMessage("Yes."), after(days=3))
    assert story.resolve.due == after(days=41)

    story.does(Extend(RESOLVE, after(days=50), "The part broke."), after(days=4))

    assert story.resolve.due == after(days=50)
    assert story.resolve.original_due == after(days=7)


def test_only_what_is_paused_after_an_extension_moves_it() -> None:
    story = an_answered_story(severity=HIGH)
    story.does(a_question(), after(days=1)).does(CustomerMessage("Yes."), after(days=2))
    story.does(Extend(RESOLVE, after(days=20), "The part has to be made."), after(days=3))
    assert story.resolve.due == after(days=20)

    story.does(a_question(), after(days=5)).does(CustomerMessage("Yes."), after(days=7))

    assert story.resolve.due == after(days=22)


def test_a_promise_broken_before_its_extension_stays_broken() -> None:
    story = a_story().does(Extend(ANSWER, after(days=3), "Nobody was there."), after(hours=25))

    assert story.answer.breached_at == after(hours=24)
    assert story.does(a_reply(), after(days=2)).last[-1].event_data["kept"] is False


def test_an_extended_promise_is_broken_at_its_new_deadline_not_at_the_original() -> None:
    story = a_story().does(Extend(ANSWER, after(days=3), "Nobody is here."), after(hours=2))

    assert story.sweep(after(days=2)).answer.breached_at is None
    assert story.sweep(after(days=4)).answer.breached_at == after(days=3)


# Severity


def test_another_severity_reckons_from_the_original_start() -> None:
    story = a_story().does(Triage(severity=HIGH), after(hours=3))

    assert story.acknowledge.due == after(hours=4)
    assert story.resolve.due == story.resolve.original_due == after(days=7)
    assert story.resolve.started == MONDAY


def test_another_severity_can_break_a_promise_in_the_past() -> None:
    story = a_story().does(Triage(severity=CRITICAL), after(hours=10))

    assert story.answer.breached_at == after(hours=4)
    assert story.acknowledge.breached_at == after(hours=1)


def test_another_severity_keeps_the_pauses() -> None:
    story = an_answered_story().does(a_question(), after(days=1)).does(CustomerMessage("Yes."), after(days=3))

    assert story.does(Triage(severity=HIGH), after(days=4)).resolve.due == after(days=9)


def test_a_lower_severity_never_unmakes_a_breach() -> None:
    story = a_story(severity=CRITICAL).does(Triage(severity=LOW), after(hours=6))

    assert (story.answer.due, story.answer.breached_at) == (after(hours=24), after(hours=4))
    assert clocks.kept(story.does(a_reply(), after(hours=7)).answer) is False


def test_a_promise_already_met_is_history_for_another_severity() -> None:
    story = a_story().does(a_reply(), after(hours=3)).does(Triage(severity=CRITICAL), after(hours=10))

    assert story.answer.due == after(hours=24)
    assert story.answer.breached_at is None


def test_another_severity_leaves_a_promised_extension_and_moves_the_original() -> None:
    story = a_story().does(Extend(RESOLVE, after(days=40), "The part has to be made."), after(days=1))

    changed = story.does(Triage(severity=HIGH), after(days=2)).resolve

    assert changed.due == after(days=40)
    assert changed.original_due == after(days=7)


def test_another_severity_in_a_later_round_halves_the_new_target() -> None:
    story = a_resolved_story().does(Reopen("Wet again."), after(days=1))

    assert story.does(Triage(severity=HIGH), after(days=2)).resolve.due == after(days=1) + span(days=3.5)


def test_the_same_severity_moves_nothing() -> None:
    story = a_story()
    before = story.complaint.clocks

    assert story.does(Triage(severity=NORMAL), after(hours=3)).complaint.clocks == before


# Provisional


def test_only_provisional_deadlines_are_reckoned_again() -> None:
    story = a_story()

    assert story.does(Recalculate(), after(hours=1)).last == ()


# What is due next


def test_a_clock_owes_its_first_step_then_the_next_and_at_last_its_breach() -> None:
    story = a_story().does(Claim(), MONDAY)
    owed = []
    for _ in range(4):
        instant = clocks.next_instant(story.answer, TERMS)
        assert instant is not None
        owed.append(instant - MONDAY)
        story.sweep(instant)

    assert owed == [span(hours=12), span(hours=19.2), span(hours=24) + TICK, span(hours=48)]


def test_a_clock_that_no_longer_runs_owes_nothing() -> None:
    assert clocks.next_instant(clocks.meet(a_clock(), after(hours=1), TERMS), TERMS) is None
    assert clocks.next_instant(clocks.stop(a_clock(), after(hours=1), TERMS), TERMS) is None


def test_a_warning_comes_at_its_share_of_the_working_time() -> None:
    # 80 % of 15 working days are 12: two weeks and two days.
    reached = [name for _, name, _ in clocks.steps_reached(a_clock(), local("2026-11-18 09:00"), TERMS)]

    assert reached == ["warn"]
    assert clocks.steps_reached(a_clock(), local("2026-11-18 09:00") - TICK, TERMS) == []


def test_a_pause_moves_the_warning_as_it_moves_the_deadline() -> None:
    clock = paused(a_clock(severity=HIGH), (after(days=1), after(days=2)))

    assert clocks.steps_reached(clock, after(days=6.6) - TICK, TERMS) == []
    assert [name for _, name, _ in clocks.steps_reached(clock, after(days=6.6), TERMS)] == ["warn"]


def test_an_extension_moves_the_warning_to_its_share_of_the_longer_time() -> None:
    story = a_story(severity=HIGH).does(Extend(RESOLVE, after(days=20), "The part."), after(days=1))

    assert [at for _, _, at in clocks.steps_reached(story.resolve, after(days=16), TERMS)] == [after(days=16)]


def test_an_extension_while_the_customer_is_asked_warns_at_its_share_of_the_time_that_ran() -> None:
    story = an_answered_story(severity=HIGH).does(a_question(), after(days=2))
    story.does(Extend(RESOLVE, after(days=22), "The part has to be made."), after(days=3))
    story.does(CustomerMessage("Yes."), after(days=4))

    # One day stood still before the extension, one after it: 21 days of the 23 run, 80 % of them 16.8.
    assert story.resolve.due == after(days=23)
    assert clocks.steps_reached(story.resolve, after(days=18.8) - TICK, TERMS) == []
    assert [at for _, _, at in clocks.steps_reached(story.resolve, after(days=18.8), TERMS)] == [
        after(days=18.8)
    ]


def test_the_questions_own_instant_is_the_start_of_the_pause() -> None:
    story = an_answered_story().does(Ask("Which room?"), after(days=1, minutes=3))

    assert story.resolve.paused_since == after(days=1, minutes=3)
