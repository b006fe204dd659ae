"""Cases for analysis, gathered by city and month of receipt."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from hearthline.analytics.exporting import Gathered, Run
from hearthline.analytics.months import ALL, RECENT, months
from hearthline.analytics.words import Words
from hearthline.analytics_case_parts import PARTS, Part
from hearthline.analytics_complaints import COMPLAINTS, Case
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore


class Cases:
    """Gathers cases by month of receipt and city; `words` gives what may be said in words as of now.

    The `recent` months are written each day, the present one among them, and `all_` when everything is.
    """

    name = "cases"
    tables = (COMPLAINTS, *(table for table, _ in PARTS))

    def __init__(
        self,
        store: ComplaintStore,
        rulebook: Rulebook,
        words: Callable[[datetime], Words],
        *,
        recent: int = RECENT,
        all_: int = ALL,
    ) -> None:
        self._store = store
        self._rulebook = rulebook
        self._words = words
        self._recent = recent
        self._all = all_

    def places(self, run: Run) -> list[str]:
        """Give `<month>/<city>` for each city of the catalog; the latest months, or all."""
        self._rulebook.refresh(run.as_of)
        count = self._all if run.everything else self._recent
        cities = self._rulebook.catalog().cities.values()
        return sorted(
            f"{month}/{city.code}"
            for city in cities
            for month in months(run.as_of, ZoneInfo(city.zone), count)
        )

    def gather(self, place: str, run: Run) -> Gathered:
        """Read a city's month: two queries of the index, a request for each hundred cases, and the lists."""
        month, _, city = place.partition("/")
        numbers = self._store.lists.numbers_of_month(city, month)
        if not numbers:
            return Gathered({"month": month, "city": city}, {})
        words, zone = self._words(run.as_of), ZoneInfo(self._rulebook.catalog().cities[city].zone)
        heads = sorted(
            self._store.load_many(numbers), key=lambda one: (one.complaint.received_at, one.complaint.number)
        )
        cases = [Case(one.complaint, one.private.get("home_hash"), words, zone) for one in heads]
        parts = {
            table.name: [Part(case, what) for case in cases for what in of(case.complaint)]
            for table, of in PARTS
        }
        return Gathered({"month": month, "city": city}, {COMPLAINTS.name: cases, **parts})
