"""A person's complaints, found by the contacts that are theirs: linked when one comes, and when they do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final, Protocol

from hearthline.members.changing import Change, change
from hearthline.members.complaint_link_store import ComplaintLinkStore, Link, link_put
from hearthline.members.history import Line
from hearthline.members.store import NotAlso, PersonStore, StoredPerson
from hearthline.members.taking_over import TOOK_OVER
from hearthline.platform.outbox import SYSTEM, Event
from hearthline.platform.table import TransactionConflict

AT_ONCE: Final = 50
RACES: Final = 8


@dataclass(frozen=True, slots=True)
class Filed:
    """A complaint as far as linking asks: `contacts` are the hashes of whoever filed it."""

    number: str
    received_at: datetime
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledPage:
    """A page of the complaints of one contact, and where the next page starts; None at the end."""

    filed: tuple[Filed, ...]
    after: str | None


class FiledComplaints(Protocol):
    """Reads complaints for linking."""

    def filed(self, number: str) -> Filed | None:
        """Give one complaint, or None where it is gone or its person was taken out."""
        ...

    def of_contact(self, contact_hash: str, after: str, limit: int) -> FiledPage:
        """Give the complaints filed with one contact, oldest first; an empty `after` begins."""
        ...


class ComplaintLinks:
    """The reaction: links a complaint that came in, and all that were there before a contact was theirs.

    What a contact proves is that its owner can read what is sent to it. So can whoever holds the follow link,
    which is all that a link to a complaint gives them. Who is no member has proved none: others wrote their
    contacts down. When they complained last is noted then, and what they filed is linked once they join.
    """

    def __init__(self, persons: PersonStore, store: ComplaintLinkStore, complaints: FiledComplaints) -> None:
        self._persons = persons
        self._store = store
        self._complaints = complaints

    def __call__(self, event: Event, now: datetime) -> None:
        """React to a complaint, to joining, and to a contact or a record that is somebody's from now on."""
        if event.type in ("complaint.received", "complaint.imported"):
            self._received(event.subject.partition("/")[2], now)
        elif event.type == "person.contact_verified":
            self._before(str(event.data["person"]), (str(event.data["contact"]),), now)
        elif event.type == "member.joined":
            stored = self._persons.load(str(event.data["person"]))
            if stored is not None:
                self._before(stored.id, stored.contacts, now)
        elif event.type == TOOK_OVER:
            self._move(str(event.data["other"]), str(event.data["person"]), now)

    def link(self, person: str, filed: Sequence[Filed], now: datetime) -> None:
        """Link complaints, at most 50 of them, to a person; those that are linked stay as they are."""
        for _ in range(RACES):
            missing = self._missing(person, filed)
            stored = self._persons.load(person) if missing else None
            if stored is None:
                return
            try:
                change(self._persons, stored, partial(_linked, filed=missing, now=now))
            except NotAlso:
                continue  # somebody else has linked one of them just now
            return
        raise TransactionConflict

    def _received(self, number: str, now: datetime) -> None:
        filed = self._complaints.filed(number)
        if filed is None:
            return
        for person in sorted(set(self._persons.find_many(filed.contacts).values())):
            self.link(person, [filed], now)

    def _before(self, person: str, contacts: Sequence[str], now: datetime) -> None:
        for contact in contacts:
            after: str | None = ""
            while after is not None:
                page = self._complaints.of_contact(contact, after, AT_ONCE)
                if page.filed:
                    self.link(person, page.filed, now)
                after = page.after

    def _move(self, other: str, person: str, now: datetime) -> None:
        """Let the links of a record that was taken over be the taker's."""
        while links := self._store.page(other, AT_ONCE, None).links:
            self.link(person, [Filed(one.number, one.received_at) for one in links], now)
            self._store.unlink(other, links)

    def _missing(self, person: str, filed: Sequence[Filed]) -> list[Filed]:
        linked = self._store.among(person, [Link(one.number, one.received_at) for one in filed])
        return [one for one in filed if one.number not in linked]


def _linked(read: StoredPerson, filed: Sequence[Filed], now: datetime) -> Change | None:
    if read.person.erased_at is not None:
        return None
    instants = [one.received_at for one in filed]
    latest = max([*instants, *([read.person.last_complaint_at] if read.person.last_complaint_at else [])])
    if read.person.joined_at is None:
        if latest == read.person.last_complaint_at:
            return None
        return Change(replace(read.person, last_complaint_at=latest), [Line("complained", now, SYSTEM)])
    line = Line("complaints_linked", now, SYSTEM, {"complaints": [one.number for one in filed]})
    puts = [link_put(read.id, Link(one.number, one.received_at)) for one in filed]
    return Change(replace(read.person, last_complaint_at=latest), [line], puts)
