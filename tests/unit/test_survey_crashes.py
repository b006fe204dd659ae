"""A sender may die at any touch of the world: nobody is missed, nobody told twice, and each end is known."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from hearthline.notices.model import Counter, Delivery, Outcome, Rendered, State
from hearthline.platform.codec import dump
from hearthline.survey_deliveries import FollowingDeliveries, told_by
from hearthline.surveys.model import Reach
from hearthline.surveys.reach import moved
from tests.unit.notices.builders import FakeChannel
from tests.unit.notices.record import FakeDeliveries
from tests.unit.survey_world import PEOPLE, World
from tests.unit.surveys.builders import NOW

TOUCHES = 4 * len(PEOPLE)
"""The record is put down, claimed and settled, and the provider called, for each of those invited."""
ENDS = {State.SENT: Reach.SENT, State.UNKNOWN: Reach.UNKNOWN, State.FAILED: Reach.FAILED}


class Killed(BaseException):
    """The process is gone, between two instructions."""


class Fate:
    """Kills at one touch, before or after it; spares everybody from then on."""

    def __init__(self, touch: int, *, after: bool) -> None:
        self.left, self.after, self.met = touch, after, False

    def touch(self, *, after: bool) -> None:
        if after is not self.after or self.met:
            return
        self.met = self.left == 0
        self.left -= 1
        if self.met:
            raise Killed


class Deliveries(FakeDeliveries):
    def __init__(self, fate: Fate) -> None:
        super().__init__()
        self.fate = fate

    def add(self, delivery: Delivery) -> Delivery:
        self.fate.touch(after=False)
        kept = super().add(delivery)
        self.fate.touch(after=True)
        return kept

    def change(
        self,
        before: Delivery,
        after: Delivery,
        counters: Sequence[Counter] = (),
        found_by: str | None = None,
    ) -> Delivery:
        self.fate.touch(after=False)
        kept = super().change(before, after, counters, found_by)
        self.fate.touch(after=True)
        return kept


class Provider(FakeChannel):
    def __init__(self, fate: Fate) -> None:
        super().__init__()
        self.fate = fate

    def send(self, to: str, notice: Rendered, now: datetime) -> Outcome:
        self.fate.touch(after=False)
        outcome = super().send(to, notice, now)
        self.fate.touch(after=True)
        return outcome


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("touch", range(TOUCHES))
def test_wherever_a_sender_dies_everybody_is_told_once_or_known_to_be_in_doubt(
    touch: int, after: bool
) -> None:
    fate = Fate(touch, after=after)
    world = World(deliveries=Deliveries(fate), email=Provider(fate))
    with pytest.raises(Killed):
        world.telling(world.record(), NOW)

    for minutes in (0, 2, 6, 12):
        now = NOW + timedelta(minutes=minutes)
        world.telling(world.record(), now)
        for id_ in list(world.deliveries.kept):
            world.sender.on_delivery(id_, now)

    got = [to.partition("@")[0] for to, _ in world.email.sent]
    ends = {one.person: one.state for one in world.deliveries.kept.values()}
    assert sorted(set(got)) == sorted(got)
    assert set(ends) == set(PEOPLE)
    assert {person for person, state in ends.items() if state is State.SENT} <= set(got)
    in_doubt = [person for person, state in ends.items() if state is not State.SENT]
    assert len(in_doubt) <= 1
    assert all(ends[person] is State.UNKNOWN for person in in_doubt)


@pytest.mark.parametrize("touch", range(TOUCHES))
def test_what_is_known_of_each_is_the_invitations_whenever_its_follower_dies(touch: int) -> None:
    fate = Fate(touch, after=True)
    world = World(deliveries=Deliveries(fate), email=Provider(fate))

    def follow() -> None:
        for one in world.deliveries.kept.values():
            kept = world.invitations.kept
            if said := told_by(dump(one)):
                kept[said.invitation] = moved(kept[said.invitation], said)

    with pytest.raises(Killed):
        world.telling(world.record(), NOW)
    follow()
    for minutes in (2, 6, 60 * 24 * 4):
        world.telling(world.record(), NOW + timedelta(minutes=minutes))
        follow()
        for id_ in list(world.deliveries.kept):
            world.sender.on_delivery(id_, NOW + timedelta(minutes=minutes))
    follow()

    by_person = {one.person: one.reach for one in world.invitations.kept.values()}
    assert by_person == {str(one.person): ENDS[one.state] for one in world.deliveries.kept.values()}


def test_what_is_no_delivery_of_a_survey_is_passed_over() -> None:
    seen: list[object] = []
    follower = FollowingDeliveries(seen.append)  # type: ignore[arg-type]

    follower([{"pk": "I#C#0a", "sk": "0a", "version": 1}, {"pk": "N#P#A", "sk": "A", "entries": []}], NOW)

    assert seen == []
