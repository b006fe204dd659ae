"""Deliveries that are due are handed to the notices queue, and no more often than helps."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.notices import delivery
from hearthline.notices.model import Delivery
from hearthline.notices.store import DeliveryTable, message_of_key
from hearthline.platform.table import Table
from hearthline.platform.timers import Due
from hearthline.sweeping import AGAIN_AFTER, Owing, Reminding, Sweeping
from tests.engines.engine import Engine
from tests.unit.notices.builders import NOW, PATIENCE, a_message

SHARDS = 8
DUE = NOW + PATIENCE.queue


def _message(due: Due) -> dict[str, str]:
    return {"delivery": message_of_key(due.pk)}


class Queue:
    """Keeps what is sent and wakes its consumer; fails while `down`."""

    def __init__(self) -> None:
        self.sent: list[Mapping[str, Any]] = []
        self.down = False
        self.consumer: Callable[[], object] = lambda: None

    def __call__(self, bodies: list[Mapping[str, Any]]) -> None:
        if self.down:
            raise ConnectionError
        self.sent += bodies
        self.consumer()


class Desk:
    """A sweep over the deliveries of one engine, with a clock of its own."""

    def __init__(self, engine: Engine) -> None:
        self._table = Table(engine.client, engine.deliveries)
        self.deliveries = DeliveryTable(self._table, SHARDS)
        self.queue = Queue()
        self.at = DUE

    def sweep(self, at: datetime) -> list[Mapping[str, Any]]:
        """Sweep at an instant that is also the present; give what the queue got by it."""
        self.at = at
        before = len(self.queue.sent)
        reminding = Reminding(self.queue, _message, self._table, lambda: self.at)
        Sweeping({"deliveries": Owing(self._table, {"D#": reminding})}, [reminding], SHARDS).run(
            at, lambda: True
        )
        return self.queue.sent[before:]

    def queued(self) -> Delivery:
        """Leave a delivery whose sender died before it could do anything."""
        return self.deliveries.add(delivery.queue(a_message(), NOW, PATIENCE))


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine)


def test_a_due_delivery_goes_to_the_queue_and_then_not_each_minute_again(desk: Desk) -> None:
    queued = desk.queued()
    message = {"delivery": queued.message.id}

    assert desk.sweep(DUE - timedelta(minutes=1)) == []
    assert desk.sweep(DUE) == [message]
    assert [desk.sweep(DUE + timedelta(minutes=minute)) for minute in (1, 2, 3)] == [[], [], []]
    assert desk.sweep(DUE + AGAIN_AFTER) == [message]
    assert desk.deliveries.find(queued.message.id) == queued


def test_what_the_queue_did_not_take_is_due_at_the_next_sweep(desk: Desk) -> None:
    queued = desk.queued()
    desk.queue.down = True
    with pytest.raises(ConnectionError):
        desk.sweep(DUE)
    desk.queue.down = False

    assert desk.sweep(DUE + timedelta(minutes=1)) == [{"delivery": queued.message.id}]


def test_a_delivery_that_moved_on_meanwhile_keeps_its_own_timer(desk: Desk) -> None:
    queued = desk.queued()
    claimed = delivery.claim(queued, "email", DUE, PATIENCE)
    desk.queue.consumer = lambda: desk.deliveries.change(queued, claimed)
    desk.sweep(DUE)
    desk.queue.consumer = lambda: None

    assert desk.sweep(DUE + PATIENCE.lease) == [{"delivery": queued.message.id}]
