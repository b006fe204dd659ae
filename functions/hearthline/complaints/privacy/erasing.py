"""Taking a person out of all that is kept, one thing after the other, as a job that may die and go on.

Their own record goes first: whoever comes with one of their contacts from then on is somebody else. A case is
closed to everybody first (its head is blanked, and takes no command from then on), then its timeline and its
files go. Only when all cases found are blank do the pointers go by which they are found: so whatever was half
done is found again, and doing it again comes to the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from hearthline.complaints import lifecycle
from hearthline.complaints.commands import Erase
from hearthline.complaints.model import Complaint
from hearthline.complaints.privacy.members import Members
from hearthline.complaints.privacy.model import ERASURE
from hearthline.complaints.privacy.person_store import PersonStore
from hearthline.complaints.privacy.retention import settled
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Outdated
from hearthline.platform.codec import dump, load
from hearthline.platform.ids import Entropy
from hearthline.platform.jobs import Job, Step, new_job
from hearthline.platform.outbox import CUSTOMER, SYSTEM, Actor

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


class Stage(StrEnum):
    """What a job is at, in this order; while cases wait it goes back to `cases`."""

    FINDING = "finding"
    LEAVING = "leaving"
    CASES = "cases"
    LINKED = "linked"
    FORGETTING = "forgetting"
    UNLINKING = "unlinking"
    LOOKING_AGAIN = "looking_again"
    DONE = "done"


_NEXT: Final = dict(pairwise(Stage))
_OF_CONTACTS: Final = frozenset({Stage.CASES, Stage.FORGETTING})
"""What is done for each contact; the other stages are for each person."""
_LAST: Final = frozenset({Stage.LOOKING_AGAIN, Stage.DONE})
"""What comes only when no case waits any more."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a job goes on: whom it is about, what it is at, with which of them, after what; how many wait."""

    stage: Stage = Stage.FINDING
    contacts: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    at: int = 0
    after: str = ""
    waiting: int = 0

    @property
    def whom(self) -> str | None:
        """The contact or the person at hand; None where all have had this stage."""
        each = self.contacts if self.stage in _OF_CONTACTS else self.persons
        return each[self.at] if self.at < len(each) else None

    def following(self) -> "Place":
        """At the same with the next contact or person."""
        return replace(self, at=self.at + 1, after="")

    def turned(self) -> "Place":
        """At the beginning of the next stage."""
        return replace(self, stage=_NEXT[self.stage], at=0, after="")


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

    def forget(self, number: str) -> bool:
        """Remove the pointers to a case that is erased, and leave one that isn't; tell whether it is one."""
        stored = self._store.load(number)
        if stored and stored.complaint.erased_at is None:
            return False
        if stored:
            self._persons.forget(stored)
        return True


class Erasure:
    """The job: a person and all their cases, or with `number` in its parameters, that one case."""

    def __init__(
        self, eraser: CaseEraser, pointers: PersonStore, members: Members, rulebook: Rulebook
    ) -> None:
        self._eraser = eraser
        self._pointers = pointers
        self._members = members
        self._rulebook = rulebook

    def step(self, job: Job, now: datetime) -> Step:
        """Do the next page. Cases still open are looked at again each day until they have ended."""
        self._rulebook.refresh(now)
        if "number" in job.params:
            return self._one(str(job.params["number"]), _actor(job), now)
        place = load(Place, job.position)
        if place.stage is Stage.FINDING:
            found = self._members.found(job.params["persons"], job.params.get("members", ()), job.created_at)
            return _moved(Place(Stage.LEAVING, found.contacts, found.persons))
        whom = place.whom
        if whom is None:
            return self._turn(job, place, now)
        match place.stage:
            case Stage.LEAVING | Stage.LOOKING_AGAIN:
                self._members.take_out(whom, place.contacts, _actor(job), now)
                counted = {"persons": 1} if place.stage is Stage.LEAVING else {}
                return Step(dump(place.following()), counted)
            case Stage.CASES | Stage.FORGETTING:
                return self._pointed(job, place, whom, now)
        return self._linked(job, place, whom, now)

    def _pointed(self, job: Job, place: Place, contact: str, now: datetime) -> Step:
        """Erase, or forget, a page of the cases that a contact points to."""
        page = self._pointers.pointed(contact, place.after or BEGIN, job.created_at, PAGE)
        further = replace(place, after=page.after) if page.after else place.following()
        if place.stage is Stage.FORGETTING:
            for number in page.numbers:
                self._eraser.forget(number)
            return _moved(further)
        return self._erased(job, further, page.numbers, frozenset(place.contacts[: place.at]), now)

    def _linked(self, job: Job, place: Place, person: str, now: datetime) -> Step:
        """Erase a page of what a person's record leads to beside their contacts; or forget, and unlink it."""
        links = self._members.linked(person, place.after, job.created_at, PAGE)
        further = replace(place, after=links[-1].place) if len(links) == PAGE else place.following()
        if place.stage is Stage.UNLINKING:
            for link in links:
                if self._eraser.forget(link.number):
                    self._members.unlink(person, link.place)
            return _moved(further)
        return self._erased(job, further, [link.number for link in links], frozenset(place.contacts), now)

    def _erased(
        self, job: Job, further: Place, numbers: Sequence[str], met_before: frozenset[str], now: datetime
    ) -> Step:
        """Erase cases; those with a contact that was met before have been counted."""
        actor = _actor(job)
        results = [self._eraser.erase(number, actor, now, known_by=job.created_at) for number in numbers]
        fresh = [result for result in results if not result.persons & met_before]
        erased = [result for result in fresh if result.came is Came.ERASED]
        waiting = sum(1 for result in fresh if result.came is Came.WAITS)
        tally = {"erased": len(erased), "files": sum(result.files for result in erased)}
        return Step(dump(replace(further, waiting=further.waiting + waiting)), tally)

    def _one(self, number: str, actor: Actor, now: datetime) -> Step:
        result = self._eraser.erase(number, actor, now)
        self._eraser.forget(number)
        return Step({}, {"erased": int(result.came is Came.ERASED), "files": result.files}, done=True)

    def _turn(self, job: Job, place: Place, now: datetime) -> Step:
        """On to the next stage, to the end, or to the next look at what waits."""
        after = place.turned()
        while after.stage not in _LAST and after.whom is None:
            after = after.turned()
        if after.stage not in _LAST:
            return _moved(after)
        tally = {"waiting": place.waiting - job.tally.get("waiting", 0)}
        if place.waiting:
            again = replace(after, stage=Stage.CASES, waiting=0)
            return Step(dump(again), tally, wait_until=now + LOOK_AGAIN)
        if after.stage is Stage.DONE or not after.persons:
            return Step({}, tally, done=True)
        return Step(dump(after), tally)


def _actor(job: Job) -> Actor:
    """Who acts: an admin, the person themselves, or the system."""
    if job.by:
        return Actor("staff", job.by)
    return CUSTOMER if "members" in job.params else SYSTEM


def _moved(place: Place) -> Step:
    return Step(dump(place))


def _files(case: Complaint) -> int:
    return sum(1 for file in case.attachments if file.settled_at is not None)
