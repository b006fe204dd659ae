"""A crowd of persons on an engine, and whom segments mean among them; crashes at will."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hearthline.members.model import Account, Tier
from hearthline.members.segments.audience import Audience
from hearthline.members.segments.counting import Counting, jobs_of
from hearthline.members.segments.matching import Moment, Profile
from hearthline.members.segments.model import Count, Segment, Subtotal, together
from hearthline.members.segments.store import SegmentStore
from hearthline.platform.codec import dump
from hearthline.platform.jobs import Jobs, JobStore
from tests.engines.people import People
from tests.engines.world import SHARDS, KnownChance, World
from tests.unit.segments.builders import ZONE

CITIES = ("sz", "gz", "bj")
ALL = '{"all": []}'


class Crash(Exception):
    """The invocation died here."""


class Subtotals(SegmentStore):
    """Segments whose store dies before or after the notes that a test names."""

    notes = 0
    dies_before: frozenset[int] = frozenset()
    dies_after: frozenset[int] = frozenset()

    def note(self, count: Count, before: Subtotal, after: Subtotal) -> None:
        self.notes += 1
        if self.notes in self.dies_before:
            raise Crash
        super().note(count, before, after)
        if self.notes in self.dies_after:
            raise Crash


class Crowd:
    """So many persons, each third a member with an account of points."""

    def __init__(self, world: World, people: People, now: datetime) -> None:
        self.people = people
        self.now = now
        self.store = Subtotals(people.table)
        self.job_store = JobStore(world.table, SHARDS)

    def fill(self, size: int) -> list[str]:
        """Store persons, and give their ids."""
        return [self._enter(place) for place in range(size)]

    def _enter(self, place: int) -> str:
        member = place % 3 == 0
        facts: dict[str, Any] = {"city": CITIES[place % 3], "name": f"王{place}"}
        if member:
            facts |= {"joined_at": self.now, "tier": Tier.MEMBER}
        person = self.people.create(self.now, **facts)
        if member:
            account = Account(person.id, balance=place)
            self.people.table.put({"pk": f"P#{person.id}", "sk": "B", "audience": person.id, **dump(account)})
        return person.id

    def moment(self, now: datetime) -> Moment:
        return Moment(now, ZONE)

    def everybody(self, parts: int, limit: int, *, points: bool = False) -> list[Profile]:
        """Go through all parts, page by page."""
        audience = Audience(self.people.table, limit=limit)
        found: list[Profile] = []
        for part in range(parts):
            start: Mapping[str, str] | None = None
            while True:
                page = audience.pages(part, parts, start, points=points)
                found += page.persons
                start = page.next
                if start is None:
                    break
        return found

    def begin(self, filter_: str, *, parts: int = 3, run: str = "RUN0000000000001", **scope: Any) -> Count:
        """Begin a count of a segment."""
        segment = Segment("SEGMENT000000001", "x", filter_, "zhou", self.now, self.now, "zhou")
        scope = scope or {"everywhere": True}
        count = Count(run, segment.id, 1, filter_, "zhou", self.now, parts, **scope)
        assert self.store.begin(count)
        assert self.job_store.start(jobs_of(count, KnownChance()))
        return count

    def worker(self, limit: int = 2) -> Counting:
        audience = Audience(self.people.table, limit=limit)
        return Counting(self.store, audience, self.moment, self.people.prints)

    def work(self, count: Count, limit: int = 2) -> Subtotal:
        """Let all jobs of a count go on until they have ended; a message whose handling died comes again."""
        jobs = Jobs(self.job_store, {"segment_count": lambda: self.worker(limit)}, lambda: self.now)
        for job in jobs_of(count, KnownChance()):
            for _ in range(200):
                worked = jobs.run(job.id, lambda: True)
                if worked is None or worked.job.ended_at:
                    break
        return self.total(count)

    def total(self, count: Count) -> Subtotal:
        found = self.store.count(count.segment, count.id)
        assert found is not None
        return together(found[1])
