"""Where complaints meet homes and members: what is known around a case when it comes in."""

from collections.abc import Sequence
from datetime import date

from hearthline.complaints.parts import Builder, Warranty, WarrantyPosition
from hearthline.homes.store import HomeStore
from hearthline.homes.warranty import position
from hearthline.members.store import PersonStore


class HomesOfComplaints:
    """Homes, by the hash that complaints have."""

    def __init__(self, store: HomeStore) -> None:
        self._store = store

    def warranty(self, home_hash: str, part: str | None, on: date) -> Warranty:
        """Give how a matter of a part stood to the warranty on a day. One request."""
        stood = position(self._store.described(home_hash), part, on)
        return Warranty(
            WarrantyPosition(stood.position.value),
            stood.until,
            stood.part,
            tuple(Builder(trade, contractor) for trade, contractor in stood.contractors),
        )


class FilersOfComplaints:
    """Persons, by the hashes of their contacts."""

    def __init__(self, store: PersonStore) -> None:
        self._store = store

    def kind(self, contact_hashes: Sequence[str]) -> str | None:
        """Give what the person is of the first contact that is somebody's. Two requests, one for nobody."""
        found = self._store.find_many(contact_hashes) if contact_hashes else {}
        whose = next((found[contact] for contact in contact_hashes if contact in found), None)
        stored = self._store.load(whose) if whose else None
        return stored.person.kind.value if stored and stored.person.erased_at is None else None
