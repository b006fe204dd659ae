"""Who is told when, and that everybody is told once."""

from datetime import datetime, timedelta

import pytest

from hearthline.complaints.commands import (
    Acknowledge,
    Claim,
    Command,
    CustomerMessage,
    Extend,
    GiveVerdict,
    Reject,
    Reopen,
    Triage,
)
from hearthline.complaints.model import ClockName, Severity
from tests.calendar_builder import local
from tests.unit.complaints.builders import (
    COLLEAGUE,
    MONDAY,
    TICK,
    Story,
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

HANDLER, LEAD, MANAGER, GROUP = ("handler",), ("lead",), ("manager",), ("group",)
BOTH = ("handler", "lead")


def a_patient_story() -> Story:
    """A case for which an acknowledgement is waited for longer than any test takes."""
    patient = a_policy_document(acknowledge_within_minutes={"default": 1_000_000})
    return a_story(terms=some_terms(policy=patient))


def swept_when_due(story: Story, until: datetime) -> Story:
    """Sweep at each instant at which something is due."""
    while (due := story.timer) is not None and due <= until:
        story.sweep(due)
    return story


def told_at(story: Story) -> list[tuple[timedelta, str, tuple[str, ...]]]:
    """Everything told of the answer: (how long after the start, step, levels)."""
    return [
        (entry.at - MONDAY, step["step"], tuple(step["levels"]))
        for entry in story.entries_of("escalated")
        for step in entry.data["steps"]
    ]


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
    assert [name for _, name, _ in story.steps_told_now()] == [
        "remind",
        "warn",
        "breach",
        "at_once:critical",
    ]


def test_the_warnings_of_a_critical_case_follow_its_own_four_hours() -> None:
    story = a_story(severity=Severity.CRITICAL).does(Acknowledge(), after(minutes=1))

    assert story.timer == after(hours=1) + TICK
    assert story.sweep(after(hours=2)).steps_told_now() == [("answer", "remind", HANDLER)]


# Acknowledging


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
    assert story.complaint.escalation is not None
    assert story.complaint.escalation.acknowledge_by is None


def test_the_highest_level_told_is_the_one_that_is_waited_for() -> None:
    story = a_story().sweep(after(hours=19, minutes=12))

    # Reminder and warning come together; the lead was told, so the manager is next.
    assert story.sweep(after(hours=21, minutes=12)).steps_told_now() == [("answer", "warn/manager", MANAGER)]


def test_an_acknowledged_step_is_told_to_nobody_else() -> None:
    story = a_story().sweep(after(hours=12)).does(Acknowledge(), after(hours=13))

    assert swept_when_due(story, after(hours=19)).steps_told() == [("answer", "remind", HANDLER)]
    assert story.complaint.escalation is not None
    assert story.complaint.escalation.acknowledged_by == "li.na"
    assert story.complaint.escalation.acknowledged_at == after(hours=13)


def test_an_acknowledged_step_does_not_hold_up_the_next_one() -> None:
    story = a_story().sweep(after(hours=12)).does(Acknowledge(), after(hours=13))

    assert story.sweep(after(hours=19, minutes=12)).steps_told_now() == [("answer", "warn", BOTH)]


def test_an_acknowledgement_at_the_last_instant_comes_too_late_and_counts_for_the_next_level() -> None:
    story = a_story().sweep(after(hours=12)).does(Acknowledge(), after(hours=14), COLLEAGUE)

    assert [entry.kind for entry in story.last] == ["escalated", "acknowledged"]
    assert story.last[-1].data == {"clock": "answer", "round": 1, "step": "remind/lead"}


def test_a_late_sweep_gives_the_whole_wait_from_when_people_are_told() -> None:
    story = a_story().sweep(after(hours=13))

    assert story.complaint.escalation is not None
    assert story.complaint.escalation.acknowledge_by == after(hours=15)


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


# The end


@pytest.mark.parametrize(
    "ending",
    [a_reply(), a_question(), a_solution(), Reject("The city's."), a_merge()],
    ids=lambda c: type(c).__name__,
)
def test_an_escalation_ends_when_its_clock_does(ending: Command) -> None:
    story = a_story().sweep(after(hours=12))
    assert story.complaint.escalation

    ended = story.does(ending, after(hours=13)).complaint

    assert ended.escalation is None
    assert swept_when_due(story, after(hours=40)).steps_told() == [("answer", "remind", HANDLER)]


def test_an_escalation_of_resolve_goes_on_when_the_customer_is_answered() -> None:
    story = an_answered_story(severity=Severity.HIGH).sweep(after(days=5.6))
    assert story.steps_told_now() == [("resolve", "warn", BOTH)]

    story.does(a_reply(), after(days=5.6, minutes=5))

    assert story.complaint.escalation is not None


def test_a_resolved_case_is_escalated_no_more() -> None:
    story = a_resolved_story().does(GiveVerdict(accepted=True, rating=5), after(days=1))

    assert story.timer is None
    assert story.sweep(after(days=100)).last == ()


# The timer


def test_the_timer_is_the_earliest_of_all_that_is_owed() -> None:
    story = a_story().does(Claim(), MONDAY)
    assert story.timer == after(hours=12)

    assert story.sweep(after(hours=12)).timer == after(hours=14)
    assert story.does(Acknowledge(), after(hours=13)).timer == after(hours=19, minutes=12)


def test_the_acknowledgement_of_a_case_falls_due_like_the_rest() -> None:
    story = a_story(severity=Severity.CRITICAL)

    assert story.timer == after(hours=1) + TICK
    assert [entry.data["clock"] for entry in story.sweep(after(hours=1) + TICK).last] == ["acknowledge"]


def test_a_policy_without_steps_records_breaches_and_tells_nobody() -> None:
    terms = some_terms(policy=a_policy_document(version=7, steps=[], at_once={}))
    story = a_story(terms=terms, severity=Severity.CRITICAL).sweep(after(days=30))

    assert [entry.kind for entry in story.last] == ["breached", "breached", "breached"]
    assert story.timer is None
