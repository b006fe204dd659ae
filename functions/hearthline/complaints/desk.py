"""The desk: what staff see of the cases of their cities, and filing for a customer."""

from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from hearthline.complaints.cards import OPEN_PREFIX, handler_queue, unassigned_queue
from hearthline.complaints.case_view import CaseView, Persons
from hearthline.complaints.commands import File
from hearthline.complaints.filing import Filed, Filing
from hearthline.complaints.lists import HIGHEST, Filters, Queue
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.seen import seen
from hearthline.complaints.store import CaseItems, ComplaintStore
from hearthline.platform.access import Action, Principal, authorize, visible_cities
from hearthline.platform.cursors import Cursors
from hearthline.platform.fingerprints import alike
from hearthline.platform.ids import display
from hearthline.platform.instants import instant
from hearthline.platform.problems import Problem

VIEWS = ("mine", "unassigned", "team", "city", "breached", "due", "all")
DUE_WITHIN = timedelta(hours=24)
CALENDAR_WARNING = timedelta(days=60)
LOOKED_THROUGH = 100
MOST_SIMILAR = 5


class Desk:
    """Reads for staff, and filing. Every method takes the principal and decides first whether it may."""

    def __init__(
        self,
        store: ComplaintStore,
        rulebook: Rulebook,
        cursors: Cursors,
        filing: Filing,
        persons: Persons,
    ) -> None:
        self._store = store
        self._persons = persons
        self._rulebook = rulebook
        self._cursors = cursors
        self._filing = filing

    def work_list(
        self,
        principal: Principal,
        view: str,
        filters: Filters,
        *,
        city: str | None,
        limit: int,
        cursor: str | None,
        now: datetime,
    ) -> dict[str, Any]:
        """Give one page, most urgent deadline first.

        `city`, `team`, `mine` and `unassigned` hold open cases and those with works outstanding (`mine` also
        resolved ones); `breached` those with a deadline already missed and still to be met; `due` those whose
        next deadline comes within 24 hours; `all` also what has ended. `mine` also holds the cases of those
        for whom one stands in today, `team` those of the teams that one is in or leads, or of all teams for
        who is in none. A page of cases that a handler has, or a team of several cities, is short by those
        outside the cities asked for.
        """
        self._rulebook.refresh(now)
        cities = self._cities(principal, city)
        binding = f"work|{principal.id}|{view}|{cities}|{filters}"
        low, high = _range(view, now)
        if cursor:
            low = self._cursors.open(binding, cursor)["at"]
        queues = self._queues(principal, view, cities, now)
        found = self._store.lists.work(queues, low, high, filters, limit)
        cards = [card for card in found.cards if cities is None or card["city"] in cities]
        return {
            "items": [{"filer": None, **card, "number": display(card["number"])} for card in cards],
            "next_cursor": self._cursors.seal(binding, {"at": found.position}) if found.position else None,
            "notices": self._notices(now),
        }

    def similar(
        self, principal: Principal, city: str, filters: Filters, building: str | None, now: datetime
    ) -> list[dict[str, Any]]:
        """Give the most urgent open cases of a building, however it is spelled; without one, of all found.

        A hint for whoever is about to file: cases beyond the first page are not looked through.
        """
        page = self.work_list(
            principal, "city", filters, city=city, limit=LOOKED_THROUGH, cursor=None, now=now
        )
        place = alike(building) if building else None
        fitting = (card for card in page["items"] if place in {None, alike(card["building"] or "")})
        return list(islice(fitting, MOST_SIMILAR))

    def case(self, principal: Principal, number: str, now: datetime) -> tuple[dict[str, Any], int]:
        """Give one case with all that is known around it (see CaseView), and its version."""
        return self._case(principal, seen(principal, Action.READ, number, self._store.case), now)

    def case_with_choices(
        self, principal: Principal, number: str, now: datetime
    ) -> tuple[dict[str, Any], int, dict[str, str | None]]:
        """Give what `case` gives, and what this principal can do with the case (see `possible`)."""
        # None of the API's requests asks for this: they don't load the rules for a look.
        from hearthline.complaints.applying import terms_of
        from hearthline.complaints.possible import possible

        found = seen(principal, Action.READ, number, self._store.case)
        body, version = self._case(principal, found, now)
        terms = terms_of(self._rulebook, found.complaint)
        return body, version, possible(found.complaint, principal, terms, now)

    def _case(self, principal: Principal, found: CaseItems, now: datetime) -> tuple[dict[str, Any], int]:
        self._rulebook.refresh(now)
        body = CaseView(self._store, self._rulebook, self._persons).body(principal, found)
        return {**body, "notices": self._notices(now)}, found.complaint.version

    def file(self, principal: Principal, command: File, repeat_key: str | None, now: datetime) -> Filed:
        """File on a customer's behalf; the key goes to the customer, not to staff."""
        authorize(principal, Action.FILE, command.city)
        return self._filing.by_staff(command, principal.id, repeat_key, now)

    def _cities(self, principal: Principal, city: str | None) -> tuple[str, ...] | None:
        """Give the cities asked for, or None for all of the company's."""
        if city is not None:
            authorize(principal, Action.LIST, city)
            if self._rulebook.city(city) is None:
                raise Problem.not_found()
            return (city,)
        visible = visible_cities(principal)
        return None if visible is None else tuple(sorted(visible))

    def _queues(
        self, principal: Principal, view: str, cities: tuple[str, ...] | None, now: datetime
    ) -> list[Queue]:
        line = self._rulebook.reporting_line()
        if view == "mine":
            mine = (principal.id, *line.covered_by(principal.id, line.day(now)))
            return [Queue("by_handler", "handler_queue", handler_queue(each)) for each in mine]
        named = list(self._rulebook.catalog().cities) if cities is None else list(cities)
        if view == "unassigned":
            return [Queue("by_handler", "handler_queue", unassigned_queue(code)) for code in named]
        own = [team for team in line.teams_of(principal.id) if team.city is None or team.city in named]
        if view == "team" and own:
            return [Queue("by_team", "team_queue", team.code) for team in own]
        if cities is None:
            return [Queue("by_all", "all_queue", "all")]
        return [Queue("by_city", "city_queue", code) for code in named]

    def _notices(self, now: datetime) -> list[dict[str, Any]]:
        """Give what the desk should warn of: a calendar whose official days end within 60 days."""
        soon = []
        for name, calendar in self._rulebook.calendars_in_use().items():
            until = calendar.known_until()
            if until is not None and until - now.date() <= CALENDAR_WARNING:
                soon.append({"code": "calendar_ends", "calendar": name, "on": until.isoformat()})
        return soon


def _range(view: str, now: datetime) -> tuple[str, str]:
    if view == "all":
        return "", HIGHEST
    if view == "mine":
        return OPEN_PREFIX, "6"
    if view == "breached":
        return OPEN_PREFIX, f"{OPEN_PREFIX}{instant(now)}"
    if view == "due":
        return f"{OPEN_PREFIX}{instant(now)}", f"{OPEN_PREFIX}{instant(now + DUE_WITHIN)}"
    return OPEN_PREFIX, f"{OPEN_PREFIX}{HIGHEST}"
