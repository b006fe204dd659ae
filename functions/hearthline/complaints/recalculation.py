"""When a calendar's new version arrives, deadlines that were provisional are reckoned again.

The new version is saved together with a job: an item with a timer, which the sweep comes upon as upon all
that is due. One call does a batch; the job remembers where it stands and stays due until a whole pass, begun
after every function had taken in the new version, found nothing more to change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hearthline.complaints import lifecycle
from hearthline.complaints.cards import OPEN_PREFIX
from hearthline.complaints.commands import Recalculate
from hearthline.complaints.lists import HIGHEST
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Outdated, Stored
from hearthline.platform.codec import dump, load
from hearthline.platform.documents import FRESH_FOR
from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Page, Put, Table
from hearthline.platform.timers import Due, shard_of

PARTITION = "J#recalculate"
BATCH = 200
"""Cases that one call reckons again: two requests each, a few seconds."""

PAGE = 100
RACES = 8


@dataclass(frozen=True, slots=True)
class Job:
    """How far a recalculation is: of the pass that `began`, the cities done, and the place in the next one.

    `settled_at` is when every function has taken in the calendar's new version.
    """

    settled_at: datetime
    version: int = 1
    began: datetime | None = None
    city: int = 0
    after: str = OPEN_PREFIX
    changed: int = 0


def job_action(calendar: str, version: int, shards: int, now: datetime) -> Action:
    """Give the action that orders a recalculation, to be written together with the calendar's new version."""
    key = f"{calendar}#{version:06d}"
    timer = {"timer_shard": shard_of(key, shards), "timer_at": instant(now)}
    return Put({"pk": PARTITION, "sk": key, **timer, **dump(Job(now + 2 * FRESH_FOR))}, ABSENT)


class Recalculation:
    """Does what such a job owes."""

    def __init__(
        self, table: Table, store: ComplaintStore, rulebook: Rulebook, *, batch: int = BATCH
    ) -> None:
        self._table = table
        self._store = store
        self._rulebook = rulebook
        self._batch = batch

    def __call__(self, due: Due, now: datetime) -> bool:
        """Reckon a batch of cases again; False when somebody else has moved the job on."""
        item = self._table.get(due.pk, due.sk)
        if item is None or item.get("timer_at") != due.timer_at:
            return False
        self._rulebook.refresh(now)
        job = load(Job, item)
        if job.began is None:
            job = replace(job, began=now)
        after, timer = self._batch_done(due.sk.rpartition("#")[0], job, now)
        return self._note(due, item, replace(after, version=job.version + 1), timer)

    def _batch_done(self, calendar: str, job: Job, now: datetime) -> tuple[Job, datetime | None]:
        """Reckon the next batch; give how far the job is then, and when it goes on (None: it is done)."""
        job, rest = self._reckon_batch(calendar, job, now)
        if rest:
            return job, now
        whole = job.began is not None and job.began >= job.settled_at
        if whole and not job.changed:
            return job, None
        return Job(job.settled_at), max(now, job.settled_at)

    def _reckon_batch(self, calendar: str, job: Job, now: datetime) -> tuple[Job, bool]:
        """Go through the cases from where the job stands; tell whether any are left."""
        cities = [code for code, city in self._rulebook.catalog().cities.items() if city.calendar == calendar]
        left = self._batch
        for city in cities[job.city :]:
            for card, position in self._open(city, job.after):
                if _provisional(card):
                    if left == 0:
                        return job, True
                    left -= 1
                    job = replace(job, changed=job.changed + self._reckon(card["number"], now))
                job = replace(job, after=position)
            job = replace(job, city=job.city + 1, after=OPEN_PREFIX)
        return job, False

    def _open(self, city: str, after: str) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Give the cards of a city's open cases after a position, each with its own."""
        while True:
            page = self._page(city, after)
            for item in page.items:
                yield item["card"], item["urgency"]
            if page.last is None:
                return
            after = page.last["urgency"]

    def _page(self, city: str, after: str) -> Page:
        between = Guard(
            "#u BETWEEN :low AND :high",
            {"#u": "urgency"},
            {":low": f"{after}\x00", ":high": f"{OPEN_PREFIX}{HIGHEST}"},
        )
        return self._table.query(("city_queue", city), between, index="by_city", limit=PAGE)

    def _reckon(self, number: str, now: datetime) -> int:
        """Reckon one case again: 1 where that changed something. A lost race is decided anew."""
        stored: Stored | None = self._store.load(number)
        for _ in range(RACES):
            if stored is None or not stored.complaint.open:
                return 0
            terms = self._rulebook.terms(stored.complaint.city, stored.complaint.policy)
            change = lifecycle.decide(stored.complaint, Recalculate(), SYSTEM, now, terms)
            if not change.entries:
                return 0
            try:
                self._store.save(stored, change, terms)
            except Outdated as outdated:
                stored = outdated.stored
            else:
                return 1
        return 1  # so busy a case is met again in the next pass

    def _note(self, due: Due, item: Mapping[str, Any], job: Job, timer: datetime | None) -> bool:
        """Keep the place; False where another sweep had it."""
        kept = {"pk": due.pk, "sk": due.sk, **dump(job)}
        if timer is not None:
            kept |= {"timer_shard": item["timer_shard"], "timer_at": instant(timer)}
        same = Guard(
            "version = :read AND timer_at = :timer", {}, {":read": item["version"], ":timer": due.timer_at}
        )
        try:
            self._table.put(kept, same)
        except ConditionFailed:
            return False
        return True


def _provisional(card: Mapping[str, Any]) -> bool:
    return any(clock["provisional"] and clock["met_at"] is None for clock in card["clocks"].values())
