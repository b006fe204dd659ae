"""What staff do with visits to homes: list, take and give them, plan, report, and file what was found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from hearthline.lifecycle import keys, visits
from hearthline.lifecycle.store import LifeStore, VisitMoved
from hearthline.lifecycle.visit_items import card
from hearthline.lifecycle.visits import HomeVisit, Turn, VisitRefused, VisitState
from hearthline.platform.access import Action, Principal, authorize, authorize_role
from hearthline.platform.cursors import Cursors
from hearthline.platform.ids import display
from hearthline.platform.instants import instant
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.table import Guard

RACES: Final = 8
FURTHEST: Final = timedelta(days=365)
"""How far ahead a visit is planned."""
_HOME, _MARK = 32, 16

Change = Callable[[HomeVisit], Turn | None]
Colleagues = Callable[[str, datetime], bool]
"""Tells whether somebody of this id is on the reporting line."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which visits: of a city, of somebody (`assignee`), or of nobody yet where `unassigned`."""

    city: str | None = None
    assignee: str | None = None
    unassigned: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be filed as a complaint of an owner: of a kind, with its words."""

    person: str
    kind: str
    title: str
    text: str
    category: str | None = None


class Owners(Protocol):
    """Knows the owners of homes, and files complaints for them."""

    def shown(self, home: str) -> Sequence[Mapping[str, Any]]:
        """Give whom to visit: each owner's id, name and contacts. Two requests."""
        ...

    def file(
        self,
        principal: Principal,
        visit: HomeVisit,
        finding: Finding,
        repeat_key: str | None,
        now: datetime,
    ) -> str:
        """File a complaint for an owner, and give its bare number; as often as it is asked for under a key.

        Raises Problem 403 and 422.
        """
        ...


class HomeVisits:
    """Every method takes the principal and decides first whether it may."""

    def __init__(self, store: LifeStore, owners: Owners, known: Colleagues, cursors: Cursors) -> None:
        self._store = store
        self._owners = owners
        self._known = known
        self._cursors = cursors

    def page(self, principal: Principal, wanted: Wanted, *, limit: int, cursor: str | None) -> dict[str, Any]:
        """Give a page of the visits that are owed, due first; with a filter it can be short and not the last.

        One request. Without a city they are those of the assignee, or of the reader.
        """
        authorize_role(principal, Action.READ_HOME_VISIT)
        if wanted.city is not None:
            authorize(principal, Action.READ_HOME_VISIT, wanted.city)
        partition, where = _list(principal, wanted)
        binding = f"home_visits|{principal.id}|{partition}|{wanted}"
        after = self._cursors.open(binding, cursor)["after"] if cursor else None
        cards, last = self._store.owed(partition, where, after, limit)
        return {
            "items": [one for one in cards if principal.sees(one["city"])],
            "next_cursor": self._cursors.seal(binding, {"after": last}) if last else None,
        }

    def read(self, principal: Principal, identity: str) -> tuple[dict[str, Any], int]:
        """Give a visit with its notes and whom to visit; and its version. A reading of personal data."""
        visit = self._reached(principal, Action.READ_HOME_VISIT, identity)
        owners = list(self._owners.shown(visit.home))
        return {**_head(visit), "notes": _notes(visit), "owners": owners}, visit.version

    def assign(
        self, principal: Principal, identity: str, to: str, expected: int | None, now: datetime
    ) -> tuple[dict[str, Any], int]:
        """Give a visit to somebody; one that nobody has anybody may take. Raises Problem 422 for nobody."""
        authorize_role(principal, Action.MAKE_HOME_VISIT)
        if not self._known(to, now):
            raise Problem.invalid([FieldError("/to", "Nobody of this id is on the reporting line.")])

        def change(visit: HomeVisit) -> Turn | None:
            if to != principal.id or visit.assignee not in {None, principal.id}:
                authorize(principal, Action.ASSIGN_HOME_VISIT, visit.city)
            return visits.assigned(visit, to, now)

        return self._change(principal, identity, change, expected)

    def plan(
        self, principal: Principal, identity: str, at: datetime, expected: int | None, now: datetime
    ) -> tuple[dict[str, Any], int]:
        """Plan the instant that was agreed. Raises Problem 422 for one that is over, or a year ahead."""
        authorize_role(principal, Action.MAKE_HOME_VISIT)
        if not now <= at <= now + FURTHEST:
            raise Problem.invalid([FieldError("/at", "Must be to come, within a year.")])
        return self._change(
            principal, identity, lambda visit: visits.planned(visit, at, principal.id, now), expected
        )

    def report(
        self,
        principal: Principal,
        identity: str,
        outcome: VisitState,
        text: str | None,
        expected: int | None,
        now: datetime,
    ) -> tuple[dict[str, Any], int]:
        """Say what came of it: `done`, `not_met` or `refused`."""
        return self._change(
            principal,
            identity,
            lambda visit: visits.reported(visit, outcome, text, principal.id, now),
            expected,
        )

    def file(
        self, principal: Principal, identity: str, finding: Finding, repeat_key: str | None, now: datetime
    ) -> tuple[dict[str, Any], int]:
        """File what was found as a complaint of an owner; under a key once however often it is sent.

        Raises Problem 409 before anything is filed where the visit takes no more.
        """
        visit = self._reached(principal, Action.MAKE_HOME_VISIT, identity)
        _refusing(lambda: visits.found(visit, "", now))
        number = self._owners.file(principal, visit, finding, repeat_key, now)
        shown, version = self._change(principal, identity, lambda one: visits.found(one, number, now), None)
        return {**shown, "complaint": display(number)}, version

    def _change(
        self, principal: Principal, identity: str, change: Change, expected: int | None
    ) -> tuple[dict[str, Any], int]:
        """Decide and save; when somebody was faster, decide again on what they left."""
        for _ in range(RACES):
            visit = self._reached(principal, Action.MAKE_HOME_VISIT, identity)
            if expected is not None and expected != visit.version:
                raise Problem.stale({"status": visit.state.value, "version": visit.version})
            turn = _refusing(lambda visit=visit: change(visit))  # type: ignore[misc]
            if turn is None:
                return _head(visit), visit.version
            try:
                self._store.save_visit(turn, Actor("staff", principal.id))
            except VisitMoved:
                continue
            return _head(turn.after), turn.after.version
        raise Problem.unavailable()

    def _reached(self, principal: Principal, action: Action, identity: str) -> HomeVisit:
        authorize_role(principal, action)
        home, _, mark = identity.partition("-")
        right = (len(home), len(mark)) == (_HOME, _MARK)
        visit = self._store.visit(home, mark) if right else None
        if visit is None:
            raise Problem.not_found()
        authorize(principal, action, visit.city)
        return visit


def _head(visit: HomeVisit) -> dict[str, Any]:
    """Give a visit without what was noted of it, which is read by itself, and recorded."""
    complaints = [display(number) for number in visit.complaints]
    return {**card(visit), "contract": visit.contract, "reason": visit.reason, "complaints": complaints}


def _notes(visit: HomeVisit) -> list[dict[str, Any]]:
    return [
        {"at": instant(note.at), "by": note.by, "outcome": note.outcome.value, "text": note.text}
        for note in visit.notes
    ]


def _list(principal: Principal, wanted: Wanted) -> tuple[str, Guard | None]:
    if wanted.city is None:
        return keys.visits_of(wanted.assignee or principal.id), None
    names = {"#card": "card", "#assignee": "assignee"}
    where = None
    if wanted.unassigned:
        where = Guard("#card.#assignee = :nobody", names, {":nobody": None})
    elif wanted.assignee is not None:
        where = Guard("#card.#assignee = :assignee", names, {":assignee": wanted.assignee})
    return keys.visits_in(wanted.city), where


def _refusing(decide: Callable[[], Turn | None]) -> Turn | None:
    try:
        return decide()
    except VisitRefused as refused:
        raise Problem.refused(refused.code, refused.data) from refused
