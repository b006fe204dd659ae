"""A campaign on an engine, launched and told by the product: what answering and reading it ask for."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hearthline.platform.access import principal_from_claims
from hearthline.platform.cursors import Cursors
from hearthline.platform.ids import SystemEntropy
from hearthline.survey_audience import MaskedNames
from hearthline.surveys.answer_store import AnswerStore
from hearthline.surveys.answering import Saving
from hearthline.surveys.campaign_store import CampaignCache
from hearthline.surveys.claims import ClaimCodes
from hearthline.surveys.invited_store import InvitedStore
from hearthline.surveys.made import Made
from hearthline.surveys.model import Questionnaire, Reach
from hearthline.surveys.receiving import Answering, ClubTerms
from hearthline.surveys.recipients import Recipients
from hearthline.surveys.results import Results
from hearthline.surveys.results_scope import By
from tests.engines.campaigner import Campaigner
from tests.engines.engine import Engine
from tests.engines.people import People

PERSONS = 60
_CITIES = ("sz", "gz", "bj")
_MARKETING = principal_from_claims({"sub": "zhou", "cognito:groups": ["marketing", "hq"]}, "sub")
_SAID = {"handling": 4, "comment": "师傅很快就来了，处理得很好，谢谢。"}


class Surveyed:
    """The use cases over one campaign that asks PERSONS, the first of whom answers."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        people = People(engine)
        office = Campaigner(people, now)
        for place in range(PERSONS):
            office.enter(_CITIES[place % len(_CITIES)])
        self._office, self._now = office, now
        self._campaign = office.read(office.launch(office.draft(parts=1)))
        office.work(self._campaign.id)
        office.tell_all(self._campaign)
        self._token = office.tokens.token(self._campaign.id, office.persons[0])
        cursors = Cursors(people.secret)
        campaigns = CampaignCache(office.campaigns.load)
        campaigns.remember(office.read(self._campaign), now)
        asked = office.questionnaires.asked

        def questions(identity: str, version: int) -> Questionnaire:
            found = asked(identity, version)
            if found is None:
                raise LookupError(identity)
            return found

        self._answering = Answering(
            AnswerStore(office.table),
            campaigns,
            questions,
            lambda _: ClubTerms(50, ZoneInfo("Asia/Shanghai")),
            ClaimCodes(people.secret),
            SystemEntropy(),
        )
        self._recipients = Recipients(
            office.campaigns,
            office.invitations,
            Made(office.parts, InvitedStore(office.table)),
            office.tallies,
            MaskedNames(people.store, lambda name: f"{name[:1]}**"),
            cursors,
            office.company_rate,
        )
        self._results = Results(office.tallies, office.campaigns, asked)

    def see(self) -> None:
        """Look at what is asked."""
        self._answering.see(self._token, self._now)

    def answer(self) -> None:
        """Answer all of it."""
        self._answering.save(self._token, Saving(_SAID, final=True), self._now)

    def count(self) -> None:
        """Let the tally follow."""
        self._office.stream(self._campaign.id)

    def progress(self) -> None:
        """Look how far it is."""
        self._recipients.progress(_MARKETING, self._campaign.id, self._now)

    def list_sent(self) -> None:
        """Read a page of 25 of who was sent a message."""
        page = self._recipients.page(
            _MARKETING, self._campaign.id, Reach.SENT.value, self._now, limit=25, cursor=None
        )
        if len(page["items"]) < 25:
            raise LookupError("a short page measures nothing")

    def results(self) -> None:
        """Read the results by city."""
        self._results.read(_MARKETING, self._campaign.id, By.CITY, None, self._now)
