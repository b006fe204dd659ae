"""Where surveys meet members and complaints: how who answers found their problems handled."""

from collections.abc import Iterable, Sequence

from hearthline.complaints.model import Complaint
from hearthline.complaints.pointers import of_person
from hearthline.complaints.store import ComplaintStore
from hearthline.members.complaint_link_store import ComplaintLinkStore
from hearthline.members.store import PersonStore, StoredPerson
from hearthline.surveys.recovery import Answerer, Judgement, Matter, Recovery, recovery_of, year_before


class RecoveryOfPersons:
    """Classes who answered by the cases that they filed.

    A member's are those linked to them. Of an owner who joined no club none are linked: theirs are those
    filed with a contact that the sales system or the desk has of them.
    """

    def __init__(self, persons: PersonStore, links: ComplaintLinkStore, complaints: ComplaintStore) -> None:
        self._persons = persons
        self._links = links
        self._complaints = complaints

    def __call__(self, answerers: Sequence[Answerer]) -> list[Recovery | None]:
        """Give the class of each; None for who is no more. A query or so for each, a batch get for all."""
        persons = self._persons.load_many({one.person for one in answerers})
        numbers = [self._numbers(persons.get(one.person), one) for one in answerers]
        heads = self._heads({number for those in numbers if those for number in those})
        return [
            None if those is None else recovery_of([heads[each] for each in those if each in heads], one.at)
            for one, those in zip(answerers, numbers, strict=True)
        ]

    def _numbers(self, stored: StoredPerson | None, answerer: Answerer) -> Sequence[str] | None:
        if stored is None or stored.person.erased_at is not None:
            return None
        since = year_before(answerer.at)
        if stored.person.joined_at is not None:
            return self._links.within(stored.id, since, answerer.at)
        table = self._complaints.table
        found = [one for each in stored.contacts for one in of_person(table, each, since, answerer.at)]
        return [one.number for one in found]

    def _heads(self, numbers: Iterable[str]) -> dict[str, Matter]:
        found = [stored.complaint for stored in self._complaints.load_many(sorted(numbers))]
        return {one.number: _matter(one) for one in found if one.erased_at is None}


def _matter(complaint: Complaint) -> Matter:
    said = complaint.verdict
    judgement = Judgement(said.accepted, said.rating, said.at) if said else None
    return Matter(
        complaint.number, complaint.kind.value, complaint.received_at, judgement, complaint.merged_into
    )
