"""Whatever befalls senders, a message is told once, or again only in doubt, and is never lost.

Senders are run one inside the other at the points where they touch the record or the provider, killed there,
and given the same event and the same timer again and again.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hearthline.notices import sending
from hearthline.notices.delivery import Patience
from hearthline.notices.model import (
    FINAL,
    Accepted,
    Counter,
    Delayed,
    Delivery,
    Message,
    MessageClass,
    Outcome,
    Refused,
    Rendered,
    State,
    Unclear,
)
from tests.unit.notices.builders import MINUTE, NOW, a_sender, an_event
from tests.unit.notices.persons import FakePeople, a_person
from tests.unit.notices.record import FakeDeliveries

PATIENCE = Patience()


class Killed(BaseException):
    """The process is gone, between two instructions."""


@dataclass(frozen=True)
class Mishap:
    """What happens at one touch of the world: the process dies before or after it, or another sender runs."""

    kind: str
    after: timedelta = timedelta(0)


@dataclass(frozen=True)
class Turn:
    """One invocation: the event once more or the timer, some time later, with mishaps at its touches."""

    wait: timedelta
    by_event: bool
    mishaps: tuple[Mishap, ...]
    outcomes: tuple[str, ...]


@dataclass
class World:
    """The record, the provider and what the person got."""

    class_: MessageClass
    now: datetime = NOW
    deliveries: FakeDeliveries = field(default_factory=FakeDeliveries)
    received: int = 0
    doubts: int = 0
    mishaps: list[Mishap] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)

    def play(self, turn: Turn) -> None:
        self.now += turn.wait
        self.mishaps, self.outcomes = list(turn.mishaps), list(turn.outcomes)
        with contextlib.suppress(Killed, sending.NotAllSent):
            self.invoke(by_event=turn.by_event)
        self.mishaps, self.outcomes = [], []

    def invoke(self, *, by_event: bool) -> None:
        people = FakePeople(a_person())
        sender = a_sender(deliveries=Touched(self), people=people, email=Provider(self), sms=Provider(self))
        if by_event or not self.deliveries.kept:
            sender.on_event(an_event(), self.now)
        else:
            sender.on_delivery(self.only().message.id, self.now)

    def only(self) -> Delivery:
        [delivery] = self.deliveries.kept.values()
        return delivery

    def before(self) -> str:
        """Let what was drawn for this touch happen; `after` is left to the caller."""
        if not self.mishaps:
            return "none"
        mishap = self.mishaps.pop(0)
        if mishap.kind == "killed_before":
            raise Killed
        if mishap.kind == "another_sender":
            self.now += mishap.after
            self.invoke(by_event=False)
        return mishap.kind

    def after(self, mishap: str) -> None:
        if mishap == "killed_after":
            raise Killed


class Touched(FakeDeliveries):
    """The record, with mishaps at each write."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.kept = world.deliveries.kept
        self.counters = world.deliveries.counters

    def add(self, delivery: Delivery) -> Delivery:
        mishap = self.world.before()
        classed = replace(delivery, message=_classed(delivery.message, self.world.class_))
        kept = super().add(classed)
        self.world.after(mishap)
        return kept

    def change(
        self,
        before: Delivery,
        after: Delivery,
        counters: Sequence[Counter] = (),
        found_by: str | None = None,
    ) -> Delivery:
        mishap = self.world.before()
        kept = super().change(before, after, counters, found_by)
        in_doubt = before.state is State.SENDING and after.reason in {"sender_died", "no_answer"}
        self.world.doubts += in_doubt
        self.world.after(mishap)
        return kept


class Provider:
    """Takes messages, with mishaps around each call and the outcomes that were drawn."""

    def __init__(self, world: World) -> None:
        self.world = world

    def send(self, to: str, notice: Rendered, now: datetime) -> Outcome:
        mishap = self.world.before()
        drawn = self.world.outcomes.pop(0) if self.world.outcomes else "accepted"
        self.world.received += drawn in {"accepted", "told_without_answer"}
        self.world.after(mishap)
        outcomes: dict[str, Outcome] = {
            "accepted": Accepted("p"),
            "refused": Refused("address_refused"),
            "delayed": Delayed("unreachable"),
            "throttled": Delayed("throttled", throttled=True),
            "told_without_answer": Unclear("no_answer"),
            "lost_without_answer": Unclear("no_answer"),
        }
        return outcomes[drawn]


def _classed(message: Message, class_: MessageClass) -> Message:
    return replace(message, message_class=class_)


mishaps = st.builds(
    Mishap,
    st.sampled_from(["none", "none", "killed_before", "killed_after", "another_sender"]),
    st.sampled_from([timedelta(0), timedelta(seconds=30)]),
)
turns = st.builds(
    Turn,
    st.sampled_from([timedelta(0), MINUTE, 5 * MINUTE, timedelta(hours=3)]),
    st.booleans(),
    st.lists(mishaps, max_size=6).map(tuple),
    st.lists(
        st.sampled_from(
            ["accepted", "refused", "delayed", "throttled", "told_without_answer", "lost_without_answer"]
        ),
        max_size=3,
    ).map(tuple),
)


def run_to_the_end(world: World) -> Delivery:
    """Let the timers do their work in a world where nothing goes wrong any more."""
    if not world.deliveries.kept:
        world.invoke(by_event=True)
    for _ in range(30):
        if world.only().state in FINAL:
            break
        until = world.only().until
        assert until is not None, "a state without an exit"
        world.now = max(world.now, until)
        world.invoke(by_event=False)
    return world.only()


@given(st.lists(turns, max_size=6), st.sampled_from(list(MessageClass)))
def test_every_delivery_ends_and_says_why_it_failed(played: list[Turn], class_: MessageClass) -> None:
    world = World(class_)
    for turn in played:
        world.play(turn)

    end = run_to_the_end(world)

    assert end.state in FINAL
    assert end.state is State.SENT or end.reason
    assert end.state is not State.SENT or world.received >= 1


@given(st.lists(turns, max_size=6))
def test_a_service_message_is_repeated_only_in_doubt(played: list[Turn]) -> None:
    world = World(MessageClass.SERVICE)
    for turn in played:
        world.play(turn)

    end = run_to_the_end(world)

    assert world.received <= 1 + world.doubts
    assert world.doubts or world.received == (end.state is State.SENT)


@given(st.lists(turns, max_size=6), st.sampled_from([MessageClass.SURVEY, MessageClass.MARKETING]))
def test_a_survey_or_marketing_message_is_never_told_twice(played: list[Turn], class_: MessageClass) -> None:
    world = World(class_)
    for turn in played:
        world.play(turn)

    run_to_the_end(world)

    assert world.received <= 1


@given(st.lists(turns.map(lambda turn: replace(turn, outcomes=())), max_size=6))
def test_a_service_message_is_never_lost_while_its_provider_works(played: list[Turn]) -> None:
    world = World(MessageClass.SERVICE)
    for turn in played:
        world.play(turn)

    end = run_to_the_end(world)

    assert world.received >= 1 or end.refused == {"email": "sender_died", "sms": "sender_died"}


@given(st.lists(st.integers(0, 3), max_size=8))
def test_two_senders_at_once_tell_once(points: list[int]) -> None:
    world = World(MessageClass.SERVICE)
    interleaved = tuple(Mishap("another_sender") if point else Mishap("none") for point in points)

    world.play(Turn(timedelta(0), by_event=True, mishaps=interleaved, outcomes=()))

    assert world.received == 1
    assert world.only().state is State.SENT
