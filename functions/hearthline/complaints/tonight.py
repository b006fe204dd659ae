"""What breaks tonight and by tomorrow: every promise and work that is missed already or due until then."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from hearthline.complaints.cards import OPEN_PREFIX
from hearthline.complaints.lists import Filters, Queue
from hearthline.complaints.model import Complaint, Escalation
from hearthline.complaints.reminders import undone
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.access import Action, Principal, authorize_role, visible_cities
from hearthline.platform.instants import instant
from hearthline.platform.wall_time import first_instant, midnight

When = Literal["overdue", "today", "tomorrow"]
WHENS: Final[tuple[When, ...]] = ("overdue", "today", "tomorrow")
WORK: Final = "work"
MOST: Final = 200
"""Cases on the board: two requests read them. Who has more begins at the top all the same."""


@dataclass(frozen=True, slots=True)
class Threat:
    """One deadline that is missed or comes soon; `kind` is a promise's name, or `work`."""

    complaint: Complaint
    kind: str
    due: datetime
    when: When

    @property
    def escalation(self) -> Escalation | None:
        """Give the step of the escalation that runs for this promise, or None."""
        running = [one for one in self.complaint.escalations if one.clock.value == self.kind]
        return running[-1] if running else None


@dataclass(frozen=True, slots=True)
class Board:
    """The threats, most urgent first; `cut` says that there are more, later ones than are shown."""

    threats: Sequence[Threat]
    cut: bool

    def by_when(self) -> dict[When, list[Threat]]:
        """Give the threats by when they are due, overdue first; a list for each, also an empty one."""
        return {when: [threat for threat in self.threats if threat.when == when] for when in WHENS}

    def by_team(self) -> list[tuple[str, Counter[When]]]:
        """Give how many there are of each team, the team with most first."""
        return _counted((threat.complaint.team, threat.when) for threat in self.threats)

    def by_city(self) -> list[tuple[str, Counter[When]]]:
        """Give how many there are of each city, the city with most first."""
        return _counted((threat.complaint.city, threat.when) for threat in self.threats)


class Tonight:
    """Reads the board: a query for each city of the reader (one for all), and the cases found by it."""

    def __init__(self, store: ComplaintStore, rulebook: Rulebook) -> None:
        self._store = store
        self._rulebook = rulebook

    def board(self, principal: Principal, now: datetime) -> Board:
        """Give what the reader's cities have missed, must keep by tomorrow's end; or raise Problem 403."""
        authorize_role(principal, Action.LIST)
        self._rulebook.refresh(now)
        visible = visible_cities(principal)
        known = self._rulebook.catalog().cities
        zones = {code: ZoneInfo(city.zone) for code, city in known.items() if principal.sees(code)}
        if not zones:
            return Board((), cut=False)
        latest = max(end_of_tomorrow(now, zone) for zone in zones.values())
        queues = (
            [Queue("by_all", "all_queue", "all")]
            if visible is None
            else [Queue("by_city", "city_queue", code) for code in zones]
        )
        found = self._store.lists.work(
            queues, OPEN_PREFIX, f"{OPEN_PREFIX}{instant(latest)}", Filters(), MOST
        )
        stored = self._store.load_many([card["number"] for card in found.cards])
        cases = [one.complaint for one in stored if one.complaint.city in zones]
        threats = [threat for case in cases for threat in threats_of(case, now, zones[case.city])]
        threats.sort(key=lambda threat: (threat.due, threat.complaint.number, threat.kind))
        return Board(threats, cut=found.position is not None)


def threats_of(complaint: Complaint, now: datetime, zone: ZoneInfo) -> list[Threat]:
    """Give what the case has missed and not mended, and owes until tomorrow's end by its city's clock."""
    clocks = [clock for clock in complaint.clocks if clock.running] if complaint.open else []
    owed = [(clock.name.value, clock.due) for clock in clocks]
    owed += [(WORK, work.due) for work in undone(complaint)]
    until = end_of_tomorrow(now, zone)
    return [Threat(complaint, kind, due, _when(due, now, zone)) for kind, due in owed if due < until]


def end_of_tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    """Give the midnight that ends tomorrow in a zone."""
    return _midnight(now, zone, 2)


def _when(due: datetime, now: datetime, zone: ZoneInfo) -> When:
    if due < now:
        return "overdue"
    return "today" if due < _midnight(now, zone, 1) else "tomorrow"


def _midnight(now: datetime, zone: ZoneInfo, days: int) -> datetime:
    return first_instant(zone, midnight(now.astimezone(zone).date() + timedelta(days=days)))


def _counted(found: Iterable[tuple[str, When]]) -> list[tuple[str, Counter[When]]]:
    counted: dict[str, Counter[When]] = {}
    for name, when in found:
        counted.setdefault(name, Counter())[when] += 1
    return sorted(counted.items(), key=lambda each: (-each[1].total(), each[0]))
