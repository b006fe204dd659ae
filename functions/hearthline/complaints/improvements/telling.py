"""Telling those who asked what was decided: one entry in each complaint's thread, by a job of its own."""

from collections import Counter
from datetime import datetime

from hearthline.complaints import lifecycle
from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.commands import TellImprovement
from hearthline.complaints.improvements.model import Revised
from hearthline.complaints.improvements.store import ImprovementStore
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Outdated, Stored
from hearthline.platform.ids import Entropy
from hearthline.platform.jobs import Job, Step, new_job
from hearthline.platform.logs import failure, log
from hearthline.platform.once import AlreadyDone
from hearthline.platform.outbox import SYSTEM
from hearthline.platform.table import StorageError

KIND = "improvement"
TOGETHER = 20
"""Complaints that one step tells: two requests each, a second or two."""

RACES = 8
MOST_MERGES = 10


class TooBusy(Exception):
    """A case was changed each time that it was read; the step is tried again later."""


def telling_job(revised: Revised, now: datetime, entropy: Entropy) -> Job | None:
    """Make the job that tells of a decision; None where nobody is to be told."""
    revision = revised.revision
    if not revision.told:
        return None
    params = {"improvement": revised.improvement.id, "version": revision.version}
    return new_job(KIND, params, revision.by, now, entropy)


class TellingFilers:
    """The worker: once in each thread, however often a step is repeated.

    Where a complaint was merged, the case that it went into hears of it. An erased one has nobody to tell.
    """

    def __init__(
        self,
        improvements: ImprovementStore,
        complaints: ComplaintStore,
        rulebook: Rulebook,
        keys: AccessKeys,
        *,
        together: int = TOGETHER,
    ) -> None:
        self._improvements = improvements
        self._complaints = complaints
        self._rulebook = rulebook
        self._keys = keys
        self._together = together

    def step(self, job: Job, now: datetime) -> Step:
        """Tell the next few."""
        identity, version = str(job.params["improvement"]), int(job.params["version"])
        revision = self._improvements.revision(identity, version)
        if revision is None:
            return Step(job.position, done=True)
        self._rulebook.refresh(now)
        begin = int(job.position.get("next", 0))
        end = begin + self._together
        command = TellImprovement(identity, revision.status.value, revision.text or "")
        decision = f"improvement/{identity}/{version}"
        came = Counter(self._outcome(number, decision, command, now) for number in revision.told[begin:end])
        tally = {"told": 0, "passed_over": 0, **came}
        return Step({"next": end}, tally, done=end >= len(revision.told))

    def _outcome(self, number: str, decision: str, command: TellImprovement, now: datetime) -> str:
        """Tell one, and say what came of it; one that can't be told keeps nobody else from hearing of it."""
        try:
            return "told" if self._tell(number, decision, command, now) else "passed_over"
        except (StorageError, TooBusy):
            raise
        except Exception as error:  # noqa: BLE001 - one bad case must not keep it from all others
            log("improvement.not_told", level="ERROR", number=number, **failure(error))
            return "failed"

    def _tell(self, number: str, decision: str, command: TellImprovement, now: datetime) -> bool:
        """Write it into one thread; False where that was done before, or there is nobody to tell."""
        stored = self._standing(self._complaints.load(number))
        for _ in range(RACES):
            if stored is None or stored.complaint.erased_at is not None:
                return False
            complaint = stored.complaint
            terms = self._rulebook.terms(complaint.city, complaint.policy)
            change = lifecycle.decide(complaint, command, SYSTEM, now, terms)
            once = self._keys.once(decision, complaint.number, command)
            try:
                self._complaints.save(stored, change, terms, once=once)
            except AlreadyDone:
                return False
            except Outdated as outdated:
                stored = self._standing(outdated.stored)
            else:
                return True
        raise TooBusy(number)

    def _standing(self, stored: Stored | None) -> Stored | None:
        """Give the case in which a complaint goes on: itself, or what it was merged into."""
        for _ in range(MOST_MERGES):
            if stored is None or stored.complaint.merged_into is None:
                return stored
            stored = self._complaints.load(stored.complaint.merged_into)
        return None
