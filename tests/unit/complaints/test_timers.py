"""What a promise owes next.

The office works 09:00-12:00 and 13:30-18:00 from Monday to Friday; a story starts on Monday, 09:00.
"""

from hearthline.complaints import clocks
from hearthline.complaints.commands import Ask, Claim, CustomerMessage, Extend
from tests.calendar_builder import local
from tests.unit.complaints.builders import (
    MONDAY,
    TERMS,
    TICK,
    a_question,
    a_story,
    after,
    an_answered_story,
    span,
)
from tests.unit.complaints.clock_builder import HIGH, RESOLVE, a_clock, paused


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
