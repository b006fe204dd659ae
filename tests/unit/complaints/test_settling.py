"""Resolving, the verdict, closing, reopening; rejecting and merging."""

import pytest

from hearthline.complaints.commands import Command, CustomerMessage, GiveVerdict, Note, Reject, Reopen, Triage
from hearthline.complaints.model import ClockName, Outcome, Severity, Status, Verdict
from tests.unit.complaints.builders import (
    KEPT,
    OTHER_NUMBER,
    TICK,
    a_merge,
    a_reply,
    a_resolved_story,
    a_solution,
    a_story,
    a_story_in,
    after,
    an_answered_story,
    span,
)

# Resolving, closing, the verdict


def test_resolving_meets_resolve_and_keeps_what_was_learnt() -> None:
    story = an_answered_story().does(a_solution(), after(days=2))

    assert story.resolve.met_at == after(days=2)
    assert story.complaint.resolved_at == after(days=2)
    assert story.complaint.outcome == Outcome("waterproofing", "engineering", "c-17")


def test_resolving_at_once_is_also_the_first_answer() -> None:
    story = a_story().does(a_solution(), after(hours=1))

    assert [clock.met_at for clock in story.complaint.clocks] == [after(hours=1)] * 3


def test_thanks_after_resolving_does_not_reopen() -> None:
    story = a_resolved_story().does(CustomerMessage("Thanks!"), after(days=1))

    assert story.complaint.status is Status.RESOLVED
    assert story.complaint.round == 1
    assert not any(clock.running for clock in story.complaint.clocks)


def test_a_message_after_closing_does_not_reopen() -> None:
    story = a_story_in(Status.CLOSED).does(CustomerMessage("It is wet again."), after(days=1))

    assert story.complaint.status is Status.CLOSED


def test_an_accepting_verdict_closes() -> None:
    story = a_resolved_story().does(GiveVerdict(accepted=True, rating=5), after(days=1))

    assert story.complaint.status is Status.CLOSED
    assert story.complaint.closed_at == after(days=1)
    assert story.complaint.verdict == Verdict(accepted=True, rating=5, round=1, at=after(days=1))
    assert [entry.kind for entry in story.last] == ["verdict", "closed"]


def test_a_declining_verdict_reopens() -> None:
    story = a_resolved_story().does(GiveVerdict(accepted=False, rating=1), after(days=1))

    assert story.complaint.status is Status.IN_PROGRESS
    assert [entry.kind for entry in story.last] == ["verdict", "reopened"]
    assert story.last[-1].data == {"round": 2, "by": "customer"}


def test_a_verdict_on_a_closed_case_is_kept_and_closes_nothing_twice() -> None:
    story = a_story_in(Status.CLOSED).does(GiveVerdict(accepted=True, rating=4), after(days=1))

    assert story.complaint.verdict is not None
    assert story.complaint.closed_at == after(hours=1)
    assert [entry.kind for entry in story.last] == ["verdict"]


def test_a_verdict_is_given_once_for_each_round() -> None:
    story = a_resolved_story().does(GiveVerdict(accepted=False, rating=1), after(days=1))
    story.does(a_solution(), after(days=2)).does(GiveVerdict(accepted=True, rating=4), after(days=3))

    refused = story.is_refused(GiveVerdict(accepted=False, rating=1), after(days=4))

    assert refused.code == "verdict_given"
    assert story.complaint.verdict == Verdict(accepted=True, rating=4, round=2, at=after(days=3))


def test_a_resolved_case_closes_by_itself_after_seven_days_without_a_verdict() -> None:
    story = a_resolved_story()
    closing = after(days=7, hours=1)

    assert story.timer == closing
    assert story.sweep(closing - TICK).complaint.status is Status.RESOLVED
    assert story.sweep(closing).complaint.status is Status.CLOSED
    assert [(entry.kind, entry.actor_kind) for entry in story.last] == [("closed", "system")]
    assert story.timer == closing + KEPT


def test_closing_by_itself_stands_at_its_own_instant_however_late_the_sweep() -> None:
    story = a_resolved_story().sweep(after(days=20))

    assert story.complaint.closed_at == after(days=7, hours=1)


def test_a_case_that_should_have_closed_is_closed_before_any_command() -> None:
    late = a_resolved_story().does(Note("Looked at it again."), after(days=8))
    swept = a_resolved_story().sweep(after(days=7, hours=2)).does(Note("Looked at it again."), after(days=8))

    assert late.complaint.status is swept.complaint.status is Status.CLOSED
    assert [entry.kind for entry in late.last] == ["closed", "noted"]


def test_the_30_days_count_from_the_closing_that_was_due_not_from_a_late_sweep() -> None:
    story = a_resolved_story().sweep(after(days=20))

    assert story.is_refused(Reopen("Wet again."), after(days=37, hours=1) + TICK).code == "not_reopenable"


# Reopening


def test_an_agent_reopens_a_resolved_case() -> None:
    story = a_resolved_story().does(Reopen("Wet again."), after(days=1))

    assert (story.complaint.status, story.complaint.round) == (Status.IN_PROGRESS, 2)
    assert (story.complaint.resolved_at, story.complaint.closed_at) == (None, None)


def test_a_closed_case_can_be_reopened_within_30_days_of_closing() -> None:
    story = a_story_in(Status.CLOSED)

    assert story.does(Reopen("Wet again."), after(hours=1, days=30)).complaint.status is Status.IN_PROGRESS


@pytest.mark.parametrize("command", [Reopen("Wet again."), GiveVerdict(accepted=False, rating=1)])
def test_later_than_30_days_after_closing_it_is_a_new_complaint(command: Command) -> None:
    story = a_story_in(Status.CLOSED)

    assert story.is_refused(command, after(hours=1, days=30) + TICK).code == "not_reopenable"


def test_reopening_starts_a_fresh_answer_and_a_resolve_of_half_the_target() -> None:
    story = a_resolved_story().does(Reopen("Wet again."), after(days=1))

    assert [(clock.name, clock.round) for clock in story.complaint.clocks] == [
        (ClockName.ACKNOWLEDGE, 1),
        (ClockName.ANSWER, 1),
        (ClockName.RESOLVE, 1),
        (ClockName.ANSWER, 2),
        (ClockName.RESOLVE, 2),
    ]
    assert story.answer.due == after(days=2)
    # Half of 15 working days, from Tuesday 09:00: seven days later it is Thursday, and half a day 21:00.
    assert story.resolve.due == after(days=10, hours=12)


def test_a_third_round_has_half_of_the_target_not_a_quarter() -> None:
    story = a_resolved_story(severity=Severity.HIGH).does(Reopen("Wet again."), after(days=1))
    story.does(a_solution(), after(days=2)).does(Reopen("Once more."), after(days=3))

    assert story.resolve.round == 3
    assert story.resolve.due == after(days=3) + span(days=3.5)


def test_the_first_rounds_record_stays_when_a_case_is_reopened() -> None:
    story = a_story().does(a_reply(), after(hours=25)).does(a_solution(), after(days=2))
    first_round = story.complaint.clocks

    story.does(Reopen("Wet again."), after(days=3)).does(a_reply(), after(days=3, hours=1))
    story.does(Triage(severity=Severity.CRITICAL), after(days=3, hours=2))

    assert story.complaint.clocks[:3] == first_round
    assert first_round[1].breached_at == after(hours=24)


def test_the_answer_to_a_reopened_case_is_again_a_first_answer() -> None:
    story = (
        a_resolved_story().does(Reopen("Wet again."), after(days=1)).does(a_reply(), after(days=1, hours=2))
    )

    assert story.last[-1].event_data == {"first": True, "kept": True, "visit": None}
    assert story.answer.met_at == after(days=1, hours=2)
    assert story.clock(ClockName.ANSWER, 1).met_at == after(minutes=10)


# Rejecting and merging


def test_rejecting_is_a_reasoned_answer_and_ends_the_case() -> None:
    story = a_story().does(Reject("This is the city's road."), after(hours=1))

    assert story.last[-1].text == "This is the city's road."
    assert story.answer.met_at == after(hours=1)
    assert story.resolve.stopped_at == after(hours=1)
    assert story.timer == after(hours=1) + KEPT


def test_merging_stops_every_clock_and_says_where_the_case_went_on() -> None:
    story = a_story().does(a_merge(), after(hours=1))

    assert story.complaint.merged_into == OTHER_NUMBER
    assert all(clock.stopped_at == after(hours=1) for clock in story.complaint.clocks)
    assert story.timer == after(hours=1) + KEPT


def test_cases_of_different_persons_are_never_merged() -> None:
    assert a_story().is_refused(a_merge(same_person=False), after(hours=1)).code == "merge_across_persons"


def test_a_case_is_not_merged_into_itself() -> None:
    story = a_story()

    assert story.is_refused(a_merge(story.complaint.number), after(hours=1)).code == "merge_into_itself"


def test_a_message_to_a_merged_case_says_where_it_went_on() -> None:
    refused = a_story_in(Status.MERGED).is_refused(CustomerMessage("Hello?"), after(days=1))

    assert (refused.code, refused.data["merged_into"]) == ("merged", OTHER_NUMBER)
