"""A case goes elsewhere: to another team, or into another case; and what was heard comes in."""

from dataclasses import replace

import pytest

from hearthline.complaints.commands import Absorb, Claim, Heard, Merge, Reopen, Transfer
from hearthline.complaints.model import Severity, Status
from tests.unit.complaints.builders import (
    AGENT,
    COLLEAGUE,
    KEPT,
    OTHER_NUMBER,
    a_merge,
    a_story,
    a_story_in,
    a_visit,
    after,
    an_answered_story,
    an_offer,
    more_work,
)

GUANGZHOU = Transfer("gz-care", "The home is in Guangzhou.", "guangzhou")


@pytest.mark.parametrize(
    ("status", "becomes"),
    [
        (Status.RECEIVED, Status.RECEIVED),
        (Status.ASSIGNED, Status.RECEIVED),
        (Status.IN_PROGRESS, Status.IN_PROGRESS),
        (Status.AWAITING_CUSTOMER, Status.AWAITING_CUSTOMER),
    ],
)
def test_a_case_that_is_passed_on_belongs_to_nobody_there_and_its_clocks_run_on(
    status: Status, becomes: Status
) -> None:
    story = a_story_in(status)
    clocks = story.complaint.clocks

    case = story.does(GUANGZHOU, after(hours=2)).complaint

    assert (case.team, case.city, case.assignee, case.status) == ("gz-care", "guangzhou", None, becomes)
    assert case.clocks == clocks
    assert story.last[-1].visibility == "internal"


def test_somebody_of_the_new_team_claims_it() -> None:
    story = a_story_in(Status.ASSIGNED).does(GUANGZHOU, after(hours=2))

    assert story.does(Claim(), after(hours=3), COLLEAGUE).complaint.assignee == "zhao.lei"


def test_a_case_is_not_passed_on_to_the_team_that_has_it() -> None:
    refused = a_story().is_refused(Transfer("shenzhen-care", "Ours."), after(hours=1))

    assert (refused.code, refused.data["team"]) == ("same_team", "shenzhen-care")


def test_a_case_that_was_only_routed_to_somebody_can_be_claimed_by_anyone_of_the_team() -> None:
    story = a_story()
    story.complaint = replace(story.complaint, assignee="zhao.lei", status=Status.ASSIGNED)

    story.does(Claim(), after(hours=1), AGENT)

    assert story.complaint.assignee == "li.na"
    assert story.acknowledge.met_at == after(hours=1)
    assert story.is_refused(Claim(), after(hours=2), COLLEAGUE).code == "already_taken"


def test_whoever_it_was_routed_to_takes_it_once() -> None:
    story = a_story()
    story.complaint = replace(story.complaint, assignee="li.na", status=Status.ASSIGNED)

    story.does(Claim(), after(hours=1), AGENT)

    assert story.is_refused(Claim(), after(hours=2), AGENT).code == "already_taken"


def test_what_a_customer_says_on_the_telephone_ends_the_wait_and_keeps_no_promise() -> None:
    waiting = a_story_in(Status.AWAITING_CUSTOMER).does(Heard("The bath.", "hotline"), after(hours=2))
    fresh = a_story().does(Heard("It drips.", "hotline"), after(hours=2))

    assert (waiting.complaint.status, waiting.resolve.paused_since) == (Status.IN_PROGRESS, None)
    assert [clock.met_at for clock in fresh.complaint.clocks] == [None, None, None]
    [entry] = fresh.last
    assert (entry.kind, entry.visibility, entry.event_type) == (
        "message",
        "customer",
        "complaint.message_added",
    )
    assert entry.data == {"by": "staff", "channel": "hotline"}
    assert fresh.complaint.said > 0


def test_merging_ends_the_promises_and_keeps_their_record() -> None:
    story = a_story().sweep(after(hours=25)).does(a_merge(), after(hours=26))

    assert (story.complaint.merged_into, story.complaint.closed_at) == (OTHER_NUMBER, after(hours=26))
    assert story.answer.stopped_at == after(hours=26)
    assert story.answer.breached_at == after(hours=24)
    assert story.timer == after(hours=26) + KEPT


def test_merging_makes_no_chains_and_no_circles() -> None:
    target = a_story().does(Absorb(OTHER_NUMBER), after(hours=1))
    merged = a_story().does(a_merge(), after(hours=1))

    assert target.complaint.absorbed == (OTHER_NUMBER,)
    assert target.is_refused(Merge("8Z2M4QRTA", same_person=True), after(hours=2)).code == "has_absorbed"
    assert merged.is_refused(Absorb("8Z2M4QRTA"), after(hours=2)).code == "target_merged"


@pytest.mark.parametrize("status", Status)
def test_what_is_still_owed_is_not_merged_into_a_case_on_which_nobody_works(status: Status) -> None:
    story, taken = a_story_in(status), Absorb("8Z2M4QRTA")

    if status in {Status.CLOSED, Status.REJECTED}:
        assert story.is_refused(taken, after(days=2)).code == "target_ended"
    elif status is not Status.MERGED:
        assert story.does(taken, after(days=2)).complaint.absorbed == ("8Z2M4QRTA",)


def test_nothing_is_merged_into_a_case_whose_person_was_taken_out() -> None:
    story = a_story()
    story.complaint = replace(story.complaint, erased_at=after(hours=1))

    assert story.is_refused(Absorb(OTHER_NUMBER), after(hours=2)).code == "target_erased"


def test_a_case_with_something_under_way_is_not_merged() -> None:
    offer = a_story().does(an_offer(), after(hours=1))
    visit = an_answered_story().does(a_visit(), after(hours=1))
    work = an_answered_story().does(a_visit(), after(hours=1)).does(more_work(after(days=9)), after(days=1))

    for story, what in ((offer, "remedy"), (visit, "visit"), (work, "work")):
        refused = story.is_refused(a_merge(), after(days=1, hours=1))
        assert (refused.code, refused.data["unfinished"]) == ("unfinished", [what])


def test_a_critical_case_taken_up_again_tells_the_group_at_once() -> None:
    story = a_story_in(Status.RESOLVED)
    story.complaint = replace(story.complaint, severity=Severity.CRITICAL)

    story.does(Reopen("Wet again."), after(days=1))

    assert story.steps_told_now() == [("answer", "at_once:critical", ("group",))]
