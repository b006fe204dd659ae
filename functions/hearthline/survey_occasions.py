"""What gives reason to ask somebody: complaints and homes, and whose they are, read for surveys."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hearthline.complaints.model import Status
from hearthline.complaints.store import ComplaintStore
from hearthline.homes.model import ContractState
from hearthline.homes.store import HomeStore
from hearthline.members.model import Holding, Person
from hearthline.members.stages import stage_of
from hearthline.members.store import PersonStore
from hearthline.platform.outbox import Event
from hearthline.platform.wall_time import first_instant, midnight
from hearthline.surveys.model import Strata
from hearthline.surveys.triggers import COMPLAINT, HANDOVER, Occasion

Zone = Callable[[datetime], ZoneInfo]
"""Gives the zone in which the club counts its days."""


class KnownOccasions:
    """Fills the port of surveys."""

    def __init__(
        self, complaints: ComplaintStore, homes: HomeStore, persons: PersonStore, zone: Zone
    ) -> None:
        self._complaints = complaints
        self._homes = homes
        self._persons = persons
        self._zone = zone

    def after(self, event: Event, now: datetime) -> Sequence[Occasion]:
        """Give whom to ask after an event, as things stand now."""
        if event.type == "complaint.closed":
            found = self._filer(event.subject.removeprefix(COMPLAINT), now)
            return [found] if found else []
        return self._owners(str(event.data["home"]), str(event.data["contract"]), now)

    def still(self, person: str, source: str, now: datetime) -> Occasion | None:
        """Give whom to ask about a source, None where nobody is."""
        if source.startswith(COMPLAINT):
            return self._filer(source.removeprefix(COMPLAINT), now)
        found = self._present(person)
        held = _held(found, source.removeprefix(HANDOVER)) if found else None
        on = held.handed_over_on if held else None
        return self._owner(found, held, on, now) if found and held and on else None

    def _filer(self, number: str, now: datetime) -> Occasion | None:
        """Give whose a case is that is closed now: the one person to whom all its contacts belong.

        Three requests. A case that was reopened, and one that goes on in another, is not closed.
        """
        stored = self._complaints.load(number)
        if stored is None or stored.complaint.status is not Status.CLOSED or stored.complaint.erased_at:
            return None
        contacts = [str(each) for each in stored.private.get("persons", ())]
        owners = self._persons.find_many(contacts) if contacts else {}
        found = {owners.get(contact) for contact in contacts}
        owner = found.pop() if len(found) == 1 else None
        person = self._present(owner) if owner else None
        if person is None:
            return None
        complaint = stored.complaint
        project = complaint.home.project if complaint.home else None
        at = complaint.closed_at or now
        return Occasion(person.id, COMPLAINT + number, at, self._strata(person, complaint.city, project, now))

    def _owners(self, home: str, contract: str, now: datetime) -> list[Occasion]:
        """Give everybody to whom a home was handed over by a contract that stands, and who owns it still.

        Three requests at most: the home, whose records those are by now, and theirs.
        """
        found = self._homes.load(home)
        standing = [
            each
            for each in (found.contracts if found else ())
            if each.number == contract and each.state is ContractState.HANDED_OVER
        ]
        if found is None or not standing or standing[0].handed_over_on is None:
            return []
        on, place = standing[0].handed_over_on, found.address
        owners = [
            share.person
            for share in standing[0].shares
            if share.until is None and (share.since is None or share.since <= on)
        ]
        return [
            Occasion(
                stored.id,
                HANDOVER + contract,
                self._day(on, now),
                self._strata(stored.person, place.city, place.project, now),
            )
            for stored in self._persons.load_many(owners, consistent=True).values()
            if stored.person.erased_at is None
        ]

    def _owner(self, person: Person, held: Holding, on: date, now: datetime) -> Occasion:
        strata = self._strata(person, held.city, held.project, now)
        return Occasion(person.id, HANDOVER + held.contract, self._day(on, now), strata)

    def _day(self, on: date, now: datetime) -> datetime:
        """Give the instant at which a day begins."""
        return first_instant(self._zone(now), midnight(on))

    def _present(self, identity: str) -> Person | None:
        """Give a person, or who has taken over their record; None where they are gone or were erased."""
        stored = self._persons.load(identity)
        if stored is not None and stored.person.merged_into is not None:
            stored = self._persons.load(stored.person.merged_into)
        return stored.person if stored is not None and stored.person.erased_at is None else None

    def _strata(self, person: Person, city: str, project: str | None, now: datetime) -> Strata:
        return Strata(
            kind=person.kind.value,
            city=city,
            project=project,
            tier=person.tier.value if person.tier else None,
            stage=stage_of(person, now.astimezone(self._zone(now))).value,
        )


def _held(person: Person, contract: str) -> Holding | None:
    """Give a home that was handed over to them by a contract which stands, and that they own still."""
    for each in person.holdings:
        owned = each.contract == contract and each.until is None and not each.cancelled
        if owned and each.handed_over_on and (each.passed_on or each.handed_over_on) <= each.handed_over_on:
            return each
    return None
