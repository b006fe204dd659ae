"""All that is known of a person as one JSON document, made part by part, as a job that may die and go on."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Protocol

from hearthline.complaints.privacy.disclosing import disclosed
from hearthline.complaints.privacy.person_store import PersonStore
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.jobs import Job, Step
from hearthline.platform.objects import Objects

FORMAT: Final = "hearthline.person/1"
CONTENT_TYPE: Final = "application/json"
PAGE: Final = 10
"""Cases of one part: some hundred kilobytes at most."""

BEGIN: Final = "C#"


class Told(Protocol):
    """Gives the notices that a customer was sent about a case."""

    def __call__(self, events: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Place:
    """Where an export goes on: by which contact, after which pointer; its parts so far, and whether whole."""

    person: int = 0
    after: str = BEGIN
    parts: int = 0
    whole: bool = False


def file_of(job: str) -> str:
    """Give the key of an export's file."""
    return f"exports/{job}.json"


def parts_of(job: str) -> str:
    """Give what the keys of its parts begin with."""
    return f"exports/{job}/"


def part_of(job: str, number: int) -> str:
    """Give the key of one part, which goes when the file is whole."""
    return f"{parts_of(job)}part-{number:06d}.json"


class Export:
    """The job: a part for each page of cases, then the whole."""

    def __init__(self, store: ComplaintStore, persons: PersonStore, objects: Objects, told: Told) -> None:
        self._store = store
        self._persons = persons
        self._objects = objects
        self._told = told

    def step(self, job: Job, now: datetime) -> Step:
        """Write the next part; when all are written, join them; when that is done, remove them."""
        place = load(Place, job.position)
        hashes: list[str] = job.params["persons"]
        if place.whole:
            self._objects.delete_all(parts_of(job.id))
            return Step(dump(place), done=True)
        if place.person == len(hashes):
            self._join(job, place)
            return Step(dump(replace(place, whole=True)))
        page = self._persons.pointed(hashes[place.person], place.after, job.created_at, PAGE)
        met_before = frozenset(hashes[: place.person])
        cases = [case for number in page.numbers if (case := self._case(number, met_before, now)) is not None]
        further = (
            replace(place, after=page.after)
            if page.after
            else replace(place, person=place.person + 1, after=BEGIN)
        )
        if cases:
            self._objects.write(part_of(job.id, place.parts), _text(cases), CONTENT_TYPE)
            further = replace(further, parts=place.parts + 1)
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
        yield f'{head[:-1]}, "consents": [], "cases": ['.encode()
        for number in range(place.parts):
            yield (b"," if number else b"") + self._objects.read_whole(part_of(job.id, number))
        yield b"]}"


def _text(cases: Sequence[Mapping[str, Any]]) -> bytes:
    """Give cases as the inside of a JSON list."""
    return ",".join(json.dumps(case, ensure_ascii=False) for case in cases).encode()
