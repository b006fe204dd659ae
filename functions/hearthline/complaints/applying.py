"""Applying a command to a stored complaint: decide, save, and decide again when somebody was faster."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from hearthline.complaints import lifecycle
from hearthline.complaints.commands import Command
from hearthline.complaints.draft import Refused
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Counted, Outdated, Stored
from hearthline.platform.ids import display
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import Problem

RACES = 8


def apply(
    store: ComplaintStore,
    rulebook: Rulebook,
    stored: Stored,
    command: Command,
    actor: Actor,
    now: datetime,
    *,
    counted: Sequence[Counted] = (),
    still: Callable[[Stored], None] | None = None,
) -> Stored:
    """Decide and save; when somebody was faster, decide again on what they left (`still` may object first).

    The failed write brings back the newer state, so losing a race costs no extra read.
    """
    for _ in range(RACES):
        terms = rulebook.terms(stored.complaint.city, stored.complaint.policy)
        try:
            change = lifecycle.decide(stored.complaint, command, actor, now, terms)
        except Refused as refused:
            raise Problem.refused(refused.code, _shown_to(actor, refused)) from refused
        try:
            return store.save(stored, change, terms, counted=counted)
        except Outdated as outdated:
            if outdated.stored is None:
                raise Problem.not_found() from outdated
            stored = outdated.stored
            if still:
                still(stored)
    raise Problem.unavailable()


def _shown_to(actor: Actor, refused: Refused) -> dict[str, Any]:
    """Give the state that stood in the way; which of the staff has the case is not the customer's to know."""
    merged = {"merged_into": display(into)} if (into := refused.data.get("merged_into")) else {}
    state = {**refused.data, **merged}
    return state if actor.kind == "staff" else {name: state[name] for name in state if name != "assignee"}
