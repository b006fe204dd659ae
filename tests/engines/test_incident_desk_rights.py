"""What the desk's pages of incidents and improvements ask of the table, held against their role."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from hearthline.complaints.improvements.improvements import Improvements
from hearthline.complaints.improvements.model import ImprovementStatus, Proposal
from hearthline.complaints.improvements.store import ImprovementStore, Wanted
from hearthline.complaints.incidents.cases import IncidentCases
from hearthline.complaints.incidents.model import Said
from hearthline.platform.access import Principal
from tests.engines.engine import Engine, in_moto
from tests.engines.incident_office import CAUSE, LEAD, Office, number
from tests.engines.test_rights import CURSORS, granted, used
from tests.engines.world import World

MANAGER = Principal("wei", frozenset({"manager"}), frozenset({"sz"}))


@pytest.fixture
def engine() -> Iterator[Engine]:
    with in_moto() as engine:
        yield engine


def test_the_pages_may_lead_an_incident_and_look_at_whom_an_answer_reaches(
    world: World, now: datetime
) -> None:
    office = Office(world, now)
    cases = IncidentCases(office.incidents, world.store, world.rulebook)
    filed = office.file(2)
    with used(world.engine) as asked:
        identity = office.opened(filed, "a-key-of-sixteen-signs")
    office.work(identity)
    with used(world.engine) as more:
        for city in ("sz", None):
            office.desk.page(LEAD, city, None, 5, None, now)
        office.desk.one_with_choices(LEAD, identity, 5, None, now)
        cases.lines(LEAD, [one.number for one in filed])
        cases.reach(LEAD, identity, None, now)
        cases.linked(LEAD, identity)
        office.desk.broadcast(LEAD, identity, Said("已修复。"), CAUSE, "a-key-of-sixteen-signs", now)
        office.desk.one_with_choices(LEAD, identity, 5, None, now)
        cases.left_out(LEAD, identity)
    office.work(identity)
    with used(world.engine) as last:
        office.desk.close(LEAD, identity, "水泵。", CAUSE, now)

    assert asked | more | last <= granted("SiteDesk")


def test_the_pages_may_propose_and_decide(world: World, now: datetime) -> None:
    office = Office(world, now)
    store = ImprovementStore(world.table)
    desk = Improvements(store, world.rulebook, CURSORS, world.keys, world.entropy, office.jobs)
    numbers = tuple(number(one) for one in office.file(2))
    proposal = Proposal("备用泵", "加装。", "engineering", "material", numbers[:1], city="sz")
    with used(world.engine) as asked:
        identity = desk.propose(MANAGER, proposal, "a-key-of-sixteen-signs", now)["id"]
        for wanted in (
            Wanted(),
            Wanted(department="engineering"),
            Wanted(cause="material"),
            Wanted(contractor="安居"),
        ):
            desk.page(MANAGER, wanted, limit=5, cursor=None, now=now)
        desk.amend(MANAGER, identity, None, None, numbers[1:], None, now)
        desk.read_with_choices(MANAGER, identity, now)
        desk.decide(MANAGER, identity, ImprovementStatus.ACCEPTED, "好。", None, now)

    assert asked <= granted("SiteDesk")
