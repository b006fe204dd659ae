"""Events leave with the state that made them: written in one transaction, carried on by the stream.

An item that has an attribute `event` is the outbox. The relay turns each inserted one into one entry on the
event bus. A batch is sent again as a whole when anything failed, so consumers must take an event twice.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from hearthline.platform.attributes import from_attribute
from hearthline.platform.instants import instant, read_instant

SOURCE = "hearthline"
MAX_ENTRIES = 10
MAX_BYTES = 240_000


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: `customer`, `staff` or `system`; `id` is the staff member's, never a customer's."""

    kind: str
    id: str | None = None


SYSTEM = Actor("system")
CUSTOMER = Actor("customer")


@dataclass(frozen=True, slots=True)
class Event:
    """A fact that others may build on; docs/events.md holds the contract of each type."""

    id: str
    type: str
    at: datetime
    subject: str
    actor: Actor
    data: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1

    def envelope(self) -> dict[str, Any]:
        """Give the event as it is stored and sent."""
        return {
            "id": self.id,
            "type": self.type,
            "version": self.version,
            "at": instant(self.at),
            "subject": self.subject,
            "actor": {"kind": self.actor.kind, "id": self.actor.id},
            "data": dict(self.data),
        }


class EventUnreadable(Exception):
    """An event that does not have the shape of the contract; `part` names what is wrong."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class EventBus(Protocol):
    """The one verb of botocore's EventBridge client that the relay uses."""

    def put_events(self, *, Entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]: ...  # noqa: D102, N803


class NotRelayed(Exception):
    """The bus refused some entries; the whole batch must be delivered again."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(*codes)
        self.codes = tuple(codes)


def read_event(detail: Mapping[str, Any]) -> Event:
    """Give the event that a bus entry carries; raise EventUnreadable where it is not one of version 1."""
    try:
        if detail["version"] != 1:
            raise EventUnreadable("version")
        actor = detail["actor"]
        return Event(
            id=str(detail["id"]),
            type=str(detail["type"]),
            at=read_instant(detail["at"]),
            subject=str(detail["subject"]),
            actor=Actor(actor["kind"], actor.get("id")),
            data=detail["data"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise EventUnreadable(type(error).__name__) from error


Reaction = Callable[[Event, datetime], object]


def react(reactions: Iterable[Reaction], event: Event, now: datetime) -> None:
    """Let each reaction have the event, in this order; one that fails takes it from none of the others.

    Raises what the first of those that failed has raised, so that the event is delivered again.
    """
    failed: list[Exception] = []
    for reaction in reactions:
        try:
            reaction(event, now)
        except Exception as error:  # noqa: BLE001 - raised below, when all the others have had it
            failed.append(error)
    if failed:
        raise failed[0]


def events_in(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give the events of a batch of stream records, in the stream's order."""
    found = []
    for record in records:
        image = record["dynamodb"].get("NewImage", {})
        if record["eventName"] == "INSERT" and "event" in image:
            found.append(from_attribute(image["event"]))
    return found


def publish(bus: EventBus, bus_name: str, events: Sequence[Mapping[str, Any]]) -> int:
    """Send events to the bus, at most ten and 240 kB to a request; raise NotRelayed if any was refused."""
    entries = [
        {
            "Source": SOURCE,
            "DetailType": event["type"],
            "Detail": json.dumps(event, ensure_ascii=False, separators=(",", ":")),
            "EventBusName": bus_name,
        }
        for event in events
    ]
    refused: list[str] = []
    for chunk in _chunks(entries):
        answer = bus.put_events(Entries=chunk)
        if answer.get("FailedEntryCount"):
            refused += [entry["ErrorCode"] for entry in answer["Entries"] if entry.get("ErrorCode")]
    if refused:
        raise NotRelayed(refused)
    return len(entries)


def _chunks(entries: Sequence[dict[str, str]]) -> Iterable[list[dict[str, str]]]:
    chunk: list[dict[str, str]] = []
    size = 0
    for entry in entries:
        length = len(entry["Detail"].encode()) + 200
        if chunk and (len(chunk) == MAX_ENTRIES or size + length > MAX_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(entry)
        size += length
    if chunk:
        yield chunk
