"""Applying a command to a stored complaint: decide, save, and decide again when somebody was faster."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearthline.complaints import lifecycle
from hearthline.complaints.commands import Command
from hearthline.complaints.draft import Refused
from hearthline.complaints.model import Change
from hearthline.complaints.once import AlreadyDone, Once
from hearthline.complaints.policy import Terms
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Counted, Outdated, Stored
from hearthline.platform.ids import display
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import FieldError, Problem

RACES = 8
KEY_TAKEN = "This key was used for another request; choose a new one."


@dataclass(frozen=True, slots=True)
class Proviso:
    """What a command is bound to: limits that it uses up, a key under which it is done once, an objection.

    `still` is asked of each state that the command would be applied to, and raises a Problem to object.
    """

    counted: Sequence[Counted] = ()
    once: Once | None = None
    still: Callable[[Stored], None] = lambda _: None


FREE = Proviso()


def apply(
    store: ComplaintStore,
    rulebook: Rulebook,
    stored: Stored,
    command: Command,
    actor: Actor,
    now: datetime,
    proviso: Proviso = FREE,
) -> Stored:
    """Decide and save; when somebody was faster, decide again on what they left.

    The failed write brings back the newer state, so losing a race costs no extra read. What was done before
    under its key is not done again, whatever stands against it by now: the case is given as it stands.
    """
    once = proviso.once
    for _ in range(RACES):
        terms = rulebook.terms(stored.complaint.city, stored.complaint.policy)
        try:
            proviso.still(stored)
            change = _decided(stored, command, actor, now, terms)
        except Problem:
            if once and _done_before(store, once):
                return stored
            raise
        if not change.entries:
            return stored
        try:
            return store.save(stored, change, terms, counted=proviso.counted, once=once)
        except AlreadyDone as done:
            _refuse_another(done)
            return stored
        except Outdated as outdated:
            if outdated.stored is None:
                raise Problem.not_found() from outdated
            stored = outdated.stored
    raise Problem.unavailable()


def _decided(stored: Stored, command: Command, actor: Actor, now: datetime, terms: Terms) -> Change:
    try:
        return lifecycle.decide(stored.complaint, command, actor, now, terms)
    except Refused as refused:
        raise Problem.refused(refused.code, _shown_to(actor, refused)) from refused


def _done_before(store: ComplaintStore, once: Once) -> bool:
    try:
        store.look_for(once)
    except AlreadyDone as done:
        _refuse_another(done)
        return True
    return False


def _refuse_another(done: AlreadyDone) -> None:
    if not done.same:
        raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)]) from done


def _shown_to(actor: Actor, refused: Refused) -> dict[str, Any]:
    """Give the state that stood in the way; which of the staff has the case is not the customer's to know."""
    merged = {"merged_into": display(into)} if (into := refused.data.get("merged_into")) else {}
    state = {**refused.data, **merged}
    return state if actor.kind == "staff" else {name: state[name] for name in state if name != "assignee"}
