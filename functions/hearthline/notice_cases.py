"""What notices may know of complaints and of staff: the ports of `hearthline.notices`, filled."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from hearthline.complaints import keys as item_keys
from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.escalation import closing_at
from hearthline.complaints.incidents.store import IncidentStore
from hearthline.complaints.model import ClockName, Complaint, Entry, Status, Visibility
from hearthline.complaints.reporting import Colleague
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Stored
from hearthline.notices.model import Recipient
from hearthline.notices.ports import NoticeCase, NoticeIncident
from hearthline.platform.ids import display

MOST_CASES = 50


class Clock(Protocol):
    """Gives the present instant."""

    def __call__(self) -> datetime: ...  # noqa: D102


class Cases:
    """Reads complaints for notices: one request for a case, two for a contact."""

    def __init__(
        self, store: ComplaintStore, rulebook: Rulebook, keys: AccessKeys, public_url: str, now: Clock
    ) -> None:
        self._store = store
        self._rulebook = rulebook
        self._keys = keys
        self._public_url = public_url
        self._now = now

    def case(self, number: str) -> NoticeCase | None:
        """Give one complaint, or None; without internal notes."""
        found = self._store.timeline(number)
        if found is None:
            return None
        stored, entries = found
        contact = stored.complaint.contact
        return self._case(stored, entries, phone=contact.phone, email=contact.email)

    def incident(self, identifier: str) -> NoticeIncident | None:
        """Give one incident, or None."""
        found = IncidentStore(self._store.table).load(identifier)
        if found is None:
            return None
        self._rulebook.refresh(self._now())
        catalog = self._rulebook.catalog()
        city = catalog.cities[found.city]
        return NoticeIncident(
            id=found.id,
            title=found.title,
            zone=city.zone,
            project=found.project,
            building=found.building,
            found=found.found,
            linked=found.linked,
            cities=city.names,
            categories=catalog.categories.get(found.category or "", {}),
        )

    def cases_of_contact(self, contact_hash: str) -> list[NoticeCase]:
        """Give the complaints of a contact, newest first, each with only the address that was asked for.

        An erased one has no address, and nothing to follow any more.
        """
        cases = []
        for stored in self._store.of_person(contact_hash, MOST_CASES):
            if stored.complaint.erased_at is not None:
                continue
            contact = stored.complaint.contact
            is_phone = contact.phone and self._keys.person("phone", contact.phone) == contact_hash
            is_email = contact.email and self._keys.person("email", contact.email) == contact_hash
            cases.append(
                self._case(
                    stored,
                    [],
                    phone=contact.phone if is_phone else None,
                    email=contact.email if is_email else None,
                )
            )
        return cases

    def _case(
        self, stored: Stored, entries: list[Entry], *, phone: str | None, email: str | None
    ) -> NoticeCase:
        self._rulebook.refresh(self._now())
        complaint = stored.complaint
        city = self._rulebook.catalog().cities[complaint.city]
        terms = self._rulebook.terms(complaint.city, complaint.policy)
        due = {clock.name: clock for clock in complaint.clocks}
        answer, resolve = due.get(ClockName.ANSWER), due.get(ClockName.RESOLVE)
        return NoticeCase(
            number=display(complaint.number),
            language=complaint.language,
            kind=complaint.kind.value,
            title=complaint.title,
            city=city.names.get(complaint.language, city.code),
            zone=city.zone,
            project=complaint.home.project if complaint.home else None,
            status=complaint.status.value,
            severity=complaint.severity.value,
            name=complaint.contact.name,
            email=email,
            phone=phone,
            follow_url=self._follow_url(stored),
            merged_into=display(complaint.merged_into) if complaint.merged_into else None,
            merged_url=self._merged_url(complaint),
            received_at=complaint.received_at,
            answer_due_at=answer.due if answer else complaint.received_at,
            resolve_due_at=resolve.due if resolve else complaint.received_at,
            closes_at=closing_at(complaint, terms) if complaint.status is Status.RESOLVED else None,
            original_due={clock.name.value: clock.original_due for clock in complaint.clocks},
            entries=_readable(entries),
        )

    def _follow_url(self, stored: Stored) -> str | None:
        if "access" not in stored.private:
            return None
        return self._keys.follow_url(self._public_url, stored.complaint.number)

    def _merged_url(self, complaint: Complaint) -> str | None:
        if complaint.merged_into is None or not complaint.merged_link:
            return None
        return self._keys.follow_url(self._public_url, complaint.merged_into)


class Staff:
    """The reporting line as notices need it."""

    def __init__(self, rulebook: Rulebook, now: Clock) -> None:
        self._rulebook = rulebook
        self._now = now

    def recipients(
        self,
        levels: Collection[str],
        *,
        city: str,
        assignee: str | None,
        team: str | None,
    ) -> list[Recipient]:
        """Give everybody on these levels, each once, deputies in place of who is away today."""
        now = self._now()
        self._rulebook.refresh(now)
        line = self._rulebook.reporting_line()
        told = line.told(levels, city, assignee, team=team, day=line.day(now))
        return [_recipient(person) for person in told]

    def stands_in(self, staff_id: str) -> str:
        """Give the id of who does this person's work today."""
        now = self._now()
        self._rulebook.refresh(now)
        line = self._rulebook.reporting_line()
        return line.stands_in(staff_id, line.day(now))

    def person(self, staff_id: str) -> Recipient | None:
        """Give one member of staff, or None."""
        self._rulebook.refresh(self._now())
        found = self._rulebook.reporting_line().people.get(staff_id)
        return _recipient(found) if found else None


def _readable(entries: list[Entry]) -> dict[str, str]:
    return {
        item_keys.entry(entry.version, entry.index): entry.text
        for entry in entries
        if entry.text and entry.visibility is not Visibility.INTERNAL
    }


def _recipient(person: Colleague) -> Recipient:
    return Recipient(person.id, person.language, person.email, person.phone, person.robots)
