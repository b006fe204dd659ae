"""Queues, bus and streams: what happens once comes at least once, perhaps late, perhaps in another order.

Which queue gets which event, how large batches are, how long a message rests after a failure and how often it
is tried, is read from the templates that are deployed.
"""

import hashlib
import heapq
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.platform.attributes import to_item
from simulation.faults import Faults, Kind
from simulation.running import Ended, Hub
from simulation.tables import TableRows

SOON: Final = timedelta(milliseconds=60)
STREAM_BATCH: Final = 100
AGAIN: Final = timedelta(seconds=2)
"""When a batch of a stream that failed comes again."""

Handle = Callable[[dict[str, Any], Any], Any]


@dataclass(frozen=True, slots=True)
class Consumer:
    """A function that takes a queue's messages: `most` invocations at once, of `batch` messages each."""

    handle: Handle
    timeout: timedelta
    batch: int
    most: int


@dataclass(slots=True)
class Message:
    """A message of a queue; `causes` says why each of its tries came to nothing."""

    id: str
    body: str
    sent: datetime
    receives: int = 0
    causes: list[str] = field(default_factory=list)


class Queue:
    """One queue with its dead letters."""

    def __init__(
        self,
        name: str,
        hub: Hub,
        faults: Faults,
        *,
        visibility: timedelta,
        receives: int,
        consumer: Consumer,
    ) -> None:
        self.name = name
        self.dead: list[Message] = []
        self.died = 0
        self.unexplained: list[str] = []
        self.planned: Callable[[str, datetime], None] = lambda *_: None
        self._hub = hub
        self._faults = faults
        self._visibility = visibility
        self._receives = receives
        self._consumer = consumer
        self._visible: list[tuple[datetime, int, Message]] = []
        self._count = 0
        self._busy = 0
        self._names: dict[str, int] = {}

    @property
    def depth(self) -> int:
        """How many messages are due or being worked on."""
        due = sum(1 for at, _, _ in self._visible if at <= self._hub.now)
        return due + self._busy

    @property
    def held(self) -> int:
        """How many messages there are in all, those that rest too."""
        return len(self._visible) + self._busy

    def send(self, body: str, delay: timedelta = timedelta(0)) -> None:
        """Take a message."""
        digest = hashlib.sha256(body.encode()).hexdigest()[:12]
        self._names[digest] = number = self._names.get(digest, 0) + 1
        message = Message(f"{self.name}/{digest}.{number}", body, self._hub.now)
        self.planned(body, self._hub.now + delay)
        late = self._faults.chance(Kind.DELAY, message.id, 0.02, self._hub.now)
        wait = timedelta(seconds=late.uniform(1, 300)) if late else SOON
        self._show(message, self._hub.now + delay + wait)
        if twice := self._faults.chance(Kind.DUPLICATE, message.id, 0.02, self._hub.now):
            again = Message(f"{message.id}+", body, self._hub.now)
            self._show(
                again, self._hub.now + delay + timedelta(seconds=twice.choice((0.05, 0.06, 0.1, 30, 600)))
            )

    def redrive(self) -> int:
        """Let the dead letters be tried again; give how many there were."""
        dead, self.dead = self.dead, []
        for message in dead:
            message.receives = 0
            message.causes = []
            self._show(message, self._hub.now + SOON)
        return len(dead)

    def _show(self, message: Message, at: datetime) -> None:
        self._count += 1
        heapq.heappush(self._visible, (at, self._count, message))
        self._hub.at(at, self._poll)

    def _poll(self) -> None:
        while self._busy < self._consumer.most:
            batch: list[Message] = []
            while (
                self._visible and self._visible[0][0] <= self._hub.now and len(batch) < self._consumer.batch
            ):
                message = heapq.heappop(self._visible)[2]
                message.receives += 1
                batch.append(message)
            if not batch:
                return
            self._begin(batch)

    def _begin(self, batch: list[Message]) -> None:
        self._busy += 1
        event = {"Records": [_record(message) for message in batch]}
        name = f"{batch[0].id}/{batch[0].receives}"
        handle = self._consumer.handle
        self._hub.start(
            name,
            self._consumer.timeout,
            lambda context: handle(event, context),
            lambda e: self._end(batch, e),
        )

    def _end(self, batch: list[Message], ended: Ended) -> None:
        self._busy -= 1
        failed = {message.id for message in batch}
        if ended.well:
            failed = {each["itemIdentifier"] for each in ended.answer["batchItemFailures"]}
        if failed and not ended.invocation.struck and (not ended.well or ended.answer["batchItemFailures"]):
            self.unexplained.append(f"{ended.invocation.name} failed: {ended.error!r}")
        cause = ", ".join(ended.invocation.struck) or "nothing"
        for message in batch:
            if message.id in failed:
                message.causes.append(cause)
                self._again(message)
            elif more := self._faults.chance(
                Kind.DUPLICATE, f"{message.id}/{message.receives}/kept", 0.01, self._hub.now
            ):
                self._show(message, self._hub.now + timedelta(seconds=more.uniform(1, 400)))
        self._hub.at(self._hub.now, self._poll)

    def _again(self, message: Message) -> None:
        if message.receives >= self._receives:
            self.dead.append(message)
            self.died += 1
        else:
            self._show(message, self._hub.now + self._visibility)


def _record(message: Message) -> dict[str, Any]:
    return {
        "messageId": message.id,
        "body": message.body,
        "attributes": {"ApproximateReceiveCount": str(message.receives)},
    }


class Queues:
    """SQS and EventBridge, as far as the product calls them."""

    def __init__(self, hub: Hub, queues: Mapping[str, Queue], rules: Mapping[str, list[str]]) -> None:
        self.queues = queues
        self._hub = hub
        self._rules = rules

    def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        """Take up to ten messages."""
        for entry in Entries:
            self.queues[QueueUrl].send(entry["MessageBody"], timedelta(seconds=entry.get("DelaySeconds", 0)))
        return {"Successful": [{"Id": entry["Id"]} for entry in Entries], "Failed": []}

    def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        """Take events, and send each to the queues whose rules name its type."""
        for entry in Entries:
            body = json.dumps(
                {"detail-type": entry["DetailType"], "detail": json.loads(entry["Detail"])},
                ensure_ascii=False,
            )
            for name in self._rules.get(entry["DetailType"], ()):
                if name in self.queues:
                    self.queues[name].send(body)
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "1"} for _ in Entries]}


class Follower:
    """A function that follows a table's stream: in its order, and a failed batch until it is done."""

    def __init__(
        self,
        name: str,
        hub: Hub,
        faults: Faults,
        table: TableRows,
        consumer: Consumer,
        wanted: Callable[[dict[str, Any]], bool],
    ) -> None:
        self.name = name
        self.waiting: list[dict[str, Any]] = []
        self._hub = hub
        self._faults = faults
        self._consumer = consumer
        self._wanted = wanted
        self._batches = 0
        self._busy = False
        self._size = STREAM_BATCH
        table.followers.append(self._take)

    def _take(self, record: dict[str, Any]) -> None:
        if self._wanted(record):
            self.waiting.append(record)
            if len(self.waiting) == 1 and not self._busy:
                self._hub.at(self._hub.now + SOON, self._poll)

    def _poll(self) -> None:
        if self._busy or not self.waiting:
            return
        self._busy = True
        batch = self.waiting[: self._size]
        first = batch[0]["item"]
        self._batches += 1
        event = {"Records": [_change(record) for record in batch]}
        handle = self._consumer.handle
        self._hub.start(
            f"{self.name}/{first['pk']}/{first['sk']}/{first.get('version', 0)}/{self._batches}",
            self._consumer.timeout,
            lambda context: handle(event, context),
            lambda ended: self._end(len(batch), ended),
        )

    def _end(self, length: int, ended: Ended) -> None:
        self._busy = False
        if not ended.well:
            self._size = max(1, length // 2)
            self._hub.at(self._hub.now + AGAIN, self._poll)
            return
        self._size = STREAM_BATCH
        if not self._faults.chance(Kind.DUPLICATE, ended.invocation.name, 0.01, self._hub.now):
            del self.waiting[:length]
        if self.waiting:
            self._hub.at(self._hub.now + SOON, self._poll)


def _change(record: dict[str, Any]) -> dict[str, Any]:
    return {"eventName": record["eventName"], "dynamodb": {"NewImage": to_item(record["item"])}}
