"""The club counted on an engine from the product's own persons, ledgers and homes, against the export."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from hearthline.club_facts import FactsOfClub
from hearthline.homes.store import HomeStore
from hearthline.insight.counting import number_in
from hearthline.insight.counting_club import CountingClub
from hearthline.insight.reports.reading import Reports, Wanted
from hearthline.insight.reports.surveyed import Surveys
from hearthline.insight.sheets import differences
from hearthline.insight.store import InsightStore
from hearthline.members.changing import Change, change
from hearthline.members.erasing import closing
from hearthline.members.model import Tier
from hearthline.platform.access import Principal
from hearthline.platform.attributes import from_item
from hearthline.platform.outbox import SYSTEM, read_event
from hearthline.platform.table import Table
from infra.rebuild_insight import Rebuilding, rebuild
from tests.engines.analyst import Analyst
from tests.engines.club import ClubWorld
from tests.engines.engine import in_moto
from tests.engines.estate import WANG, Estate, five, signed
from tests.engines.people import People
from tests.engines.world import OneAtATime, World
from tests.unit.infra.templates import resources

GROUP = Principal("ma", frozenset({"manager"}), hq=True)
LISTENED = frozenset(resources("AWS::Events::Rule")["InsightRule"]["EventPattern"]["detail-type"])
ELSEWHERE = {"city": "bj", "project": "云顶", "building": "1栋", "unit": "2"}


class Clubs:
    """Members with points and homes, what counts them, and what reports say."""

    def __init__(self, world: World, folder: Path, now: datetime) -> None:
        self.now = now
        engine = world.engine
        self.client = engine.client
        self.heard: set[str] = set()
        self.people = People(engine)
        self.estate = Estate(self.people, now)
        self.points = ClubWorld(engine)
        self.analyst = Analyst(world, folder)
        self.store = InsightStore(Table(OneAtATime(engine.client), engine.insight, pause=lambda _: None))
        homes = HomeStore(self.people.table)
        facts = FactsOfClub(self.people.store, self.points.store, homes, self.points.club)
        self.counting = CountingClub(self.store, facts)
        cities = dict.fromkeys(("sz", "gz", "bj"), "Asia/Shanghai")
        self.reports = Reports(self.store, lambda _: cities, lambda: cast("Surveys", None), lambda _: None)
        self.rebuilding = Rebuilding(engine.client, engine.complaints, engine.insight, engine.members)

    def join(self, days: int, points: int, **facts: Any) -> str:
        """Let somebody have joined so many days ago, who gets points now."""
        at = self.now - timedelta(days=days)
        person = self.people.create(at, joined_at=at, **facts).id
        self.count()
        self.points.ledger.earn(person, "purchase", f"purchase:{person}", points, self.now)
        return person

    def become_member(self, person: str) -> None:
        """Let a customer have joined a hundred days ago."""
        stored = self.people.store.load(person)
        assert stored is not None
        at = self.now - timedelta(days=100)
        joined = replace(stored.person, joined_at=at, tier=Tier.SENIOR)
        change(self.people.store, stored, lambda _: Change(joined, [self.people.line(at)]))

    def leave(self, person: str) -> None:
        stored = self.people.store.load(person)
        assert stored is not None
        change(self.people.store, stored, lambda read: closing(read, (), SYSTEM, self.now))

    def count(self) -> None:
        """Count what was told of since, by the events that the rule of the bus lets through."""
        told = [read_event(item["event"]) for item in self.everything() if "event" in item]
        fresh = [event for event in told if event.type in LISTENED and event.id not in self.heard]
        subjects = [number_in(event) for event in fresh]
        self.heard |= {event.id for event in told}
        self.counting.count([one for one in subjects if one], self.now)

    def everything(self) -> Iterator[dict[str, Any]]:
        pages = self.client.get_paginator("scan").paginate(TableName=self.people.table.name)
        return (from_item(item) for page in pages for item in page["Items"])

    def total(self, name: str, **wanted: Any) -> dict[str, Any]:
        report = self.reports.read(GROUP, name, Wanted(**wanted), self.now)
        return {column: figure["value"] for column, figure in report["total"]["values"].items()}

    def lines(self, name: str, *columns: str, **wanted: Any) -> list[tuple[Any, ...]]:
        report = self.reports.read(GROUP, name, Wanted(**wanted), self.now)
        found = [
            (line["group"], *(line["values"][column]["value"] for column in columns))
            for line in report["lines"]
        ]
        return sorted(line for line in found if any(line[1:]))

    def differences(self) -> list[str]:
        found, live = self.rebuilding.recount()
        return [*differences(live.sheets, found.sheets), *found.behind]


@pytest.fixture
def clubs(now: datetime, tmp_path: Path) -> Iterator[Clubs]:
    with in_moto() as engine:
        world = World(engine)
        world.rulebook.refresh(now)
        yield Clubs(world, tmp_path, now)


def test_members_points_and_sales_are_what_the_export_says(clubs: Clubs) -> None:
    for place in range(4):
        clubs.join(place * 40, 100 + place, tier=Tier.SENIOR, city="gz" if place % 2 else "sz")
    owner = clubs.join(300, 5000, tier=Tier.GOLD, city="sz")
    clubs.count()
    clubs.points.ledger.redeem(owner, "coffee", "redeem:1", clubs.now)
    clubs.estate.tell(*five("HT-1"))
    clubs.estate.tell({**signed("HT-2", on="2024-03-09", referral_code="FRIEND23"), "home": ELSEWHERE})

    clubs.count()
    clubs.count()
    clubs.analyst.export(clubs.now, everything=True)

    assert clubs.lines("members", "members", "liability", by="city") == clubs.analyst.read(
        "SELECT city, sum(members)::INT, sum(points)::INT FROM points GROUP BY 1 ORDER BY 1"
    )
    assert clubs.lines("members", "members", by="tier") == clubs.analyst.read(
        "SELECT tier, count(*) FROM members WHERE member GROUP BY 1 ORDER BY 1"
    )
    joined = {"first": "2026-01", "last": "2026-11", "by": "month"}
    assert clubs.lines("club", "joined", **joined) == clubs.analyst.read(
        "SELECT joined_month, count(*) FROM members WHERE joined_month IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    signed_in = {"first": "2024-01", "last": "2024-12", "by": "city"}
    sold = "count(*) FILTER (state <> 'cancelled'), count(*) FILTER (state <> 'cancelled' AND referred)"
    assert clubs.lines("sales", "sales", "referred", "cancelled", **signed_in) == clubs.analyst.read(
        f"SELECT city, {sold}, count(*) FILTER (state = 'cancelled') FROM contracts GROUP BY 1 ORDER BY 1"
    )
    assert clubs.total("club", first="2026-11")["redeemed"] == 100
    assert clubs.differences() == []


def test_buying_again_is_told_of_members_and_who_leaves_stays_in_what_was_counted(clubs: Clubs) -> None:
    clubs.estate.tell(signed("HT-1"), {**signed("HT-2", on="2024-05-01", buyers=[WANG]), "home": ELSEWHERE})
    for place in ({}, ELSEWHERE):
        clubs.estate.react(**place)
    clubs.count()
    wang = clubs.estate.person(WANG)
    clubs.become_member(wang.id)
    clubs.count()
    months = {"first": "2026-01", "last": "2026-11"}

    assert clubs.total("members")["share_again"] == 1.0
    of_2024 = clubs.total("sales", first="2024-01", last="2024-12")
    assert (of_2024["sales"], of_2024["bought"], of_2024["bought_again"]) == (2, 2, 1)
    before = clubs.lines("club", "joined", by="month", **months)
    clubs.leave(wang.id)
    clubs.count()

    assert clubs.lines("club", "joined", by="month", **months) == before
    assert clubs.total("club", first="2026-11")["left"] == 1
    assert clubs.total("members")["members"] == 0
    assert clubs.differences() == []


def test_a_rebuild_counts_who_was_not_and_mends_what_is_wrong(clubs: Clubs) -> None:
    clubs.join(10, 100, tier=Tier.MEMBER, city="sz")
    clubs.count()
    late = clubs.join(20, 70, tier=Tier.MEMBER, city="gz")
    clubs.store.move({("S#customers#bj", "club#2026"): {"11\njoined": 3}})

    assert clubs.rebuilding.recount()[0].behind == (f"person/{late}",)
    rebuild(clubs.rebuilding)

    assert clubs.differences() == []
    assert clubs.total("club", first="2026-01", last="2026-11")["joined"] == 2
