"""What many cases at once cost: one read for all, one transaction each."""

from datetime import datetime

import pytest

from hearthline.complaints.bulk import Bulk
from hearthline.complaints.commands import Note
from hearthline.complaints.desk_commands import DeskCommands
from hearthline.complaints.replies import Replies
from hearthline.complaints.saved_replies import SavedReplyWish
from hearthline.platform.access import Action, Principal
from tests.engines.world import World

AGENT = Principal("li", frozenset({"agent"}), frozenset({"sz"}))


@pytest.fixture
def bulk(world: World, now: datetime) -> Bulk:
    commands = DeskCommands(world.store, world.rulebook, world.keys)
    return Bulk(
        commands, world.store, world.rulebook, world.keys, Replies(world.store, world.rulebook), lambda: now
    )


def test_one_read_for_all_and_a_transaction_each(world: World, bulk: Bulk, now: datetime) -> None:
    numbers = [world.file(now).number for _ in range(5)]

    with world.engine.counter.during() as spent:
        results = bulk.apply(AGENT, Action.NOTE, Note("一"), numbers, "a-key-of-sixteen-signs")

    assert dict(spent.requests) == {"BatchGetItem": 1, "TransactWriteItems": 5}
    assert [each["status"] for each in results] == [200] * 5
    assert [each["number"] for each in results] == numbers


def test_a_saved_reply_costs_no_more(world: World, bulk: Bulk, now: datetime) -> None:
    numbers = [world.file(now).number for _ in range(3)]

    with world.engine.counter.during() as spent:
        bulk.apply(AGENT, Action.REPLY, SavedReplyWish("visit_arranged"), numbers, None)

    assert dict(spent.requests) == {"BatchGetItem": 1, "TransactWriteItems": 3}


def test_the_replies_for_a_case_are_one_request(world: World, now: datetime) -> None:
    filed = world.file(now)
    replies = Replies(world.store, world.rulebook)

    with world.engine.counter.during() as spent:
        offered = replies.offered(AGENT, filed.number, None, now)

    assert dict(spent.requests) == {"GetItem": 1}
    assert offered["items"]
