"""What each function's role may do with the tables, held against what its work asks of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.complaint_backgrounds import FilersOfComplaints, HomesOfComplaints
from hearthline.complaints.applying import apply
from hearthline.complaints.board import Board
from hearthline.complaints.commands import Claim, CustomerMessage, Link, Reject
from hearthline.complaints.desk import Desk
from hearthline.complaints.incidents.linking import linking
from hearthline.complaints.incidents.model import Said
from hearthline.complaints.incidents.store import IncidentStore
from hearthline.complaints.incidents.watch import IncidentWatch
from hearthline.complaints.lists import Filters
from hearthline.complaints.looking_up import LookingUp
from hearthline.complaints.privacy.erasing import CaseEraser, Erasure
from hearthline.complaints.privacy.exporting import Export
from hearthline.complaints.privacy.person_store import PersonStore
from hearthline.complaints.repeated import RepeatedHomes
from hearthline.complaints.routing import Routing
from hearthline.homes.picking import Picking
from hearthline.homes.store import HomeStore
from hearthline.members.store import PersonStore as PersonsKnown
from hearthline.notice_cases import Cases
from hearthline.notices import delivery
from hearthline.notices.store import DeliveryTable
from hearthline.person_notices import NoticesOfCases
from hearthline.platform.access import Principal
from hearthline.platform.cursors import Cursors
from hearthline.platform.documents import save_action
from hearthline.platform.jobs import Jobs, JobState, Worker, new_job
from hearthline.platform.outbox import CUSTOMER, Actor, Event
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from hearthline.platform.timers import Due, push_back, sweep
from tests.engines.engine import Engine, in_moto
from tests.engines.importer import Bucket
from tests.engines.incident_office import LEAD as AT_OFFICE
from tests.engines.incident_office import Office
from tests.engines.records import person_records
from tests.engines.test_watch import file, received, suggestions
from tests.engines.world import PUBLIC_URL, SHARDS, World
from tests.rights import acting
from tests.unit.infra.templates import listed, place_of, statements
from tests.unit.notices.builders import NOW, PATIENCE, a_message

LEAD = Principal("lead", frozenset({"lead"}), frozenset({"sz"}))
CURSORS = Cursors(Secret(lambda: "a secret that is long enough for a test of this kind"))
_IN_TRANSACTION = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}


@pytest.fixture
def engine() -> Iterator[Engine]:
    with in_moto() as engine:
        yield engine


@pytest.fixture
def world(engine: Engine, now: datetime) -> World:
    world = World(engine)
    world.rulebook.refresh(now)
    return world


@contextmanager
def used(engine: Engine) -> Iterator[set[tuple[str, str]]]:
    """Give what the block does: (verb, the table or index it does it to), filled while it runs."""
    found: set[tuple[str, str]] = set()

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        if model.name == "TransactWriteItems":
            for item in params["TransactItems"]:
                ((kind, action),) = item.items()
                found.add((_IN_TRANSACTION[kind], action["TableName"].partition("-")[0]))
        elif model.name == "BatchGetItem":
            found.update(("BatchGetItem", name.partition("-")[0]) for name in params["RequestItems"])
        else:
            table = params["TableName"].partition("-")[0]
            found.add((model.name, f"{table}/{params['IndexName']}" if "IndexName" in params else table))

    engine.client.meta.events.register("provide-client-params.dynamodb.*", note)
    try:
        yield found
    finally:
        engine.client.meta.events.unregister("provide-client-params.dynamodb.*", note)


def granted(function: str) -> set[tuple[str, str]]:
    """Give what a function's role allows on tables and indexes, in the same form."""
    acting.compared(f"{function}Role")
    return {
        (action.removeprefix("dynamodb:"), place_of(resource))
        for role, one in statements()
        if role == f"{function}Role"
        for action in listed(one["Action"])
        if action.startswith("dynamodb:") and "Stream" not in str(one["Resource"])
        for resource in listed(one["Resource"])
        if resource != "*"
    }


def test_intake_may_do_what_the_public_asks_and_no_more(world: World, now: datetime) -> None:
    board = Board(world.store, world.rulebook, CURSORS)
    picking = Picking(HomeStore(Table(world.engine.client, world.engine.members)), CURSORS)
    with used(world.engine) as asked:
        world.rulebook.refresh(now + timedelta(minutes=2))
        filed = world.file(now, repeat_key="a-key-of-sixteen-signs")
        world.following.view(filed.number, filed.key, now)
        world.following.say(filed.number, filed.key, "还在漏。", now)
        world.following.find("phone", "+8613800138000", "203.0.113.7", now)
        board.post(filed.number, now)
        board.promise(city=None, project=None, month=None, now=now)
        for city in (None, "sz"):
            board.page(city=city, project=None, kind=None, month=None, limit=5, cursor=None, now=now)
        picking.projects(now)
        picking.units("sz", "海岸花园", "3栋", 5, None)

    assert asked == granted("ComplaintIntake")


def test_intake_reads_of_members_what_homes_are_picked_from_and_nothing_else() -> None:
    conditions = [
        one.get("Condition")
        for role, one in statements()
        if role == "ComplaintIntakeRole" and "MembersTable" in str(one["Resource"])
    ]

    assert conditions == [{"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["D#*"]}}]


def test_the_desk_may_do_what_staff_ask(world: World, now: datetime) -> None:
    filed = world.file(now)
    world.file(now)
    in_a_team(world, now)
    desk = Desk(world.store, world.rulebook, CURSORS, world.filing, world.persons)
    office = Office(world, now)
    everywhere = Principal("group", frozenset({"lead"}), hq=True)
    with used(world.engine) as asked:
        world.rulebook.refresh(now + timedelta(minutes=2))
        desk.case(LEAD, filed.number, now)
        apply(world.store, world.rulebook, world.stored(filed), Claim(), Actor("staff", "lead"), now)
        for view in ("mine", "unassigned", "team", "city"):
            desk.work_list(LEAD, view, Filters(), city=None, limit=5, cursor=None, now=now)
        desk.work_list(everywhere, "all", Filters(), city=None, limit=5, cursor=None, now=now)
        identity = office.opened([filed])
        office.desk.one(AT_OFFICE, identity, 5, None, now)
        command, actor = Link(office.opened([])), Actor("staff", "lead")
        proviso = linking(command, actor, now)
        apply(world.store, world.rulebook, world.stored(filed), command, actor, now, proviso)

    assert asked == granted("ComplaintDesk")


def test_the_watch_may_do_what_a_complaint_asks(world: World, now: datetime) -> None:
    filed = [file(world, now, place) for place in (1, 1, 1, 2, 3)]
    events = [received(world, one) for one in filed]
    watch = IncidentWatch(IncidentStore(world.table), world.store, world.rulebook, world.keys, world.entropy)
    homes = RepeatedHomes(world.store, world.rulebook)
    members = Table(world.engine.client, world.engine.members)
    known = HomesOfComplaints(HomeStore(members)), FilersOfComplaints(PersonsKnown(members, SHARDS))
    looking_up = LookingUp(world.store, world.rulebook, *known)
    with used(world.engine) as asked:
        world.rulebook.refresh(now + timedelta(minutes=2))
        for event in events:
            looking_up(event, now)
            homes(event, now)
            watch(event, now)

    assert len(suggestions(world)) == 1
    assert asked <= granted("ComplaintWatch")


def test_jobs_may_do_what_an_incident_asks(world: World, now: datetime) -> None:
    office = Office(world, now)
    filed = office.file(1)
    with used(world.engine) as asked:
        world.rulebook.refresh(now + timedelta(minutes=2))
        identity = office.linked(filed)
        office.desk.broadcast(AT_OFFICE, identity, Said("已修复。"), None, None, now)
        office.work(identity)

    assert asked <= granted("ComplaintJobs")


def test_the_sweep_may_do_what_time_asks(world: World, now: datetime) -> None:
    filed = world.file(now)
    due = Due(f"C#{world.stored(filed).complaint.number}", "A", str(world.stored(filed).timer_at))
    with used(world.engine) as asked:
        world.rulebook.refresh(now + timedelta(minutes=2))
        push_back(world.table, due, now)
        later = now + timedelta(hours=25)
        sweep(world.table, later, world.timers, shards=SHARDS, may_go_on=lambda: True)

    assert asked <= granted("SlaMonitor")


def in_a_team(world: World, now: datetime) -> None:
    """Describe the team of Shenzhen, with the lead in it."""
    names = {"zh": "组", "en": "Team"}
    line = {
        "people": {"lead": {"name": "lead"}},
        "cities": {},
        "group": [],
        "teams": {"sz-care": {"city": "sz", "names": names, "members": ["lead"]}},
    }
    world.table.transact([save_action("reporting-line", 2, line, "admin", now)])


def test_a_new_case_may_be_given_to_somebody(world: World, now: datetime) -> None:
    in_a_team(world, now)
    filed = world.file(now)
    number = world.stored(filed).complaint.number
    event = Event("1", "complaint.received", now, f"complaint/{number}", CUSTOMER, {"team": "sz-care"})
    with used(world.engine) as asked:
        Routing(world.store, world.rulebook)(event, now + timedelta(minutes=2))

    assert world.stored(filed).complaint.assignee == "lead"
    assert asked <= granted("ComplaintWatch")


def test_notices_may_read_every_case_that_they_write_of(world: World, now: datetime) -> None:
    filed = world.file(now)
    apply(world.store, world.rulebook, world.stored(filed), CustomerMessage("还在漏。"), CUSTOMER, now)
    cases = Cases(world.store, world.rulebook, world.keys, PUBLIC_URL, lambda: now)
    deliveries = DeliveryTable(Table(world.engine.client, world.engine.deliveries), SHARDS)
    with used(world.engine) as asked:
        world.rulebook.refresh(now + timedelta(minutes=2))
        cases.case(world.stored(filed).complaint.number)
        cases.cases_of_contact(world.keys.person("phone", "+8613800138000"))
        queued = deliveries.add(delivery.queue(a_message(), NOW, PATIENCE))
        deliveries.change(queued, delivery.claim(queued, "email", NOW, PATIENCE))
        deliveries.find(queued.message.id)

    assert asked <= granted("Notification")


def test_jobs_may_do_what_an_erasure_and_an_export_ask(world: World, now: datetime) -> None:
    filed = world.file(now)
    apply(
        world.store, world.rulebook, world.stored(filed), Reject("Out of scope."), Actor("staff", "lead"), now
    )
    persons = PersonStore(world.table)
    eraser = CaseEraser(world.store, persons, world.rulebook, lambda _: 0)
    told = NoticesOfCases(DeliveryTable(Table(world.engine.client, world.engine.deliveries), SHARDS))
    bucket = Bucket()
    records = person_records(world.engine, bucket)
    workers: dict[str, Callable[[], Worker]] = {
        "erasure": lambda: Erasure(eraser, persons, records, world.rulebook),
        "export": lambda: Export(world.store, persons, records, bucket, told),
    }
    jobs = Jobs(world.jobs, workers, lambda: now)
    params = {"persons": [world.keys.person("phone", "+8613800138000")], "reason": "Asked."}
    wanted = [new_job(kind, params, "admin", now, world.entropy) for kind in ("export", "erasure")]
    world.table.transact([world.jobs.start_action(job) for job in wanted])
    with used(world.engine) as asked:
        world.rulebook.refresh(now + timedelta(minutes=2))
        ended = [jobs.run(job.id, lambda: True) for job in wanted]

    assert [worked.job.state for worked in ended if worked] == [JobState.DONE, JobState.DONE]
    assert asked <= granted("ComplaintJobs")
    assert {("DeleteItem", "ComplaintsTable"), ("BatchGetItem", "DeliveriesTable")} <= asked
