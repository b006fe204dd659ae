"""A campaign, who is invited to it, and the mail that goes out: the send queue in this process."""

from collections.abc import Sequence
from typing import Any

from hearthline.notice_surveys import AskedSurveys
from hearthline.notices.model import Message
from hearthline.platform.secret import Secret
from hearthline.survey_sending import TellingInvited
from hearthline.surveys.campaign_store import CampaignCache
from hearthline.surveys.model import Campaign, Invitation, Questionnaire
from hearthline.surveys.ready_made import ready_made
from hearthline.surveys.tokens import Tokens
from tests.unit.notices.builders import FakeChannel, a_sender
from tests.unit.notices.persons import FakePeople, a_person
from tests.unit.notices.record import FakeDeliveries
from tests.unit.surveys.builders import NOW, a_campaign, an_invitation

TOKENS = Tokens(Secret(lambda: "s" * 32))
ROOT = "https://care.example.com/s/"
PEOPLE = ("PERSON0000000001", "PERSON0000000002", "PERSON0000000003")


def invited(person: str, **changes: Any) -> Invitation:
    campaign = a_campaign()
    hash_ = TOKENS.hash_of(campaign.id, person, changes.get("source"))
    return an_invitation(campaign=campaign.id, person=person, hash=hash_, **changes)


class FakeInvitations:
    def __init__(self, *invitations: Invitation) -> None:
        self.kept = {each.hash: each for each in invitations}

    def load(self, campaign: str, token_hash: str) -> Invitation | None:
        return self.kept.get(token_hash)

    def load_many(self, campaign: str, hashes: Sequence[str]) -> dict[str, Invitation]:
        return {each: self.kept[each] for each in hashes if each in self.kept}


class World:
    """A campaign, who is invited to it, and the mail that goes out."""

    def __init__(
        self,
        campaign: Campaign | None = None,
        *invitations: Invitation,
        deliveries: FakeDeliveries | None = None,
        email: FakeChannel | None = None,
    ) -> None:
        self.campaign = campaign or a_campaign()
        self.invitations = FakeInvitations(*(invitations or [invited(person) for person in PEOPLE]))
        self.deliveries, self.email = deliveries or FakeDeliveries(), email or FakeChannel()
        self.asked: Questionnaire | None = ready_made("closing")
        campaigns = CampaignCache(lambda id_: self.campaign if id_ == self.campaign.id else None)
        store: Any = self.invitations
        self.surveys = AskedSurveys(
            campaigns, store, lambda _, __: self.asked, TOKENS, "https://care.example.com", lambda: NOW
        )
        persons = [a_person(person, email=f"{person}@example.com", households=()) for person in PEOPLE]
        self.sender = a_sender(deliveries=self.deliveries, people=FakePeople(*persons), email=self.email)
        self.telling = TellingInvited(campaigns, store, self.surveys, self.sender)

    def record(self, message: str = "invitation", *more: str) -> dict[str, Any]:
        hashes = [*self.invitations.kept, *more]
        return {"campaign": self.campaign.id, "message": message, "invitations": hashes}

    def message(self) -> Message:
        [one] = list(self.deliveries.kept.values())
        return one.message
