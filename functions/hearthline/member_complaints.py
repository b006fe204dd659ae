"""Where members and complaints meet: what each may know of the other, read through ports of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from hearthline.complaints import clocks
from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.model import ClockName, Complaint
from hearthline.complaints.pointers import page_of_person
from hearthline.complaints.store import ComplaintStore, Stored
from hearthline.members.complaint_links import Filed, FiledPage
from hearthline.members.reach import reaches
from hearthline.members.store import PersonStore
from hearthline.platform.access import Principal
from hearthline.platform.ids import display
from hearthline.platform.instants import instant


class ComplaintsToLink:
    """Complaints as they are linked to persons."""

    def __init__(self, store: ComplaintStore) -> None:
        self._store = store

    def filed(self, number: str) -> Filed | None:
        """Give one complaint with the hashes of its contact, or None where it is gone or was erased."""
        found = self._store.load(number)
        if found is None or found.complaint.erased_at is not None:
            return None
        return Filed(number, found.complaint.received_at, tuple(found.private.get("persons", ())))

    def of_contact(self, contact_hash: str, after: str, limit: int) -> FiledPage:
        """Give the complaints filed with one contact, oldest first. One request."""
        pointers, last = page_of_person(self._store.table, contact_hash, after, limit)
        return FiledPage(tuple(Filed(one.number, one.at) for one in pointers), last)


class ComplaintsToShow:
    """Complaints in the lists of a person."""

    def __init__(self, store: ComplaintStore, keys: AccessKeys, public_url: str) -> None:
        self._store = store
        self._keys = keys
        self._public_url = public_url

    def for_filer(self, numbers: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Give the lines of complaints for who filed them, without those that were erased. One request."""
        return {one.complaint.number: self._for_filer(one) for one in self._standing(numbers)}

    def for_staff(self, numbers: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Give the lines of complaints for staff, without those that were erased. One request."""
        return {one.complaint.number: _line(one.complaint) for one in self._standing(numbers)}

    def _standing(self, numbers: Sequence[str]) -> list[Stored]:
        found = self._store.load_many(numbers)
        return [one for one in found if one.complaint.erased_at is None]

    def _for_filer(self, stored: Stored) -> dict[str, Any]:
        complaint = stored.complaint
        followed = "access" in stored.private
        follow_url = self._keys.follow_url(self._public_url, complaint.number) if followed else None
        return {**_line(complaint), "follow_url": follow_url}


class KnownPersons:
    """Persons as the desk asks for them beside a case."""

    def __init__(self, persons: PersonStore) -> None:
        self._persons = persons

    def known(self, principal: Principal, contact_hashes: Sequence[str]) -> list[Mapping[str, Any]]:
        """Give who has one of these contacts, of those whom the reader may know of. Two requests at most.

        Whoever writes a case down names its contact: of other cities' persons that would tell who they are.
        """
        found = sorted(set(self._persons.find_many(contact_hashes).values()))
        persons = self._persons.load_many(found) if found else {}
        return [
            {"person": each.id, "kind": each.kind.value, "tier": each.tier.value if each.tier else None}
            for each in (persons[one].person for one in found if one in persons)
            if each.erased_at is None and reaches(principal, each)
        ]


def _line(complaint: Complaint) -> dict[str, Any]:
    answers = [clock for clock in complaint.clocks if clock.name is ClockName.ANSWER]
    at = {
        name: instant(value) if value else None
        for name in ("received_at", "answered_at", "resolved_at", "closed_at")
        for value in (getattr(complaint, name),)
    }
    return {
        "number": display(complaint.number),
        "kind": complaint.kind.value,
        "title": complaint.title,
        "city": complaint.city,
        "status": complaint.status.value,
        **at,
        "answered_in_time": clocks.kept(answers[0]) if answers else None,
        "merged_into": display(complaint.merged_into) if complaint.merged_into else None,
    }
