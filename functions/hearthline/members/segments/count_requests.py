"""What staff ask of counts: begin one, and see what it has come to."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.members.segments import views
from hearthline.members.segments.counting import PARTS, MomentOf, jobs_of
from hearthline.members.segments.model import Count, Segment, together
from hearthline.members.segments.requests import ID_LENGTH, seen, state_of
from hearthline.members.segments.store import SegmentStore
from hearthline.members.store import PersonStore
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.jobs import JobStore
from hearthline.platform.problems import Problem

GIVEN_UP_AFTER: Final = timedelta(hours=12)
"""A count that has not ended by then has failed: its jobs were given up (`platform/jobs.py`)."""

Masked = Callable[[str], str]


class Counts:
    """Counts, as staff see them. Every method takes the principal and decides first whether it may.

    A count looks at the cities of who asks for it, and is shown to whose scope holds them all. `masked` shows
    a name as anybody may read it.
    """

    def __init__(
        self,
        store: SegmentStore,
        persons: PersonStore,
        jobs: JobStore,
        masked: Masked,
        moment: MomentOf,
        prints: Fingerprints,
        entropy: Entropy,
    ) -> None:
        self._store = store
        self._persons = persons
        self._jobs = jobs
        self._masked = masked
        self._moment = moment
        self._prints = prints
        self._entropy = entropy

    def begin(
        self, principal: Principal, identity: str, repeat_key: str | None, now: datetime
    ) -> dict[str, Any]:
        """Begin to count whom a segment means now; the same Idempotency-Key gives the first count again.

        Raises Problem 403, also for who has no city; 409 `archived` where the segment was put aside.
        """
        segment = seen(self._store, principal, Action.EDIT_SEGMENT, identity)
        if not principal.hq and not principal.cities:
            raise Problem.forbidden("There is no city in your scope.")
        owner = f"{principal.id}\n{segment.id}"
        run = self._prints.identifier_for("segment count", owner, repeat_key) if repeat_key else None
        stands = self._store.count(segment.id, run) if run else None
        if stands is None and segment.archived_at is not None:
            raise Problem.refused("archived", state_of(segment))
        count = stands[0] if stands else self._new(principal, segment, run, now)
        self._jobs.start(jobs_of(count, self._entropy))
        return {"run": count.id}

    def _new(self, principal: Principal, segment: Segment, run: str | None, now: datetime) -> Count:
        count = Count(
            run or identifier(self._entropy),
            segment.id,
            segment.version,
            segment.filter,
            principal.id,
            now,
            PARTS,
            everywhere=principal.hq,
            cities=() if principal.hq else tuple(sorted(principal.cities)),
        )
        if not self._store.begin(count) and (stands := self._store.count(segment.id, count.id)):
            return stands[0]  # the same request, at the same moment
        return count

    def read(self, principal: Principal, identity: str, run: str, now: datetime) -> dict[str, Any]:
        """Give how far a count is, and what it has come to."""
        authorize_role(principal, Action.READ_SEGMENT)
        known = len(identity) == ID_LENGTH == len(run)
        found = self._store.count(identity, run) if known else None
        if found is None:
            raise Problem.not_found()
        count, subtotals = found
        if not (principal.hq or (not count.everywhere and principal.cities.issuperset(count.cities))):
            raise Problem.forbidden("It counts persons outside the cities of your scope.")
        total = together(subtotals)
        state = "done" if total.done else "failed" if now >= count.at + GIVEN_UP_AFTER else "running"
        drawn = [one.person for one in total.sample] if total.done else []
        persons = self._persons.load_many(drawn) if drawn else {}
        local = self._moment(now).local
        sample = [
            views.person(stored.person, local, self._masked)
            for person in drawn
            if (stored := persons.get(person)) and stored.person.erased_at is None
        ]
        return views.count(count, total, state, sample)
