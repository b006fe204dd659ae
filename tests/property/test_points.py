"""Points against an oracle that keeps each single point by itself, with the instant at which it ends."""

import calendar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthline.members import points
from hearthline.members.model import Account, EntryKind, LedgerEntry
from hearthline.members.points import Move, NotEnough, Settlement
from hearthline.members.proof import Books, faults

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
PERSON = "P000000000000001"


@dataclass
class Point:
    """One point: from what it came, and when it ends. Points that end together go in the order they came."""

    ends: datetime
    came: datetime
    source: str


@dataclass
class Oracle:
    """A purse of single points, spent at once: nothing is taken late."""

    purse: list[Point] = field(default_factory=list)
    owed: int = 0
    lost: dict[str, int] = field(default_factory=dict)

    def pass_time(self, now: datetime) -> None:
        for point in [point for point in self.purse if point.ends <= now]:
            self.purse.remove(point)
            self.lost[point.source] = self.lost.get(point.source, 0) + 1

    def put_in(self, amount: int, ends: datetime, now: datetime, source: str) -> None:
        for _ in range(amount):
            if self.owed:
                self.owed -= 1
            else:
                self.purse.append(Point(ends, now, source))

    def take_out(self, amount: int) -> bool:
        if amount > len(self.purse):
            return False
        for point in sorted(self.purse, key=lambda each: (each.ends, each.came, each.source))[:amount]:
            self.purse.remove(point)
        return True

    def take_back(self, amount: int, source: str) -> None:
        for _ in range(amount - self.lost.get(source, 0)):
            own = [point for point in self.purse if point.source == source]
            if own:
                self.purse.remove(own[0])
            elif not self.take_out(1):
                self.owed += 1

    def holds(self) -> dict[str, int]:
        held: dict[str, int] = {}
        for point in self.purse:
            held[point.source] = held.get(point.source, 0) + 1
        return held


@dataclass
class Member:
    """An account as the rules keep it, in memory, with its ledger."""

    account: Account | None = None
    ledger: list[LedgerEntry] = field(default_factory=list)

    @property
    def balance(self) -> int:
        return self.account.balance if self.account else 0

    def settle(self, now: datetime, change: Any = lambda opened: opened) -> None:
        settlement: Settlement = change(points.settle(self.account, PERSON, now))
        self.account = settlement.account
        self.ledger += settlement.entries

    def redeem(self, amount: int, source: str, now: datetime) -> bool:
        """Do what the table's conditional update does."""
        if self.account is None or self.balance < amount or points.overdue(self.account, now):
            return False
        self.account = Account(
            **{
                **{name: getattr(self.account, name) for name in Account.__slots__},
                "balance": self.account.balance - amount,
                "spent": self.account.spent + amount,
            }
        )
        identity = points.entry_id(PERSON, source)
        self.ledger.append(LedgerEntry(identity, PERSON, now, EntryKind.REDEEMED, -amount, source))
        return True

    def books(self) -> Books:
        return Books(PERSON, self.account, tuple(self.ledger), {entry.id: entry for entry in self.ledger})


steps = st.lists(
    st.tuples(
        st.sampled_from(["earn", "earn", "redeem", "debit", "reverse", "wait", "wait", "announce"]),
        st.integers(1, 9),
        st.integers(1, 25),
    ),
    min_size=12,
    max_size=40,
)


@settings(max_examples=150)
@given(steps)
def test_lots_taken_late_are_what_single_points_spent_at_once_would_be(
    plan: list[tuple[str, int, int]],
) -> None:
    member, oracle, now = Member(), Oracle(), START
    given_by: dict[str, LedgerEntry] = {}
    for place, (step, amount, days) in enumerate(plan):
        source = f"{step}:{place}"
        oracle.pass_time(now)
        if step == "wait":
            now += days * DAY
        elif step == "announce":
            member.settle(now, lambda opened: points.announce(opened, 5 * DAY))
        elif step == "earn":
            move = Move(EntryKind.EARNED, source, now)
            ends = now + (days + 1) * DAY
            member.settle(now, lambda opened, m=move, a=amount, e=ends: points.credit(opened, m, a, e))
            oracle.put_in(amount, ends, now, source)
            given_by[source] = next(entry for entry in member.ledger if entry.source == source)
        elif step == "redeem":
            if not member.redeem(amount, source, now) and member.account:
                member.settle(now)
                done = member.redeem(amount, source, now)
            else:
                done = bool(member.ledger) and member.ledger[-1].source == source
            assert done == oracle.take_out(amount)
        elif step == "debit":
            move = Move(EntryKind.ADJUSTED, source, now)
            if oracle.take_out(amount):
                member.settle(now, lambda opened, m=move, a=amount: points.debit(opened, m, a))
            else:
                with pytest.raises(NotEnough):
                    member.settle(now, lambda opened, m=move, a=amount: points.debit(opened, m, a))
        elif given_by:
            earlier = sorted(given_by)[amount % len(given_by)]
            entry = given_by.pop(earlier)
            member.settle(now)
            lost = sum(each.amount for each in member.ledger if each.source == points.expiry_of(entry.source))
            move = Move(EntryKind.REVERSED, points.reversal_of(earlier), now, reverses=earlier)
            member.settle(
                now,
                lambda opened, m=move, a=entry.amount + lost, s=earlier: points.take_back(opened, m, a, s),
            )
            oracle.take_back(entry.amount, earlier)
        assert faults(member.books()) == []

    oracle.pass_time(now)
    if member.account is None:
        assert oracle.holds() == {}
        return
    seen = points.as_of(member.account, now)
    assert {lot.source: lot.left for lot in seen.lots} == oracle.holds()
    assert (seen.balance, seen.owed) == (len(oracle.purse), oracle.owed)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(1, 120),
    st.sampled_from(["Asia/Shanghai", "America/New_York", "Pacific/Apia", "Europe/London"]),
)
def test_points_end_with_the_same_day_of_a_later_month_or_its_last_one(
    earned_at: datetime, months: int, zone_name: str
) -> None:
    zone = ZoneInfo(zone_name)

    last = (points.end_of(earned_at, months, zone) - timedelta(milliseconds=1)).astimezone(zone)

    earned = earned_at.astimezone(zone)
    assert (last.year * 12 + last.month) - (earned.year * 12 + earned.month) == months
    assert last.day == min(earned.day, calendar.monthrange(last.year, last.month)[1])
    ended = points.end_of(earned_at, months, zone).astimezone(zone)
    assert ended.date() > last.date()


def test_the_end_of_a_month_stays_in_the_shorter_month() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    earned = datetime(2027, 8, 31, 12, tzinfo=UTC)

    ends = [points.end_of(earned, months, shanghai) for months in (6, 18)]

    assert [(end - timedelta(seconds=1)).astimezone(shanghai).date() for end in ends] == [
        date(2028, 2, 29),
        date(2029, 2, 28),
    ]
