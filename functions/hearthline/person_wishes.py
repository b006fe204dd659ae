"""What persons ask for themselves, done by the jobs that do it for staff: an erasure, or an export."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from hearthline.complaints.privacy.model import DOWNLOAD_SECONDS, ERASURE, EXPORT, FILE_KEPT, file_of
from hearthline.members.wishes import ERASURE_REQUESTED, EXPORT_REQUESTED, Made
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy
from hearthline.platform.jobs import Job, JobState, JobStore, new_job
from hearthline.platform.objects import Objects
from hearthline.platform.outbox import Event
from hearthline.platform.table import ConditionFailed, Table

OWN_WISH: Final = "own_wish"
"""Why such a job was begun."""


class OwnWishes:
    """The reaction: begins the job that a person's own request is for, once, however often it is told of."""

    def __init__(self, table: Table, jobs: JobStore, prints: Fingerprints, entropy: Entropy) -> None:
        self._table = table
        self._jobs = jobs
        self._prints = prints
        self._entropy = entropy

    def __call__(self, event: Event, _now: datetime) -> None:
        """React to a person's wish; the job covers what was there when it was expressed."""
        if event.type == ERASURE_REQUESTED:
            id_ = self._prints.identifier_for(ERASURE, str(event.data["person"]), event.type)
            self._begin(ERASURE, id_, event)
        elif event.type == EXPORT_REQUESTED:
            self._begin(EXPORT, str(event.data["request"]), event)

    def _begin(self, kind: str, id_: str, event: Event) -> None:
        params = {
            "persons": list(event.data["contacts"]),
            "members": [event.data["person"]],
            "reason": OWN_WISH,
        }
        job = new_job(kind, params, None, event.at, self._entropy, id_=id_)
        try:
            self._table.transact([self._jobs.start_action(job)])
        except ConditionFailed:
            return  # told of before


class OwnFiles:
    """What became of somebody's own requests for their file."""

    def __init__(self, jobs: JobStore, files: Callable[[], Objects]) -> None:
        self._jobs = jobs
        self._files = files

    def made(self, request: str, now: datetime) -> Made:
        """Tell how far a request is; one that nobody has begun with is running. One request."""
        job = self._jobs.load(request)
        if job is None or job.state is JobState.RUNNING:
            return Made(JobState.RUNNING.value)
        if job.state is JobState.FAILED or job.ended_at is None:
            return Made(JobState.FAILED.value, job.ended_at)
        return self._lent(job, job.ended_at, now)

    def _lent(self, job: Job, ended_at: datetime, now: datetime) -> Made:
        until = ended_at + FILE_KEPT
        if now >= until:
            return Made("gone", ended_at)
        url = self._files().download_url(file_of(job.id), DOWNLOAD_SECONDS)
        return Made(job.state.value, ended_at, until, url)
