"""Orders for files of a campaign: carried out once by a job, shown as far as they are, lent for a minute."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from hearthline.platform.access import Principal
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy
from hearthline.platform.instants import instant
from hearthline.platform.jobs import Job, JobState, JobStore, new_job
from hearthline.platform.objects import Objects
from hearthline.platform.once import KEY_TAKEN
from hearthline.platform.problems import FieldError, Problem
from hearthline.surveys.exports.making import attachment
from hearthline.surveys.exports.model import DOWNLOAD_SECONDS, FILE_KEPT, file_of
from hearthline.surveys.exports.store import Request, RequestStore


class Orders:
    """Orders of one kind of job, each for who gave it. `objects` gives the bucket."""

    def __init__(
        self,
        kind: str,
        store: RequestStore,
        jobs: JobStore,
        objects: Callable[[], Objects],
        prints: Fingerprints,
        entropy: Entropy,
    ) -> None:
        self._kind = kind
        self._store = store
        self._jobs = jobs
        self._objects = objects
        self._prints = prints
        self._entropy = entropy

    def give(
        self,
        principal: Principal,
        campaign: str,
        what: Mapping[str, Any],
        repeat_key: str | None,
        now: datetime,
    ) -> Job:
        """Begin to make the files that `what` says; the same Idempotency-Key gives the first order again.

        Raises Problem 422 for a key that was used for something else. Two requests.
        """
        owner = f"{principal.id}\n{campaign}"
        id_ = self._prints.identifier_for(self._kind, owner, repeat_key) if repeat_key else ""
        params = {"campaign": campaign, **what}
        job = new_job(self._kind, params, principal.id, now, self._entropy, id_=id_)
        if not self._jobs.start([job]):
            job = self._jobs.load(job.id) or job
            if dict(job.params) != params:
                raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)])
        self._store.add(Request(job.id, campaign, principal.id, job.created_at))
        return job

    def newest(self, principal: Principal, campaign: str) -> Job:
        """Give the job of one's newest order; raise Problem 404 where there is none. Two requests."""
        request = self._store.newest(campaign, principal.id)
        job = self._jobs.load(request.job) if request else None
        if job is None:
            raise Problem.not_found()
        return job

    def lent(self, job: Job, ending: str, name: str) -> str:
        """Give the address of a file, for a minute, under which name it is saved."""
        return self._objects().download_url(
            file_of(job.id, ending), DOWNLOAD_SECONDS, disposition=attachment(name)
        )


def standing(job: Job, made: str, now: datetime) -> dict[str, Any]:
    """Give how far the files of a job are; `made` is what its tally has when they are whole."""
    status, ended = _status(job, made, now), job.ended_at
    return {
        "id": job.id,
        "status": status,
        "asked_at": instant(job.created_at),
        "ended_at": instant(ended) if ended else None,
        "until": instant(ended + FILE_KEPT) if ended and status == JobState.DONE else None,
    }


def _status(job: Job, made: str, now: datetime) -> str:
    if job.ended_at is None:
        return JobState.RUNNING
    if job.state is JobState.FAILED or made not in job.tally:
        return JobState.FAILED
    return "gone" if now >= job.ended_at + FILE_KEPT else JobState.DONE
