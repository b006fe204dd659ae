"""Plans of homes on real engines: what they cost, who is faster, and that nothing is told twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hearthline.home_lives import FactsOfHomes, TermsInForce
from hearthline.lifecycle.following import Lives
from hearthline.lifecycle.reckoning import reckon
from hearthline.lifecycle.store import LifeStore, PlanMoved, ToldBefore, VisitMoved
from hearthline.lifecycle.visits import VisitState, assigned
from hearthline.platform.documents import Documents
from hearthline.platform.outbox import SYSTEM, Actor, Event
from hearthline.platform.table import Table
from hearthline.platform.timers import sweep
from tests.engines.engine import Engine
from tests.engines.estate import Estate, five, signed
from tests.engines.people import People
from tests.engines.test_rights import granted, used
from tests.engines.world import SHARDS, World

HANDED_OVER = datetime(2025, 6, 30, 6, tzinfo=UTC)
THREE_MONTHS = datetime(2025, 10, 1, 3, tzinfo=UTC)
NEXT_DAY = datetime(2025, 7, 1, 3, tzinfo=UTC)


class Street:
    """A home with its feed, and the lives that follow it."""

    def __init__(self, engine: Engine, people: People) -> None:
        world = World(engine)
        world.rulebook.refresh(HANDED_OVER)
        documents = Documents(Table(engine.client, engine.complaints))
        self.estate = Estate(people, HANDED_OVER)
        self.table = people.table
        self.store = LifeStore(people.table, SHARDS)
        self.facts = FactsOfHomes(self.estate.store)
        self.terms = TermsInForce(documents, world.rulebook)
        self.terms.rules(HANDED_OVER)
        self.lives = Lives(self.store, self.facts, self.terms)

    @property
    def home(self) -> str:
        return self.estate.home_id()

    def tell(self, *events: dict[str, Any], now: datetime = HANDED_OVER) -> None:
        self.estate.now = self.estate.clock = now
        assert self.estate.outcomes(*events) == ["accepted"] * len(events)

    def follow(self, now: datetime = HANDED_OVER) -> None:
        data = {"home": self.home, "city": "sz", "project": "海岸花园"}
        self.lives(Event("e", "home.changed", now, f"home/{self.home}", SYSTEM, data), now)

    def told(self) -> list[dict[str, Any]]:
        items = self.table.query_all(("pk", f"L#{self.home}"))
        return [item["event"] for item in items if "event" in item]


@pytest.fixture
def street(engine: Engine, people: People) -> Street:
    street = Street(engine, people)
    street.tell(*five()[:3])
    return street


def test_a_plan_follows_its_home_in_three_requests_and_a_transaction(engine: Engine, street: Street) -> None:
    with engine.counter.during() as first:
        street.follow()
    with engine.counter.during() as again:
        street.follow()

    assert first.requests == {"Query": 1, "GetItem": 1, "BatchGetItem": 1, "TransactWriteItems": 1}
    assert again.requests == {"Query": 1, "GetItem": 1, "BatchGetItem": 1}
    plan = street.store.load(street.home).plan
    assert (plan.version, plan.contract, plan.home_version) == (1, "HT-1", 3)
    assert [step.code for step in plan.planned] == [
        "moving_in",
        "settled",
        "care",
        "maintenance_fund",
        "four_years",
    ]
    assert street.told() == []


def test_a_sweep_finds_what_is_due_and_tells_each_owner_once(engine: Engine, street: Street) -> None:
    street.follow()

    def swept(now: datetime) -> int:
        return sweep(street.table, now, street.lives.pass_time, shards=SHARDS, may_go_on=lambda: True).handled

    assert swept(NEXT_DAY - timedelta(hours=2)) == 0
    with engine.counter.during() as spent:
        assert swept(NEXT_DAY) == 1
    assert swept(NEXT_DAY + timedelta(minutes=1)) == 0

    assert spent.requests["TransactWriteItems"] == 1
    persons = {street.estate.person(customer).id for customer in signed()["buyers"]}
    assert {event["data"]["person"] for event in street.told()} == persons
    assert {event["data"]["step"] for event in street.told()} == {"moving_in"}


def test_of_two_who_are_due_at_once_one_tells(street: Street) -> None:
    street.follow()
    before = street.store.load(street.home).plan
    street.lives.follow(street.home, NEXT_DAY)
    told = street.told()

    with pytest.raises(PlanMoved):
        street.store.save(before, before)
    assert len(told) == 2


def test_a_plan_that_was_lost_tells_nobody_again(street: Street) -> None:
    street.follow(NEXT_DAY)
    plan = street.store.load(street.home).plan
    forgetful = street.store.save(plan, replace(plan, done=(), look_at=NEXT_DAY))

    with pytest.raises(ToldBefore):
        street.store.save(forgetful, forgetful, [event_of(street.told()[0])])
    street.lives.follow(street.home, NEXT_DAY)

    assert len(street.told()) == 2
    assert [done.code for done in street.store.load(street.home).plan.done] == ["moving_in"]


def test_of_two_who_take_a_visit_at_once_one_has_it_and_the_lists_are_theirs(street: Street) -> None:
    street.follow()
    street.lives.follow(street.home, THREE_MONTHS)
    [visit] = street.store.load(street.home).visits
    turns = [assigned(visit, staff, THREE_MONTHS) for staff in ("li", "han")]
    [first, second] = [turn for turn in turns if turn]

    street.store.save_visit(first, Actor("staff", "li"))
    with pytest.raises(VisitMoved):
        street.store.save_visit(second, Actor("staff", "han"))

    def owed(partition: str) -> list[str]:
        cards, _ = street.store.owed(partition, None, None, 10)
        return [card["assignee"] for card in cards]

    assert owed("V#C#sz") == owed("V#M#li") == ["li"]
    assert owed("V#M#han") == []
    given = assigned(first.after, "han", THREE_MONTHS)
    assert given is not None
    street.store.save_visit(given, Actor("staff", "zhao"))
    assert (owed("V#C#sz"), owed("V#M#li"), owed("V#M#han")) == (["han"], [], ["han"])


def test_a_plan_that_was_reckoned_beside_a_change_of_its_visit_is_reckoned_again(street: Street) -> None:
    street.follow()
    street.lives.follow(street.home, THREE_MONTHS)
    before = street.store.load(street.home)
    turn = assigned(before.visits[0], "li", THREE_MONTHS)
    assert turn is not None
    street.store.save_visit(turn, Actor("staff", "li"))
    cancelled = {**five()[4], "occurred_at": "2025-10-01T05:00:00.000Z", "cancelled_on": "2025-10-01"}
    street.tell(cancelled, now=THREE_MONTHS)
    facts = street.facts(street.home)
    assert facts is not None
    local = street.terms.local("sz")
    rules = street.terms.rules(THREE_MONTHS)
    stale = reckon(before.plan, facts, rules, local, THREE_MONTHS, before.visits)

    with pytest.raises(PlanMoved):
        street.store.save(before.plan, stale.plan, (), stale.visits)
    street.follow(THREE_MONTHS)

    [visit] = street.store.load(street.home).visits
    assert (visit.state, visit.assignee) == (VisitState.CANCELLED, "li")


def event_of(told: dict[str, Any]) -> Event:
    return Event(told["id"], told["type"], NEXT_DAY, told["subject"], SYSTEM, told["data"])


def test_a_cancelled_contract_leaves_no_timer(street: Street) -> None:
    street.follow()
    cancelled = {**five()[4], "occurred_at": "2025-06-30T05:00:00.000Z", "cancelled_on": "2025-06-30"}
    street.tell(cancelled)
    street.follow()

    plan = street.store.load(street.home).plan
    assert (plan.planned, plan.look_at) == ((), None)
    item = street.table.get(f"L#{street.home}", "A")
    assert item is not None
    assert "timer_at" not in item


def test_a_home_without_a_sale_has_no_plan(engine: Engine, people: People) -> None:
    street = Street(engine, people)
    street.tell(five()[0], {**five()[2], "occurred_at": "2025-06-30T04:00:00.000Z"})
    street.follow()

    assert street.table.get(f"L#{street.home}", "A") is None


def test_who_follows_and_who_sweeps_may_do_what_that_takes(engine: Engine, street: Street) -> None:
    with used(engine) as followed:
        street.terms.rules(HANDED_OVER + timedelta(minutes=5))
        street.follow()
    with used(engine) as swept:
        sweep(street.table, NEXT_DAY, street.lives.pass_time, shards=SHARDS, may_go_on=lambda: True)

    assert followed <= granted("Lifecycle")
    assert swept <= granted("SlaMonitor")
    assert {place for action, place in granted("Lifecycle") if action in {"PutItem", "DeleteItem"}} == {
        "MembersTable"
    }
    assert date(2025, 6, 30) == street.facts(street.home).sale.handed_over_on  # type: ignore[union-attr]
