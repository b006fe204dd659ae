"""Merging a case into another one of the same person: one request reads both heads, one writes both."""

from collections.abc import Callable
from datetime import datetime

from hearthline.complaints.applying import (
    RACES,
    Proviso,
    decided,
    done_before,
    terms_of,
)
from hearthline.complaints.commands import Absorb, Merge
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Outdated, Stored
from hearthline.platform.once import AlreadyDone, refuse_another
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import FieldError, Problem


def merge(
    store: ComplaintStore,
    rulebook: Rulebook,
    numbers: tuple[str, str],
    actor: Actor,
    now: datetime,
    proviso: Proviso,
    admit: Callable[[Stored], None],
) -> Stored:
    """Merge the first case into the second, and give the first as it then stands.

    `admit` raises a Problem where the actor has no business with a case. When somebody was faster, both are
    read and decided on again. What was done before under its key is not done again.
    """
    once = proviso.once
    for _ in range(RACES):
        case, target = _read(store, numbers, admit)
        try:
            proviso.still(case)
            change = decided(case, _command(case, target), actor, now, terms_of(rulebook, case.complaint))
            taken = Absorb(case.complaint.number)
            absorbed = decided(target, taken, actor, now, terms_of(rulebook, target.complaint))
        except Problem:
            if once and done_before(store, once):
                proviso.unwritten()
                return case
            raise
        writes = [
            (before, after, terms_of(rulebook, after.complaint))
            for before, after in ((case, change), (target, absorbed))
        ]
        try:
            return store.save_both(writes, once)[0]
        except AlreadyDone as done:
            refuse_another(done)
            proviso.unwritten()
            return case
        except Outdated:
            continue
    raise Problem.unavailable()


def _read(
    store: ComplaintStore, numbers: tuple[str, str], admit: Callable[[Stored], None]
) -> tuple[Stored, Stored]:
    """Read both, and tell of the second only to whoever may act on the first."""
    case, target = store.load_both(*numbers)
    if case is None:
        raise Problem.not_found()
    admit(case)
    if target is None:
        raise Problem.invalid([FieldError("/into", "No such complaint.")])
    admit(target)
    return case, target


def _command(case: Stored, target: Stored) -> Merge:
    """Say what the two have in common.

    The one case's link, which every contact of it may have, leads to the other case only where each of them
    is a contact of that one, too.
    """
    own, others = set(case.private.get("persons", ())), set(target.private.get("persons", ()))
    linked = own <= others and "access" in target.private
    return Merge(target.complaint.number, same_person=bool(own & others), linked=linked)
