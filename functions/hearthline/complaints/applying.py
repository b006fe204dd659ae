"""Applying a command to a stored complaint: decide, save, and decide again when somebody was faster."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearthline.complaints import lifecycle
from hearthline.complaints.commands import Command
from hearthline.complaints.draft import NotAllowed, Refused
from hearthline.complaints.model import Change, Complaint
from hearthline.complaints.policy import Terms
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Outdated, Stored
from hearthline.complaints.writing_along import Counted, NotAlso
from hearthline.platform.attributes import Item
from hearthline.platform.ids import display
from hearthline.platform.once import AlreadyDone, Once, refuse_another
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import Problem
from hearthline.platform.table import Action

RACES = 8
_ABOVE: Mapping[str, str] = {
    "told_above": "The escalation was told to a level above yours.",
    "own_offer": "Somebody else must consent to what you have offered.",
    "above_limit": "The amount is above your limit.",
}


@dataclass(frozen=True, slots=True)
class Proviso:
    """What a command is bound to: limits that it uses up, a key under which it is done once, an objection.

    `still` is asked of each state that the command would be applied to, and raises a Problem to object.
    `also` gives what is written in the same transaction; `objection`, what it means where that is refused.
    `unwritten` is told where the case is given back and nothing was written that says so.
    """

    counted: Sequence[Counted] = ()
    once: Once | None = None
    still: Callable[[Stored], None] = lambda _: None
    also: Callable[[Stored], Sequence[Action]] = lambda _: ()
    objection: Callable[[Stored, Item | None], Problem] = lambda _, __: Problem.unavailable()
    unwritten: Callable[[], None] = lambda: None


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
        terms = terms_of(rulebook, stored.complaint)
        try:
            proviso.still(stored)
            change = decided(stored, command, actor, now, terms)
        except Problem:
            if once and done_before(store, once):
                proviso.unwritten()
                return stored
            raise
        if not change.entries:
            proviso.unwritten()
            return stored
        try:
            after = terms_of(rulebook, change.complaint)
            also = proviso.also(stored)
            return store.save(stored, change, after, counted=proviso.counted, once=once, also=also)
        except AlreadyDone as done:
            refuse_another(done)
            proviso.unwritten()
            return stored
        except NotAlso as refused:
            raise proviso.objection(stored, refused.item) from refused
        except Outdated as outdated:
            if outdated.stored is None:
                raise Problem.not_found() from outdated
            stored = outdated.stored
    raise Problem.unavailable()


def terms_of(rulebook: Rulebook, complaint: Complaint) -> Terms:
    """Give the terms of a case: its policy version, and the calendar of the city that has it."""
    return rulebook.terms(complaint.city, complaint.policy)


def decided(stored: Stored, command: Command, actor: Actor, now: datetime, terms: Terms) -> Change:
    """Decide, with a refusal as callers get it: 409 by the state, 403 where somebody else must."""
    try:
        return lifecycle.decide(stored.complaint, command, actor, now, terms)
    except Refused as refused:
        raise Problem.refused(refused.code, _shown_to(actor, refused)) from refused
    except NotAllowed as somebody_else:
        raise Problem.forbidden(_ABOVE[somebody_else.code]) from somebody_else


def done_before(store: ComplaintStore, once: Once) -> bool:
    """Tell whether this was done under its key already; raise Problem 422 where another thing was."""
    try:
        store.look_for(once)
    except AlreadyDone as done:
        refuse_another(done)
        return True
    return False


def _shown_to(actor: Actor, refused: Refused) -> dict[str, Any]:
    """Give the state that stood in the way; which of the staff has the case is not the customer's to know."""
    merged = {"merged_into": display(into)} if (into := refused.data.get("merged_into")) else {}
    state = {**refused.data, **merged}
    return state if actor.kind == "staff" else {name: state[name] for name in state if name != "assignee"}
