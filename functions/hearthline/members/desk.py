"""What staff do with persons: find one by what only they have, read, register, and change what is the desk's.

Contacts and profile are the person's own to change; the desk says what somebody is to the company, where they
belong, and writes down what they declare at the counter or on the telephone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from hearthline.members import views
from hearthline.members.changing import Change, change
from hearthline.members.codes import Address
from hearthline.members.consent_store import consent_puts
from hearthline.members.consent_texts import Texts
from hearthline.members.consents import Declared, declarations, declared, lines, named
from hearthline.members.model import Consent, Kind, Person, Via
from hearthline.members.places import Places
from hearthline.members.profile import changed
from hearthline.members.reach import reached, reaches
from hearthline.members.store import ContactTaken, NotAlso, PersonStore, StoredPerson
from hearthline.platform.access import Action, Principal, authorize, authorize_role
from hearthline.platform.cursors import Cursors
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.once import Once, refuse_another
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import FieldError, Problem

OwnersOf = Callable[[str], Sequence[str]]
"""Gives the ids of those who own a home now, by the id of the home."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom somebody looks for: a contact's holder, or the owners of a home; with `kind`, only such persons.

    A home is named by its id, or by city, project, building and unit.
    """

    address: Address | None = None
    home: tuple[str, ...] = ()
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody declares to the desk, by name (`survey:email`): where, and which text they were read."""

    consents: Mapping[str, bool] = field(default_factory=dict)
    via: Via = Via.COUNTER
    text_version: int | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """Whom the desk makes a person. `facts` are fields of a person."""

    addresses: tuple[Address, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    stated: Stated = Stated()


class MembersDesk:
    """Every method takes the principal and decides first whether it may."""

    def __init__(
        self,
        persons: PersonStore,
        texts: Texts,
        places: Places,
        owners_of: OwnersOf,
        prints: Fingerprints,
        cursors: Cursors,
        entropy: Entropy,
    ) -> None:
        self._persons = persons
        self._texts = texts
        self._places = places
        self._owners_of = owners_of
        self._prints = prints
        self._cursors = cursors
        self._entropy = entropy

    def find(self, principal: Principal, sought: Sought, limit: int, cursor: str | None) -> dict[str, Any]:
        """Give a page of who fits exactly and is in the reader's scope, in two requests at most."""
        authorize_role(principal, Action.READ_MEMBER)
        binding = f"members|{principal.id}|{self._told(sought)}|{sought.kind}"
        after = self._cursors.open(binding, cursor)["id"] if cursor else ""
        found = self._persons.load_many(sorted(self._identities(sought)), consistent=True)
        fitting = [
            stored.person
            for identity, stored in sorted(found.items())
            if identity > after and _fits(principal, sought, stored.person)
        ]
        page = fitting[:limit]
        more = self._cursors.seal(binding, {"id": page[-1].id}) if len(fitting) > limit else None
        return {"items": [views.card(person) for person in page], "next_cursor": more}

    def read(self, principal: Principal, identity: str) -> tuple[dict[str, Any], int]:
        """Give all of a person that staff may read, and its version; raise Problem 403 or 404."""
        stored = reached(principal, Action.READ_MEMBER, self._persons.load, identity)
        return views.for_staff(stored.person), stored.person.version

    def register(
        self, principal: Principal, wish: Registration, repeat_key: str | None, now: datetime
    ) -> dict[str, Any]:
        """Make somebody a person, who is no member yet; the same Idempotency-Key gives the same person.

        Raises Problem 403, 422; 409 `contact_taken`, which names the person where the reader may know them,
        and `texts_changed`.
        """
        self._admit(principal, wish.facts, now)
        once = self._prints.once(f"register\n{principal.id}", repeat_key, wish) if repeat_key else None
        if done := self._done(principal, once):
            return views.for_staff(done.person)
        empty = Person(identifier(self._entropy), created_at=now, changed_at=now)
        actor = Actor("staff", principal.id)
        contacts = {address.kind: address.value for address in wish.addresses}
        person = replace(empty, **{**wish.facts, **contacts})
        agreed = self._declared(principal, person, wish.stated, now)
        person = declared(person, agreed)
        hashes = [self._prints.person(address.kind, address.value) for address in wish.addresses]
        also = [*consent_puts(person.id, agreed), *([once.mark(now, person.id)] if once else [])]
        told = [changed(empty, person, now, actor), *lines(agreed, actor)]
        try:
            return views.for_staff(self._persons.create(person, hashes, told, *also).person)
        except (ContactTaken, NotAlso) as stands:
            if done := self._done(principal, once):
                return views.for_staff(done.person)
            if isinstance(stands, ContactTaken):
                raise self._taken(principal, stands) from stands
            raise

    def change(
        self,
        principal: Principal,
        identity: str,
        facts: Mapping[str, Any],
        stated: Stated,
        expected: int | None,
        now: datetime,
    ) -> tuple[dict[str, Any], int]:
        """Change what is the desk's (`facts`), and write down what is stated.

        Gives the person as they are then, and the version.

        Raises Problem 403, 404, 412, 422, 409 `texts_changed`.
        """
        stored = reached(principal, Action.EDIT_MEMBER, self._persons.load, identity)
        self._admit(principal, facts, now)
        actor = Actor("staff", principal.id)

        def decide(found: StoredPerson) -> Change | None:
            before = found.person
            if before.erased_at:
                raise Problem.not_found()
            if expected is not None and expected != before.version:
                raise Problem.stale({"status": "changed", "version": before.version})
            agreed = self._declared(principal, before, stated, now)
            after = declared(replace(before, **facts), agreed)
            if after == before:
                return None
            other = replace(after, consents=before.consents) != before
            told = [*([changed(before, after, now, actor)] if other else []), *lines(agreed, actor)]
            return Change(after, told, consent_puts(before.id, agreed, before.version + 1))

        after = change(self._persons, stored, decide)
        if after is None:
            raise Problem.not_found()
        return views.for_staff(after.person), after.person.version

    def _identities(self, sought: Sought) -> Sequence[str]:
        if sought.address:
            hash_ = self._prints.person(sought.address.kind, sought.address.value)
            return [identity for identity in [self._persons.find(hash_)] if identity]
        return self._owners_of(self._home(sought))

    def _told(self, sought: Sought) -> str:
        """Say what was looked for, without the contact itself."""
        address = sought.address
        return self._prints.person(address.kind, address.value) if address else self._home(sought)

    def _home(self, sought: Sought) -> str:
        if len(sought.home) == 1:
            return sought.home[0]
        city, project, building, unit = sought.home
        return self._prints.place(city, project, building, unit)

    def _admit(self, principal: Principal, facts: Mapping[str, Any], now: datetime) -> None:
        authorize_role(principal, Action.EDIT_MEMBER)
        self._places.refresh(now)
        city = facts.get("city")
        if city is None:
            return
        if not self._places.has(city):
            raise Problem.invalid([FieldError("/city", "No such city; GET /api/catalog lists them.")])
        authorize(principal, Action.EDIT_MEMBER, city)

    def _declared(
        self, principal: Principal, person: Person, stated: Stated, now: datetime
    ) -> tuple[Consent, ...]:
        self._texts.refresh(now)
        how = Declared(self._texts.agreed(stated.text_version), person.language, stated.via, principal.id)
        return declarations(person.consents, named(stated.consents), how, now)

    def _done(self, principal: Principal, once: Once | None) -> StoredPerson | None:
        """Give whom this request registered before.

        Raises Problem 409 where they are no more the reader's to know of, as for any contact that is taken.
        """
        mark = self._persons.table.get(*once.place) if once else None
        if once is None or mark is None:
            return None
        refuse_another(once.done(mark))
        stored = self._persons.load(str(mark["about"]))
        if stored is None or not reaches(principal, stored.person):
            raise Problem.refused("contact_taken", {"status": "taken"})
        return stored

    def _taken(self, principal: Principal, taken: ContactTaken) -> Problem:
        holder = self._persons.load(taken.person)
        known = holder is not None and reaches(principal, holder.person)
        state = {"status": "taken", **({"member": taken.person} if known else {})}
        return Problem.refused("contact_taken", state)


def _fits(principal: Principal, sought: Sought, person: Person) -> bool:
    return reaches(principal, person) and sought.kind in {None, person.kind}
