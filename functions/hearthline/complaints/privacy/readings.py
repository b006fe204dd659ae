"""Who of the staff read what of customers' data: recorded before it is shown, looked up by an auditor."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearthline.complaints.privacy.model import Reading
from hearthline.complaints.privacy.store import ReadingStore
from hearthline.complaints.rulebook import Rulebook
from hearthline.platform.access import Action, Principal, authorize
from hearthline.platform.cursors import Cursors
from hearthline.platform.ids import Entropy, display, identifier, read_number
from hearthline.platform.instants import instant
from hearthline.platform.problems import Problem


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose readings, or of which case (one of the two); from an instant on, and before another one."""

    actor: str | None = None
    number: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class Readings:
    """Records readings, and gives them to auditors."""

    def __init__(self, store: ReadingStore, rulebook: Rulebook, cursors: Cursors, entropy: Entropy) -> None:
        self._store = store
        self._rulebook = rulebook
        self._cursors = cursors
        self._entropy = entropy

    def record(
        self,
        actor: str,
        what: str,
        request_id: str,
        now: datetime,
        *,
        number: str | None = None,
        about: str | None = None,
    ) -> None:
        """Write down a reading, in one request. Whatever is raised means that nothing may be shown."""
        self._rulebook.refresh(now)
        reading = Reading(
            id=identifier(self._entropy),
            at=now,
            actor=actor,
            what=what,
            request_id=request_id,
            number=read_number(number) if number else None,
            about=about,
        )
        self._store.add(reading, now + self._rulebook.readings_kept())

    def listed(
        self, principal: Principal, wanted: Wanted, *, limit: int, cursor: str | None
    ) -> dict[str, Any]:
        """Give a page of readings, newest first. Raises Problem 403; 404 for what is no number."""
        authorize(principal, Action.AUDIT, None)
        number = read_number(wanted.number) if wanted.number else None
        since = instant(wanted.since) if wanted.since else None
        until = instant(wanted.until) if wanted.until else None
        binding = f"readings|{principal.id}|{wanted.actor}|{number}|{since}|{until}"
        before = self._cursors.open(binding, cursor)["at"] if cursor else until
        if wanted.actor is not None:
            found = self._store.of_actor(wanted.actor, since, before, limit)
        elif number is not None:
            found = self._store.of_case(number, since, before, limit)
        else:
            raise Problem.not_found()
        return {
            "items": [_shown(reading) for reading in found.readings],
            "next_cursor": self._cursors.seal(binding, {"at": found.position}) if found.position else None,
        }


def _shown(reading: Reading) -> dict[str, Any]:
    return {
        "at": instant(reading.at),
        "actor": reading.actor,
        "what": reading.what,
        "number": display(reading.number) if reading.number else None,
        "about": reading.about,
        "request_id": reading.request_id,
    }
