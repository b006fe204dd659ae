"""Persons' own records for erasing and exporting: a port of the privacy part, filled."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hearthline.complaints.privacy.members import Found, Link
from hearthline.complaints.privacy.model import file_of, parts_of
from hearthline.members.erasing import MemberEraser
from hearthline.members.partition_store import PartitionStore
from hearthline.members.record import AddressOf, record
from hearthline.members.store import PersonStore
from hearthline.notices.store import DeliveryTable
from hearthline.person_notices import shown
from hearthline.platform.objects import Objects
from hearthline.platform.outbox import Actor
from hearthline.survey_records import SurveyRecords
from hearthline.visited_homes import VisitRecords


class PersonRecords:
    """Persons as they are found, shown to themselves, and taken out."""

    def __init__(
        self,
        persons: PersonStore,
        partitions: PartitionStore,
        eraser: MemberEraser,
        deliveries: DeliveryTable,
        exports: Objects,
        address_of: AddressOf,
        surveys: SurveyRecords,
        visits: VisitRecords,
    ) -> None:
        self._persons = persons
        self._partitions = partitions
        self._eraser = eraser
        self._deliveries = deliveries
        self._exports = exports
        self._address_of = address_of
        self._surveys = surveys
        self._visits = visits

    def found(self, contacts: Sequence[str], named: Sequence[str], until: datetime) -> Found:
        """Give those who are named by id, or where none is, who has these contacts; with all their contacts.

        Records that became part of somebody's are theirs. Who came after `until` is somebody else: they may
        have joined anew with the contact that was freed.
        """
        ids = sorted(set(named or self._persons.find_many(contacts).values()))
        stored = self._persons.load_many(ids, consistent=True)
        meant = [stored[one] for one in ids if one in stored and stored[one].person.created_at <= until]
        theirs = [hash_ for one in meant for hash_ in one.contacts]
        merged = [other for one in meant for other in one.person.took_over]
        return Found(tuple(dict.fromkeys([*contacts, *theirs])), (*(one.id for one in meant), *merged))

    def record(self, person: str) -> Mapping[str, Any] | None:
        """Give everything that is kept of one person; None where they are gone or were taken out."""
        kept = record(self._partitions.items(person), self._address_of)
        if kept is None:
            return None
        messages = [{**shown(one), "reason": one.reason} for one in self._deliveries.all_of_person(person)]
        surveys, visits = self._surveys.record(person), self._visits.record(person)
        return {**kept, "messages": messages, "surveys": surveys, "visits": visits}

    def take_out(self, person: str, contacts: Sequence[str], actor: Actor, now: datetime) -> None:
        """Take one person, who had these contacts, out of everything but the links to complaints.

        What has become somebody else's since is left to them.
        """
        holders = self._persons.find_many(contacts)
        theirs = [contact for contact in contacts if holders.get(contact, person) == person]
        self._eraser.erase(person, theirs, actor, now)
        self._surveys.take_out(person, now)
        self._visits.take_out(person, now)
        self._deliveries.forget(person, theirs)
        for made in self._partitions.exports(person):
            self._exports.delete_all(file_of(made))
            self._exports.delete_all(parts_of(made))

    def linked(self, person: str, after: str, until: datetime, limit: int) -> list[Link]:
        """Give the next complaints that their record leads to, received by `until` at the latest."""
        return [Link(one.number, one.place) for one in self._partitions.linked(person, after, until, limit)]

    def unlink(self, person: str, place: str) -> None:
        """Take away one link."""
        self._partitions.unlink(person, place)
