"""Whatever policy, clock and crashes: held messages end, nobody is woken, and no cap is passed."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hearthline.notices import sending
from hearthline.notices.model import (
    FINAL,
    Accepted,
    Counter,
    Delayed,
    Delivery,
    MessageClass,
    Outcome,
    Refused,
    Rendered,
    State,
    Unclear,
)
from hearthline.notices.policy import Facts, Go, Hold, decide, quiet_at
from tests.unit.notices.builders import MINUTE, a_sender
from tests.unit.notices.persons import FakePeople, a_person, a_policy, points_expiring
from tests.unit.notices.record import FakeDeliveries

ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu")
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
AGREED = {"marketing:email": True}
minutes = st.integers(0, 23 * 60 + 59)


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


quiet_hours = (
    st.tuples(minutes, st.integers(1, 23 * 60))
    .map(lambda pair: (pair[0], (pair[0] + pair[1]) % (24 * 60)))
    .map(lambda pair: {"from": clock(pair[0]), "until": clock(pair[1])})
)
instants = st.integers(0, 2 * 365 * 24 * 60).map(lambda minute: BEGIN + minute * MINUTE)
holidays = st.frozensets(st.integers(0, 800), max_size=40).map(
    lambda days: frozenset(date(2026, 1, 1) + timedelta(days=day) for day in days)
)


@given(instants, st.sampled_from(ZONES), quiet_hours, holidays)
def test_what_is_held_ends_outside_quiet_hours_and_not_before_it_must(
    now: datetime, zone: str, hours: dict[str, str], days: frozenset[date]
) -> None:
    policy = a_policy(quiet_hours=hours)
    facts = Facts(("email",), consents=AGREED, zone=zone, is_holiday=days.__contains__)

    decided = decide(MessageClass.MARKETING, facts, policy, now)

    if isinstance(decided, Go):
        assert quiet_at(now, zone, days.__contains__, policy) is None
        assert now.astimezone(ZoneInfo(zone)).date() not in days
    else:
        assert isinstance(decided, Hold)
        assert decided.until > now
        assert isinstance(decide(MessageClass.MARKETING, facts, policy, decided.until), Go)
        assert quiet_at(now, zone, days.__contains__, policy) is decided.reason


class Killed(BaseException):
    """The process is gone, between two instructions."""


@dataclass(frozen=True)
class Turn:
    """One invocation for one of several messages, some time later: where it dies, and what providers say."""

    message: int
    wait: timedelta
    dies_at: int | None
    outcome: str


class Mortal(FakeDeliveries):
    """The record, whose caller dies before a write, or another sender comes first."""

    def __init__(self) -> None:
        super().__init__()
        self.dies_at: int | None = None
        self.writes = 0

    def change(
        self,
        before: Delivery,
        after: Delivery,
        counters: Sequence[Counter] = (),
        found_by: str | None = None,
    ) -> Delivery:
        self.writes += 1
        if self.writes == self.dies_at:
            raise Killed
        kept = super().change(before, after, counters, found_by)
        if self.writes == -(self.dies_at or 0):
            raise Killed
        return kept


class Provider:
    """Takes messages, and remembers when each may have reached the household."""

    def __init__(self) -> None:
        self.outcome = "accepted"
        self.reached: dict[str, datetime] = {}

    def send(self, to: str, notice: Rendered, now: datetime) -> Outcome:
        outcomes: dict[str, Outcome] = {
            "accepted": Accepted("p"),
            "refused": Refused("address_refused"),
            "delayed": Delayed("unreachable"),
            "unclear": Unclear("no_answer"),
        }
        if self.outcome in {"accepted", "unclear"}:
            assert notice.id not in self.reached, "told twice"
            self.reached[notice.id] = now
        return outcomes[self.outcome]


turns = st.builds(
    Turn,
    st.integers(0, 7),
    st.sampled_from([timedelta(0), 5 * MINUTE, timedelta(days=1), timedelta(days=11)]),
    st.sampled_from([None, None, 1, 2, -1, -2]),
    st.sampled_from(["accepted", "accepted", "refused", "delayed", "unclear"]),
)
OWNERS = ("A" * 16, "B" * 16)


class House:
    """Two owners of one home, and messages to both."""

    def __init__(self, cap: int) -> None:
        caps = {"marketing": {"days": 30, "person": None, "household": cap}}
        self.deliveries, self.provider = Mortal(), Provider()
        people = FakePeople(*(a_person(owner, email=f"{owner}@example.com", phone=None) for owner in OWNERS))
        self.sender = a_sender(
            deliveries=self.deliveries, people=people, policy=a_policy(caps=caps), email=self.provider
        )

    def play(self, turn: Turn, now: datetime) -> None:
        self.deliveries.writes, self.deliveries.dies_at = 0, turn.dies_at
        self.provider.outcome = turn.outcome
        event: Any = points_expiring(turn.message, person=OWNERS[turn.message % 2])
        with contextlib.suppress(Killed, sending.NotAllSent):
            self.sender.on_event(event, now)
        self.deliveries.dies_at = None


@given(st.lists(turns, max_size=20), st.integers(1, 3))
def test_a_household_never_gets_more_than_its_cap_in_any_window(played: list[Turn], cap: int) -> None:
    house, now = House(cap), BEGIN
    for turn in played:
        now += turn.wait
        house.play(turn, now)

    reached = sorted(house.provider.reached.values())
    for first in reached:
        within = [at for at in reached if first <= at < first + timedelta(days=30)]
        assert len(within) <= cap
    assert all(len(each.entries) <= cap for each in house.deliveries.counters.values())


@given(st.lists(turns, max_size=20))
def test_every_message_ends_and_what_reached_nobody_takes_no_place(played: list[Turn]) -> None:
    house, now = House(2), BEGIN
    for turn in played:
        now += turn.wait
        house.play(turn, now)
    for one in list(house.deliveries.kept.values()):
        current = one
        for _ in range(40):
            if current.state in FINAL:
                break
            assert current.until is not None, "a state without an exit"
            now = max(now, current.until)
            house.provider.outcome = "refused"
            current = house.sender.on_delivery(one.message.id, now) or current
        assert current.state in FINAL
        assert current.state is State.SENT or current.reason

    counted = {entry.message for each in house.deliveries.counters.values() for entry in each.entries}
    sure = {id_ for id_, one in house.deliveries.kept.items() if one.counted}
    assert counted <= sure


@given(st.lists(turns.map(lambda turn: replace(turn, dies_at=None, outcome="accepted")), max_size=20))
def test_nobody_is_written_to_at_night(played: list[Turn]) -> None:
    house, now = House(9), BEGIN
    for turn in played:
        now += turn.wait
        house.play(turn, now)

    local = [at.astimezone(ZoneInfo("Asia/Shanghai")) for at in house.provider.reached.values()]
    assert all(9 <= at.hour < 21 for at in local)
