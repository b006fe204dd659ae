"""What happened to a person, line by line: what it was, who did it, when; and the event that tells others.

A line is kept as long as the person, and may leave as an event: it never holds a name, a contact, a birth
date, or any other value that says who somebody is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hearthline.platform.outbox import Actor, Event


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened to a person. With `event`, others are told of it under that type."""

    kind: str
    at: datetime
    actor: Actor
    data: Mapping[str, Any] = field(default_factory=dict)
    event: str | None = None


def event_of(person: str, version: int, index: int, line: Line) -> Event | None:
    """Give the event that a line is the source of, or None; docs/events.md holds the contracts.

    Its data are those of the line, and whose line it is.
    """
    if line.event is None:
        return None
    return Event(
        id=f"person.{person}.{version}.{index}",
        type=line.event,
        at=line.at,
        subject=f"person/{person}",
        actor=line.actor,
        data={"person": person, **line.data},
    )
