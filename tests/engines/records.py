"""Persons' own records on an engine, as erasures and exports ask for them."""

from typing import Any

from hearthline.lifecycle.store import LifeStore
from hearthline.members.code_store import CodeStore
from hearthline.members.erasing import MemberEraser
from hearthline.members.partition_store import PartitionStore
from hearthline.members.store import PersonStore
from hearthline.notices.store import DeliveryTable
from hearthline.person_records import PersonRecords
from hearthline.platform.ids import SystemEntropy
from hearthline.platform.table import Table
from hearthline.survey_records import SurveyRecords
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.person_store import PersonInvitations
from hearthline.surveys.questionnaire_store import QuestionnaireStore
from hearthline.visited_homes import VisitRecords
from tests.engines.engine import Engine
from tests.engines.world import SHARDS


def person_records(engine: Engine, exports: Any, client: Any = None) -> PersonRecords:
    """Give them; all requests to tables go by `client`, those to files of exports to `exports`."""
    client = client or engine.client
    members = Table(client, engine.members, pause=lambda _: None)
    deliveries = Table(client, engine.deliveries, pause=lambda _: None)
    persons, partitions = PersonStore(members, SHARDS), PartitionStore(members)
    eraser = MemberEraser(persons, partitions, CodeStore(members))
    surveys = Table(client, engine.surveys, pause=lambda _: None)
    asked = SurveyRecords(
        PersonInvitations(surveys, InvitationStore(surveys, SHARDS), SystemEntropy()),
        CampaignStore(surveys, SHARDS),
        QuestionnaireStore(surveys).asked,
    )
    return PersonRecords(
        persons,
        partitions,
        eraser,
        DeliveryTable(deliveries, SHARDS),
        exports,
        lambda _: None,
        asked,
        VisitRecords(LifeStore(members, SHARDS), persons),
    )
