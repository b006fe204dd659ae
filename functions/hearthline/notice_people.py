"""What notices may know of persons, and the contact policy in force: ports of notices, filled."""

from collections.abc import Callable
from datetime import datetime

from hearthline.complaints.rulebook import Rulebook
from hearthline.members.model import Person
from hearthline.members.store import PersonStore
from hearthline.notices.policy import ContactPolicy
from hearthline.notices.ports import NoticePerson
from hearthline.platform.documents import Documents
from hearthline.platform.fingerprints import Fingerprints

POLICY = "contact-policy"


class PolicyInForce:
    """The contact policy as saved, read through the documents' cache and parsed once for each version."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._parsed: ContactPolicy | None = None

    def __call__(self, now: datetime) -> ContactPolicy:
        """Give the newest version."""
        self._documents.refresh(now)
        edition = self._documents.editions(POLICY)[0]
        if self._parsed is None or self._parsed.version != edition.version:
            self._parsed = ContactPolicy.from_document(edition.body)
        return self._parsed


class Persons:
    """Reads persons for notices: one request by id; by contacts one, and one more for somebody found."""

    def __init__(
        self,
        store: PersonStore,
        rulebook: Rulebook,
        keys: Fingerprints,
        policy: PolicyInForce,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._rulebook = rulebook
        self._keys = keys
        self._policy = policy
        self._now = now

    def person(self, identity: str) -> NoticePerson | None:
        """Give one person; None where there is none, or where they were erased."""
        stored = self._store.load(identity)
        if stored is None or stored.person.erased_at is not None:
            return None
        return self._known(stored.person)

    def of_contacts(self, *, email: str | None, phone: str | None) -> NoticePerson | None:
        """Give the person to whom all of these belong."""
        asked = [("email", email), ("phone", phone)]
        hashes = [self._keys.person(kind, contact) for kind, contact in asked if contact]
        owners = self._store.find_many(hashes)
        found = {owners.get(hash_) for hash_ in hashes}
        owner = found.pop() if len(found) == 1 else None
        return self.person(owner) if owner else None

    def _known(self, person: Person) -> NoticePerson:
        now = self._now()
        self._rulebook.refresh(now)
        owned = [held for held in person.holdings if held.until is None and not held.cancelled]
        codes = [person.city, *(held.city for held in owned)]
        cities = [city for code in codes if code and (city := self._rulebook.city(code))]
        policy = self._policy(now)
        zone, calendar = (cities[0].zone, cities[0].calendar) if cities else (policy.zone, policy.calendar)
        return NoticePerson(
            id=person.id,
            language=person.language,
            zone=zone,
            name=person.name,
            email=person.email,
            phone=person.phone,
            channels=tuple(channel.value for channel in person.channels),
            consents=dict(person.consents),
            households=tuple(dict.fromkeys(held.home for held in owned)),
            kind=person.kind.value,
            tier=person.tier.value if person.tier else None,
            is_holiday=lambda day: self._rulebook.calendar(calendar).is_public_holiday(day),
        )
