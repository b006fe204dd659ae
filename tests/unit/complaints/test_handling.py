"""Filing a case, taking it, assessing it, and promising more time."""

import pytest

from hearthline.complaints.commands import Assign, Claim, Extend, Route, Triage
from hearthline.complaints.model import ClockName, Severity, Status, Visibility
from tests.unit.complaints.builders import (
    COLLEAGUE,
    MONDAY,
    TERMS,
    TICK,
    a_reply,
    a_story,
    after,
    an_answered_story,
    span,
)

# Filing


def test_filing_starts_all_three_clocks_at_once() -> None:
    story = a_story()

    assert [clock.name for clock in story.complaint.clocks] == list(ClockName)
    assert all(clock.started == MONDAY and clock.round == 1 for clock in story.complaint.clocks)
    assert story.complaint.version == 1
    assert story.complaint.policy == TERMS.policy.version


@pytest.mark.parametrize(("public", "publication"), [(True, "public"), (False, "private")])
@pytest.mark.parametrize("channel", ["web", "hotline", "counter", "employee"])
def test_the_answer_is_promised_within_24_hours_on_every_channel_public_or_not(
    channel: str, public: bool, publication: str
) -> None:
    story = a_story(channel=channel, public=public)

    assert story.answer.due == after(hours=24)
    assert story.complaint.publication == publication


def test_the_answer_is_promised_round_the_clock_also_on_a_saturday_night() -> None:
    saturday_night = after(days=5, hours=14)

    assert a_story(at=saturday_night).answer.due == saturday_night + span(hours=24)


def test_the_first_entry_is_the_filing_and_leaves_the_text_with_the_complaint() -> None:
    (entry,) = a_story().entries

    assert (entry.kind, entry.version, entry.index, entry.text) == ("received", 1, 0, None)
    assert entry.visibility is Visibility.PUBLIC


# Taking a case


def test_a_case_given_by_turn_has_a_handler_and_still_waits_for_a_person_to_take_it() -> None:
    story = a_story().does(Route("zhao.lei"), after(minutes=1))
    (entry,) = story.last

    assert (story.complaint.assignee, story.complaint.status) == ("zhao.lei", Status.ASSIGNED)
    assert story.acknowledge.running
    assert (entry.kind, entry.visibility, entry.actor_kind) == ("assigned", Visibility.INTERNAL, "system")
    assert entry.data == {"assignee": "zhao.lei", "by": "system"}
    assert entry.event_type == "complaint.assigned"


def test_the_handler_of_a_case_given_by_turn_takes_it_by_answering() -> None:
    story = a_story().does(Route("zhao.lei"), after(minutes=1)).does(a_reply(), after(minutes=9), COLLEAGUE)

    assert story.acknowledge.met_at == after(minutes=9)
    assert story.complaint.assignee == "zhao.lei"


def test_of_two_who_claim_the_second_is_told_who_has_it() -> None:
    story = a_story().does(Claim(), after(minutes=1))

    refused = story.is_refused(Claim(), after(minutes=1), COLLEAGUE)

    assert (refused.code, refused.data["assignee"]) == ("already_taken", "li.na")


def test_claiming_meets_acknowledge_and_not_answer() -> None:
    story = a_story().does(Claim(), after(minutes=1))

    assert story.acknowledge.met_at == after(minutes=1)
    assert story.answer.running


def test_assigning_meets_acknowledge_and_names_the_handler() -> None:
    story = a_story().does(Assign("zhao.lei"), after(minutes=1))

    assert story.complaint.assignee == "zhao.lei"
    assert story.acknowledge.met_at == after(minutes=1)


def test_a_case_can_be_handed_to_another_and_stays_in_its_status() -> None:
    story = an_answered_story().does(Assign("zhao.lei"), after(hours=1))

    assert (story.complaint.assignee, story.complaint.status) == ("zhao.lei", Status.IN_PROGRESS)


def test_assigning_to_the_one_who_has_it_is_refused() -> None:
    story = a_story().does(Assign("zhao.lei"), after(minutes=1))

    assert story.is_refused(Assign("zhao.lei"), after(minutes=2)).code == "already_taken"


def test_whoever_answers_a_case_that_nobody_has_has_it() -> None:
    story = a_story().does(a_reply(), after(minutes=1), COLLEAGUE)

    assert story.complaint.assignee == "zhao.lei"
    assert story.acknowledge.met_at == after(minutes=1)


def test_answering_a_colleagues_case_does_not_take_it() -> None:
    story = a_story().does(Claim(), after(minutes=1)).does(a_reply(), after(minutes=2), COLLEAGUE)

    assert story.complaint.assignee == "li.na"


# Triage


def test_triage_changes_what_is_given_and_leaves_the_rest() -> None:
    story = a_story(category="noise").does(Triage(safety=True, complexity="simple"), after(hours=1))
    story.does(Triage(impact="one home", immediate_action=True), after(hours=2))

    assessment = story.complaint.assessment
    assert (assessment.safety, assessment.complexity) == (True, "simple")
    assert (assessment.impact, assessment.immediate_action) == ("one home", True)
    assert (story.complaint.severity, story.complaint.category) == (Severity.NORMAL, "noise")


def test_triage_can_take_a_concern_back() -> None:
    story = a_story().does(Triage(safety=True), after(hours=1)).does(Triage(safety=False), after(hours=2))

    assert story.complaint.assessment.safety is False


# Extending


def test_an_extension_is_told_to_the_customer_with_its_reason() -> None:
    until = after(days=40)
    story = a_story().does(Extend(ClockName.RESOLVE, until, "The part has to be made."), after(days=1))
    told = story.last[-1]

    assert told.visibility is Visibility.CUSTOMER
    assert told.text == "The part has to be made."
    assert told.data["until"] == "2026-12-12T01:00:00.000Z"
    assert told.event_type == "complaint.extended"


def test_an_extension_must_be_later_than_what_was_promised() -> None:
    story = a_story()
    refused = story.is_refused(Extend(ClockName.ANSWER, after(hours=24), "Busy."), after(hours=1))

    assert refused.code == "extension_out_of_range"
    assert refused.data["after"] == "2026-11-03T01:00:00.000Z"


def test_an_extension_of_a_broken_promise_lies_in_the_future() -> None:
    story = a_story().sweep(after(hours=30))

    assert story.is_refused(Extend(ClockName.ANSWER, after(hours=30), "Busy."), after(hours=30)).code == (
        "extension_out_of_range"
    )
    assert story.does(
        Extend(ClockName.ANSWER, after(hours=31), "Busy."), after(hours=30)
    ).answer.due == after(hours=31)


def test_an_extension_has_a_longest() -> None:
    story = a_story()
    longest = after(hours=1) + TERMS.policy.longest_extension

    assert story.is_refused(Extend(ClockName.RESOLVE, longest + TICK, "Long."), after(hours=1)).code == (
        "extension_out_of_range"
    )
    assert story.does(Extend(ClockName.RESOLVE, longest, "Long."), after(hours=1)).resolve.due == longest


def test_a_promise_already_kept_is_not_extended() -> None:
    story = an_answered_story()

    refused = story.is_refused(Extend(ClockName.ANSWER, after(days=3), "Busy."), after(hours=1))

    assert (refused.code, refused.data["clock"]) == ("clock_not_running", "answer")
