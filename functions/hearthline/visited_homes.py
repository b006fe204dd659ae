"""Whom a visit is to, and filing for them what was found: a port of lifecycle, filled; and their records."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from hearthline.complaints.commands import File
from hearthline.complaints.filing import Filed
from hearthline.complaints.model import Contact, Home, Kind
from hearthline.homes.store import HomeStore
from hearthline.lifecycle.store import LifeStore, VisitMoved
from hearthline.lifecycle.visiting import Finding
from hearthline.lifecycle.visits import HomeVisit, without_notes
from hearthline.members.model import Person
from hearthline.members.store import PersonStore
from hearthline.platform.access import Principal
from hearthline.platform.ids import read_number
from hearthline.platform.instants import instant
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.table import TransactionConflict

RACES: Final = 8
CHANNEL: Final = "employee"
"""How it came in: a member of staff heard it."""

FileFor = Callable[[Principal, File, str | None, datetime], Filed]
"""Files on a customer's behalf."""


class OwnersVisited:
    """Reads owners: the home and their records. Files by the desk's own use case."""

    def __init__(self, homes: HomeStore, persons: PersonStore, file: FileFor) -> None:
        self._homes = homes
        self._persons = persons
        self._file = file

    def shown(self, home: str) -> Sequence[Mapping[str, Any]]:
        """Give whom to visit; who was taken out is not among them."""
        return [
            {"id": person.id, "name": person.name, "phone": person.phone, "email": person.email}
            for person in self._owners(home)
        ]

    def file(
        self,
        principal: Principal,
        visit: HomeVisit,
        finding: Finding,
        repeat_key: str | None,
        now: datetime,
    ) -> str:
        """File a complaint for an owner; raise Problem 422 for nobody who owns it, or has no contact."""
        owner = next((one for one in self._owners(visit.home) if one.id == finding.person), None)
        if owner is None:
            raise Problem.invalid([FieldError("/person", "No owner of this home.")])
        if owner.name is None or (owner.phone is None and owner.email is None):
            raise Problem.invalid([FieldError("/person", "This owner has no name or no contact.")])
        command = File(
            kind=Kind(finding.kind),
            title=finding.title,
            text=finding.text,
            city=visit.city,
            contact=Contact(owner.name, owner.phone, owner.email),
            language=owner.language,
            channel=CHANNEL,
            team="",
            home=Home(visit.project, visit.building, visit.unit),
            category=finding.category,
        )
        return str(read_number(self._file(principal, command, repeat_key, now).number))

    def _owners(self, home: str) -> list[Person]:
        found = self._homes.load(home)
        stored = self._persons.load_many(found.owners, consistent=True) if found else {}
        return [one.person for one in stored.values() if one.person.erased_at is None]


class VisitRecords:
    """Visits to the homes of a person, for exporting and erasing."""

    def __init__(self, store: LifeStore, persons: PersonStore) -> None:
        self._store = store
        self._persons = persons

    def record(self, person: str) -> list[dict[str, Any]]:
        """Give the visits that were owed to somebody, with what was noted of them and without by whom."""
        return [
            {
                "step": visit.step,
                "due": visit.due.isoformat(),
                "state": visit.state.value,
                "planned_at": instant(visit.planned_at) if visit.planned_at else None,
                "notes": [
                    {"at": instant(note.at), "outcome": note.outcome.value, "text": note.text}
                    for note in visit.notes
                ],
            }
            for visit in self._theirs(person)
        ]

    def take_out(self, person: str, now: datetime) -> None:
        """Take away what was noted of visits to somebody: outcome and instant stay. Resumable.

        Raises TransactionConflict where others keep changing one.
        """
        for visit in self._theirs(person):
            self._forget(visit, now)

    def _forget(self, visit: HomeVisit | None, now: datetime) -> None:
        for _ in range(RACES):
            if visit is None or all(note.text is None for note in visit.notes):
                return
            try:
                self._store.blank_visit(visit, without_notes(visit, now))
            except VisitMoved:
                visit = self._store.visit(visit.home, visit.mark)
            else:
                return
        raise TransactionConflict

    def _theirs(self, person: str) -> list[HomeVisit]:
        """Give the visits that found them, or were to, as owners of a home that they hold or held."""
        stored = self._persons.load(person)
        if stored is None:
            return []
        known = {person, *stored.person.took_over}
        homes = dict.fromkeys(held.home for held in stored.person.holdings)
        return [
            visit for home in homes for visit in self._store.load(home).visits if known & set(visit.owners)
        ]
