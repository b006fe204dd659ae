"""Noting what is known around a new case: its home's warranty, and what its filer is to the company.

A reaction to `complaint.received`, and no part of filing: a filer is answered alike whoever they are. What is
noted is for staff alone.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from hearthline.complaints.applying import apply
from hearthline.complaints.background import noted
from hearthline.complaints.background_commands import NoteBackground
from hearthline.complaints.parts import Warranty
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Stored
from hearthline.platform.outbox import SYSTEM, Event

RECEIVED = "complaint.received"


class Homes(Protocol):
    """What is known of homes."""

    def warranty(self, home_hash: str, part: str | None, on: date) -> Warranty:
        """Give how a matter of a part, None for no certain one, stood to the warranty on a day."""
        ...


class Filers(Protocol):
    """Who the company knows."""

    def kind(self, contact_hashes: Sequence[str]) -> str | None:
        """Give what the person of these contacts is to the company; None where they are nobody's."""
        ...


class LookingUp:
    """Notes it, in a read and a transaction beside those of homes and persons; again it does nothing."""

    def __init__(self, store: ComplaintStore, rulebook: Rulebook, homes: Homes, filers: Filers) -> None:
        self._store = store
        self._rulebook = rulebook
        self._homes = homes
        self._filers = filers

    def __call__(self, event: Event, now: datetime) -> None:
        """Look at the case that was filed."""
        if event.type != RECEIVED:
            return
        stored = self._store.load(event.subject.rpartition("/")[2])
        if stored is None or stored.complaint.erased_at or noted(stored.complaint):
            return
        self._rulebook.refresh(now)
        command = NoteBackground(self._warranty(stored), self._filers.kind(stored.private.get("persons", ())))
        if command.warranty or command.filer:
            apply(self._store, self._rulebook, stored, command, SYSTEM, now)

    def _warranty(self, stored: Stored) -> Warranty | None:
        """Give the position on the day of the filing, by the city's calendar; None where no unit is named."""
        home = stored.private.get("home_hash")
        city = self._rulebook.city(stored.complaint.city)
        if home is None or city is None:
            return None
        part = self._rulebook.catalog().parts.get(stored.complaint.category or "")
        on = stored.complaint.received_at.astimezone(ZoneInfo(city.zone)).date()
        return self._homes.warranty(home, part, on)
