"""The addresses that people are sent, made on the running stack without waiting for what sends them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hearthline.complaints import keys
from hearthline.notices.leaving import LeavingLinks
from hearthline.notices.model import MessageClass
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import Reach
from hearthline.surveys.questionnaire import read_questionnaire
from hearthline.surveys.questionnaire_editions import Edition, QuestionnaireHead
from hearthline.surveys.questionnaire_store import QuestionnaireStore
from hearthline.surveys.tokens import Tokens, hashed
from infra.local.stack import LocalStack
from tests.browser.site import Language
from tests.every_page.world import Behind
from tests.system.client import Client
from tests.unit.surveys.builders import a_campaign, an_invitation
from tests.unit.surveys.questionnaires import EVERY_TYPE, MADE_AT

CAMPAIGN = "BROWSED000000001"
QUESTIONNAIRE = "browsed"


class Guests:
    """Whom the stack has written to; everybody is somebody else."""

    def __init__(self, stack: LocalStack) -> None:
        described = stack.description()
        self._anyone = Client(described["url"])
        variables = _variables(stack, "survey")
        secret = stack.client("secretsmanager").get_secret_value(SecretId=variables["SECRET_ID"])
        kept = Secret(lambda: str(secret["SecretString"]))
        links = LeavingLinks(kept, "")
        self._complaints = Table(stack.client("dynamodb"), described["outputs"]["ComplaintsTable"])
        self.behind = Behind(
            Table(stack.client("dynamodb"), variables["SURVEYS_TABLE"]),
            Tokens(kept),
            int(variables["TIMER_SHARDS"]),
            lambda person: links(person, MessageClass.SURVEY)["email"],
        )
        self._asked = 0
        self._filed = 0
        self._ask()

    def filed(self, language: Language, **changes: Any) -> dict[str, Any]:
        """File a complaint; give what the API says of it, its secret key and follow address included."""
        self._filed += 1
        filing = {
            "kind": "repair",
            "title": "客厅天花板漏水" if language == "zh" else "The ceiling leaks",
            "text": "上周下雨后开始漏水。" if language == "zh" else "Since last week's rain.",
            "city": "sz",
            "contact": {"name": "王小明", "email": f"guest{self._filed}@example.com"},
            "public": True,
            "language": language,
            **changes,
        }
        answer = self._anyone.post("/api/complaints", filing)
        assert answer.status == 201, answer.body
        return dict(answer.json)

    def filed_alike(self, times: int, language: Language, **changes: Any) -> None:
        """File a complaint, and let lists show it so many times more: lines alone, which nobody can open."""
        filed = self.filed(language, home={"project": "西山院子", "building": "3栋"}, **changes)
        number = str(filed["number"]).replace("-", "")
        head = self._complaints.get(keys.complaint(number), keys.HEAD)
        assert head is not None
        line = {name: value for name, value in head.items() if not name.startswith("timer_")}
        for place in range(times):
            other = f"{number[:4]}{place:05d}"
            self._complaints.put({**line, "pk": keys.complaint(other), "number": other})

    def follow(self, language: Language) -> str:
        """Give the address by which somebody follows their complaint."""
        return str(self.filed(language)["follow_url"])

    def survey(self) -> str:
        """Give the path at which somebody is asked one question of each type."""
        self._asked += 1
        person = f"GUEST{self._asked:011d}"
        token = self.behind.tokens.token(CAMPAIGN, person)
        self._invitations.create(
            an_invitation(
                campaign=CAMPAIGN,
                hash=hashed(token),
                person=person,
                reach=Reach.SENT,
                made_at=datetime.now(UTC),
            )
        )
        return f"/s/{token}"

    def unsubscribe(self) -> str:
        """Give the path by which somebody is asked whether surveys by mail shall end."""
        return self.behind.leave("GUEST00000000000")

    def _ask(self) -> None:
        """Begin a campaign that asks one question of each type."""
        questionnaire = read_questionnaire(
            EVERY_TYPE, identity=QUESTIONNAIRE, version=1, at=MADE_AT, by="zhou"
        )
        head = QuestionnaireHead(QUESTIONNAIRE, questionnaire.title, 1, MADE_AT, "zhou", MADE_AT, "zhou")
        edition = Edition(questionnaire, MADE_AT, "zhou", frozen_at=MADE_AT)
        QuestionnaireStore(self.behind.surveys).create(head, edition)
        now = datetime.now(UTC)
        campaign = a_campaign(
            id=CAMPAIGN,
            questionnaire=QUESTIONNAIRE,
            created_at=now,
            launched_at=now,
            expires_at=now + timedelta(days=30),
        )
        CampaignStore(self.behind.surveys, self.behind.shards).create(campaign, [])
        self._invitations = InvitationStore(self.behind.surveys, self.behind.shards)


def _variables(stack: LocalStack, function: str) -> dict[str, str]:
    """Give the environment of a deployed function."""
    listed = stack.client("lambda").get_paginator("list_functions").paginate()
    for page in listed:
        for one in page["Functions"]:
            if one["Handler"] == f"{function}.handler.handle":
                return dict(one["Environment"]["Variables"])
    raise LookupError(function)
