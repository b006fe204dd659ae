"""Counting on real engines: many at once, each once; a sheet that is full; what a batch asks; its rights."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.club_facts import FactsOfClub
from hearthline.complaint_facts import FactsOfComplaints
from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Claim, Command
from hearthline.complaints.model import Home
from hearthline.complaints.rulebook import Rulebook
from hearthline.homes.store import HomeStore
from hearthline.insight.counting import OF_COMPLAINTS, Counting
from hearthline.insight.counting_club import CountingClub
from hearthline.insight.recounting import Live, live_from, recount
from hearthline.insight.sheets import differences
from hearthline.insight.store import InsightStore
from hearthline.members.club_rules import Club
from hearthline.members.ledger_store import LedgerStore
from hearthline.platform.attributes import from_item
from hearthline.platform.documents import Documents
from hearthline.platform.ids import read_number
from hearthline.platform.outbox import Actor
from hearthline.platform.table import ItemTooLarge, Put, Table
from infra.rebuild_insight import Rebuilding, rebuild
from tests.engines.people import People
from tests.engines.test_rights import granted, used
from tests.engines.world import SHARDS, OneAtATime, World
from tests.unit.complaints.builders import a_solution

AGENT = Actor("staff", "li.na")


class Counted:
    """Complaints on an engine, and what counts them."""

    def __init__(self, world: World) -> None:
        client = world.engine.client
        client = OneAtATime(client) if world.engine.name == "moto" else client
        self.world = world
        self.table = Table(client, world.engine.insight, pause=lambda _: None)
        self.store = InsightStore(self.table)
        self.facts = FactsOfComplaints(world.store, world.rulebook)
        self.counting = Counting(self.store, self.facts, OF_COMPLAINTS)
        self.numbers: list[str] = []

    def file(self, now: datetime, **filing: Any) -> str:
        number = str(read_number(self.world.file(now, **filing).number))
        self.numbers.append(number)
        return number

    def do(self, number: str, command: Command, now: datetime) -> None:
        """Let a member of staff do something to a case."""
        stored = self.world.store.load(number)
        assert stored is not None
        apply(self.world.store, self.world.rulebook, stored, command, AGENT, now)

    def fill(self, pk: str, sk: str) -> None:
        """Leave a sheet hardly any room: what an item measures differs a little from engine to engine."""
        full = {f"{'x' * 900}{place:03}\nn": 1 for place in range(450)}
        for length in range(1_400, 0, -20):
            try:
                self.table.transact([Put({"pk": pk, "sk": sk, **full, "x" * length: 1})])
            except ItemTooLarge:
                continue
            return

    def live(self) -> Live:
        """Give all of the table."""
        pages = self.world.engine.client.get_paginator("scan").paginate(
            TableName=self.table.name, ConsistentRead=True
        )
        return live_from(from_item(item) for page in pages for item in page["Items"])

    def differences(self, now: datetime) -> list[str]:
        """Compare with a recount; who is behind is a difference, too."""
        live = self.live()
        again = recount(self.facts(self.numbers, now), live)
        return [*differences(live.sheets, again.sheets), *again.behind]


@pytest.fixture
def counted(world: World) -> Counted:
    return Counted(world)


def test_many_who_count_at_once_count_each_once(counted: Counted, now: datetime) -> None:
    numbers = [counted.file(now + timedelta(days=place), category="water_leak") for place in range(8)]
    for number in numbers[:4]:
        counted.do(number, a_solution(), now + timedelta(days=9))

    def count(those: list[str]) -> None:
        counted.counting.count(those, now)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, [numbers, numbers[:5], numbers[3:], numbers[::-1]]))

    assert counted.differences(now) == []
    sheets = counted.store.sheets("sz", "all", "2026-11", "2026-11")
    assert sheets["2026-11"]["\nn"] == 8


@pytest.mark.dynamodb_local
@pytest.mark.parametrize("engine", ["dynamodb-local"], indirect=True)
def test_where_a_sheet_is_full_complaints_are_counted_on_the_next(counted: Counted, now: datetime) -> None:
    numbers = [counted.file(now, home=Home(name, "3", "1")) for name in ("云顶", "海岸")]
    counted.fill("S#customers#sz", "project#2026-11")

    counted.counting.count(numbers, now)

    sheet = counted.store.sheets("sz", "project", "2026-11", "2026-11")["2026-11"]
    assert (sheet["云顶\nn"], sheet["海岸\nn"]) == (1, 1)
    assert counted.live().marks[numbers[1]].further == 1
    assert [line for line in counted.differences(now) if "xxx" not in line] == []


def test_a_new_batch_takes_three_requests_and_one_that_was_counted_two(
    counted: Counted, now: datetime
) -> None:
    numbers = [counted.file(now) for _ in range(20)]
    counted.world.rulebook.refresh(now)

    with counted.world.engine.counter.during() as first:
        counted.counting.count(numbers, now)
    with counted.world.engine.counter.during() as again:
        counted.counting.count(numbers, now)

    assert dict(first.requests) == {"BatchGetItem": 2, "TransactWriteItems": 1}
    assert dict(again.requests) == {"BatchGetItem": 2}


def test_a_change_moves_the_sheets_of_one_complaint(counted: Counted, now: datetime) -> None:
    number = counted.file(now)
    counted.counting.count([number], now)
    counted.do(number, Claim(), now)
    asked: list[int] = []
    counted.world.engine.client.meta.events.register(
        "provide-client-params.dynamodb.TransactWriteItems",
        lambda params, **_: asked.append(len(params["TransactItems"])),
    )

    counted.counting.count([number], now)

    # Its mark, and fourteen sheets: it keeps the promise to acknowledge, which counts in each of its groups.
    assert asked == [15]


@pytest.mark.parametrize("engine", ["moto"], indirect=True)
def test_who_counts_may_do_what_it_takes_and_no_more(counted: Counted, now: datetime) -> None:
    number = counted.file(now)

    member = People(counted.world.engine).create(now, joined_at=now)

    with used(counted.world.engine) as asked:
        facts = FactsOfComplaints(counted.world.store, _fresh(counted.world))
        Counting(counted.store, facts, OF_COMPLAINTS).count([number], now)
        CountingClub(counted.store, facts_of_club(counted.world)).count([f"person/{member.id}"], now)

    assert asked == granted("Insight")


def facts_of_club(world: World) -> FactsOfClub:
    people = People(world.engine)
    ledgers = LedgerStore(people.table, SHARDS)
    return FactsOfClub(people.store, ledgers, HomeStore(people.table), Club(Documents(world.table)))


def _fresh(world: World) -> Rulebook:
    return Rulebook(Documents(world.table))


def test_a_rebuild_names_what_differs_and_makes_it_what_the_recount_says(
    counted: Counted, now: datetime
) -> None:
    numbers = [counted.file(now + timedelta(days=place)) for place in range(3)]
    counted.counting.count(numbers[:2], now)
    stray = {"project#2026-11": {"nowhere\nn": 4}, "all#2026-01": {"\nn": 1}}
    counted.store.move({("S#customers#gz", sheet): counters for sheet, counters in stray.items()})
    engine = counted.world.engine
    rebuilding = Rebuilding(engine.client, engine.complaints, engine.insight, engine.members)

    found, live = rebuilding.recount()
    assert (found.cases, found.behind) == (3, (numbers[2],))
    assert "S#customers#gz all#2026-01  n: 1, 0" in differences(live.sheets, found.sheets)

    mended, after = rebuild(rebuilding)
    assert mended.behind == ()
    assert differences(after.sheets, mended.sheets) == []
    assert counted.store.sheets("sz", "all", "2026-11", "2026-11")["2026-11"]["\nn"] == 3
