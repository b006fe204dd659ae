"""Giving a new case to somebody: in turn round its team, among those who are there.

A reaction to `complaint.received`. It may come late, twice, or two at once: the case and the team's turn are
written in one transaction, each under its version, so a case is given once and no turn is lost.
"""

from datetime import datetime

from hearthline.complaints import lifecycle
from hearthline.complaints.commands import Route
from hearthline.complaints.reporting import Team
from hearthline.complaints.routes import next_in_turn
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Outdated, Stored
from hearthline.complaints.turns import Turn
from hearthline.complaints.writing_along import NotAlso
from hearthline.platform.outbox import SYSTEM, Event

RECEIVED = "complaint.received"
RACES = 8


class TurnContended(Exception):
    """Others were faster again and again; nothing was written, and the event may come again."""


class Routing:
    """Gives each new case to the next member of its team."""

    def __init__(self, store: ComplaintStore, rulebook: Rulebook) -> None:
        self._store = store
        self._rulebook = rulebook

    def __call__(self, event: Event, now: datetime) -> None:
        """Assign the case, in a read and a transaction.

        It is left as it is where somebody has it already, where it went to another team meanwhile, where
        it was imported, and where nobody of its team is there. Raises TurnContended after too many races.
        """
        if event.type != RECEIVED:
            return
        self._rulebook.refresh(now)
        line = self._rulebook.reporting_line()
        team = line.teams.get(str(event.data["team"]))
        present = line.present(team.members, line.day(now)) if team else []
        if team and present:
            self._give(event.subject.rpartition("/")[2], team, present, now)

    def _give(self, number: str, team: Team, present: list[str], now: datetime) -> None:
        stored, turn = self._store.load_with_turn(number, team.code)
        for _ in range(RACES):
            to = next_in_turn(team.members, present, turn.last)
            if stored is None or to is None or not _waits(stored, team.code):
                return
            terms = self._rulebook.terms(stored.complaint.city, stored.complaint.policy)
            change = lifecycle.decide(stored.complaint, Route(to), SYSTEM, now, terms)
            try:
                self._store.save(stored, change, terms, also=[turn.given_to(to)])
            except Outdated as outdated:
                stored = outdated.stored
            except NotAlso as failed:
                turn = Turn.from_item(team.code, failed.item)
            else:
                return
        raise TurnContended(number)


def _waits(stored: Stored, team: str) -> bool:
    complaint = stored.complaint
    fresh = complaint.open and complaint.assignee is None and complaint.team == team
    return fresh and "source" not in stored.private
