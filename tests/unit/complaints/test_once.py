"""Everybody is told of everything once, also after an outage."""

from hearthline.complaints.commands import Acknowledge, Claim, Extend, Reopen, Triage
from hearthline.complaints.model import ClockName, Severity
from tests.unit.complaints.builders import TICK, a_solution, a_story, after
from tests.unit.complaints.ladder import BOTH, GROUP, HANDLER, LEAD, MANAGER, swept_when_due

# Once


def test_a_step_is_told_once_however_often_time_passes() -> None:
    story = a_story()
    for minute in range(12 * 60, 14 * 60):
        story.sweep(after(minutes=minute))

    assert story.steps_told() == [("answer", "remind", HANDLER)]


def test_sweeping_again_at_the_same_instant_records_nothing() -> None:
    story = a_story().sweep(after(days=3))

    assert story.sweep(after(days=3)).last == ()


def test_a_lower_severity_does_not_tell_the_same_step_again() -> None:
    story = a_story(severity=Severity.CRITICAL).sweep(after(hours=3)).does(Acknowledge(), after(hours=3))
    story.does(Triage(severity=Severity.NORMAL), after(hours=3, minutes=5))

    assert story.sweep(after(hours=12)).steps_told_now() == []


def test_an_extension_does_not_tell_the_same_step_again() -> None:
    story = a_story().sweep(after(hours=12)).does(Acknowledge(), after(hours=12))
    story.does(Extend(ClockName.ANSWER, after(hours=40), "Nobody is here."), after(hours=12))

    assert swept_when_due(story, after(hours=32) - TICK).steps_told() == [("answer", "remind", HANDLER)]
    assert story.sweep(after(hours=32)).steps_told_now() == [("answer", "warn", BOTH)]


def test_each_round_has_its_own_steps() -> None:
    story = a_story().sweep(after(hours=12)).does(a_solution(), after(hours=13))
    story.does(Reopen("Wet again."), after(days=1)).sweep(after(days=1, hours=12))

    assert story.steps_told() == [("answer", "remind", HANDLER), ("answer", "remind", HANDLER)]
    assert [entry.data["steps"][0]["round"] for entry in story.entries_of("escalated")] == [1, 2]


# After an outage


def test_after_an_outage_everything_missed_is_told_in_one_event() -> None:
    story = a_story().does(Claim(), after(hours=1)).sweep(after(days=3, hours=1))

    assert [entry.kind for entry in story.last] == ["breached", "escalated"]
    assert story.steps_told_now() == [
        ("answer", "remind", HANDLER),
        ("answer", "warn", BOTH),
        ("answer", "breach", MANAGER),
        ("answer", "overdue:1", GROUP),
        ("answer", "overdue:2", GROUP),
    ]


def test_after_an_outage_both_clocks_are_told_in_one_event() -> None:
    story = a_story(severity=Severity.HIGH).sweep(after(days=8))

    assert [entry.kind for entry in story.last] == ["breached", "breached", "breached", "escalated"]
    assert {clock for clock, _, _ in story.steps_told_now()} == {"answer", "resolve"}


def test_after_an_outage_what_nobody_acknowledged_is_told_in_the_same_event() -> None:
    story = a_story().sweep(after(hours=12)).sweep(after(hours=20))

    assert [entry.kind for entry in story.last if entry.kind == "escalated"] == ["escalated"]
    assert story.steps_told_now() == [("answer", "warn", BOTH), ("answer", "remind/lead", LEAD)]


def test_each_step_says_the_deadline_it_is_about() -> None:
    story = a_story().sweep(after(hours=25))

    assert {step["due"] for step in story.entries_of("escalated")[0].data["steps"]} == {
        "2026-11-03T01:00:00.000Z"
    }
