"""A promise stands still while the customer is asked.

The office works 09:00-12:00 and 13:30-18:00 from Monday to Friday; a story starts on Monday, 09:00.
"""

from dataclasses import replace
from datetime import datetime

import pytest

from hearthline.complaints import clocks
from hearthline.complaints.commands import CustomerMessage
from hearthline.complaints.model import ClockName, Severity, Span
from tests.calendar_builder import local
from tests.unit.complaints.builders import (
    TERMS,
    TICK,
    a_merge,
    a_question,
    a_solution,
    after,
    an_answered_story,
    span,
)
from tests.unit.complaints.clock_builder import ACKNOWLEDGE, ANSWER, HIGH, LOW, NORMAL, a_clock, paused


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
