"""A person as their items hold them, and what may stand in the way of writing one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hearthline.members.history import Line
from hearthline.members.model import Person
from hearthline.platform.attributes import Item
from hearthline.platform.codec import load


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """A person as read. `contacts` are hashes of what is theirs alone; `timer_at` when anything is owed."""

    person: Person
    contacts: tuple[str, ...] = ()
    timer_at: str | None = None

    @property
    def id(self) -> str:
        """The person's id."""
        return self.person.id


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Somebody whose record another takes over: as read, what is left of it, and the lines that say so."""

    before: StoredPerson
    after: Person
    lines: Sequence[Line]


class AlreadyThere(Exception):
    """A person of this id stands there already."""

    def __init__(self, stored: StoredPerson) -> None:
        super().__init__(stored.id)
        self.stored = stored


class ContactTaken(Exception):
    """A contact is somebody's already: whose, and the hash of which."""

    def __init__(self, person: str, contact: str) -> None:
        super().__init__(person)
        self.person = person
        self.contact = contact


class Outdated(Exception):
    """The person was changed since they were read; `stored` is how they stand now, None if they are gone."""

    def __init__(self, stored: StoredPerson | None) -> None:
        super().__init__()
        self.stored = stored


class Overtaken(Exception):
    """Somebody whose record was to be taken over was changed since they were read."""


class NotAlso(Exception):
    """What was to be written along was refused: its place among the extra actions, and what stands there."""

    def __init__(self, place: int, item: Item | None) -> None:
        super().__init__(place)
        self.place = place
        self.item = item


def stored_from(item: Mapping[str, Any]) -> StoredPerson:
    """Read a head item."""
    return StoredPerson(load(Person, item), tuple(item.get("contacts", ())), item.get("timer_at"))


def line_from(item: Mapping[str, Any]) -> Line:
    """Read an item of the history."""
    return load(Line, {**item, "event": item["event"]["type"] if "event" in item else None})
