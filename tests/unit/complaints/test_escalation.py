"""Who is told when: the ladder of both clocks, critical cases, the end."""

from datetime import timedelta

import pytest

from hearthline.complaints.commands import (
    Acknowledge,
    Claim,
    Command,
    CustomerMessage,
    GiveVerdict,
    Reject,
    Triage,
)
from hearthline.complaints.model import Severity
from tests.calendar_builder import local
from tests.unit.complaints.builders import (
    KEPT,
    MONDAY,
    TICK,
    a_merge,
    a_policy_document,
    a_question,
    a_reply,
    a_resolved_story,
    a_solution,
    a_story,
    after,
    an_answered_story,
    some_terms,
    span,
)
from tests.unit.complaints.ladder import (
    BOTH,
    GROUP,
    HANDLER,
    MANAGER,
    a_patient_story,
    swept_when_due,
    told_at,
)

# The ladder of the answer


def test_an_unanswered_case_climbs_the_ladder() -> None:
    story = swept_when_due(a_patient_story(), after(days=3))

    assert told_at(story) == [
        (span(hours=12), "remind", HANDLER),
        (span(hours=19, minutes=12), "warn", BOTH),
        (span(hours=24) + TICK, "breach", MANAGER),
        (span(hours=48), "overdue:1", GROUP),
        (span(hours=72), "overdue:2", GROUP),
    ]


@pytest.mark.parametrize(
    ("just_before", "at", "step"),
    [
        (span(hours=12) - TICK, span(hours=12), "remind"),
        (span(hours=19, minutes=12) - TICK, span(hours=19, minutes=12), "warn"),
        (span(hours=24), span(hours=24) + TICK, "breach"),
        (span(hours=48) - TICK, span(hours=48), "overdue:1"),
    ],
)
def test_a_step_is_told_at_its_instant_and_not_before(
    just_before: timedelta, at: timedelta, step: str
) -> None:
    story = a_patient_story().sweep(MONDAY + just_before)
    assert step not in [name for _, name, _ in story.steps_told()]

    assert [name for _, name, _ in story.sweep(MONDAY + at).steps_told_now()] == [step]


def test_group_level_is_told_every_24_hours_until_the_answer() -> None:
    story = swept_when_due(a_patient_story(), after(days=10))
    told = [name for _, name, _ in story.steps_told() if name.startswith("overdue")]
    assert told == [f"overdue:{number}" for number in range(1, 10)]

    story.does(a_reply(), after(days=10, hours=1))

    swept_when_due(story, after(days=20))
    assert [name for _, name, _ in story.steps_told() if name.startswith("overdue:")] == told


def test_an_answered_case_is_not_escalated_for_its_answer() -> None:
    story = swept_when_due(a_story().does(a_reply(), after(hours=11)), after(days=10))

    assert story.steps_told() == []


def test_a_claim_does_not_stop_the_ladder_of_the_answer() -> None:
    story = a_story().does(Claim(), after(hours=1)).sweep(after(hours=12))

    assert story.steps_told_now() == [("answer", "remind", HANDLER)]


# The ladder of the solution


def test_an_unresolved_case_climbs_the_ladder_of_resolve() -> None:
    terms = some_terms(policy=a_policy_document(acknowledge_within_minutes={"default": 1_000_000}))
    story = a_story(terms=terms).does(a_reply(), after(hours=1))

    swept_when_due(story, after(days=60))

    told = [(entry.at, *steps) for entry in story.entries_of("escalated") for steps in [entry.data["steps"]]]
    assert [(at, step["clock"], step["step"], tuple(step["levels"])) for at, step in told] == [
        (local("2026-11-18 09:00"), "resolve", "warn", BOTH),
        (local("2026-11-23 09:00") + TICK, "resolve", "breach", MANAGER),
        (local("2026-11-26 09:00"), "resolve", "overdue", GROUP),
    ]


def test_the_three_working_days_after_a_breach_skip_the_weekend() -> None:
    terms = some_terms(policy=a_policy_document(acknowledge_within_minutes={"default": 1_000_000}))
    thursday = local("2026-11-05 09:00")
    story = a_story(terms=terms, at=thursday, severity=Severity.HIGH).does(a_reply(), thursday)
    assert story.resolve.due == local("2026-11-12 09:00")

    swept_when_due(story, local("2026-12-31 09:00"))

    assert story.entries_of("escalated")[-1].at == local("2026-11-17 09:00")


def test_while_the_customer_is_asked_resolve_is_not_escalated() -> None:
    story = an_answered_story(severity=Severity.HIGH).does(a_question(), after(days=5))

    assert swept_when_due(story, after(days=15)).steps_told() == []
    assert story.does(CustomerMessage("The bath."), after(days=6)).sweep(
        after(days=6.6)
    ).steps_told_now() == [("resolve", "warn", BOTH)]


# Critical cases


def test_of_a_critical_case_group_level_is_told_at_once_on_filing() -> None:
    story = a_story(severity=Severity.CRITICAL)

    assert story.steps_told() == [("answer", "at_once:critical", GROUP)]
    assert story.entries_of("escalated")[0].at == MONDAY


@pytest.mark.parametrize("severity", [Severity.HIGH, Severity.NORMAL, Severity.LOW])
def test_of_a_lesser_case_nobody_is_told_on_filing(severity: Severity) -> None:
    assert a_story(severity=severity).steps_told() == []


def test_group_level_is_told_as_soon_as_a_case_turns_out_critical() -> None:
    story = a_story().does(Triage(severity=Severity.CRITICAL), after(hours=1))

    assert story.steps_told_now() == [("answer", "at_once:critical", GROUP)]


def test_group_level_is_told_also_when_an_answered_case_turns_out_critical() -> None:
    story = an_answered_story().does(Triage(severity=Severity.CRITICAL), after(hours=1))

    assert story.steps_told_now() == [("resolve", "at_once:critical", GROUP)]


def test_group_level_is_told_once_of_a_case_that_is_critical_again() -> None:
    story = a_story(severity=Severity.CRITICAL).does(Triage(severity=Severity.HIGH), after(minutes=10))
    story.does(a_reply(), after(minutes=20)).does(Triage(severity=Severity.CRITICAL), after(minutes=30))

    assert [name for _, name, _ in story.steps_told()] == ["at_once:critical"]


def test_group_level_is_told_in_one_message_of_all_that_a_new_severity_breaks() -> None:
    story = a_story().does(Triage(severity=Severity.CRITICAL), after(hours=6))

    assert [entry.kind for entry in story.last] == ["triaged", "breached", "breached", "escalated"]
    assert [name for _, name, _ in story.steps_told_now()] == ["remind", "warn", "breach", "at_once:critical"]


def test_the_warnings_of_a_critical_case_follow_its_own_four_hours() -> None:
    story = a_story(severity=Severity.CRITICAL).does(Acknowledge("group"), after(minutes=1))

    assert story.timer == after(hours=1) + TICK
    assert story.sweep(after(hours=2)).steps_told_now() == [("answer", "remind", HANDLER)]


# The end


@pytest.mark.parametrize(
    "ending",
    [a_reply(), a_question(), a_solution(), Reject("The city's."), a_merge()],
    ids=lambda c: type(c).__name__,
)
def test_an_escalation_ends_when_its_clock_does(ending: Command) -> None:
    story = a_story().sweep(after(hours=12))
    assert story.complaint.escalations

    ended = story.does(ending, after(hours=13)).complaint

    assert ended.escalations == ()
    assert swept_when_due(story, after(hours=40)).steps_told() == [("answer", "remind", HANDLER)]


def test_an_escalation_of_resolve_goes_on_when_the_customer_is_answered() -> None:
    story = an_answered_story(severity=Severity.HIGH).sweep(after(days=5.6))
    assert story.steps_told_now() == [("resolve", "warn", BOTH)]

    story.does(a_reply(), after(days=5.6, minutes=5))

    assert story.complaint.escalations != ()


def test_a_resolved_case_is_escalated_no_more() -> None:
    story = a_resolved_story().does(GiveVerdict(accepted=True, rating=5), after(days=1))

    assert story.timer == after(days=1) + KEPT
    assert story.sweep(after(days=100)).last == ()


# The timer


def test_the_timer_is_the_earliest_of_all_that_is_owed() -> None:
    story = a_story().does(Claim(), MONDAY)
    assert story.timer == after(hours=12)

    assert story.sweep(after(hours=12)).timer == after(hours=14)
    assert story.does(Acknowledge("group"), after(hours=13)).timer == after(hours=19, minutes=12)


def test_the_acknowledgement_of_a_case_falls_due_like_the_rest() -> None:
    story = a_story(severity=Severity.CRITICAL)

    assert story.timer == after(hours=1) + TICK
    assert [entry.data["clock"] for entry in story.sweep(after(hours=1) + TICK).last] == ["acknowledge"]


def test_a_policy_without_steps_records_breaches_and_tells_nobody() -> None:
    terms = some_terms(policy=a_policy_document(version=7, steps=[], at_once={}))
    story = a_story(terms=terms, severity=Severity.CRITICAL).sweep(after(days=30))

    assert [entry.kind for entry in story.last] == ["breached", "breached", "breached"]
    assert story.timer is None
