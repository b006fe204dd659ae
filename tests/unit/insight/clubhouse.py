"""A club whose members join, earn, buy, bring others and leave, counted as it happens, and as plain rows."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import duckdb

from hearthline.insight.club import (
    EXPIRED,
    HOME,
    ISSUED,
    PERSON,
    REDEEMED,
    TAKEN_BACK,
    Bought,
    HomeSold,
    Member,
    PointsMoved,
    Sale,
)
from hearthline.insight.counting_club import CountingClub, Fact
from hearthline.insight.recounting import Live, Recount, live_from, recount
from hearthline.insight.reports.reading import Reports, Wanted
from hearthline.insight.reports.surveyed import Surveys
from hearthline.insight.store import InsightStore
from hearthline.platform.access import Principal
from hearthline.platform.table import Table
from tests.unit.surveys.memory import Died, MemoryTable

NOW = datetime(2026, 12, 15, 4, tzinfo=UTC)
GROUP = Principal("ma", frozenset({"manager"}), hq=True)
CITIES = ("sz", "gz", "bj")
TABLES = """
CREATE TABLE members (
  id TEXT, city TEXT, tier TEXT, joined DATE, gone DATE, referrals INT
);
CREATE TABLE points (id TEXT, day DATE, what TEXT, amount INT);
CREATE TABLE contracts (
  contract TEXT, city TEXT, project TEXT, signed DATE, buyer TEXT, referred BOOLEAN, cancelled BOOLEAN
);
"""


class Clubhouse:
    """Members and homes in which random things happen; `joined` remembers what their record may not."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.facts: dict[str, Fact] = {}
        self.joined: dict[str, date] = {}
        self.table = MemoryTable()
        self.store = InsightStore(cast("Table", self.table))
        self.counting = CountingClub(self.store, self.read)
        self.waiting: list[str] = []
        self.reports = Reports(
            self.store, lambda _: dict.fromkeys(CITIES, "Asia/Shanghai"), self.surveys, lambda _: (100, 450)
        )

    def surveys(self) -> Surveys:
        raise AssertionError

    def read(self, subjects: Sequence[str], _: datetime) -> dict[str, Fact]:
        return {one: self.facts[one] for one in subjects if one in self.facts}

    def day(self) -> date:
        return date(2025, 1, 1) + timedelta(days=self.chance.randrange(710))

    def happen(self, times: int) -> None:
        """Let so many things happen, each told of twice, and counted late or not at all yet."""
        for _ in range(times):
            members = [one for one in self.facts.values() if isinstance(one, Member) and not one.left_on]
            if len(members) < 4 or self.chance.random() < 0.15:
                self.join()
            else:
                self.change(self.chance.choice(members))

    def join(self) -> None:
        number = f"{PERSON}{len(self.joined):04d}"
        city = self.chance.choice([*CITIES, ""])
        self.joined[number] = self.day()
        self.tell(Member(number, city, False, "member", self.joined[number]))

    def change(self, one: Member) -> None:
        match self.chance.randrange(6):
            case 0 | 1:
                what = self.chance.choice([ISSUED, ISSUED, REDEEMED, EXPIRED, TAKEN_BACK])
                moved = PointsMoved(self.day(), what, self.chance.randrange(1, 90))
                self.tell(replace(one, points=(*one.points, moved)))
            case 2:
                self.buy(one)
            case 3:
                tier = self.chance.choice(["senior", "gold"])
                self.tell(replace(one, tier=tier, referrals=one.referrals + 1))
            case 4:
                self.tell(replace(one, city=self.chance.choice(CITIES)))
            case _ if self.chance.random() < 0.4:
                self.count([one.number])
                self.tell(replace(one, joined_on=None, left_on=self.day()))

    def buy(self, one: Member) -> None:
        contract, on = f"HT-{len(self.facts)}", self.day()
        city, project = self.chance.choice(CITIES), self.chance.choice(["vista", "云顶"])
        sale = Sale(on, self.chance.random() < 0.4, self.chance.random() < 0.2)
        self.tell(HomeSold(f"{HOME}{contract}", city, project, (sale,)))
        if not sale.cancelled:
            self.tell(replace(one, bought=(*one.bought, Bought(city, project, on, contract))))

    def tell(self, fact: Fact) -> None:
        self.facts[fact.number] = fact
        self.waiting += [fact.number] * 2

    def count(self, subjects: Sequence[str]) -> None:
        """Count a batch; a dead process is followed by another that is given the same."""
        for _ in range(20):
            try:
                self.counting.count(subjects, NOW)
                return
            except Died:
                continue

    def deliver(self) -> None:
        self.chance.shuffle(self.waiting)
        while self.waiting:
            self.count(self.waiting[:7])
            self.waiting = self.waiting[7:]

    def live(self) -> Live:
        return live_from(self.table.items.values())

    def recount(self) -> Recount:
        return recount((), self.live(), (), self.facts.values())

    def plain(self) -> duckdb.DuckDBPyConnection:
        """Give the same as plain rows, with the day of joining also of who has left."""
        tables = duckdb.connect()
        tables.execute(TABLES)
        members = [one for one in self.facts.values() if isinstance(one, Member)]
        buyers = {each.contract: one.number for one in members for each in one.bought}
        for one in members:
            gone: list[Any] = [one.left_on, one.referrals]
            row = [one.number, one.city, one.tier, self.joined[one.number], *gone]
            tables.execute("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?)", row)
            for each in one.points:
                moved = [one.number, each.on, each.what, each.amount]
                tables.execute("INSERT INTO points VALUES (?, ?, ?, ?)", moved)
        for home in self.facts.values():
            if isinstance(home, HomeSold):
                contract, sale = home.number.removeprefix(HOME), home.sales[0]
                place = [contract, home.city, home.project, sale.signed_on]
                sold = [*place, buyers.get(contract), sale.referred, sale.cancelled]
                tables.execute("INSERT INTO contracts VALUES (?, ?, ?, ?, ?, ?, ?)", sold)
        return tables

    def lines(self, name: str, by: str, *columns: str) -> dict[Any, tuple[Any, ...]]:
        """Give some figures of a report over the second half of the year, of groups that have any."""
        report = self.reports.read(GROUP, name, self.wanted(name, by), NOW)
        found = {
            line["group"]: tuple(line["values"][column]["value"] for column in columns)
            for line in report["lines"]
        }
        return {group: values for group, values in found.items() if any(values)}

    @staticmethod
    def wanted(name: str, by: str) -> Wanted:
        return Wanted(by=by) if name == "members" else Wanted("2026-07", "2026-12", by)
