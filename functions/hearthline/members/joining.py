"""Joining the club: somebody who is old enough, holds the contact, and has agreed to the terms.

Whoever the sales system or the desk had made a person becomes a member on the same record. All of it is one
transaction: the person, the marks of contact and referral code, the consents, the session, the used code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hearthline.members.ages import ADULT, adult
from hearthline.members.application import Application, member_of
from hearthline.members.code_store import Asked
from hearthline.members.codes import Address, Codes, refused
from hearthline.members.consent_store import consent_puts
from hearthline.members.consent_texts import Texts
from hearthline.members.consents import Declared, declarations, declared, lines
from hearthline.members.history import Line
from hearthline.members.model import Person, Via
from hearthline.members.places import Places
from hearthline.members.referral_codes import ReferralCodes, mark_of, new_code
from hearthline.members.sessions import Sessions
from hearthline.members.signing_in import Entered
from hearthline.members.store import ContactTaken, NotAlso, Outdated, PersonStore, StoredPerson
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.once import Once, refuse_another
from hearthline.platform.outbox import CUSTOMER
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.table import Action

JOINED: Final = "member.joined"
VERIFIED: Final = "person.contact_verified"
CHANGED: Final = "person.changed"
RACES: Final = 5


@dataclass(frozen=True, slots=True)
class _Entrance:
    """All that is written when somebody joins; `code` is the mark of their referral code, among `also`.

    `contacts` are the hashes of what is theirs from then on.
    """

    before: StoredPerson | None
    person: Person
    lines: Sequence[Line]
    also: Sequence[Action]
    code: Action
    cookie: str
    contacts: Sequence[str]


class Joining:
    """Makes members."""

    def __init__(
        self,
        persons: PersonStore,
        codes: Codes,
        sessions: Sessions,
        texts: Texts,
        places: Places,
        prints: Fingerprints,
        entropy: Entropy,
    ) -> None:
        self._persons = persons
        self._codes = codes
        self._sessions = sessions
        self._texts = texts
        self._places = places
        self._prints = prints
        self._entropy = entropy

    def join(self, application: Application, repeat_key: str | None, now: datetime) -> Entered:
        """Make somebody a member; the same Idempotency-Key and request give the same answer again.

        Raises Problem 422 for who is too young, an unknown city, or a referral code that nobody has; 409 with
        `code_refused`, `texts_changed` or, only after a right code, `already_member`.
        """
        self._places.refresh(now)
        self._texts.refresh(now)
        once = self._once(application, repeat_key)
        if done := self._done(once, now):
            return done
        self._check(application, now)
        version = self._texts.agreed(application.text_version)
        how = Declared(version, application.language, Via.WEB)
        try:
            return self._by_code(application, how, once, now)
        except Problem:
            # The same request may have come twice at once: what the other was answered is the answer.
            if done := self._done(once, now):
                return done
            raise

    def _by_code(self, application: Application, how: Declared, once: Once | None, now: datetime) -> Entered:
        asked = self._codes.proved(application.address, application.code, now)
        try:
            return self._join(application, how, asked, once, now)
        except Problem:
            self._codes.unused(asked)
            raise

    def _join(
        self, application: Application, how: Declared, asked: Asked, once: Once | None, now: datetime
    ) -> Entered:
        referrer = self._referrer(application.referral_code)
        for _ in range(RACES):
            entrance = self._entrance(application, how, asked, referrer, once, now)
            try:
                return Entered(self._write(entrance), entrance.cookie)
            except (ContactTaken, Outdated):
                code_used = False
            except NotAlso as stands:
                code_used = entrance.also[stands.place] is not entrance.code
            if code_used:
                raise refused()
        raise Problem.unavailable()

    def _entrance(
        self,
        application: Application,
        how: Declared,
        asked: Asked,
        referrer: str | None,
        once: Once | None,
        now: datetime,
    ) -> _Entrance:
        identity = self._persons.find(asked.contact)
        before = self._persons.load(identity) if identity else None
        if before and before.person.joined_at is not None:
            raise Problem.refused("already_member", {"status": "joined"})
        known = before.person if before else Person(identifier(self._entropy), created_at=now, changed_at=now)
        code = new_code(self._entropy)
        agreed = declarations(known.consents, application.wish(), how, now)
        member = declared(member_of(application, known, code, referrer, now), agreed)
        begun = self._sessions.new(member.id, now, once)
        mark = mark_of(code, member.id)
        version = known.version + 1 if before else known.version
        also = [mark, *consent_puts(member.id, agreed, version), begun.action, self._codes.used(asked)]
        also += [once.mark(now, member.id)] if once else []
        unproved = self._unproved(known, application)
        told = [
            joined(member, now),
            verified(asked.contact, now),
            *([Line("changed", now, CUSTOMER, {"fields": list(unproved)}, CHANGED)] if unproved else []),
            *lines(agreed, CUSTOMER),
        ]
        had = before.contacts if before else (asked.contact,)
        contacts = [hash_ for hash_ in had if hash_ not in unproved.values()]
        return _Entrance(before, member, told, also, mark, begun.cookie, contacts)

    def _unproved(self, known: Person, application: Application) -> dict[str, str]:
        """Give the contacts that others had written down and the member has not proved, by kind, as hashes.

        They are free again: who holds one would sign in as the member, and the member would be shown, and
        could erase, what was filed by who holds it.
        """
        written = (("phone", known.phone), ("email", known.email))
        return {
            kind: self._codes.hash_of(Address(kind, value))
            for kind, value in written
            if value and kind != application.kind
        }

    def _write(self, entrance: _Entrance) -> StoredPerson:
        before, person, lines_, also = entrance.before, entrance.person, entrance.lines, entrance.also
        if before is None:
            return self._persons.create(person, entrance.contacts, lines_, *also)
        return self._persons.save(before, person, lines_, *also, contacts=entrance.contacts)

    def _check(self, application: Application, now: datetime) -> None:
        errors = []
        if application.city is not None and not self._places.has(application.city):
            errors.append(FieldError("/city", "No such city; GET /api/catalog lists them."))
        if not adult(application.birth_date, self._places.today(application.city, now)):
            errors.append(FieldError("/birth_date", f"Members are {ADULT} or older."))
        if errors:
            raise Problem.invalid(errors)

    def _referrer(self, code: str | None) -> str | None:
        if code is None:
            return None
        found = ReferralCodes(self._persons.table).resolve(code)
        if found is None:
            raise Problem.invalid([FieldError("/referral_code", "Nobody has this referral code.")])
        return found

    def _once(self, application: Application, repeat_key: str | None) -> Once | None:
        if repeat_key is None:
            return None
        owner = self._codes.hash_of(application.address)
        return self._prints.once(f"join\n{owner}", repeat_key, application)

    def _done(self, once: Once | None, now: datetime) -> Entered | None:
        """Give again what was answered under this key; raise Problem 422 where that was another request.

        With the session that it began everything ends that it opened: then it is a code that was used.
        """
        mark = self._persons.table.get(*once.place) if once else None
        if once is None or mark is None:
            return None
        refuse_another(once.done(mark))
        again = self._sessions.again(str(mark["about"]), once, now)
        if again is None:
            raise refused()
        return Entered(*again)


def verified(contact: str, now: datetime) -> Line:
    """Give the line that says that a contact (its keyed hash) was proved to be somebody's."""
    return Line("contact", now, CUSTOMER, {"contact": contact}, VERIFIED)


def joined(member: Person, now: datetime) -> Line:
    """Give the line that says that somebody joined."""
    data = {"via": Via.WEB.value, "city": member.city, "referred": member.referred_by is not None}
    return Line("joined", now, CUSTOMER, data, JOINED)
