"""Where persons live: the only place that knows their items.

One person is one partition: the head (the whole state), the history, and what other parts keep beside. Each
contact that is theirs alone has a mark under its hash, written in the very transaction that gives it to them:
of fifty who come with one telephone number at once, one gets it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from hearthline.members import keys
from hearthline.members.history import Line, event_of
from hearthline.members.model import Person
from hearthline.members.stored import (
    AlreadyThere,
    ContactTaken,
    NotAlso,
    Outdated,
    Overtaken,
    StoredPerson,
    TakenOver,
    line_from,
    stored_from,
)
from hearthline.platform.attributes import Item
from hearthline.platform.codec import dump
from hearthline.platform.instants import instant
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Delete, Guard, Put, Table
from hearthline.platform.timers import shard_of

__all__ = [
    "KEEP",
    "AlreadyThere",
    "ContactTaken",
    "Line",
    "NotAlso",
    "Outdated",
    "Overtaken",
    "PersonStore",
    "StoredPerson",
    "TakenOver",
    "line_from",
    "stored_from",
]


class Keep:
    """Says that something stays as it is."""


KEEP: Final = Keep()


class PersonStore:
    """Persons in their table; `shards` is the number of timer shards of the whole product."""

    def __init__(self, table: Table, shards: int) -> None:
        self.table = table
        self._shards = shards

    def load(self, identity: str) -> StoredPerson | None:
        """Read one person as they stand now. One request."""
        item = self.table.get(keys.person(identity), keys.HEAD)
        return stored_from(item) if item else None

    def load_many(self, identities: Iterable[str], *, consistent: bool = False) -> dict[str, StoredPerson]:
        """Read persons by id; those that there are. A request for each hundred."""
        wanted = [(keys.person(identity), keys.HEAD) for identity in identities]
        return {
            stored.id: stored
            for stored in map(stored_from, self.table.get_many(wanted, consistent=consistent))
        }

    def find(self, contact_hash: str) -> str | None:
        """Give the id of whose contact this is, or None. One request."""
        mark = self.table.get(keys.contact(contact_hash), keys.HEAD)
        return str(mark["person"]) if mark else None

    def find_many(self, contact_hashes: Iterable[str]) -> dict[str, str]:
        """Give whose contacts these are, by hash; those that are somebody's. A request for each hundred."""
        wanted = [(keys.contact(hash_), keys.HEAD) for hash_ in contact_hashes]
        marks = self.table.get_many(wanted, consistent=True)
        return {str(mark["pk"]).partition("#")[2]: str(mark["person"]) for mark in marks}

    def successors(self, identities: Iterable[str]) -> dict[str, str]:
        """Give who has taken over whom of these; those that were taken over. A request for each hundred."""
        found = self.load_many(identities, consistent=True)
        return {
            identity: stored.person.merged_into
            for identity, stored in found.items()
            if stored.person.merged_into is not None
        }

    def create(
        self,
        person: Person,
        contacts: Sequence[str],
        lines: Sequence[Line],
        *also: Action,
        timer: datetime | None = None,
    ) -> StoredPerson:
        """Write a new person with the contacts that are theirs alone, in one request.

        Raises AlreadyThere, ContactTaken, or NotAlso where one of the extra actions is refused; then nothing
        is written.
        """
        stored = _new(person, contacts, timer)
        try:
            self.table.transact(self.creating(person, contacts, lines, *also, timer=timer))
        except ConditionFailed as failed:
            if failed.index == 0 and failed.item:
                raise AlreadyThere(stored_from(failed.item)) from failed
            self._refused(failed, 1, stored.contacts, len(lines))
            raise
        return stored

    def creating(
        self,
        person: Person,
        contacts: Sequence[str],
        lines: Sequence[Line],
        *also: Action,
        timer: datetime | None = None,
    ) -> list[Action]:
        """Give the actions of `create`, the head first, for a transaction in which several are written."""
        stored = _new(person, contacts, timer)
        marks = [_mark(stored.id, hash_) for hash_ in stored.contacts]
        return [Put(self._item(stored), ABSENT), *marks, *_lines(person, lines), *also]

    def save(
        self,
        before: StoredPerson,
        after: Person,
        lines: Sequence[Line],
        *also: Action,
        contacts: Sequence[str] | None = None,
        timer: datetime | Keep | None = KEEP,
        others: Sequence[TakenOver] = (),
    ) -> StoredPerson:
        """Write a person on top of what was read, with at least one line, in one request.

        The version counts up and the instant of the change is the last line's, whatever `after` says of them.
        `contacts` are those that are theirs from now on: what is new is marked, what is left out is free
        again. `timer` stays as it was read unless it is given. `others` are those whose records become part
        of this one, each under the version that was read: those of their contacts that are among `contacts`
        lead here from now on, and the rest is free. Raises Outdated if anyone was faster, Overtaken if one
        of the others was changed, ContactTaken, or NotAlso where one of the extra actions is refused; then
        nothing is written.
        """
        kept = before.contacts if contacts is None else tuple(dict.fromkeys(contacts))
        added = [hash_ for hash_ in kept if hash_ not in before.contacts]
        freed = [hash_ for hash_ in before.contacts if hash_ not in kept]
        changed = replace(after, version=before.person.version + 1, changed_at=lines[-1].at)
        timer_at = before.timer_at if isinstance(timer, Keep) else instant(timer) if timer else None
        stored = StoredPerson(changed, kept, timer_at)
        head = Put(self._item(stored), Guard("version = :read", {}, {":read": before.person.version}))
        holders = {hash_: other.before.id for other in others for hash_ in other.before.contacts}
        marks: list[Action] = [_mark(stored.id, hash_, holders.get(hash_)) for hash_ in added]
        marks += [_freed(stored.id, hash_) for hash_ in freed]
        own = [head, *marks, *_lines(changed, lines), *also]
        try:
            self.table.transact([*own, *(action for other in others for action in self._left(other, kept))])
        except ConditionFailed as failed:
            if failed.index == 0:
                raise Outdated(stored_from(failed.item) if failed.item else None) from failed
            if failed.index >= len(own):
                raise Overtaken from failed
            self._refused(failed, 1, [*added, *freed], len(lines))
            raise
        return stored

    def history(self, identity: str, limit: int = 100) -> list[Line]:
        """Read the latest lines of somebody's history, newest first. One request."""
        lines = Guard("begins_with(sk, :line)", {}, {":line": "T#"})
        pk = ("pk", keys.person(identity))
        return [line_from(item) for item in self.table.query(pk, lines, limit=limit, descending=True).items]

    def _left(self, other: TakenOver, kept: Sequence[str]) -> list[Action]:
        """Give the actions by which somebody gives up their record, but for the contacts that lead on."""
        before = other.before
        after = replace(other.after, version=before.person.version + 1, changed_at=other.lines[-1].at)
        head = Put(
            self._item(StoredPerson(after)), Guard("version = :read", {}, {":read": before.person.version})
        )
        freed = [_freed(before.id, hash_) for hash_ in before.contacts if hash_ not in kept]
        return [head, *freed, *_lines(after, other.lines)]

    def _item(self, stored: StoredPerson) -> Item:
        pk = keys.person(stored.id)
        found = stored.person.erased_at is None
        timed = (
            {"timer_shard": shard_of(pk, self._shards), "timer_at": stored.timer_at}
            if stored.timer_at
            else {}
        )
        return {
            "pk": pk,
            "sk": keys.HEAD,
            **dump(stored.person),
            **({"contacts": list(stored.contacts)} if stored.contacts else {}),
            **({"audience": stored.id} if found else {}),
            **timed,
        }

    def _refused(self, failed: ConditionFailed, start: int, marks: Sequence[str], lines: int) -> None:
        """Say which action of a transaction was refused, unless it was none of the caller's choosing."""
        place = failed.index - start
        if place < len(marks):
            holder = str(failed.item["person"]) if failed.item else ""
            raise ContactTaken(holder, marks[place]) from failed
        if place >= len(marks) + lines:
            raise NotAlso(place - len(marks) - lines, failed.item) from failed


def _new(person: Person, contacts: Sequence[str], timer: datetime | None) -> StoredPerson:
    return StoredPerson(person, tuple(dict.fromkeys(contacts)), instant(timer) if timer else None)


def _mark(person: str, contact_hash: str, holder: str | None = None) -> Put:
    """Give the action that makes a contact this person's, which is nobody's yet, or the holder's."""
    guard = Guard("person = :holder", {}, {":holder": holder}) if holder else ABSENT
    return Put({"pk": keys.contact(contact_hash), "sk": keys.HEAD, "person": person}, guard)


def _freed(person: str, contact_hash: str) -> Delete:
    theirs = Guard("attribute_not_exists(pk) OR person = :person", {}, {":person": person})
    return Delete(keys.contact(contact_hash), keys.HEAD, theirs)


def _lines(person: Person, lines: Sequence[Line]) -> list[Action]:
    return [Put(_line(person, index, line), ABSENT) for index, line in enumerate(lines)]


def _line(person: Person, index: int, line: Line) -> Item:
    told = event_of(person.id, person.version, index, line)
    item = {"pk": keys.person(person.id), "sk": keys.line(person.version, index), **dump(line)}
    return {**item, "event": told.envelope()} if told else {**item}
