"""What the board shows: only what its filer wished, and nobody hides or shows without telling them."""

from collections.abc import Callable

import pytest

from hearthline.complaints.cards import on_board
from hearthline.complaints.commands import Command, Hide, Publish
from hearthline.complaints.model import Publication
from hearthline.complaints.policy import Policy
from tests.unit.complaints.builders import Story, a_policy_document, a_story, after, some_terms

BEFORE = some_terms(policy=a_policy_document(moderation="before"))


def public() -> Story:
    return a_story(public=True)


def pending() -> Story:
    return a_story(public=True, terms=BEFORE)


def hidden() -> Story:
    return public().does(Hide("It names a neighbour."), after(hours=1))


def test_a_case_looked_at_afterwards_is_on_the_board_at_once() -> None:
    assert on_board(public().complaint)


def test_a_case_looked_at_before_waits_and_is_then_shown() -> None:
    story = pending()
    assert (story.complaint.publication, on_board(story.complaint)) == (Publication.PENDING, False)

    story.does(Publish(), after(hours=1))

    assert on_board(story.complaint)
    assert (story.last[0].event_type, story.last[0].visibility) == ("complaint.published", "customer")


def test_nobody_publishes_what_its_filer_did_not_wish_to() -> None:
    for terms in (public().terms, BEFORE):
        story = a_story(terms=terms)
        assert story.complaint.publication is Publication.PRIVATE
        assert story.is_refused(Publish(), after(hours=1)).code == "not_wished"


@pytest.mark.parametrize("story", [public, pending])
def test_hiding_keeps_the_reason_and_tells_it(story: Callable[[], Story]) -> None:
    case = story().does(Hide("It names a neighbour."), after(hours=1))

    assert (case.complaint.publication, case.complaint.hidden_because) == (
        Publication.HIDDEN,
        "It names a neighbour.",
    )
    assert not on_board(case.complaint)
    assert (case.last[0].event_type, case.last[0].text) == ("complaint.hidden", "It names a neighbour.")


def test_what_was_hidden_can_be_shown_again() -> None:
    case = hidden().does(Publish(), after(hours=2)).complaint

    assert (case.publication, case.hidden_because) == (Publication.PUBLIC, None)


@pytest.mark.parametrize(
    ("story", "command", "code"),
    [(public, Publish(), "already_public"), (hidden, Hide("Again."), "not_public")],
)
def test_nothing_is_shown_or_hidden_twice(story: Callable[[], Story], command: Command, code: str) -> None:
    assert story().is_refused(command, after(hours=2)).code == code


def test_without_a_word_the_board_is_looked_at_afterwards() -> None:
    document = a_policy_document()
    del document["moderation"], document["remedy_limits"]

    policy = Policy.from_document(document)

    assert policy.moderation == "after"
    assert policy.remedy_limits == {"agent": 50_000, "lead": 500_000, "manager": 5_000_000}
