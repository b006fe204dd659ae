"""What staff do with members' points: look at them, give and take, and return what was entered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearthline.members import points_views as views
from hearthline.members.ledger import Adjustment, Ledger, NotReversible, Unknown
from hearthline.members.ledger_store import LedgerStore, SourceUsed
from hearthline.members.own_points import Vouchers, not_enough
from hearthline.members.points import NotEnough
from hearthline.members.reach import reached
from hearthline.members.store import NotAlso, PersonStore
from hearthline.platform.access import Action, Principal
from hearthline.platform.cursors import Cursors
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.once import KEY_TAKEN
from hearthline.platform.problems import FieldError, Problem

EVENT = "event:"
ADJUST = "adjust:"


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be given, or taken where `amount` is negative: what for, and why."""

    amount: int
    source: str
    reason: str


class PointsDesk:
    """Every method takes the principal and decides first whether it may."""

    def __init__(
        self,
        ledger: Ledger,
        store: LedgerStore,
        persons: PersonStore,
        cursors: Cursors,
        prints: Fingerprints,
    ) -> None:
        self._ledger = ledger
        self._store = store
        self._persons = persons
        self._cursors = cursors
        self._prints = prints
        self._vouchers = Vouchers(prints)

    def view(
        self, principal: Principal, identity: str, limit: int, cursor: str | None, now: datetime
    ) -> dict[str, Any]:
        """Give what there is and when it ends, and a page of the ledger. Three requests."""
        person = reached(principal, Action.READ_MEMBER, self._persons.load, identity).id
        binding = f"member-points|{principal.id}|{person}"
        position = self._cursors.open(binding, cursor)["at"] if cursor else None
        page = self._store.page(person, limit, position)
        return {
            **views.standing(self._store.account(person), now),
            "items": [views.line_for_staff(entry, self._vouchers) for entry in page.entries],
            "next_cursor": self._cursors.seal(binding, {"at": page.position}) if page.position else None,
        }

    def adjust(
        self, principal: Principal, identity: str, given: Given, repeat_key: str | None, now: datetime
    ) -> dict[str, Any]:
        """Give or take points, once for each source; give the entry, the same if the same is asked again.

        A source `event:<id>` is the participation in an event, whose points last as that rule says; any other
        is the desk's own, and never meets the sources of the rules. Raises Problem 409 `not_enough_points`,
        `source_used` and `not_a_member`, 422 where the key was used for something else.
        """
        person = reached(principal, Action.ADJUST_POINTS, self._persons.load, identity)
        if person.person.joined_at is None or person.person.erased_at is not None:
            raise Problem.refused("not_a_member", {"status": "not_joined"})
        event = given.source.startswith(EVENT)
        wish = Adjustment(
            given.amount,
            given.source if event or given.source.startswith(ADJUST) else ADJUST + given.source,
            principal.id,
            given.reason,
            rule="event" if event else None,
        )
        once = self._prints.once(principal.id, repeat_key, wish) if repeat_key else None
        try:
            entry = self._ledger.adjust(person.id, wish, now, [once.mark(now)] if once else ())
        except NotEnough as few:
            raise not_enough(few) from few
        except SourceUsed as used:
            state = {"status": "entered", "entry": used.entry.id, "amount": used.entry.amount}
            raise Problem.refused("source_used", state) from used
        except NotAlso as taken:
            raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)]) from taken
        return views.line_for_staff(entry, self._vouchers)

    def reverse(
        self, principal: Principal, identity: str, entry: str, reason: str, now: datetime
    ) -> dict[str, Any]:
        """Take back one entry; give the reversal, the same one if it was taken back already.

        Raises Problem 404 for an entry that there isn't, 409 `not_reversible`.
        """
        person = reached(principal, Action.ADJUST_POINTS, self._persons.load, identity)
        try:
            reversal, _ = self._ledger.reverse_entry(person.id, entry, principal.id, reason, now)
        except Unknown:
            raise Problem.not_found() from None
        except NotReversible as kind:
            raise Problem.refused("not_reversible", {"status": kind.kind.value}) from kind
        return views.line_for_staff(reversal, self._vouchers)
