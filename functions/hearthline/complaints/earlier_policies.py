"""Which open cases run under an earlier version of the policy: each keeps the one that it began with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hearthline.complaints.cards import OPEN_PREFIX
from hearthline.complaints.lists import HIGHEST, Filters, Queue
from hearthline.complaints.model import Complaint
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.access import Action, Principal, authorize_role, visible_cities
from hearthline.platform.documents import Documents

MOST: Final = 500
"""Open cases that are looked at, the most urgent first: six requests."""


@dataclass(frozen=True, slots=True)
class UnderPolicies:
    """How many open cases run under each version, and those under an earlier; `cut`: more are open."""

    current: int
    counts: Mapping[int, int]
    earlier: Sequence[Complaint]
    cut: bool


class EarlierPolicies:
    """Looks at the open cases of a reader's cities."""

    def __init__(self, store: ComplaintStore, rulebook: Rulebook, documents: Documents) -> None:
        self._store = store
        self._rulebook = rulebook
        self._documents = documents

    def found(self, principal: Principal, now: datetime) -> UnderPolicies:
        """Give the open cases by the policy that they run under; raise Problem 403 for no reader of cases."""
        authorize_role(principal, Action.LIST)
        self._rulebook.refresh(now)
        visible = visible_cities(principal)
        queues = (
            [Queue("by_all", "all_queue", "all")]
            if visible is None
            else [Queue("by_city", "city_queue", code) for code in sorted(visible)]
        )
        if not queues:
            return UnderPolicies(self._current(), {}, (), cut=False)
        page = self._store.lists.work(queues, OPEN_PREFIX, f"{OPEN_PREFIX}{HIGHEST}", Filters(), MOST)
        loaded = {
            one.complaint.number: one.complaint
            for one in self._store.load_many([card["number"] for card in page.cards])
        }
        cases = [
            loaded[card["number"]]
            for card in page.cards
            if card["number"] in loaded and loaded[card["number"]].open
        ]
        current, counts = self._current(), dict[int, int]()
        for case in cases:
            counts[case.policy] = counts.get(case.policy, 0) + 1
        earlier = [case for case in cases if case.policy < current]
        return UnderPolicies(current, dict(sorted(counts.items())), earlier, cut=page.position is not None)

    def _current(self) -> int:
        return int(self._documents.latest("policy")["version"])
