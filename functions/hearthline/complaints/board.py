"""The public board, and the company's promise counted in public."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import Any, Final
from zoneinfo import ZoneInfo

from hearthline.complaints import views
from hearthline.complaints.lists import Filters, month_span
from hearthline.complaints.model import Publication, Status
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.cursors import Cursors
from hearthline.platform.fingerprints import alike
from hearthline.platform.ids import read_number
from hearthline.platform.instants import instant, read_instant
from hearthline.platform.problems import Problem

LOOKED_THROUGH: Final = 50
MOST_SIMILAR: Final = 3
SETTLED: Final = frozenset(status.value for status in (Status.CLOSED, Status.REJECTED, Status.MERGED))


class Board:
    """What anyone may read."""

    def __init__(self, store: ComplaintStore, rulebook: Rulebook, cursors: Cursors) -> None:
        self._store = store
        self._rulebook = rulebook
        self._cursors = cursors

    def page(
        self,
        *,
        city: str | None,
        project: str | None,
        kind: str | None,
        month: str | None,
        limit: int,
        cursor: str | None,
        now: datetime,
    ) -> dict[str, Any]:
        """Give public posts, newest first; `month` is the city's own (China's without a city)."""
        binding = f"board|{city}|{project}|{kind}|{month}"
        after = self._cursors.open(binding, cursor)["at"] if cursor else None
        self._rulebook.refresh(now)
        span = month_span(month, self._zone(city)) if month else None
        found = self._store.lists.board(
            city, Filters(project=project, kind=kind), span=span, before=after, limit=limit
        )
        return {
            "items": [views.public_card(card) for card in found.cards],
            "next_cursor": self._cursors.seal(binding, {"at": found.position}) if found.position else None,
        }

    def similar(
        self, *, city: str, project: str, building: str | None, now: datetime
    ) -> list[dict[str, Any]]:
        """Give the public posts of a building that are still being worked on, newest first, a few at most.

        Without a building those of the whole project. Older posts than the newest of the project are not
        looked through: this is a hint for whoever is about to write, found in one request.
        """
        self._rulebook.refresh(now)
        found = self._store.lists.board(
            city, Filters(project=project), span=None, before=None, limit=LOOKED_THROUGH
        )
        place = alike(building) if building else None
        open_ones = (card for card in found.cards if card["status"] not in SETTLED)
        fitting = [card for card in open_ones if place is None or card.get("building") == place]
        return [views.public_card(card) for card in fitting[:MOST_SIMILAR]]

    def post(self, number: str, now: datetime) -> dict[str, Any]:
        """Give one public post with its answers; 404 when there is none, or it is not public."""
        read = read_number(number)
        found = self._store.timeline(read) if read else None
        if found is None:
            raise Problem.not_found()
        stored, entries = found
        complaint = stored.complaint
        if complaint.publication is not Publication.PUBLIC or complaint.status is Status.MERGED:
            raise Problem.not_found()
        self._rulebook.refresh(now)
        people = self._rulebook.reporting_line().people
        staff = [
            people[entry.actor_id].name for entry in entries if entry.actor_id and entry.actor_id in people
        ]
        return views.for_public(complaint, entries, staff)

    def promise(
        self, *, city: str | None, project: str | None, month: str | None, now: datetime
    ) -> dict[str, Any]:
        """Give the promise of one month, by city: to customers, on every channel, public or not.

        Partners', the staff's and the press's complaints are kept apart. A complaint counts as soon as it was
        answered or its 24 hours are over; `answered_in_time` is the share of those that kept the promise. The
        median is over all that were answered.
        """
        self._rulebook.refresh(now)
        catalog = self._rulebook.catalog()
        if city is not None and city not in catalog.cities:
            raise Problem.not_found()
        codes = [city] if city else list(catalog.cities)
        month = month or f"{now.astimezone(self._zone(city)):%Y-%m}"
        by_city = {code: self._store.lists.promises(code, month, project) for code in codes}
        everything = [promise for promises in by_city.values() for promise in promises]
        return {
            "month": month,
            "definition": "answered_in_time = kept / (kept + broken), first answer within its target, "
            "counted once answered or overdue",
            "total": promise_figures(everything, now),
            "cities": [
                {"city": code, **promise_figures(promises, now)}
                for code, promises in by_city.items()
                if promises or city
            ],
        }

    def _zone(self, city: str | None) -> ZoneInfo:
        found = self._rulebook.city(city) if city else None
        return ZoneInfo(found.zone if found else "Asia/Shanghai")


def promise_figures(promises: Sequence[Mapping[str, Any]], now: datetime) -> dict[str, Any]:
    """Count the promise over the first answers of some complaints; times in whole minutes."""
    clocked = [promise for promise in promises if "due_at" in promise]
    broken = sum(1 for promise in clocked if _broken(promise, now))
    kept = sum(1 for promise in clocked if promise["met_at"] and not _broken(promise, now))
    waits = [
        (read_instant(promise["met_at"]) - read_instant(promise["started_at"])).total_seconds() / 60
        for promise in clocked
        if promise["met_at"]
    ]
    return {
        "received": len(promises),
        "answered": len(waits),
        "kept": kept,
        "broken": broken,
        "answered_in_time_permille": round(1000 * kept / (kept + broken)) if kept + broken else None,
        "median_minutes_to_answer": round(median(waits)) if waits else None,
        "open": sum(1 for promise in promises if promise["open"]),
    }


def _broken(promise: Mapping[str, Any], now: datetime) -> bool:
    return promise["breached"] or (promise["met_at"] is None and promise["due_at"] < instant(now))
