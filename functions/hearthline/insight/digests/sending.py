"""Sending the monthly digest: once for each who leads or manages a city, and each month."""

from collections.abc import Callable, Mapping
from datetime import datetime

from hearthline.insight.digests.store import DigestStore
from hearthline.insight.digests.timetable import CityDays, next_due, told_at
from hearthline.platform.timers import Due

Cities = Callable[[datetime], Mapping[str, CityDays]]
"""Gives the cities that there are, with their clocks and working days."""

Readers = Callable[[datetime], Mapping[str, tuple[str, ...]]]
"""Gives who gets a digest, by id, and of which cities."""


class MonthlyDigests:
    """What the sweep does: one timer for all cities, due when the next of them begins a month.

    Who has several cities gets one digest of them all, when the last of these is due. However often this
    runs, and wherever it was cut short, a digest goes once.
    """

    def __init__(self, store: DigestStore, cities: Cities, readers: Readers) -> None:
        self._store = store
        self._cities = cities
        self._readers = readers

    def arm(self, now: datetime) -> bool:
        """See to it that the next digest is due. One request."""
        return self._store.arm(next_due(self._cities(now).values(), now))

    def pass_time(self, due: Due, now: datetime) -> bool:
        """Let the digests go that are due; False where another has. A request for each who gets one."""
        cities = self._cities(now)
        for staff, codes in self._readers(now).items():
            own = [code for code in codes if code in cities]
            month = told_at([cities[code] for code in own], now)
            if month is not None:
                self._store.tell(month, staff, own, now)
        return self._store.again(due, next_due(cities.values(), now))
