"""Which person a customer of the sales system is; a new one where nobody is.

A customer's number belongs to one person, as a contact does, by a mark. Who is not known by the number is
known by a contact, unless that person is another customer already: a couple who give one telephone number are
two persons, and the number is the first one's. A contact that is somebody else's is left out of the new
person, and their history says so, for staff to look at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hearthline.members.changing import Change, change
from hearthline.members.history import Line
from hearthline.members.model import Person
from hearthline.members.store import AlreadyThere, ContactTaken, PersonStore, StoredPerson
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.outbox import SYSTEM
from hearthline.platform.table import TransactionConflict

CHANGED: Final = "person.changed"
RACES: Final = 8


@dataclass(frozen=True, slots=True)
class _Given:
    """A customer as told: the hash of the number, and each contact with its field and hash, phone first."""

    number: str
    name: str
    city: str
    contacts: tuple[tuple[str, str, str], ...]

    @property
    def hashes(self) -> list[str]:
        """All by which somebody may be known, the number first."""
        return [self.number, *(contact for _, _, contact in self.contacts)]


class Customers:
    """Finds the person of a customer, or makes one. Several at once for one customer give one person."""

    def __init__(self, store: PersonStore, fingerprints: Fingerprints, entropy: Entropy) -> None:
        self._store = store
        self._fingerprints = fingerprints
        self._entropy = entropy

    def identify(
        self, *, number: str, name: str, phone: str | None, email: str | None, city: str, now: datetime
    ) -> str:
        """Give the id of the person; one request for who is known by the number, two for who is new.

        A person who was erased is known by nothing any more, and stays so. Raises TransactionConflict where
        others were faster again and again.
        """
        given = _Given(
            self._fingerprints.fingerprint("customer", number),
            name,
            city,
            tuple(
                (field, value, self._fingerprints.person(field, value))
                for field, value in (("phone", phone), ("email", email))
                if value
            ),
        )
        for _ in range(RACES):
            found = self._store.find_many(given.hashes)
            if given.number in found:
                return found[given.number]
            for holder in dict.fromkeys(found.values()):
                if self._take(holder, given, now):
                    return holder
            try:
                return self._create(given, found, now).id
            except (AlreadyThere, ContactTaken):
                continue
        raise TransactionConflict

    def _take(self, holder: str, given: _Given, now: datetime) -> bool:
        """Let somebody who is no customer yet be this one; tell whether they are."""
        stored = self._store.load(holder)
        if stored is None:
            return False
        try:
            after = change(self._store, stored, lambda person: self._claimed(person, given, now))
        except ContactTaken:
            return False
        if after is not None and after.person.merged_into:
            return self._take(after.person.merged_into, given, now)
        return after is not None and given.number in after.contacts

    def _claimed(self, stored: StoredPerson, given: _Given, now: datetime) -> Change | None:
        person = stored.person
        if person.erased_at or self._is_customer(stored):
            return None
        line = Line("customer_recognised", now, SYSTEM, {"fields": []}, CHANGED)
        return Change(person, [line], contacts=[*stored.contacts, given.number])

    def _is_customer(self, stored: StoredPerson) -> bool:
        """Tell whether this person has a mark that is none of their telephone number or address."""
        person = stored.person
        own = {
            self._fingerprints.person(field, value)
            for field, value in (("phone", person.phone), ("email", person.email))
            if value
        }
        return any(contact not in own for contact in stored.contacts)

    def _create(self, given: _Given, found: dict[str, str], now: datetime) -> StoredPerson:
        free = [(field, value, contact) for field, value, contact in given.contacts if contact not in found]
        taken = [(field, found[contact]) for field, _, contact in given.contacts if contact in found]
        own = {field: value for field, value, _ in free}
        person = Person(
            identifier(self._entropy),
            created_at=now,
            changed_at=now,
            name=given.name,
            phone=own.get("phone"),
            email=own.get("email"),
            city=given.city,
        )
        fields = ["name", *(field for field, _, _ in free), "city"]
        lines = [Line("registered", now, SYSTEM, {"fields": fields}, CHANGED), *_left_out(taken, now)]
        return self._store.create(person, [given.number, *(contact for _, _, contact in free)], lines)


def _left_out(taken: Sequence[tuple[str, str]], now: datetime) -> list[Line]:
    """Give the lines for staff on contacts that are somebody else's: which of the two, and whose."""
    return [
        Line("contact_left_out", now, SYSTEM, {"contact": field, "person": whose}) for field, whose in taken
    ]
