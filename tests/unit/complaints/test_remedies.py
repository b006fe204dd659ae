"""Making it good: who may offer how much alone, who must consent, and what the customer's word does."""

import pytest

from hearthline.complaints.commands import Reject
from hearthline.complaints.draft import NotAllowed
from hearthline.complaints.lifecycle import decide
from hearthline.complaints.parts import RemedyState
from hearthline.complaints.remedy_commands import AnswerRemedy, Approve, Decline
from hearthline.platform.outbox import Actor
from tests.unit.complaints.builders import (
    AGENT,
    COLLEAGUE,
    CONTACT,
    Story,
    a_policy_document,
    a_solution,
    a_story,
    after,
    an_offer,
    some_terms,
)

WEI = Actor("staff", "wei")
MA = Actor("staff", "ma")
YUAN = 100


def offered(amount: int | None, authority: str = "agent") -> Story:
    return a_story().does(an_offer(amount, authority), after(hours=1))


def state(story: Story) -> RemedyState:
    return story.complaint.remedies[-1].state


def not_allowed(story: Story, command: Approve | Decline, by: Actor) -> str:
    with pytest.raises(NotAllowed) as above:
        decide(story.complaint, command, by, after(hours=2), story.terms)
    return above.value.code


@pytest.mark.parametrize(
    ("amount", "authority", "needed"),
    [
        (None, "agent", 0),
        (500 * YUAN, "agent", 0),
        (500 * YUAN + 1, "agent", 1),
        (5_000 * YUAN, "lead", 0),
        (5_000 * YUAN + 1, "lead", 1),
        (50_000 * YUAN, "agent", 1),
        (50_000 * YUAN, "manager", 0),
        (50_000 * YUAN + 1, "agent", 2),
        (50_000 * YUAN + 1, "manager", 2),
    ],
)
def test_the_size_decides_how_many_must_consent(amount: int | None, authority: str, needed: int) -> None:
    story = offered(amount, authority)

    assert story.complaint.remedies[-1].approvals_needed == needed
    assert (state(story) is RemedyState.OFFERED) == (needed == 0)


def test_the_customer_hears_of_an_offer_and_not_of_a_proposal() -> None:
    alone, proposed = offered(30_000), offered(80_000)

    assert [(entry.kind, entry.event_type) for entry in alone.last] == [("offered", "remedy.offered")]
    assert [(entry.visibility, entry.event_type) for entry in proposed.last] == [
        ("internal", "remedy.approval_requested")
    ]
    assert alone.answer.met_at is None


@pytest.mark.parametrize(
    ("amount", "levels"),
    [(80_000, ["lead"]), (600_000, ["manager"]), (6_000_000, ["manager", "group"])],
)
def test_those_are_asked_who_can_consent(amount: int, levels: list[str]) -> None:
    assert offered(amount).last[0].event_data["levels"] == levels


def test_one_consent_lets_the_customer_hear_of_it() -> None:
    story = offered(80_000).does(Approve(authority="lead"), after(hours=2), COLLEAGUE)

    assert state(story) is RemedyState.OFFERED
    assert [entry.kind for entry in story.last] == ["remedy_approved", "offered"]


def test_above_the_managers_limit_two_managers_consent() -> None:
    story = offered(6_000_000).does(Approve(authority="manager"), after(hours=2), WEI)
    assert state(story) is RemedyState.PROPOSED
    again = story.is_refused(Approve(authority="manager"), after(hours=3), WEI)

    story.does(Approve(authority="manager"), after(hours=3), MA)

    assert again.code == "already_approved"
    assert state(story) is RemedyState.OFFERED
    assert [approval.by for approval in story.complaint.remedies[-1].approvals] == ["wei", "ma"]


def test_nobody_consents_to_their_own_offer_or_above_their_limit() -> None:
    assert not_allowed(offered(80_000), Approve(authority="manager"), AGENT) == "own_offer"
    assert not_allowed(offered(600_000), Approve(authority="lead"), COLLEAGUE) == "above_limit"
    assert not_allowed(offered(600_000), Decline("No.", authority="lead"), COLLEAGUE) == "above_limit"


def test_a_superior_declines_and_the_customer_never_hears_of_it() -> None:
    story = offered(80_000).does(Decline("Too much.", authority="lead"), after(hours=2), COLLEAGUE)

    assert state(story) is RemedyState.REFUSED
    assert all(entry.visibility == "internal" for entry in story.last)
    assert story.is_refused(Approve(authority="lead"), after(hours=3), WEI).code == "no_such_proposal"


def test_whoever_proposed_takes_it_back_whatever_its_size() -> None:
    assert state(offered(6_000_000).does(Decline("Wrong case."), after(hours=2))) is RemedyState.REFUSED


def test_a_new_offer_takes_the_place_of_the_one_before_and_of_its_consents() -> None:
    story = offered(6_000_000).does(Approve(authority="manager"), after(hours=2), WEI)

    story.does(an_offer(7_000_000), after(hours=3))

    assert [one.state for one in story.complaint.remedies] == ["superseded", "proposed"]
    assert story.complaint.remedies[-1].approvals == ()


def test_consent_to_one_proposal_is_none_to_the_next() -> None:
    story = offered(80_000).does(an_offer(400_000), after(hours=2))

    refused = story.is_refused(Approve(remedy=1, authority="lead"), after(hours=3), COLLEAGUE)

    assert refused.code == "no_such_proposal"


def test_what_was_accepted_before_counts_towards_the_limit() -> None:
    story = offered(50_000).does(AnswerRemedy(1, accepted=True), after(hours=2))

    story.does(an_offer(1), after(hours=3))

    assert story.complaint.remedies[-1].approvals_needed == 1


@pytest.mark.parametrize(("accepted", "ends"), [(True, "accepted"), (False, "declined")])
def test_the_customers_word_ends_an_offer(accepted: bool, ends: str) -> None:
    story = offered(30_000).does(AnswerRemedy(1, accepted, "Thanks."), after(hours=2))

    assert state(story) == ends
    assert story.last[0].event_data["accepted"] is accepted
    refused = story.is_refused(AnswerRemedy(1, accepted=True), after(hours=3))
    assert (refused.code, refused.data["remedy"]) == ("remedy_ended", ends)


def test_a_customer_cannot_take_what_nobody_offered_them() -> None:
    assert offered(80_000).is_refused(AnswerRemedy(1, accepted=True), after(hours=2)).code == "no_such_remedy"


def test_an_offer_outlives_the_solution_and_not_a_rejection() -> None:
    resolved = offered(30_000).does(a_solution(), after(hours=2))
    rejected = offered(30_000).does(Reject("The city's road."), after(hours=2))

    assert state(resolved.does(AnswerRemedy(1, accepted=True), after(hours=3))) is RemedyState.ACCEPTED
    assert state(rejected) is RemedyState.SUPERSEDED


def test_the_limits_are_data() -> None:
    policy = a_policy_document(remedy_limits={"agent": 0, "lead": 100, "manager": 200})
    story = a_story(terms=some_terms(policy=policy), contact=CONTACT)

    assert story.does(an_offer(1), after(hours=1)).complaint.remedies[-1].approvals_needed == 1
    assert story.does(an_offer(201), after(hours=2)).complaint.remedies[-1].approvals_needed == 2
