"""All that is known of a person as one JSON document, made part by part, as a job that may die and go on."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final, Protocol

from hearthline.complaints.privacy.disclosing import disclosed
from hearthline.complaints.privacy.members import Members
from hearthline.complaints.privacy.model import file_of, parts_of
from hearthline.complaints.privacy.person_store import PersonStore
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.jobs import Job, Step
from hearthline.platform.objects import Objects

FORMAT: Final = "hearthline.person/2"
RECORD: Final = "record"
CASES: Final = "cases"
CONTENT_TYPE: Final = "application/json"
PAGE: Final = 10
"""Cases of one part: some hundred kilobytes at most."""

BEGIN: Final = "C#"


class Told(Protocol):
    """Gives the notices that a customer was sent about a case."""

    def __call__(self, events: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]: ...  # noqa: D102


class Stage(StrEnum):
    """What a job is at, in this order."""

    FINDING = "finding"
    PERSONS = "persons"
    CASES = "cases"
    LINKED = "linked"
    JOINING = "joining"
    CLEANING = "cleaning"


_NEXT: Final = dict(pairwise(Stage))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an export goes on: whom it is about, what it is at, with which of them, after what; its parts."""

    stage: Stage = Stage.FINDING
    contacts: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    at: int = 0
    after: str = ""
    records: int = 0
    parts: int = 0

    @property
    def whom(self) -> str | None:
        """The contact or the person at hand; None where all have had this stage."""
        each = self.contacts if self.stage is Stage.CASES else self.persons
        return each[self.at] if self.at < len(each) else None

    def following(self) -> "Place":
        """At the same with the next contact or person."""
        return replace(self, at=self.at + 1, after="")

    def turned(self) -> "Place":
        """At the beginning of the next stage."""
        return replace(self, stage=_NEXT[self.stage], at=0, after="")


def part_of(job: str, kind: str, number: int) -> str:
    """Give the key of one part (`record` or `cases`), which goes when the file is whole."""
    return f"{parts_of(job)}{kind}-{number:06d}.json"


class Export:
    """The job: a part for each person and for each page of cases, then the whole."""

    def __init__(
        self,
        store: ComplaintStore,
        pointers: PersonStore,
        members: Members,
        objects: Objects,
        told: Told,
    ) -> None:
        self._store = store
        self._pointers = pointers
        self._members = members
        self._objects = objects
        self._told = told

    def step(self, job: Job, now: datetime) -> Step:
        """Write the next part; when all are written, join them; when that is done, remove them."""
        place = load(Place, job.position)
        match place.stage:
            case Stage.FINDING:
                found = self._members.found(
                    job.params["persons"], job.params.get("members", ()), job.created_at
                )
                return _moved(Place(Stage.PERSONS, found.contacts, found.persons))
            case Stage.JOINING:
                self._join(job, place)
                return _moved(place.turned())
            case Stage.CLEANING:
                self._objects.delete_all(parts_of(job.id))
                return Step(dump(place), done=True)
        whom = place.whom
        if whom is None:
            return _moved(place.turned())
        if place.stage is Stage.PERSONS:
            return self._record(job, place, whom)
        if place.stage is Stage.CASES:
            page = self._pointers.pointed(whom, place.after or BEGIN, job.created_at, PAGE)
            further = replace(place, after=page.after) if page.after else place.following()
            return self._cases(job, further, page.numbers, frozenset(place.contacts[: place.at]), now)
        links = self._members.linked(whom, place.after, job.created_at, PAGE)
        further = replace(place, after=links[-1].place) if len(links) == PAGE else place.following()
        return self._cases(job, further, [link.number for link in links], frozenset(place.contacts), now)

    def _record(self, job: Job, place: Place, person: str) -> Step:
        record = self._members.record(person)
        if record is None:
            return _moved(place.following())
        text = json.dumps(record, ensure_ascii=False).encode()
        self._objects.write(part_of(job.id, RECORD, place.records), text, CONTENT_TYPE)
        return Step(dump(replace(place.following(), records=place.records + 1)), {"persons": 1})

    def _cases(
        self, job: Job, further: Place, numbers: Sequence[str], met_before: frozenset[str], now: datetime
    ) -> Step:
        cases = [case for number in numbers if (case := self._case(number, met_before, now)) is not None]
        if cases:
            self._objects.write(part_of(job.id, CASES, further.parts), _text(cases), CONTENT_TYPE)
            further = replace(further, parts=further.parts + 1)
        return Step(dump(further), {"cases": len(cases)})

    def _case(self, number: str, met_before: frozenset[str], now: datetime) -> dict[str, Any] | None:
        """Give what is known of a case, None where it was met by an earlier contact or is erased."""
        found = self._store.case(number)
        if found is None or found.complaint.erased_at:
            return None
        if not met_before.isdisjoint(found.stored.private.get("persons", ())):
            return None
        return disclosed(found.complaint, found.entries, self._told(found.events), now)

    def _join(self, job: Job, place: Place) -> None:
        self._objects.join(
            self._pieces(job, place),
            file_of(job.id),
            CONTENT_TYPE,
            disposition=f'attachment; filename="person-{job.id}.json"',
        )

    def _pieces(self, job: Job, place: Place) -> Iterator[bytes]:
        head = json.dumps({"format": FORMAT, "made_at": instant(job.created_at)})
        yield f'{head[:-1]}, "persons": ['.encode()
        yield from self._parts(job, RECORD, place.records)
        yield b'], "cases": ['
        yield from self._parts(job, CASES, place.parts)
        yield b"]}"

    def _parts(self, job: Job, kind: str, count: int) -> Iterator[bytes]:
        for number in range(count):
            yield (b"," if number else b"") + self._objects.read_whole(part_of(job.id, kind, number))


def _moved(place: Place) -> Step:
    return Step(dump(place))


def _text(cases: Sequence[Mapping[str, Any]]) -> bytes:
    """Give cases as the inside of a JSON list."""
    return ",".join(json.dumps(case, ensure_ascii=False) for case in cases).encode()
