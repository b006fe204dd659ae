"""Somebody who was asked in a campaign, and how they answer by the API."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hearthline import root, root_questionnaires
from hearthline.platform.attributes import from_item
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import Campaign, Invitation, Questionnaire, Reach, Strata
from hearthline.surveys.questionnaire import read_questionnaire
from hearthline.surveys.questionnaire_editions import Edition, QuestionnaireHead
from hearthline.surveys.tokens import Tokens, hashed
from tests.contract.answer import Answer
from tests.contract.service import Service
from tests.unit.surveys.builders import a_campaign, an_invitation
from tests.unit.surveys.questionnaires import EVERY_TYPE, MADE_AT, Document

HOME = Strata("customer", "sz", "海岸花园", "senior", "living")


def asked_version(service: Service, document: Document) -> Questionnaire:
    """Save a questionnaire, frozen as a launch leaves it."""
    questionnaire = read_questionnaire(document, identity="asked", version=1, at=MADE_AT, by="zhou")
    head = QuestionnaireHead("asked", questionnaire.title, 1, MADE_AT, "zhou", MADE_AT, "zhou")
    edition = Edition(questionnaire, MADE_AT, "zhou", frozen_at=MADE_AT)
    root_questionnaires.questionnaire_store().create(head, edition)
    return questionnaire


class Asked:
    """A campaign with its questionnaire, whom it asks, and what became of it."""

    def __init__(self, service: Service, document: Document = EVERY_TYPE, **changes: Any) -> None:
        self.service = service
        self.questionnaire = asked_version(service, document)
        self.tokens = Tokens(root.secret())
        self.campaign: Campaign = a_campaign(
            **{
                "questionnaire": "asked",
                "expires_at": service.now + timedelta(days=30),
                "launched_at": service.now,
                **changes,
            }
        )
        self._campaigns = CampaignStore(root.surveys_table(), root.settings().timer_shards)
        self._invitations = InvitationStore(root.surveys_table(), root.settings().timer_shards)
        self._campaigns.create(self.campaign, [])

    def invite(self, person: str = "PERSON0000000001", **changes: Any) -> str:
        """Ask somebody, whom the message reached; give the token of their link."""
        token = self.tokens.token(self.campaign.id, person, changes.get("source"))
        given = {"strata": HOME, "reach": Reach.SENT, "made_at": self.service.now, **changes}
        asked = an_invitation(campaign=self.campaign.id, hash=hashed(token), person=person, **given)
        self._invitations.create(asked)
        return token

    def change(self, **changes: Any) -> None:
        """Change the campaign; what was known of it is forgotten a moment later."""
        self.campaign = self._campaigns.save(self.campaign, replace(self.campaign, **changes), [])
        self.service.later(seconds=11)

    def invitation(self, token: str) -> Invitation:
        """Give how the invitation of a token stands."""
        found = self._invitations.load(self.campaign.id, hashed(token))
        assert found is not None
        return found

    def see(self, token: str) -> Answer:
        """Look by the API."""
        return self.service.get(f"/api/surveys/{token}")

    def answer(self, token: str, answers: Any, *, final: bool = True, **more: Any) -> Answer:
        """Answer by the API."""
        return self.service.post(f"/api/surveys/{token}", {"answers": answers, "final": final, **more})

    def stored(self) -> list[dict[str, Any]]:
        """Give every item of surveys as plain values."""
        table = self.service.names["SurveysTable"]
        pages = self.service.cloud.clients["dynamodb"].get_paginator("scan").paginate(TableName=table)
        return [from_item(item) for page in pages for item in page["Items"]]

    def events(self) -> list[dict[str, Any]]:
        """Give what was told of answers, in no order."""
        told = [item["event"] for item in self.stored() if "event" in item]
        return [event for event in told if event["type"] == "survey.answered"]
