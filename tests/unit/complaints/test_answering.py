"""What answers the customer, what does not, and waiting for the customer."""

import pytest

from hearthline.complaints.commands import Ask, Claim, CustomerMessage, Note
from hearthline.complaints.model import Status, Visibility
from tests.unit.complaints.builders import (
    TICK,
    a_question,
    a_reply,
    a_story,
    after,
    an_answered_story,
)
from tests.unit.complaints.every_command import EVERY_COMMAND

# What answers, and what does not


@pytest.mark.parametrize("name", ["reply", "ask", "resolve", "reject"])
def test_a_first_answer_by_a_person_meets_answer(name: str) -> None:
    story = a_story().does(EVERY_COMMAND[name], after(hours=3))

    assert story.answer.met_at == after(hours=3)
    assert story.complaint.answered_at == after(hours=3)


@pytest.mark.parametrize("name", ["reply", "ask", "resolve", "reject"])
def test_a_later_answer_changes_nothing_of_the_first(name: str) -> None:
    story = an_answered_story().does(EVERY_COMMAND[name], after(hours=30))

    assert story.answer.met_at == after(minutes=10)
    assert story.complaint.answered_at == after(minutes=10)


def test_a_message_from_the_customer_never_stops_answer() -> None:
    story = a_story().does(CustomerMessage("Is anybody there?"), after(hours=1))

    assert story.answer.running
    assert story.sweep(after(hours=24) + TICK).answer.breached_at == after(hours=24)


def test_an_internal_note_never_stops_answer() -> None:
    story = a_story().does(Note("Called; nobody there."), after(hours=1))

    assert story.answer.running
    assert story.acknowledge.running


def test_what_the_system_does_never_stops_answer() -> None:
    story = a_story().does(Claim(), after(minutes=1))
    for hours in range(1, 72):
        story.sweep(after(hours=hours))

    assert story.answer.running
    assert story.complaint.answered_at is None


@pytest.mark.parametrize("name", ["claim", "assign", "triage", "extend"])
def test_taking_triaging_and_extending_are_no_answer(name: str) -> None:
    assert a_story().does(EVERY_COMMAND[name], after(hours=1)).answer.running


def test_a_public_reply_stands_on_the_board_when_the_case_does() -> None:
    shown = a_story(public=True).does(a_reply(), after(hours=1)).last[-1]
    kept = a_story(public=False).does(a_reply(), after(hours=1)).last[-1]
    said_in_private = a_story(public=True).does(a_reply(public=False), after(hours=1)).last[-1]

    assert shown.visibility is Visibility.PUBLIC
    assert kept.visibility is Visibility.CUSTOMER
    assert said_in_private.visibility is Visibility.CUSTOMER


def test_a_note_is_for_colleagues_alone() -> None:
    story = a_story(public=True).does(Note("Difficult."), after(hours=1))

    assert story.last[-1].visibility is Visibility.INTERNAL


# Waiting for the customer


def test_asking_pauses_resolve_and_nothing_else() -> None:
    story = a_story().does(a_question(), after(hours=1))

    assert story.complaint.status is Status.AWAITING_CUSTOMER
    assert story.resolve.paused_since == after(hours=1)
    assert story.acknowledge.paused_since is None
    assert story.answer.paused_since is None


def test_the_customers_message_ends_the_wait() -> None:
    story = a_story().does(a_question(), after(hours=1)).does(CustomerMessage("The bath."), after(hours=3))

    assert story.complaint.status is Status.IN_PROGRESS
    assert [(pause.since, pause.until) for pause in story.resolve.pauses] == [
        (after(hours=1), after(hours=3))
    ]
    assert story.resolve.paused_since is None


def test_asking_twice_is_one_wait() -> None:
    story = a_story().does(a_question(), after(hours=1)).does(Ask("And since when?"), after(hours=2))

    assert story.resolve.paused_since == after(hours=1)


def test_answering_oneself_does_not_end_the_wait_for_the_customer() -> None:
    story = a_story().does(a_question(), after(hours=1)).does(a_reply(), after(hours=2))

    assert story.complaint.status is Status.AWAITING_CUSTOMER
    assert story.resolve.paused_since == after(hours=1)
