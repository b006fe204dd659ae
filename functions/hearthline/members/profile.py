"""One's own profile: seeing it, changing it, and adding, replacing or giving up a contact.

A new contact needs a code that was sent to it, and any change of contacts a session that has just begun:
contacts are how somebody signs in, and a session that was stolen must not become an account that is. Any
change of contacts ends all other sessions: whoever got hold of one does not keep it when its owner has put
things right. Where the contact leads to a record that was
made of them before they joined, that record becomes part of theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from hearthline.members.ages import ADULT, adult
from hearthline.members.changing import Change, change
from hearthline.members.code_store import Asked
from hearthline.members.codes import Address, Codes, refused
from hearthline.members.history import Line
from hearthline.members.joining import verified
from hearthline.members.model import Person
from hearthline.members.places import Places
from hearthline.members.sessions import Sessions, SignedIn
from hearthline.members.store import ContactTaken, NotAlso, Overtaken, PersonStore, StoredPerson
from hearthline.members.taking_over import may_take_over, with_taken_over
from hearthline.platform.outbox import CUSTOMER, Actor
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.table import TransactionConflict

CHANGED: Final = "person.changed"
RACES: Final = 8


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact that somebody wants to have, and the code that was sent to it."""

    address: Address
    code: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants changed: fields of the profile, contacts, and kinds of contact to be given up."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    contacts: Sequence[NewContact] = ()
    given_up: Sequence[str] = ()

    @property
    def of_contacts(self) -> bool:
        """Whether contacts are among it."""
        return bool(self.contacts or self.given_up)


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody as they stand after a change, with the cookie of a new session where theirs was renewed."""

    stored: StoredPerson
    cookie: str | None = None


class Profile:
    """What somebody may do with their own record."""

    def __init__(self, persons: PersonStore, codes: Codes, sessions: Sessions, places: Places) -> None:
        self._persons = persons
        self._codes = codes
        self._sessions = sessions
        self._places = places

    def change(self, who: SignedIn, wish: Wish, expected: int | None, now: datetime) -> Changed:
        """Change one's own record, on top of the version that `expected` names.

        Raises Problem 412, 422; 409 with `session_too_old`, `code_refused`, `last_contact` or, only after a
        right code, `contact_taken`.
        """
        if wish.of_contacts:
            who.expect_fresh(now)
        self._places.refresh(now)
        self._check(who.stored.person, wish, now)
        _expect(expected, who.stored)
        proofs = [self._codes.proved(new.address, new.code, now) for new in wish.contacts]
        renewed = self._sessions.new(who.stored.id, now) if wish.of_contacts else None

        def decide(stored: StoredPerson, others: Sequence[StoredPerson]) -> Change | None:
            if stored.person.erased_at:
                raise Problem.unauthorized()
            _expect(expected, stored)
            after = _changed(stored.person, wish)
            if after == stored.person:
                return None
            if not (after.phone or after.email):
                raise Problem.refused("last_contact", {"status": "last"})
            if renewed is None:
                return Change(after, [changed(stored.person, after, now)])
            also = [*map(self._codes.used, proofs), renewed.action, self._sessions.ended(who)]
            proved = [verified(proof.contact, now) for proof in proofs]
            made = Change(
                replace(after, signed_out_at=now),
                [changed(stored.person, after, now), *proved],
                also,
                contacts=self._contacts(stored, after),
            )
            if not may_take_over(stored, others, self._hashes):
                raise _taken()
            return with_taken_over(made, others, self._hashes, now)

        return self._apply(who, decide, proofs, renewed.cookie if renewed else None)

    def _apply(self, who: SignedIn, decide: Any, proofs: Sequence[Asked], cookie: str | None) -> Changed:
        try:
            after = self._settled(who, decide)
        except NotAlso:
            raise refused() from None
        except Problem:
            self._unused(proofs)
            raise
        if after is None:
            raise Problem.unauthorized()
        return Changed(after, cookie if after.person.version != who.stored.person.version else None)

    def _settled(self, who: SignedIn, decide: Any) -> StoredPerson | None:
        """Decide and save; whose contact it turns out to be is taken over, where that may be."""
        holders: list[str] = []
        for _ in range(RACES):
            others = self._persons.load_many(holders, consistent=True) if holders else {}
            try:
                return change(self._persons, who.stored, partial(decide, others=tuple(others.values())))
            except ContactTaken as taken:
                if taken.person in holders or not taken.person:
                    raise _taken() from None
                holders.append(taken.person)
            except Overtaken:
                continue
        raise TransactionConflict

    def _unused(self, proofs: Sequence[Asked]) -> None:
        for proof in proofs:
            self._codes.unused(proof)

    def _contacts(self, stored: StoredPerson, after: Person) -> list[str]:
        """Give the hashes that are theirs after it: those of other systems stay as they are."""
        before = self._hashes(stored.person)
        return [hash_ for hash_ in stored.contacts if hash_ not in before] + self._hashes(after)

    def _hashes(self, person: Person) -> list[str]:
        named = (("phone", person.phone), ("email", person.email))
        return [self._codes.hash_of(Address(kind, value)) for kind, value in named if value]

    def _check(self, person: Person, wish: Wish, now: datetime) -> None:
        errors = []
        city = wish.fields.get("city", person.city)
        if wish.fields.get("city") is not None and not self._places.has(city):
            errors.append(FieldError("/city", "No such city; GET /api/catalog lists them."))
        born: date | None = wish.fields.get("birth_date")
        if born is not None and not adult(born, self._places.today(city, now)):
            errors.append(FieldError("/birth_date", f"Members are {ADULT} or older."))
        if errors:
            raise Problem.invalid(errors)


def _taken() -> Problem:
    return Problem.refused("contact_taken", {"status": "taken"})


def _expect(expected: int | None, stored: StoredPerson) -> None:
    version = stored.person.version
    if expected is not None and expected != version:
        raise Problem.stale({"status": "changed", "version": version})


def _changed(person: Person, wish: Wish) -> Person:
    contacts = {new.address.kind: new.address.value for new in wish.contacts}
    given_up = dict.fromkeys(wish.given_up)
    return replace(person, **{**wish.fields, **contacts, **given_up})


def changed(before: Person, after: Person, now: datetime, actor: Actor = CUSTOMER) -> Line:
    """Give the line of a change: which fields, and not what stands in them."""
    fields = [name for name in _TOLD if getattr(before, name) != getattr(after, name)]
    return Line("changed", now, actor, {"fields": fields}, CHANGED)


_TOLD: Final = (
    "name",
    "birth_date",
    "sex",
    "employer",
    "education",
    "language",
    "city",
    "channels",
    "phone",
    "email",
    "kind",
    "tags",
)
