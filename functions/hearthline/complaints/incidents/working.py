"""The long work of incidents: linking what was found, and answering all who are linked, each once.

A step takes a page of complaints. It may be done again after a crash: a link that stands is seen, and an
answer is given under a mark that is written with it, so the second time it counts as what it was.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.applying import Proviso, apply
from hearthline.complaints.commands import Command, Link, Reply, Resolve
from hearthline.complaints.incidents.linking import linking
from hearthline.complaints.incidents.model import (
    TRANSLATIONS,
    Broadcast,
    Incident,
    Line,
    MemberState,
    Said,
)
from hearthline.complaints.incidents.store import IncidentStore
from hearthline.complaints.model import Outcome
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Stored
from hearthline.platform.jobs import Job, Step
from hearthline.platform.logs import failure, log
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import Problem
from hearthline.platform.table import StorageError

LINKING: Final = "incident_linking"
BROADCAST: Final = "incident_broadcast"
PAGE: Final = 50
UNAVAILABLE: Final = 503


class _Each:
    """Takes complaint after complaint of a page; what stands against one is kept with it, and counted."""

    def __init__(self, incidents: IncidentStore, store: ComplaintStore, rulebook: Rulebook) -> None:
        self._incidents = incidents
        self._store = store
        self._rulebook = rulebook

    def _page(
        self, job: Job, numbers: Sequence[str], done: str, act: Callable[[Stored], object]
    ) -> Counter[str]:
        incident = str(job.params["incident"])
        # What a case says of itself decides whether it is left out, so nothing older than it will do.
        read = self._store.load_many(numbers, consistent=True)
        heads = {stored.complaint.number: stored for stored in read}
        tally: Counter[str] = Counter()
        for number in numbers:
            reason = self._reason(heads.get(number), act)
            if reason is None:
                tally[done] += 1
                continue
            outcome, why = reason
            self._incidents.missed(incident, number, job.id, why)
            tally[outcome] += 1
        return tally

    def _reason(self, stored: Stored | None, act: Callable[[Stored], object]) -> tuple[str, str] | None:
        """Do it to one; give whether it was skipped or failed, and why, or None when it was done."""
        if stored is None:
            return "failed", "not_found"
        try:
            act(stored)
        except Problem as problem:
            if problem.status == UNAVAILABLE:
                raise
            return "skipped", str(problem.extra.get("reason", "not_allowed"))
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - one bad case must not keep the answer from all others
            log("incident.member_failed", level="ERROR", number=stored.complaint.number, **failure(error))
            return "failed", "error"
        return None

    def _end(self, job: Job, tally: Counter[str]) -> Step:
        self._incidents.end_job(str(job.params["incident"]), job.id)
        return Step(tally=tally, done=True)


class Linker(_Each):
    """Links the complaints that a job names, or else all candidates of its incident."""

    def step(self, job: Job, now: datetime) -> Step:
        """Link the next page, in the name of whoever confirmed or opened the incident."""
        self._rulebook.refresh(now)
        incident = str(job.params["incident"])
        command, actor = Link(incident), Actor("staff", job.by)

        def act(stored: Stored) -> None:
            if stored.complaint.incident != incident:
                apply(self._store, self._rulebook, stored, command, actor, now, linking(command, actor, now))

        numbers, position = self._next(job, incident)
        tally = self._page(job, numbers, "linked", act)
        return Step(position, tally) if position else self._end(job, tally)

    def _next(self, job: Job, incident: str) -> tuple[list[str], dict[str, int | str]]:
        if "complaints" in job.params:
            begin = int(job.position.get("at", 0))
            named = list(job.params["complaints"])
            more: dict[str, int | str] = {"at": begin + PAGE} if begin + PAGE < len(named) else {}
            return named[begin : begin + PAGE], more
        page, after = self._incidents.members(incident, job.position.get("after"), PAGE)
        found = [member.number for member in page if member.state is MemberState.CANDIDATE]
        return found, {"after": after} if after else {}


class Broadcaster(_Each):
    """Answers every linked complaint in private, by whoever broadcast."""

    def __init__(
        self, incidents: IncidentStore, store: ComplaintStore, rulebook: Rulebook, keys: AccessKeys
    ) -> None:
        super().__init__(incidents, store, rulebook)
        self._keys = keys

    def step(self, job: Job, now: datetime) -> Step:
        """Answer the next page; who is not open, not linked or gone elsewhere is left out with the reason."""
        self._rulebook.refresh(now)
        incident = self._incidents.load(str(job.params["incident"]))
        sent = _broadcast(incident, job.id)
        if incident is None or sent is None:
            raise LookupError(job.id)
        said = _said(self._incidents.line(incident.id, sent.entry))
        actor = Actor("staff", sent.by)

        def act(stored: Stored) -> None:
            number = stored.complaint.number
            command = answering(said.to(stored.complaint.language), sent.resolves)
            once = self._keys.once(f"broadcast\n{number}", job.id, command)
            proviso = Proviso(once=once, still=_belongs_to(incident))
            apply(self._store, self._rulebook, stored, command, actor, now, proviso)

        page, after = self._incidents.members(incident.id, job.position.get("after"), PAGE)
        numbers = [member.number for member in page if member.state is MemberState.LINKED]
        tally = self._page(job, numbers, "answered", act)
        return Step({"after": after}, tally) if after else self._end(job, tally)


def answering(text: str, resolves: Outcome | None) -> Command:
    """Give the command that a broadcast is for each case: an answer in private, or one that settles it."""
    if resolves is None:
        return Reply(text, public=False)
    return Resolve(text, resolves.cause, resolves.department, resolves.contractor, public=False)


def _said(line: Line | None) -> Said:
    return Said(line.text or "", line.data.get(TRANSLATIONS, {})) if line else Said("")


def _broadcast(incident: Incident | None, job: str) -> Broadcast | None:
    sent = incident.broadcasts if incident else ()
    return next((each for each in sent if each.id == job), None)


def _belongs_to(incident: Incident) -> Callable[[Stored], None]:
    """Object to a case that is no longer linked, and to one that went to a city which is not the incident's.

    Whoever broadcasts was found entitled to the incident's city, and to no other.
    """

    def still(stored: Stored) -> None:
        case = stored.complaint
        if case.incident != incident.id:
            raise Problem.refused("not_linked", {"status": case.status.value})
        if case.city != incident.city:
            raise Problem.refused("other_city", {"status": case.status.value})

    return still
