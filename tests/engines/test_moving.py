"""Telling the invited, and invitations that follow their deliveries: what stands, and what it costs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from hearthline.notice_surveys import AskedSurveys
from hearthline.notices.model import Accepted, Outcome, Refused, Unclear
from hearthline.notices.store import DeliveryTable
from hearthline.platform.attributes import from_item, to_item
from hearthline.platform.table import Table
from hearthline.survey_deliveries import FollowingDeliveries
from hearthline.survey_sending import TellingInvited
from hearthline.surveys.campaign_store import CampaignCache, CampaignStore
from hearthline.surveys.invitation_store import InvitationMoved, InvitationStore
from hearthline.surveys.invited_store import InvitedStore, one_more
from hearthline.surveys.model import Invitation, Progress, Reach
from hearthline.surveys.moving import Moving
from hearthline.surveys.ready_made import ready_made
from tests.engines.engine import Engine
from tests.unit.notices.builders import FakeChannel, a_sender
from tests.unit.notices.persons import FakePeople, a_person
from tests.unit.survey_world import TOKENS, invited
from tests.unit.surveys.builders import NOW, a_campaign

TEN = [f"PERSON{number:010d}" for number in range(10)]
FATES: list[Outcome] = [Accepted("p"), Refused("address_refused"), Unclear("no_answer")]


class Watched(DeliveryTable):
    """The record, which keeps every image that its stream would tell of."""

    def __init__(self, table: Table) -> None:
        super().__init__(table, 8)
        self.images: list[dict[str, Any]] = []

    def _item(self, delivery: Any) -> dict[str, Any]:
        item = super()._item(delivery)
        self.images.append(item)
        return item


class World:
    """Ten who are invited, their deliveries, and whoever follows these."""

    def __init__(self, engine: Engine) -> None:
        self.table = Table(engine.client, engine.surveys, pause=lambda _: None)
        self.invitations = InvitationStore(self.table, 8)
        self.deliveries = Watched(Table(engine.client, engine.deliveries))
        campaigns = CampaignStore(self.table, 8)
        campaigns.create(a_campaign(), [])
        known = CampaignCache(campaigns.load)
        surveys = AskedSurveys(
            known, self.invitations, lambda id_, _: ready_made(id_), TOKENS, "https://c", lambda: NOW
        )
        people = [a_person(each, email=f"{each}@e.com", phone=None, households=()) for each in TEN]
        email = FakeChannel(*(FATES[place % 3] for place in range(len(TEN))))
        sender = a_sender(deliveries=self.deliveries, people=FakePeople(*people), email=email)
        self.telling = TellingInvited(known, self.invitations, surveys, sender)
        self.follow = FollowingDeliveries(Moving(self.invitations))
        self.made = {one.hash: one for one in map(invited, TEN)}
        self.table.transact([self.invitations.create_action(one) for one in self.made.values()])

    def read(self) -> list[Invitation]:
        found = self.invitations.load_many(a_campaign().id, list(self.made))
        return [found[hash_] for hash_ in self.made]

    def followed(self, images: Sequence[dict[str, Any]]) -> None:
        self.follow([from_item(to_item(image)) for image in images], NOW)


def test_ten_are_told_and_followed_and_nothing_changes_when_it_all_comes_again(engine: Engine) -> None:
    world = World(engine)
    body = {"campaign": a_campaign().id, "message": "invitation", "invitations": list(world.made)}

    with engine.counter.during() as told:
        world.telling(body, NOW)
    with engine.counter.during() as followed:
        world.followed(world.deliveries.images)
    after = world.read()
    images = [*world.deliveries.images, *world.deliveries.images[:7]]
    Random(7).shuffle(images)
    with engine.counter.during() as again:
        for start in range(0, len(images), 5):
            world.followed(images[start : start + 5])

    # A campaign and ten invitations a record; then each a look at the policy's facts, a claim, and two puts.
    refused = sum(one.reach is Reach.FAILED for one in after)
    assert dict(told.requests) == {
        "GetItem": 1,
        "BatchGetItem": 1 + 10 + refused,
        "PutItem": 20,
        "TransactWriteItems": 10 + refused,
    }
    assert dict(followed.requests) == {"BatchGetItem": 1, "TransactWriteItems": 1}
    assert set(again.requests) == {"BatchGetItem"}
    assert world.read() == after
    assert {one.reach for one in after} == {Reach.SENT, Reach.FAILED, Reach.UNKNOWN}
    assert all(one.version == 2 for one in after)


def test_who_answers_meanwhile_keeps_their_answer_and_the_others_move(engine: Engine) -> None:
    world = World(engine)
    world.telling(
        {"campaign": a_campaign().id, "message": "invitation", "invitations": list(world.made)}, NOW
    )
    store, faster = world.invitations, world.read()[3]
    read = store.load_many

    def and_then_somebody_answers(campaign: str, hashes: Sequence[str]) -> dict[str, Invitation]:
        found = read(campaign, hashes)
        store.save(faster, replace(faster, progress=Progress.ANSWERED, answers={"handling": 5}))
        return found

    store.load_many = and_then_somebody_answers  # type: ignore[method-assign]
    world.followed(world.deliveries.images)
    store.load_many = read  # type: ignore[method-assign]

    after = world.read()
    assert after[3].answers == {"handling": 5}
    assert all(one.reach is not Reach.MADE for one in after)


def test_one_that_others_changed_stops_all_and_says_how_it_stands(engine: Engine) -> None:
    world = World(engine)
    first, second, *_ = world.read()
    newer = world.invitations.save(second, replace(second, progress=Progress.OPENED))

    with pytest.raises(InvitationMoved) as moved:
        world.invitations.save_all([(one, replace(one, reach=Reach.SENT)) for one in (first, second)])

    assert (moved.value.hash, moved.value.invitation) == (second.hash, newer)
    assert world.read()[0] == first


def test_one_with_an_end_of_its_own_is_due_then_until_it_has_ended(engine: Engine) -> None:
    world = World(engine)
    ends = NOW + timedelta(days=14)
    one = invited("PERSONABOUT00000", source="complaint/K7Q29XPD3", expires_at=ends)
    world.invitations.create(one, one_more(one), timer=NOW + timedelta(hours=24))

    def due() -> list[str]:
        shards = [f"{number:02d}" for number in range(8)]
        pages = [world.table.query(("timer_shard", shard), index="timers") for shard in shards]
        return [item["timer_at"] for page in pages for item in page.items if item["sk"] == one.hash]

    assert due() == ["2026-11-23T08:00:00.000Z"]
    sent = world.invitations.save(one, replace(one, reach=Reach.SENT))
    assert due() == ["2026-12-06T08:00:00.000Z"]
    world.invitations.save(sent, replace(sent, progress=Progress.ANSWERED))
    assert due() == []
    assert InvitedStore(world.table).of(one.campaign) == 1
