"""Long work that outlives an invocation: a job remembers how far it is, and any worker may go on from there.

A job is begun in the transaction of whatever wants it; its item is an outbox item, so the stream tells a
queue of it. A worker does it step by step and writes down after each where it stands, under a version: of two
who work on one, one goes on. A worker that dies between a step and its note leaves the step to be done again,
so a step must come to the same when it is repeated. A timer on the item brings back what everybody forgot.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Protocol

from hearthline.platform.codec import dump, load
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.instants import instant
from hearthline.platform.logs import failure, log
from hearthline.platform.outbox import Actor, Event
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Put, StorageError, Table
from hearthline.platform.timers import shard_of

PREFIX: Final = "W#"
STARTED: Final = "job.started"
FORGOTTEN_AFTER: Final = timedelta(minutes=5)
"""How long a running job may go without a note before the sweep looks after it."""
KEPT: Final = timedelta(days=400)
MOST_FAILURES: Final = 12
"""Failed tries in a row after which a job is given up; the waits between them add up to half a day."""
_SK: Final = "A"


class JobState(StrEnum):
    """Where a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """How far a piece of long work is.

    `params` is what it was begun with, `position` where it goes on (both without personal data), `tally`
    counts what came of it. `by` is the staff member who began it, None for the system. `failure` names the
    exception that ended it. `failures` counts the tries in a row that raised.
    """

    id: str
    kind: str
    by: str | None
    created_at: datetime
    changed_at: datetime
    params: Mapping[str, Any] = field(default_factory=dict)
    position: Mapping[str, Any] = field(default_factory=dict)
    tally: Mapping[str, int] = field(default_factory=dict)
    state: JobState = JobState.RUNNING
    version: int = 1
    failures: int = 0
    failure: str | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one step came to: where the next goes on, what is added to the tally, and whether that was all.

    With `wait_until` the job rests until then.
    """

    position: Mapping[str, Any] = field(default_factory=dict)
    tally: Mapping[str, int] = field(default_factory=dict)
    done: bool = False
    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """What an invocation left: the job as it stands, and whether another one should go on at once."""

    job: Job
    unfinished: bool


class Worker(Protocol):
    """Does one kind of job."""

    def step(self, job: Job, now: datetime) -> Step:
        """Do a small part, a few seconds at most; doing it again must come to the same."""
        ...


class Overtaken(Exception):
    """Another worker has moved the job on."""


def new_job(
    kind: str, params: Mapping[str, Any], by: str | None, now: datetime, entropy: Entropy, *, id_: str = ""
) -> Job:
    """Make a job that nobody has begun; `id_` where the id must follow from what is wanted."""
    return Job(id_ or identifier(entropy), kind, by, created_at=now, changed_at=now, params=params)


def job_of_key(pk: str) -> str:
    """Give the id of the job whose item has this key."""
    return pk.removeprefix(PREFIX)


class JobStore:
    """Keeps jobs in a table whose stream is an outbox."""

    def __init__(self, table: Table, shards: int) -> None:
        self._table = table
        self._shards = shards

    def start_action(self, job: Job) -> Action:
        """Give the action that begins a job; it fails where one of this id was begun before."""
        actor = Actor("staff", job.by) if job.by else Actor("system")
        event = Event(
            f"job.{job.id}",
            STARTED,
            job.created_at,
            f"job/{job.id}",
            actor,
            {"job": job.id, "kind": job.kind},
        )
        item = self._item(job, job.created_at + FORGOTTEN_AFTER)
        return Put({**item, "event": event.envelope()}, ABSENT)

    def start(self, jobs: Sequence[Job]) -> bool:
        """Begin jobs that go with nothing else, in one request; False where they were begun before."""
        try:
            self._table.transact([self.start_action(job) for job in jobs])
        except ConditionFailed:
            return False
        return True

    def load(self, identity: str) -> Job | None:
        """Read one job, consistently."""
        item = self._table.get(PREFIX + identity, _SK)
        return load(Job, item) if item else None

    def note(self, before: Job, after: Job, timer: datetime | None) -> Job:
        """Write down how far a job is; raise Overtaken where it is no longer as it was read."""
        noted = replace(after, version=before.version + 1)
        same = Guard("version = :read", {}, {":read": before.version})
        try:
            self._table.put(self._item(noted, timer), same)
        except ConditionFailed as failed:
            raise Overtaken from failed
        return noted

    def _item(self, job: Job, timer: datetime | None) -> dict[str, Any]:
        pk = PREFIX + job.id
        item = {"pk": pk, "sk": _SK, **dump(job)}
        if job.ended_at is not None:
            return {**item, "expires_at": int((job.ended_at + KEPT).timestamp())}
        if timer is None:
            return item
        return {**item, "timer_shard": shard_of(pk, self._shards), "timer_at": instant(timer)}


class Jobs:
    """Works on jobs: `workers` has one for each kind, `clock` gives the present."""

    def __init__(
        self, store: JobStore, workers: Mapping[str, Callable[[], Worker]], clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._workers = workers
        self._clock = clock

    def run(self, identity: str, may_go_on: Callable[[], bool], *, again: bool = False) -> Worked | None:
        """Go on with a job as far as one invocation gets; `again` also with one that was given up.

        None where there is nothing to do: no such job, or another worker is at it. A step that raises is
        tried again later, with growing waits, and ends the job when it raises again and again. Storage that
        can't be reached is not the job's fault and is raised.
        """
        job = self._store.load(identity)
        if job and again and job.state is JobState.FAILED:
            job = replace(job, state=JobState.RUNNING, failures=0, ended_at=None)
        if job is None or job.ended_at is not None:
            return None
        while True:
            try:
                after, rests_until = self._stepped(job)
                timer = None if after.ended_at else rests_until or self._clock() + FORGOTTEN_AFTER
                job = self._store.note(job, after, timer)
            except Overtaken:
                return None
            if job.ended_at or rests_until:
                return Worked(job, unfinished=False)
            if not may_go_on():
                return Worked(job, unfinished=True)

    def _stepped(self, job: Job) -> tuple[Job, datetime | None]:
        """Do a step; give the job after it, and until when it rests (None: it need not)."""
        now = self._clock()
        try:
            step = self._workers[job.kind]().step(job, now)
        except (StorageError, Overtaken):
            raise
        except Exception as error:  # noqa: BLE001 - one bad job must neither block its queue nor run for ever
            log(
                "job.raised",
                level="ERROR",
                job=job.id,
                kind=job.kind,
                tries=job.failures + 1,
                **failure(error),
            )
            return _failed(job, error, self._clock())
        now = self._clock()
        counted = {name: job.tally.get(name, 0) + more for name, more in step.tally.items()}
        after = replace(
            job,
            position=step.position,
            tally={**job.tally, **counted},
            changed_at=now,
            failures=0,
            state=JobState.DONE if step.done else JobState.RUNNING,
            ended_at=now if step.done else None,
        )
        return after, None if step.done else step.wait_until


def _failed(job: Job, error: Exception, now: datetime) -> tuple[Job, datetime | None]:
    failures = job.failures + 1
    given_up = failures >= MOST_FAILURES
    after = replace(
        job,
        changed_at=now,
        failures=failures,
        failure=type(error).__qualname__,
        state=JobState.FAILED if given_up else JobState.RUNNING,
        ended_at=now if given_up else None,
    )
    return after, None if given_up else now + timedelta(minutes=2 ** min(failures - 1, 7))
