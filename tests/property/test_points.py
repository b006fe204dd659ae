"""Points against an oracle that keeps each single point by itself, with the instant at which it ends."""

import calendar
from collections.abc import Callable
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
from tests.sizes import sized

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


@dataclass
class Both:
    """The rules and the oracle, told the same; `given` are the earnings that were not taken back."""

    member: Member = field(default_factory=Member)
    oracle: Oracle = field(default_factory=Oracle)
    now: datetime = START
    given: list[str] = field(default_factory=list)

    def wait(self, _source: str, _amount: int, days: int) -> None:
        self.now += days * DAY

    def announce(self, _source: str, _amount: int, _days: int) -> None:
        self.member.settle(self.now, lambda opened: points.announce(opened, 5 * DAY))

    def earn(self, source: str, amount: int, days: int) -> None:
        move, ends = Move(EntryKind.EARNED, source, self.now), self.now + (days + 1) * DAY
        self.member.settle(self.now, lambda opened: points.credit(opened, move, amount, ends))
        self.oracle.put_in(amount, ends, self.now, source)
        self.given.append(source)

    def redeem(self, source: str, amount: int, _days: int) -> None:
        done = self.member.redeem(amount, source, self.now)
        if not done and self.member.account:
            self.member.settle(self.now)
            done = self.member.redeem(amount, source, self.now)
        assert done == self.oracle.take_out(amount)

    def debit(self, source: str, amount: int, _days: int) -> None:
        move = Move(EntryKind.ADJUSTED, source, self.now)
        if self.oracle.take_out(amount):
            self.member.settle(self.now, lambda opened: points.debit(opened, move, amount))
        else:
            with pytest.raises(NotEnough):
                self.member.settle(self.now, lambda opened: points.debit(opened, move, amount))

    def reverse(self, _source: str, amount: int, _days: int) -> None:
        if not self.given:
            return
        earlier = self.given.pop(amount % len(self.given))
        self.member.settle(self.now)
        amounts = {entry.source: entry.amount for entry in self.member.ledger}
        left = amounts[earlier] + amounts.get(points.expiry_of(earlier), 0)
        move = Move(EntryKind.REVERSED, points.reversal_of(earlier), self.now, reverses=earlier)
        self.member.settle(self.now, lambda opened: points.take_back(opened, move, left, earlier))
        self.oracle.take_back(amounts[earlier], earlier)


steps = st.lists(
    st.tuples(
        st.sampled_from(
            [Both.earn, Both.earn, Both.redeem, Both.debit, Both.reverse, Both.wait, Both.wait, Both.announce]
        ),
        st.integers(1, 9),
        st.integers(1, 25),
    ),
    min_size=12,
    max_size=40,
)


@settings(max_examples=sized(75, 1_000))
@given(steps)
def test_lots_taken_late_are_what_single_points_spent_at_once_would_be(
    plan: list[tuple[Callable[[Both, str, int, int], None], int, int]],
) -> None:
    both = Both()
    for place, (step, amount, days) in enumerate(plan):
        both.oracle.pass_time(both.now)
        step(both, f"{step.__name__}:{place}", amount, days)
        assert faults(both.member.books()) == []

    both.oracle.pass_time(both.now)
    seen = points.as_of(both.member.account or Account(PERSON), both.now)
    assert {lot.source: lot.left for lot in seen.lots} == both.oracle.holds()
    assert (seen.balance, seen.owed) == (len(both.oracle.purse), both.oracle.owed)


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
