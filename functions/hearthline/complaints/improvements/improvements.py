"""What staff do with improvements: put forward, list, read, decide and amend."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.applying import RACES
from hearthline.complaints.draft import Refused
from hearthline.complaints.improvements import rules, views
from hearthline.complaints.improvements.model import Improvement, ImprovementStatus, Proposal, Revised
from hearthline.complaints.improvements.store import (
    AlreadyProposed,
    ImprovementOutdated,
    ImprovementStore,
    StoredImprovement,
    Wanted,
)
from hearthline.complaints.improvements.telling import telling_job
from hearthline.complaints.rulebook import Rulebook
from hearthline.platform.access import Action, Principal, authorize, authorize_role, visible_cities
from hearthline.platform.codec import dump
from hearthline.platform.cursors import Cursors
from hearthline.platform.ids import Entropy, identifier, read_number
from hearthline.platform.jobs import JobStore
from hearthline.platform.once import KEY_TAKEN
from hearthline.platform.problems import FieldError, Problem

ID_LENGTH = 16
Change = Callable[[Improvement], Revised]


class Improvements:
    """Every method takes the principal and decides first whether it may.

    An improvement of a city is for those whose city it is; one of the whole group is for everybody of the
    desk to propose and read, and for hq to decide.
    """

    def __init__(
        self,
        store: ImprovementStore,
        rulebook: Rulebook,
        cursors: Cursors,
        keys: AccessKeys,
        entropy: Entropy,
        jobs: JobStore,
    ) -> None:
        self._store = store
        self._rulebook = rulebook
        self._cursors = cursors
        self._keys = keys
        self._entropy = entropy
        self._jobs = jobs

    def propose(
        self, principal: Principal, proposal: Proposal, repeat_key: str | None, now: datetime
    ) -> dict[str, Any]:
        """Put one forward; give what is the same on every repetition under the key."""
        _entitle(principal, Action.PROPOSE, proposal.city)
        self._rulebook.refresh(now)
        if repeat_key is None:
            id_, request = identifier(self._entropy), None
        else:
            id_ = self._keys.identifier_for("improvement", principal.id, repeat_key)
            request = self._keys.fingerprint("improvement", _written(proposal))
        try:
            self._check_codes(proposal)
            numbers = self._linked(principal, proposal.complaints, "/complaints")
        except Problem:
            # What was right when it was sent first is answered as then.
            stored = self._store.load(id_) if request else None
            if stored is None:
                raise
            return _repeated(stored, request)
        revised = rules.propose(replace(proposal, complaints=numbers), id_, principal.id, now)
        try:
            self._store.create(revised, request)
        except AlreadyProposed as already:
            return _repeated(already.stored, request)
        return views.proposed(revised.improvement)

    def page(
        self, principal: Principal, wanted: Wanted, *, limit: int, cursor: str | None, now: datetime
    ) -> dict[str, Any]:
        """Give a page, newest first: of the reader's cities and of the whole group."""
        self._rulebook.refresh(now)
        if wanted.city is not None:
            authorize(principal, Action.LIST, wanted.city)
        visible = visible_cities(principal)
        wanted = replace(wanted, cities=None if visible is None else tuple(sorted(visible)))
        binding = f"improvements|{principal.id}|{wanted}"
        after = self._cursors.open(binding, cursor)["at"] if cursor else ""
        found = self._store.page(wanted, after, limit)
        return {
            "items": [views.card(card) for card in found.cards],
            "next_cursor": self._cursors.seal(binding, {"at": found.position}) if found.position else None,
        }

    def read(self, principal: Principal, identity: str) -> tuple[dict[str, Any], int]:
        """Give one with its history and the complaints that the reader may see; and its version."""
        improvement, body = self._read(principal, identity)
        return body, improvement.version

    def _read(self, principal: Principal, identity: str) -> tuple[Improvement, dict[str, Any]]:
        authorize_role(principal, Action.READ)
        found = self._store.history(identity) if len(identity) == ID_LENGTH else None
        if found is None:
            raise Problem.not_found()
        improvement, history = found
        _entitle(principal, Action.READ, improvement.city)
        cards = self._store.complaints(improvement.complaints)
        seen = [
            card
            for number in improvement.complaints
            if (card := cards.get(number)) and principal.sees(card["city"])
        ]
        return improvement, views.whole(improvement, history, seen)

    def read_with_choices(
        self, principal: Principal, identity: str, now: datetime
    ) -> tuple[dict[str, Any], int, dict[str, str | None]]:
        """Give what `read` gives, and what this principal can do with it (see `possible`)."""
        # None of the API's requests asks for this: they don't load the rules for a look.
        from hearthline.complaints.improvements.possible import possible

        improvement, body = self._read(principal, identity)
        return body, improvement.version, possible(improvement, principal, now)

    def decide(
        self,
        principal: Principal,
        identity: str,
        status: ImprovementStatus,
        reason: str,
        expected: int | None,
        now: datetime,
    ) -> tuple[dict[str, Any], int]:
        """Accept, adopt, decline, or take up again; who is to be told is told by a job of its own."""
        again = status is ImprovementStatus.PROPOSED
        action = Action.PROPOSE if again else Action.DECIDE
        stored = self._stored(principal, identity, action)
        if not again:
            authorize(principal, action, stored.improvement.city)

        def change(improvement: Improvement) -> Revised:
            return rules.decide(improvement, status, reason, principal.id, now)

        return self._change(stored, change, expected, now)

    def amend(
        self,
        principal: Principal,
        identity: str,
        title: str | None,
        text: str | None,
        complaints: Sequence[str],
        expected: int | None,
        now: datetime,
    ) -> tuple[dict[str, Any], int]:
        """Let the proposer change the words or name more complaints."""
        stored = self._stored(principal, identity, Action.PROPOSE)
        if stored.improvement.proposed_by != principal.id:
            raise Problem.forbidden("Only who proposed it may amend it.")
        numbers = self._linked(principal, complaints, "/complaints_added") if complaints else ()

        def change(improvement: Improvement) -> Revised:
            return rules.amend(improvement, title, text, numbers, principal.id, now)

        return self._change(stored, change, expected, now)

    def _stored(self, principal: Principal, identity: str, action: Action) -> StoredImprovement:
        authorize_role(principal, action)
        stored = self._store.load(identity) if len(identity) == ID_LENGTH else None
        if stored is None:
            raise Problem.not_found()
        _entitle(principal, action, stored.improvement.city)
        return stored

    def _change(
        self, stored: StoredImprovement, change: Change, expected: int | None, now: datetime
    ) -> tuple[dict[str, Any], int]:
        """Decide and save; when somebody was faster, decide again on what they left."""
        for _ in range(RACES):
            improvement = stored.improvement
            if expected is not None and improvement.version != expected:
                raise Problem.stale({"version": improvement.version, "status": improvement.status.value})
            try:
                revised = change(improvement)
            except Refused as refused:
                raise Problem.refused(refused.code, refused.data) from refused
            told = telling_job(revised, now, self._entropy)
            try:
                self._store.save(stored, revised, [self._jobs.start_action(told)] if told else ())
            except ImprovementOutdated as outdated:
                stored = outdated.stored
            else:
                return views.head(revised.improvement), revised.improvement.version
        raise Problem.unavailable()

    def _check_codes(self, proposal: Proposal) -> None:
        catalog = self._rulebook.catalog()
        wrong = [
            FieldError(f"/{name}", f"No such {name}; GET /api/catalog lists them.")
            for name, known in (
                ("department", catalog.departments),
                ("cause", catalog.causes),
                ("city", catalog.cities),
            )
            if (code := getattr(proposal, name)) is not None and code not in known
        ]
        if wrong:
            raise Problem.invalid(wrong)

    def _linked(self, principal: Principal, given: Sequence[str], pointer: str) -> tuple[str, ...]:
        """Give the bare numbers, each once; raise Problem 422 for what isn't a case of the reader's."""
        numbers = [read_number(text) for text in given]
        cards = self._store.complaints([number for number in dict.fromkeys(numbers) if number])
        known = {number for number, card in cards.items() if principal.sees(card["city"])}
        wrong = [
            FieldError(f"{pointer}/{place}", "No such complaint in your cities.")
            for place, number in enumerate(numbers)
            if number not in known
        ]
        if wrong:
            raise Problem.invalid(wrong)
        return tuple(dict.fromkeys(number for number in numbers if number))


def _repeated(stored: StoredImprovement, request: str | None) -> dict[str, Any]:
    if stored.request != request:
        raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)])
    return views.proposed(stored.improvement)


def _entitle(principal: Principal, action: Action, city: str | None) -> None:
    authorize_role(principal, action)
    if city is not None:
        authorize(principal, action, city)


def _written(proposal: Proposal) -> str:
    return json.dumps(dump(proposal), ensure_ascii=False, sort_keys=True)
