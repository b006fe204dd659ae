"""The send queue: whom a record tells, with which link, and what comes back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.notices.model import Delivery, State
from hearthline.notices.policy import Hold, Reason, Stop
from hearthline.notices.ports import NoticeSurvey
from hearthline.notices.sending import NotAllSent
from hearthline.surveys.model import CampaignState, Progress, Reach, Trigger
from hearthline.surveys.tokens import read_token
from tests.unit.survey_world import PEOPLE, ROOT, TOKENS, World, invited
from tests.unit.surveys.builders import NOW, a_campaign
from tests.unit.surveys.questionnaires import asking, document, questionnaire


def test_everybody_whom_a_record_names_gets_their_own_link() -> None:
    world = World()

    told = world.telling(world.record("invitation", "unknown"), NOW)

    assert [one.state for one in told] == [State.SENT] * 3
    for to, notice in world.email.sent:
        token = TOKENS.token(world.campaign.id, to.partition("@")[0])
        assert f"{ROOT}{token}\n" in notice.text
        ticket = read_token(token)
        assert ticket is not None
        assert ticket.hash in world.invitations.kept


def test_a_record_that_comes_again_tells_nobody_again() -> None:
    world = World()

    for _ in range(3):
        world.telling(world.record(), NOW)

    assert len(world.email.sent) == 3


def test_who_answered_was_told_or_is_taken_back_is_passed_over() -> None:
    states: Sequence[Mapping[str, Any]] = [
        {"progress": Progress.ANSWERED},
        {"reach": Reach.SENT},
        {"reach": Reach.CANCELLED},
    ]
    world = World(None, *(invited(who, **each) for who, each in zip(PEOPLE, states, strict=True)))

    assert world.telling(world.record(), NOW) == []
    assert [one.message.purpose for one in world.telling(world.record("reminder/1"), NOW)] == [
        "survey_reminder"
    ]


@pytest.mark.parametrize("state", set(CampaignState) - {CampaignState.SENDING})
def test_a_campaign_that_does_not_send_tells_nobody(state: CampaignState) -> None:
    world = World(a_campaign(state=state))

    assert world.telling(world.record(), NOW) == []
    assert world.deliveries.kept == {}


def test_a_record_of_an_unknown_campaign_is_done_with() -> None:
    world = World()

    assert world.telling({**world.record(), "campaign": "GONE"}, NOW) == []


def test_one_that_fails_brings_the_record_back_when_all_others_are_told() -> None:
    world = World()

    def full(delivery: Delivery) -> None:
        if delivery.person == PEOPLE[0] and delivery.state is State.QUEUED:
            raise RuntimeError

    world.deliveries.before_write = full
    with pytest.raises(NotAllSent):
        world.telling(world.record(), NOW)
    assert len(world.email.sent) == 2

    world.deliveries.before_write = lambda _: None
    world.telling(world.record(), NOW)
    assert len(world.email.sent) == 3


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (asking("overall", "rating"), [str(value) for value in range(1, 6)]),
        (asking("recommend", "score"), [str(value) for value in range(11)]),
        (asking("again", "yes_no"), []),
    ],
)
def test_a_first_question_that_is_a_scale_can_be_preselected(
    question: dict[str, Any], values: list[str]
) -> None:
    world = World()
    world.asked = questionnaire(document(question))

    survey = world.surveys.of(world.campaign, invited(PEOPLE[0]))

    assert [label for label, _ in survey.choices] == values
    assert [url for _, url in survey.choices] == [
        f"{survey.url}?{question['id']}={value}" for value in values
    ]
    assert survey.intro == ({"zh": "Intro？", "en": "Intro"})


def test_an_invitation_about_something_has_a_link_and_an_end_of_its_own() -> None:
    ends = NOW + timedelta(days=14)
    about = invited(PEOPLE[0], source="complaint/K7Q29XPD3", expires_at=ends)
    world = World(a_campaign(trigger=Trigger.COMPLAINT_CLOSED, expires_at=None), about)

    world.telling(world.record(), NOW)
    survey = world.surveys(world.message())

    assert isinstance(survey, NoticeSurvey)
    assert survey.url == ROOT + TOKENS.token(world.campaign.id, PEOPLE[0], "complaint/K7Q29XPD3")
    assert survey.closes_at == world.message().good_until == ends


@pytest.mark.parametrize(
    ("campaign", "invitation", "expected"),
    [
        ({"state": CampaignState.PAUSED}, {}, Hold(NOW + timedelta(hours=1), Reason.PAUSED)),
        ({"state": CampaignState.CANCELLED}, {}, Stop(Reason.CAMPAIGN_ENDED)),
        ({}, {"progress": Progress.ANSWERED}, Stop(Reason.ANSWERED)),
    ],
)
def test_what_waited_asks_what_became_of_campaign_and_invitation(
    campaign: dict[str, Any], invitation: dict[str, Any], expected: Hold | Stop
) -> None:
    world = World(None, invited(PEOPLE[0]))
    world.telling(world.record(), NOW)
    later = World(a_campaign(**campaign), invited(PEOPLE[0], **invitation))

    assert later.surveys(world.message()) == expected


def test_nothing_of_the_link_is_stored_or_told_by_the_record_of_the_message() -> None:
    world = World(None, invited(PEOPLE[0]))
    now: datetime = NOW

    world.telling(world.record(), now)

    assert TOKENS.token(world.campaign.id, PEOPLE[0]).partition(".")[2] not in str(world.deliveries.kept)
