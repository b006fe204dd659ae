"""Whoever is told is asked to acknowledge; if nobody does, the next level is told."""

from datetime import datetime, timedelta

import pytest

from hearthline.complaints.commands import Acknowledge
from hearthline.complaints.draft import NotAllowed
from hearthline.complaints.model import Severity
from tests.unit.complaints.builders import (
    COLLEAGUE,
    TICK,
    a_policy_document,
    a_story,
    after,
    some_terms,
    span,
)
from tests.unit.complaints.ladder import BOTH, GROUP, HANDLER, LEAD, MANAGER, swept_when_due, told_at


@pytest.mark.parametrize(
    ("severity", "told", "wait"),
    [
        (Severity.NORMAL, after(hours=12), span(hours=2)),
        (Severity.HIGH, after(hours=12), span(hours=2)),
        (Severity.CRITICAL, after(hours=2), span(minutes=30)),
    ],
)
def test_a_step_that_nobody_acknowledges_is_told_to_the_next_level(
    severity: Severity, told: datetime, wait: timedelta
) -> None:
    story = a_story(severity=severity).sweep(told)
    assert story.steps_told_now() == [("answer", "remind", HANDLER)]

    assert story.sweep(told + wait - TICK).steps_told_now() == []
    assert story.sweep(told + wait).steps_told_now() == [("answer", "remind/lead", LEAD)]


def test_the_levels_are_climbed_one_by_one_up_to_the_group() -> None:
    story = a_story()
    swept_when_due(story, after(hours=19))

    assert told_at(story) == [
        (span(hours=12), "remind", HANDLER),
        (span(hours=14), "remind/lead", LEAD),
        (span(hours=16), "remind/manager", MANAGER),
        (span(hours=18), "remind/group", GROUP),
    ]
    [told] = story.complaint.escalations
    assert told.acknowledge_by is None


def test_the_highest_level_told_is_the_one_that_is_waited_for() -> None:
    story = a_story().sweep(after(hours=19, minutes=12))

    # Reminder and warning come together; the lead was told, so the manager is next.
    assert story.sweep(after(hours=21, minutes=12)).steps_told_now() == [("answer", "warn/manager", MANAGER)]


def test_an_acknowledged_step_is_told_to_nobody_else() -> None:
    story = a_story().sweep(after(hours=12)).does(Acknowledge(), after(hours=13))

    assert swept_when_due(story, after(hours=19)).steps_told() == [("answer", "remind", HANDLER)]
    [told] = story.complaint.escalations
    assert (told.acknowledged_by, told.acknowledged_at) == ("li.na", after(hours=13))


def test_an_acknowledged_step_does_not_hold_up_the_next_one() -> None:
    story = a_story().sweep(after(hours=12)).does(Acknowledge(), after(hours=13))

    assert story.sweep(after(hours=19, minutes=12)).steps_told_now() == [("answer", "warn", BOTH)]


def test_an_acknowledgement_at_the_last_instant_comes_too_late_and_counts_for_the_next_level() -> None:
    story = a_story().sweep(after(hours=12)).does(Acknowledge("lead"), after(hours=14), COLLEAGUE)

    assert [entry.kind for entry in story.last] == ["escalated", "acknowledged"]
    assert story.last[-1].data == {"clock": "answer", "round": 1, "step": "remind/lead"}


def test_a_late_sweep_gives_the_whole_wait_from_when_people_are_told() -> None:
    story = a_story().sweep(after(hours=13))

    [told] = story.complaint.escalations
    assert told.acknowledge_by == after(hours=15)


def test_a_message_names_the_instant_until_which_somebody_is_waited_for() -> None:
    story = swept_when_due(a_story(severity=Severity.CRITICAL), after(hours=3.2))

    assert story.last[-1].data["acknowledge_by"] == "2026-11-02T04:30:00.000Z"


def test_a_step_does_not_take_the_wait_from_a_higher_level() -> None:
    # The warning of a critical case comes while the manager's half hour runs.
    story = swept_when_due(a_story(severity=Severity.CRITICAL), after(hours=3.5))

    assert told_at(story)[1:] == [
        (span(hours=2), "remind", HANDLER),
        (span(hours=2.5), "remind/lead", LEAD),
        (span(hours=3), "remind/manager", MANAGER),
        (span(hours=3.2), "warn", BOTH),
        (span(hours=3.5), "remind/group", GROUP),
    ]


def test_a_step_does_not_take_the_wait_from_an_earlier_one_of_the_same_level() -> None:
    policy = a_policy_document(acknowledge_within_minutes={"default": 240})
    story = swept_when_due(a_story(terms=some_terms(policy=policy)), after(hours=20))

    assert told_at(story) == [
        (span(hours=12), "remind", HANDLER),
        (span(hours=16), "remind/lead", LEAD),
        (span(hours=19, minutes=12), "warn", BOTH),
        (span(hours=20), "remind/manager", MANAGER),
    ]


def test_each_promise_has_an_escalation_of_its_own() -> None:
    # After two days and a half both promises of a critical case are in danger or broken, and nobody has come.
    story = a_story(severity=Severity.CRITICAL).sweep(after(hours=58))

    assert [(one.clock, one.level) for one in story.complaint.escalations] == [
        ("answer", "group"),
        ("resolve", "lead"),
    ]

    story.does(Acknowledge("lead"), after(hours=58, minutes=1))

    assert [one.acknowledged_by for one in story.complaint.escalations] == [None, "li.na"]
    assert [entry.data["clock"] for entry in story.last] == ["resolve"]


@pytest.mark.parametrize(
    ("up_to", "may"), [("handler", False), ("lead", True), ("manager", True), ("group", True)]
)
def test_a_step_is_acknowledged_by_the_level_it_was_told_to_or_above(up_to: str, may: bool) -> None:
    story = a_story().sweep(after(hours=12)).sweep(after(hours=14))

    if may:
        assert story.does(Acknowledge(up_to), after(hours=15)).complaint.escalations[0].acknowledged_by
    else:
        with pytest.raises(NotAllowed):
            story.does(Acknowledge(up_to), after(hours=15))
