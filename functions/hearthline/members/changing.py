"""Changing a person: decide on what stands there, save, and decide again when somebody was faster."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hearthline.members.history import Line
from hearthline.members.model import Person
from hearthline.members.store import KEEP, Keep, Outdated, PersonStore, StoredPerson, TakenOver
from hearthline.platform.table import Action, TransactionConflict

RACES: Final = 8


@dataclass(frozen=True, slots=True)
class Change:
    """What to write of a person: their next state, the lines that say why, and what is written along.

    `contacts`, `timer` and `others` as `PersonStore.save` takes them.
    """

    person: Person
    lines: Sequence[Line]
    also: Sequence[Action] = ()
    contacts: Sequence[str] | None = None
    timer: datetime | Keep | None = KEEP
    others: Sequence[TakenOver] = ()


Decide = Callable[[StoredPerson], Change | None]


def change(store: PersonStore, stored: StoredPerson, decide: Decide) -> StoredPerson | None:
    """Decide and save; give the person as they then stand, or None where they are gone.

    `decide` gives None where nothing is to be done, and may raise. The failed write brings back the newer
    state, so losing a race costs no extra read. Raises what `save` raises beside Outdated, and
    TransactionConflict after eight lost races.
    """
    for _ in range(RACES):
        wanted = decide(stored)
        if wanted is None:
            return stored
        try:
            return store.save(
                stored,
                wanted.person,
                wanted.lines,
                *wanted.also,
                contacts=wanted.contacts,
                timer=wanted.timer,
                others=wanted.others,
            )
        except Outdated as outdated:
            if outdated.stored is None:
                return None
            stored = outdated.stored
    raise TransactionConflict
