"""What DynamoDB forgets of surveys: what has a number under the attribute of its TTL, and nothing else.

Campaigns and invitations have an `expires_at` of their own, until when answers are taken. It is text, which
TTL passes over; as a number it would take away campaigns and answers when they end.
"""

from typing import Any

import pytest

from hearthline.platform.attributes import to_item
from hearthline.platform.codec import dump
from hearthline.surveys.model import Campaign, Invitation
from tests.unit.infra.templates import resources
from tests.unit.surveys.builders import NOW, a_campaign, an_invitation


@pytest.mark.parametrize("kept", [a_campaign(expires_at=NOW), an_invitation(expires_at=NOW)])
def test_an_end_of_a_campaign_or_an_invitation_takes_nothing_away(kept: Campaign | Invitation) -> None:
    settings: dict[str, Any] = resources("AWS::DynamoDB::Table")["SurveysTable"]["TimeToLiveSpecification"]

    assert settings["AttributeName"] == "expires_at"
    assert list(to_item(dump(kept))["expires_at"]) == ["S"]
