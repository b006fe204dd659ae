"""Counting whom a segment means: each part of the audience is a job of its own.

A part's subtotal stands under its own key and says how far it is, so a step that is done again, or by two at
once, counts nobody twice. A sample is drawn by a keyed hash of each person: uniform, since nobody can foresee
the hash, and the same whenever it is drawn again and however the audience is cut.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from heapq import nsmallest
from typing import Any, Final

from hearthline.members.segments.audience import Audience, AudiencePage
from hearthline.members.segments.language import All, Filter, Not, within
from hearthline.members.segments.matching import Moment, Predicate, cities_of, compiled, needs_points
from hearthline.members.segments.model import MOST_DRAWN, Count, Drawn, Subtotal
from hearthline.members.segments.reading import parsed
from hearthline.members.segments.store import PartMoved, SegmentStore
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy
from hearthline.platform.jobs import Job, Overtaken, Step, new_job

KIND: Final = "segment_count"
PARTS: Final = 4
"""Into how many parts the audience is cut; each is read by one job after the other's page."""
PAGES_A_STEP: Final = 4
"""Each page is up to 1 MB: some thousand persons, a few hundred milliseconds."""

MomentOf = Callable[[datetime], Moment]


def jobs_of(count: Count, entropy: Entropy) -> list[Job]:
    """Give the jobs that count; their ids follow from the count's, so that they are begun once."""
    return [
        new_job(
            KIND,
            {"segment": count.segment, "run": count.id, "part": part},
            count.by,
            count.at,
            entropy,
            id_=f"{count.id}{part:02d}",
        )
        for part in range(count.parts)
    ]


def meant(count: Count) -> Filter:
    """Give whom a count means: the segment's filter, within the cities that it may look at."""
    return narrowed(count.filter, count.excluded, None if count.everywhere else count.cities)


def narrowed(text: str, excluded: str | None, cities: Iterable[str] | None) -> Filter:
    """Give whom a saved filter means without those whom another means, within cities; None is every city."""
    wanted = parsed(text)
    if excluded is not None:
        wanted = All((wanted, Not(parsed(excluded))))
    return within(wanted, None if cities is None else frozenset(cities))


class Counting:
    """Works on one part of a count."""

    def __init__(
        self, store: SegmentStore, audience: Audience, moment: MomentOf, prints: Fingerprints
    ) -> None:
        self._store = store
        self._audience = audience
        self._moment = moment
        self._prints = prints

    def step(self, job: Job, now: datetime) -> Step:  # noqa: ARG002 - days are those of the count, not of the step
        """Read some pages on from where the part is, and note what it then comes to."""
        found = self._store.count(str(job.params["segment"]), str(job.params["run"]))
        if found is None:  # forgotten, after its time
            return Step(done=True)
        count, subtotals = found
        before = after = subtotals[int(job.params["part"])]
        wanted = meant(count)
        means, points = compiled(wanted, self._moment(count.at)), needs_points(wanted)
        while not after.done and after.pages < before.pages + PAGES_A_STEP:
            page = self._audience.pages(after.part, count.parts, after.next, points=points)
            after = self._counted(count, after, page, means)
        if after is not before:
            try:
                self._store.note(count, before, after)
            except PartMoved as moved:
                raise Overtaken from moved
        return Step(position={"pages": after.pages}, done=after.done)

    def _counted(self, count: Count, before: Subtotal, page: AudiencePage, means: Predicate) -> Subtotal:
        persons = [person for person in page.persons if means(person)]
        cities = Counter(before.by_city)
        seen = None if count.everywhere else set(count.cities)
        for person in persons:
            theirs = cities_of(person) if seen is None else cities_of(person) & seen
            cities.update(theirs or {""})
        drawn = [
            Drawn(self._prints.fingerprint("sample", f"{count.segment}\n{one.id}"), one.id) for one in persons
        ]
        sample: list[Drawn] = nsmallest(MOST_DRAWN, [*before.sample, *drawn], key=_hash)
        return replace(
            before,
            pages=before.pages + 1,
            scanned=before.scanned + len(page.persons),
            count=before.count + len(persons),
            by_city=dict(cities),
            sample=tuple(sample),
            requests=before.requests + page.requests,
            half_units=before.half_units + round(2 * page.units),
            next=page.next,
            done=page.next is None,
        )


def _hash(drawn: Drawn) -> Any:
    return drawn.hash
