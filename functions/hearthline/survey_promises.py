"""How the promise of an answer was kept, as the composite index of surveys asks for it."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, Protocol

from hearthline.complaints.board import promise_figures
from hearthline.surveys.index_figures import Promise


class Months(Protocol):
    """Gives the promises of a city's complaints of one month."""

    def promises(self, city: str, month: str, project: str | None) -> list[Mapping[str, Any]]: ...  # noqa: D102


class KeptPromises:
    """The promise of months, counted as the public board counts it. One request a city."""

    def __init__(
        self,
        months: Months,
        cities: Callable[[datetime], Collection[str]],
        clock: Callable[[], datetime],
    ) -> None:
        self._months = months
        self._cities = cities
        self._clock = clock

    def __call__(self, month: str, cities: Collection[str] | None) -> Promise:
        """Give how it was kept in a month, in some cities or in all."""
        now = self._clock()
        known = sorted(self._cities(now) if cities is None else cities)
        promises = [one for city in known for one in self._months.promises(city, month, None)]
        found = promise_figures(promises, now)
        counted = found["kept"] + found["broken"]
        return Promise(
            counted,
            found["kept"] / counted if counted else None,
            found["answered"],
            found["median_minutes_to_answer"],
        )
