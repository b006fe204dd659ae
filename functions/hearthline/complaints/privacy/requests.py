"""What admins ask for a person: that they be taken out of their cases, or given all that is known of them.

Whether it is really that person who asks is for people to check before. Who they are goes no further than
this module: all that is stored of the contact is keyed hashes.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.model import Contact
from hearthline.complaints.privacy.model import DOWNLOAD_SECONDS, ERASURE, EXPORT, FILE_KEPT, file_of
from hearthline.complaints.privacy.person_store import PersonStore
from hearthline.platform.access import Action, Principal, authorize
from hearthline.platform.ids import Entropy
from hearthline.platform.instants import instant
from hearthline.platform.jobs import Job, JobState, JobStore, new_job
from hearthline.platform.objects import Objects
from hearthline.platform.once import KEY_TAKEN
from hearthline.platform.problems import FieldError, Problem

ID_LENGTH: Final = 16


class PersonRequests:
    """Erasures and exports, as admins see them. Each method takes the principal and decides if it may."""

    def __init__(
        self, jobs: JobStore, persons: PersonStore, keys: AccessKeys, objects: Objects, entropy: Entropy
    ) -> None:
        self._jobs = jobs
        self._persons = persons
        self._keys = keys
        self._objects = objects
        self._entropy = entropy

    def begin(
        self,
        principal: Principal,
        kind: str,
        contact: Contact,
        reason: str,
        repeat_key: str | None,
        now: datetime,
    ) -> dict[str, Any]:
        """Begin an erasure or an export; the same Idempotency-Key and request give the first one again.

        `reason` is kept as it was given: it must not say who the person is. Raises Problem 403; 422 where the
        key was used for another request.
        """
        authorize(principal, Action.SERVE_PERSON, None)
        params = {"persons": self._keys.persons(contact), "reason": reason}
        id_ = self._keys.identifier_for(kind, principal.id, repeat_key) if repeat_key else ""
        job = new_job(kind, params, principal.id, now, self._entropy, id_=id_)
        if not self._persons.begin(self._jobs.start_action(job)):
            job = self._repeated(job)
        return _view(job)

    def status(self, principal: Principal, kind: str, identity: str) -> dict[str, Any]:
        """Give how far an erasure or export is; raise Problem 403 or 404."""
        return _view(self._seen(principal, kind, identity))

    def file_url(self, principal: Principal, identity: str, now: datetime) -> str:
        """Give an address, good for a minute, of an export's file.

        Raises Problem 403; 404 where there is none, or none any more; 409 while the export runs.
        """
        job = self._seen(principal, EXPORT, identity)
        if job.state is JobState.RUNNING:
            raise Problem.refused("export_not_ended", {"status": job.state.value})
        if job.state is JobState.FAILED or job.ended_at is None or now >= job.ended_at + FILE_KEPT:
            raise Problem.not_found()
        return self._objects.download_url(file_of(job.id), DOWNLOAD_SECONDS)

    def _repeated(self, wanted: Job) -> Job:
        stood = self._jobs.load(wanted.id)
        if stood is None or (stood.kind, dict(stood.params)) != (wanted.kind, dict(wanted.params)):
            raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)])
        return stood

    def _seen(self, principal: Principal, kind: str, identity: str) -> Job:
        authorize(principal, Action.SERVE_PERSON, None)
        job = self._jobs.load(identity) if len(identity) == ID_LENGTH else None
        if job is None or job.kind != kind or "persons" not in job.params:
            raise Problem.not_found()
        return job


def _view(job: Job) -> dict[str, Any]:
    common = {
        "id": job.id,
        "status": job.state.value,
        "by": job.by,
        "reason": job.params["reason"],
        "created_at": instant(job.created_at),
        "ended_at": instant(job.ended_at) if job.ended_at else None,
    }
    return common | (_erased(job) if job.kind == ERASURE else _exported(job))


def _erased(job: Job) -> dict[str, Any]:
    persons, erased, waiting, files = _counted(job, ("persons", "erased", "waiting", "files"))
    cases = {"found": erased + waiting, "erased": erased, "waiting": waiting}
    return {"persons": persons, **cases, "files": files}


def _exported(job: Job) -> dict[str, Any]:
    persons, cases = _counted(job, ("persons", "cases"))
    done = job.state is JobState.DONE and job.ended_at is not None
    return {
        "persons": persons,
        "cases": cases,
        "file_url": f"/api/desk/persons/exports/{job.id}/file" if done else None,
        "file_until": instant(job.ended_at + FILE_KEPT) if done and job.ended_at else None,
    }


def _counted(job: Job, names: Sequence[str]) -> list[int]:
    return [job.tally.get(name, 0) for name in names]
