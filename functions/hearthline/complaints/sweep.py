"""What the scheduled sweep does with one complaint that is due."""

from datetime import datetime

from hearthline.complaints import lifecycle
from hearthline.complaints.commands import PassTime
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Outdated
from hearthline.platform.outbox import SYSTEM
from hearthline.platform.timers import Due


class ComplaintTimers:
    """Handles due complaints: one read and one transaction each.

    Two sweeps at once, or one that died half-way and ran again, do a step once: the transaction demands the
    timer that was read.
    """

    def __init__(self, store: ComplaintStore, rulebook: Rulebook) -> None:
        self._store = store
        self._rulebook = rulebook

    def __call__(self, due: Due, now: datetime) -> bool:
        """Record what this complaint owes by `now`; False when somebody else already did."""
        stored = self._store.load_due(due)
        if stored is None:
            return False
        self._rulebook.refresh(now)
        terms = self._rulebook.terms(stored.complaint.city, stored.complaint.policy)
        change = lifecycle.decide(stored.complaint, PassTime(), SYSTEM, now, terms)
        try:
            if change.entries:
                self._store.save(stored, change, terms, due=due)
            else:
                self._store.retime(stored, terms, due, now)
        except Outdated:
            return False
        return True
