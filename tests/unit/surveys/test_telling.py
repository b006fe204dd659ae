"""Who of the invited is told, when their turn has come."""

from datetime import timedelta
from typing import Any

import pytest

from hearthline.surveys.model import CampaignState, Linking, Progress, Reach, Trigger
from hearthline.surveys.telling import Telling, owed, telling
from tests.unit.surveys.builders import NOW, a_campaign, an_invitation

ENDED = NOW - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("campaign", "invitation", "expected"),
    [
        ({}, {}, Telling.NOW),
        ({}, {"progress": Progress.STARTED}, Telling.NOW),
        ({}, {"progress": Progress.ANSWERED}, Telling.ANSWERED),
        ({}, {"progress": Progress.EXPIRED}, Telling.OVER),
        ({}, {"reach": Reach.CANCELLED}, Telling.OVER),
        ({"trigger": Trigger.COMPLAINT_CLOSED}, {"expires_at": ENDED}, Telling.OVER),
        ({"expires_at": ENDED}, {}, Telling.OVER),
        (
            {"trigger": Trigger.COMPLAINT_CLOSED, "expires_at": None},
            {"expires_at": NOW + timedelta(days=1)},
            Telling.NOW,
        ),
        ({"expires_at": None}, {}, Telling.NOW),
        ({"state": CampaignState.PAUSED}, {}, Telling.LATER),
        ({"state": CampaignState.PAUSED, "expires_at": ENDED}, {}, Telling.OVER),
        ({"state": CampaignState.CANCELLED}, {}, Telling.OVER),
        ({"state": CampaignState.FINISHED}, {}, Telling.OVER),
        ({"state": CampaignState.DRAFT}, {}, Telling.OVER),
        ({"closing_at": NOW}, {}, Telling.OVER),
        ({"third_party": Linking.STRATA}, {}, Telling.OVER),
    ],
)
def test_an_invited_person_is_told_while_their_campaign_asks_and_they_have_not_answered(
    campaign: dict[str, Any], invitation: dict[str, Any], expected: Telling
) -> None:
    assert telling(a_campaign(**campaign), an_invitation(**invitation), NOW) is expected


def test_what_is_gone_is_over() -> None:
    assert telling(None, an_invitation(), NOW) is Telling.OVER
    assert telling(a_campaign(), None, NOW) is Telling.OVER


@pytest.mark.parametrize("reach", list(Reach))
def test_only_who_was_not_told_is_invited_and_only_who_was_is_reminded_once(reach: Reach) -> None:
    campaign, invitation = a_campaign(reminders=(3,)), an_invitation(reach=reach)

    assert owed(campaign, invitation, "invitation") is (reach is Reach.MADE)
    assert owed(campaign, invitation, "reminder/1") is (reach is Reach.SENT)
    assert not owed(campaign, an_invitation(reach=reach, deliveries={"reminder/1": 3}), "reminder/1")


@pytest.mark.parametrize(("days", "reminded"), [(2.9, True), (3, False), (8, False)])
def test_who_was_told_after_the_day_of_a_reminder_is_not_reminded_by_it(days: float, reminded: bool) -> None:
    paused_over_it = a_campaign(launched_at=NOW, reminders=(3, 9), reminded=1)
    told = an_invitation(reach=Reach.SENT, sent_at=NOW + timedelta(days=days))

    assert owed(paused_over_it, told, "reminder/1") is reminded
    assert owed(paused_over_it, told, "reminder/2")
