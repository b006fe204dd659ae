"""The arithmetic of one promise: targets, deadlines met and missed, extensions, another severity.

The office works 09:00-12:00 and 13:30-18:00 from Monday to Friday; a story starts on Monday, 09:00.
"""

from dataclasses import replace

import pytest

from hearthline.complaints import clocks
from hearthline.complaints.commands import CustomerMessage, Extend, Recalculate, Reopen, Triage
from hearthline.complaints.model import ClockName, Severity
from tests.calendar_builder import local
from tests.unit.complaints.builders import (
    MONDAY,
    TERMS,
    TICK,
    a_question,
    a_reply,
    a_resolved_story,
    a_story,
    after,
    an_answered_story,
    span,
)
from tests.unit.complaints.clock_builder import (
    ACKNOWLEDGE,
    ANSWER,
    CRITICAL,
    HIGH,
    LOW,
    NORMAL,
    RESOLVE,
    a_clock,
)

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
