"""What erasing and exporting ask of whoever keeps persons: a port, filled at the composition root."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from hearthline.platform.outbox import Actor


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a request is about: all their contacts (hashes), and which persons they are."""

    contacts: tuple[str, ...]
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A complaint that a person's record leads to, and where the link stands."""

    number: str
    place: str


class Members(Protocol):
    """Persons, as far as their data are asked for. Each call may be done again."""

    def found(self, contacts: Sequence[str], named: Sequence[str], until: datetime) -> Found:
        """Give those who are named by id, or where none is, who has these contacts; with all their contacts.

        Who came after `until` is somebody else.
        """
        ...

    def record(self, person: str) -> Mapping[str, Any] | None:
        """Give everything that is kept of one person; None where they are gone or were taken out."""
        ...

    def take_out(self, person: str, contacts: Sequence[str], actor: Actor, now: datetime) -> None:
        """Take one person, who had these contacts, out of everything but the links to complaints."""
        ...

    def linked(self, person: str, after: str, until: datetime, limit: int) -> Sequence[Link]:
        """Give the next complaints that their record leads to, received by `until` at the latest."""
        ...

    def unlink(self, person: str, place: str) -> None:
        """Take away one link."""
        ...
