"""Taking in what the sales system tells: each event by itself, once, in whatever order it comes.

Nothing that is stored of a home says who somebody is: customers become persons by id first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from hearthline.homes.model import FeedType
from hearthline.homes.store import AlreadyTaken, Facts, HomeStore, Mark, Outdated
from hearthline.homes.told import Buyer, Cities, Customers, Told, Unreadable
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.problems import FieldError
from hearthline.platform.table import StorageUnavailable, Throttled, TransactionConflict

AHEAD: Final = timedelta(days=1)
"""How far a clock, or a calendar in another zone, may be ahead of ours."""

LONGEST: Final = timedelta(seconds=12)
"""After this long the rest is left to be sent again, before the function's time is over."""

RACES: Final = 8
_PASSING: Final = (Throttled, TransactionConflict, StorageUnavailable)


class Outcome(StrEnum):
    """What became of an event. `retry`: nothing is wrong with it; send it again as it is."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one event."""

    event_id: str | None
    outcome: Outcome
    errors: tuple[FieldError, ...] = ()

    def shown(self) -> dict[str, Any]:
        """Give the line of the answer."""
        errors = [{"pointer": error.pointer, "detail": error.detail} for error in self.errors]
        return {"event_id": self.event_id, "outcome": self.outcome.value, "errors": errors}


class Feed:
    """The use case. `clock` is asked how long it has been going on."""

    def __init__(
        self,
        store: HomeStore,
        customers: Customers,
        fingerprints: Fingerprints,
        cities: Cities,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._customers = customers
        self._fingerprints = fingerprints
        self._cities = cities
        self._clock = clock

    def take(self, events: Sequence[Told | Unreadable], now: datetime) -> list[Result]:
        """Take 1 to 100 events, and say of each, in their order, what became of it.

        Requests: one to see which of them were taken before; then for each home one, and for each new event
        one, beside what its customers take. Raises what storage raises only before anything was written.
        """
        marks = [self._mark(event) for event in events if isinstance(event, Told)]
        taken = self._store.marks(mark.event for mark in marks) if marks else {}
        batch = _Batch(self._cities(now), {mark.event: mark.body for mark in taken.values()}, now)
        until = now + LONGEST
        results = []
        for event in events:
            if isinstance(event, Unreadable):
                results.append(Result(event.id, Outcome.REJECTED, event.errors))
            elif self._clock() > until:
                results.append(Result(event.id, Outcome.RETRY))
            else:
                results.append(self._one(event, batch))
        return results

    def _one(self, event: Told, batch: "_Batch") -> Result:
        mark = self._mark(event)
        try:
            if mark.event not in batch.taken:
                errors = _wrong(event, batch)
                if errors:
                    return Result(event.id, Outcome.REJECTED, errors)
                if self._add(event, mark, batch):
                    return Result(event.id, Outcome.ACCEPTED)
        except _PASSING:
            batch.homes.clear()
            return Result(event.id, Outcome.RETRY)
        if batch.taken[mark.event] != mark.body:
            return Result(event.id, Outcome.REJECTED, (_ANOTHER,))
        return Result(event.id, Outcome.DUPLICATE)

    def _add(self, event: Told, mark: Mark, batch: "_Batch") -> bool:
        """Write an event; tell whether it was this one, and nobody else meanwhile, that did."""
        place = event.home
        home = self._fingerprints.place(place.city, place.project, place.building, place.unit)
        owners = tuple(self._person(buyer, place.city, batch) for buyer in event.people)
        for _ in range(RACES):
            facts = batch.homes.pop(home, None) or self._store.facts(home)
            try:
                batch.homes[home] = self._store.add(facts, event.event(owners), mark, batch.now)
            except AlreadyTaken as already:
                batch.taken[mark.event] = already.body
                return False
            except Outdated:
                continue
            batch.taken[mark.event] = mark.body
            return True
        raise TransactionConflict

    def _person(self, buyer: Buyer, city: str, batch: "_Batch") -> str:
        if buyer.number not in batch.persons:
            batch.persons[buyer.number] = self._customers.identify(
                number=buyer.number,
                name=buyer.name,
                phone=buyer.phone,
                email=buyer.email,
                city=city,
                now=batch.now,
            )
        return batch.persons[buyer.number]

    def _mark(self, event: Told) -> Mark:
        """Give by what an event is known, and by what its body is."""
        return Mark(
            self._fingerprints.fingerprint("feed-event", event.id),
            self._fingerprints.fingerprint("feed-body", event.body),
        )


@dataclass(slots=True)
class _Batch:
    """What one request has learnt so far: bodies taken by event, homes and persons as they stand."""

    cities: Mapping[str, Any]
    taken: dict[str, str]
    now: datetime
    homes: dict[str, Facts] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)


_ANOTHER: Final = FieldError("/event_id", "This id was sent before with another body; choose a new one.")
_DAYS: Final[Mapping[FeedType, str]] = {
    FeedType.CONTRACT_SIGNED: "/signed_on",
    FeedType.HANDED_OVER: "/handed_over_on",
    FeedType.OWNERSHIP_TRANSFERRED: "/transferred_on",
    FeedType.CONTRACT_CANCELLED: "/cancelled_on",
}


def _wrong(event: Told, batch: _Batch) -> tuple[FieldError, ...]:
    """Give what is wrong with an event that can be read."""
    latest = batch.now + AHEAD
    errors = []
    if event.home.city not in batch.cities:
        errors.append(FieldError("/home/city", "No such city; GET /api/catalog lists them."))
    if event.at > latest:
        errors.append(FieldError("/occurred_at", "This is still to come."))
    if event.on and event.on > latest.date():
        errors.append(FieldError(_DAYS[event.type], "This day is still to come."))
    return tuple(errors)
