"""A home that comes again and again: found from the pointers of the home, after each filing."""

from collections.abc import Sequence
from datetime import datetime

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import RaiseFlag
from hearthline.complaints.model import Kind
from hearthline.complaints.parts import FlagCode
from hearthline.complaints.pointers import Pointer, of_home
from hearthline.complaints.policy import RepeatedRule
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.outbox import SYSTEM, Event

COUNTED = frozenset({Kind.COMPLAINT.value, Kind.REPAIR.value})
"""What warns when there is much of it; questions and praise don't."""

MOST_TOLD = 10
"""Earlier cases that a flag names, the latest ones."""


class RepeatedHomes:
    """Flags a home's third complaint within the policy's time. Done again it does nothing."""

    def __init__(self, store: ComplaintStore, rulebook: Rulebook) -> None:
        self._store = store
        self._rulebook = rulebook

    def __call__(self, event: Event, now: datetime) -> None:
        """Look at the case that was filed, and at those filed after it: events may come in any order."""
        if event.type != "complaint.received" or event.data["kind"] not in COUNTED:
            return
        stored = self._store.load(event.subject.rpartition("/")[2])
        home = stored.private.get("home_hash") if stored else None
        if stored is None or home is None:
            return
        self._rulebook.refresh(now)
        rule = self._rulebook.terms(stored.complaint.city).policy.repeated_rule
        at = stored.complaint.received_at
        pointers = of_home(self._store.table, home, at - rule.within, at + rule.within)
        counted = [pointer for pointer in pointers if pointer.kind in COUNTED]
        for number, earlier in repeated(counted, rule, at):
            case = stored if number == stored.complaint.number else self._store.load(number)
            if case and case.complaint.erased_at is None:
                flag = RaiseFlag(FlagCode.REPEATED, {"cases": list(earlier[-MOST_TOLD:])})
                apply(self._store, self._rulebook, case, flag, SYSTEM, now)


def repeated(
    pointers: Sequence[Pointer], rule: RepeatedRule, since: datetime
) -> list[tuple[str, tuple[str, ...]]]:
    """Give each case received since then that has enough before it within the time, and the numbers of those.

    What came before was looked at when it came: a home about which thousands are filed costs no more for it.
    """
    found = []
    for place, pointer in enumerate(pointers):
        if pointer.at < since:
            continue
        earlier = tuple(other.number for other in pointers[:place] if pointer.at - other.at <= rule.within)
        if len(earlier) + 1 >= rule.complaints:
            found.append((pointer.number, earlier))
    return found
