"""What the scheduled sweep does with one complaint that is due."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hearthline.complaints import lifecycle
from hearthline.complaints.commands import PassTime
from hearthline.complaints.privacy.retention import retention_ends
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Outdated
from hearthline.platform.outbox import SYSTEM
from hearthline.platform.table import Action
from hearthline.platform.timers import Due

BeginErasure = Callable[[str, datetime], Action]
"""Gives the action that begins the erasure of one case."""

ASK_AGAIN = timedelta(days=1)
"""When a case that was handed over for erasure, and still isn't erased, is handed over once more."""


class ComplaintTimers:
    """Handles due complaints: one read and one transaction each.

    Two sweeps at once, or one that died half-way and ran again, do a step once: the transaction demands the
    timer that was read.
    """

    def __init__(self, store: ComplaintStore, rulebook: Rulebook, erase: BeginErasure) -> None:
        self._store = store
        self._rulebook = rulebook
        self._erase = erase

    def __call__(self, due: Due, now: datetime) -> bool:
        """Record what this complaint owes by `now`; False when somebody else already did."""
        stored = self._store.load_due(due)
        if stored is None:
            return False
        self._rulebook.refresh(now)
        terms = self._rulebook.terms(stored.complaint.city, stored.complaint.policy)
        change = lifecycle.decide(stored.complaint, PassTime(), SYSTEM, now, terms)
        end = retention_ends(stored.complaint, terms)
        try:
            if change.entries:
                self._store.save(stored, change, terms, due=due)
            elif end is not None and end <= now:
                job = self._erase(stored.complaint.number, now)
                self._store.hand_over(due, now + ASK_AGAIN, job)
            else:
                self._store.retime(stored, terms, due, now)
        except Outdated:
            return False
        return True
