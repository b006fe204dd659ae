"""Asking for all that is known of oneself: begun by an event, made by a job, lent for a minute.

The request is written with its event where the person is; a job elsewhere makes the file. Reading how far it
is changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from hearthline.members.export_store import ExportStore, Request, TooOften
from hearthline.members.store import StoredPerson
from hearthline.members.wishes import EXPORT_REQUESTED, Made
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.instants import instant
from hearthline.platform.limits import Limit
from hearthline.platform.once import AlreadyDone, refuse_another
from hearthline.platform.outbox import CUSTOMER, Event
from hearthline.platform.problems import Problem

PER_DAY: Final = Limit("own-export", 3, timedelta(days=1))


class Files(Protocol):
    """Knows what became of requests."""

    def made(self, request: str, now: datetime) -> Made:
        """Tell how far a request is; one that nobody has begun with is `running`."""
        ...


class OwnExports:
    """What somebody may ask."""

    def __init__(self, store: ExportStore, files: Files, prints: Fingerprints, entropy: Entropy) -> None:
        self._store = store
        self._files = files
        self._prints = prints
        self._entropy = entropy

    def ask(self, stored: StoredPerson, repeat_key: str | None, now: datetime) -> dict[str, Any]:
        """Ask for the file; the same Idempotency-Key gives the first request again. One request.

        Raises Problem 429 for who has asked three times today.
        """
        once = self._prints.once(f"own-export\n{stored.id}", repeat_key, None) if repeat_key else None
        request = Request(identifier(self._entropy), stored.id, now)
        try:
            self._store.add(request, exporting(request, stored.contacts), PER_DAY, once)
        except AlreadyDone as done:
            refuse_another(done)
            return self._shown(stored, done.about, now)
        except TooOften:
            raise Problem.too_many(PER_DAY.retry_after(now)) from None
        return _view(request, Made("running"))

    def view(self, stored: StoredPerson, now: datetime) -> dict[str, Any]:
        """Give how far the newest request is, and where its file is, for a minute. Raises Problem 404."""
        return self._shown(stored, None, now)

    def _shown(self, stored: StoredPerson, wanted: str | None, now: datetime) -> dict[str, Any]:
        requests = self._store.of(stored.id)
        request = next((one for one in requests if wanted in (None, one.id)), None)
        if request is None:
            raise Problem.not_found()
        return _view(request, self._files.made(request.id, now))


def exporting(request: Request, contacts: Sequence[str]) -> Event:
    """Give the event that tells of a request, by somebody who has these contacts (their hashes)."""
    return Event(
        id=f"export.{request.id}",
        type=EXPORT_REQUESTED,
        at=request.at,
        subject=f"person/{request.person}",
        actor=CUSTOMER,
        data={"person": request.person, "contacts": list(contacts), "request": request.id},
    )


def _view(request: Request, made: Made) -> dict[str, Any]:
    return {
        "id": request.id,
        "status": made.status,
        "asked_at": instant(request.at),
        "ended_at": instant(made.ended_at) if made.ended_at else None,
        "file_url": made.file_url,
        "file_until": instant(made.kept_until) if made.kept_until else None,
    }
