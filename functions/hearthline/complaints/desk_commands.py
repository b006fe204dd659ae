"""What staff do with a case: every command of the desk, by those who may, on the case as it stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from hearthline.complaints import views
from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.applying import Proviso, apply
from hearthline.complaints.catalog_check import wrong_names
from hearthline.complaints.commands import Acknowledge, Command, Link, Merge, Transfer
from hearthline.complaints.incidents.linking import linking
from hearthline.complaints.merging import merge
from hearthline.complaints.remedies import under_way
from hearthline.complaints.remedy_commands import Approve, Decline, Offer
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Stored
from hearthline.platform.access import (
    Action,
    Principal,
    authorize,
    authorize_role,
    level_of,
    rank_of,
)
from hearthline.platform.ids import read_number
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import FieldError, Problem

Result = tuple[dict[str, Any], int]


class DeskCommands:
    """Commands for staff. Each takes the principal and decides first whether they may."""

    def __init__(self, store: ComplaintStore, rulebook: Rulebook, keys: AccessKeys) -> None:
        self._store = store
        self._rulebook = rulebook
        self._keys = keys

    def give(
        self,
        principal: Principal,
        number: str,
        action: Action,
        command: Command,
        expected: int | None,
        now: datetime,
        repeat_key: str | None = None,
        unwritten: Callable[[], None] = lambda: None,
    ) -> Result:
        """Apply a command and give the new head and version; with `expected`, only on that version (412).

        `unwritten` is called where the head is given though this request has left nothing in the timeline.
        """
        authorize_role(principal, action)
        read = read_number(number)
        if read is None:
            raise Problem.not_found()
        self._rulebook.refresh(now)
        once = self._keys.once(f"{read}\n{principal.id}", repeat_key, command) if repeat_key else None
        proviso = Proviso(once=once, still=_unchanged(expected), unwritten=unwritten)
        if isinstance(command, Merge):
            after = self._merged(principal, read, command, proviso, now)
        else:
            after = self._applied(principal, read, action, command, proviso, now)
        return views.head(after.complaint), after.complaint.version

    def _applied(
        self,
        principal: Principal,
        number: str,
        action: Action,
        command: Command,
        proviso: Proviso,
        now: datetime,
    ) -> Stored:
        stored = self._store.load(number)
        if stored is None:
            raise Problem.not_found()
        return self.carry_out(principal, stored, action, command, proviso, now)

    def carry_out(
        self,
        principal: Principal,
        stored: Stored,
        action: Action,
        command: Command,
        proviso: Proviso,
        now: datetime,
    ) -> Stored:
        """Apply a command to a case that was read already; the documents have been refreshed.

        Where somebody moves it to another city meanwhile, it must be the principal's, too.
        """
        authorize(principal, action, stored.complaint.city)
        self._check_names(stored, command)
        completed = self._completed(principal, stored, command)
        actor = Actor("staff", principal.id)

        def still(each: Stored, before: Callable[[Stored], None] = proviso.still) -> None:
            authorize(principal, action, each.complaint.city)
            before(each)

        proviso = replace(proviso, still=still)
        if isinstance(command, Link):
            proviso = linking(command, actor, now, proviso)
        return apply(self._store, self._rulebook, stored, completed, actor, now, proviso)

    def _merged(
        self,
        principal: Principal,
        number: str,
        command: Merge,
        proviso: Proviso,
        now: datetime,
    ) -> Stored:
        into = read_number(command.into)
        if into is None:
            raise Problem.invalid([FieldError("/into", "No such complaint.")])

        def admit(each: Stored) -> None:
            authorize(principal, Action.MERGE, each.complaint.city)

        actor = Actor("staff", principal.id)
        return merge(self._store, self._rulebook, (number, into), actor, now, proviso, admit)

    def _check_names(self, stored: Stored, command: Command) -> None:
        wrong = wrong_names(command, self._rulebook, stored.complaint.city)
        if wrong:
            raise Problem.invalid(wrong)

    def _completed(self, principal: Principal, stored: Stored, command: Command) -> Command:
        """Add what the caller does not say: their level and rank, a team's city, the proposal that they saw.

        Consent is bound to the proposal that stands now: what takes its place meanwhile has no consent.
        """
        complaint = stored.complaint
        match command:
            case Acknowledge():
                return replace(command, up_to=level_of(principal))
            case Transfer(team):
                return replace(command, city=self._rulebook.teams().get(team) or "")
            case Offer():
                return replace(command, authority=rank_of(principal))
            case Approve() | Decline():
                proposed = under_way(complaint)
                meant = command.remedy or (proposed.id if proposed else None)
                return replace(command, authority=rank_of(principal), remedy=meant)
        return command


def _unchanged(expected: int | None) -> Callable[[Stored], None]:
    def still(stored: Stored) -> None:
        if expected is not None and stored.complaint.version != expected:
            raise Problem.stale(
                {"version": stored.complaint.version, "status": stored.complaint.status.value}
            )

    return still
