"""Taking a person out of their cases, one after the other, as a job that may die at any point and go on.

A case is closed to everybody first (its head is blanked, and takes no command from then on), then its
timeline and its files go. Only when all cases found are blank do the pointers go by which they are found: so
whatever was half done is found again, and doing it again comes to the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from hearthline.complaints import lifecycle
from hearthline.complaints.commands import Erase
from hearthline.complaints.model import Complaint
from hearthline.complaints.privacy.model import ERASURE
from hearthline.complaints.privacy.person_store import PersonStore
from hearthline.complaints.privacy.retention import settled
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Outdated
from hearthline.platform.codec import dump, load
from hearthline.platform.ids import Entropy
from hearthline.platform.jobs import Job, Step, new_job
from hearthline.platform.outbox import SYSTEM, Actor

RETENTION: Final = "retention"
"""Why the system itself erases a case."""

PAGE: Final = 10
"""Cases of one step: half a dozen requests each."""

LOOK_AGAIN: Final = timedelta(days=1)
"""When a job looks again at cases that had not ended."""

RACES: Final = 8
BEGIN: Final = "C#"
"""Before every pointer."""

DeleteFiles = Callable[[str], int]
"""Deletes all files of a case with all their versions, and gives how many there were."""


class Came(StrEnum):
    """What came of one case."""

    ERASED = "erased"
    WAITS = "waits"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case, whose it is (contact hashes), and how many files it had."""

    came: Came
    persons: frozenset[str] = frozenset()
    files: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a job goes on: erasing or `forgetting`, by which contact, after which pointer; and who waits."""

    forgetting: bool = False
    person: int = 0
    after: str = BEGIN
    waiting: int = 0


def erasure_of(number: str, now: datetime, entropy: Entropy) -> Job:
    """Make the job that erases one case, because its time is over."""
    return new_job(ERASURE, {"number": number, "reason": RETENTION}, None, now, entropy)


class CaseEraser:
    """Erases one case."""

    def __init__(
        self, store: ComplaintStore, persons: PersonStore, rulebook: Rulebook, delete_files: DeleteFiles
    ) -> None:
        self._store = store
        self._persons = persons
        self._rulebook = rulebook
        self._delete_files = delete_files

    def erase(self, number: str, actor: Actor, now: datetime, *, known_by: datetime | None = None) -> Result:
        """Blank a case that has ended, whatever was done of that before; one that hasn't ended waits.

        One that was imported after `known_by` is left alone: it is a new matter.
        """
        for _ in range(RACES):
            found = self._store.timeline(number)
            if found is None:
                return Result(Came.NOTHING)
            stored, entries = found
            case = stored.complaint
            persons = frozenset(stored.private.get("persons", ()))
            if known_by and case.imported_at and case.imported_at > known_by:
                return Result(Came.NOTHING)
            if case.erased_at is None and not settled(case):
                return Result(Came.WAITS, persons)
            if case.erased_at is None:
                terms = self._rulebook.terms(case.city, case.policy)
                change = lifecycle.decide(case, Erase(), actor, now, terms)
                try:
                    self._store.save(stored, change, terms)
                except Outdated:
                    continue
            self._persons.blank(entries)
            if case.attachments:
                self._delete_files(number)
            return Result(Came.ERASED, persons, _files(case))
        raise Outdated(None)

    def forget(self, number: str) -> None:
        """Remove the pointers to a case that is erased; leave one that isn't."""
        stored = self._store.load(number)
        if stored and stored.complaint.erased_at is not None:
            self._persons.forget(stored)


class Erasure:
    """The job: all cases of a person, or with `number` in its parameters, of that one case."""

    def __init__(self, eraser: CaseEraser, persons: PersonStore, rulebook: Rulebook) -> None:
        self._eraser = eraser
        self._persons = persons
        self._rulebook = rulebook

    def step(self, job: Job, now: datetime) -> Step:
        """Do the next page of cases. Cases still open are looked at again each day until they have ended."""
        self._rulebook.refresh(now)
        actor = Actor("staff", job.by) if job.by else SYSTEM
        if "number" in job.params:
            return self._one(str(job.params["number"]), actor, now)
        place = load(Place, job.position)
        hashes: list[str] = job.params["persons"]
        if place.person == len(hashes):
            return self._turn(job, place, now)
        page = self._persons.pointed(hashes[place.person], place.after, job.created_at, PAGE)
        if place.forgetting:
            for number in page.numbers:
                self._eraser.forget(number)
            return Step(_after(place, page.after))
        results = [self._eraser.erase(number, actor, now, known_by=job.created_at) for number in page.numbers]
        met_before = frozenset(hashes[: place.person])
        fresh = [result for result in results if not result.persons & met_before]
        erased = [result for result in fresh if result.came is Came.ERASED]
        waiting = sum(1 for result in fresh if result.came is Came.WAITS)
        tally = {"erased": len(erased), "files": sum(result.files for result in erased)}
        return Step(_after(replace(place, waiting=place.waiting + waiting), page.after), tally)

    def _one(self, number: str, actor: Actor, now: datetime) -> Step:
        result = self._eraser.erase(number, actor, now)
        self._eraser.forget(number)
        return Step({}, {"erased": int(result.came is Came.ERASED), "files": result.files}, done=True)

    def _turn(self, job: Job, place: Place, now: datetime) -> Step:
        """From erasing to forgetting; and from that to the end, or to the next look at what waits."""
        if not place.forgetting:
            return Step(dump(Place(forgetting=True, waiting=place.waiting)))
        tally = {"waiting": place.waiting - job.tally.get("waiting", 0)}
        if place.waiting:
            return Step({}, tally, wait_until=now + LOOK_AGAIN)
        return Step({}, tally, done=True)


def _after(place: Place, after: str | None) -> Mapping[str, Any]:
    """Give the position after a page: further along this contact's cases, or at the next contact."""
    further = replace(place, after=after) if after else replace(place, person=place.person + 1, after=BEGIN)
    position: Mapping[str, Any] = dump(further)
    return position


def _files(case: Complaint) -> int:
    return sum(1 for file in case.attachments if file.settled_at is not None)
