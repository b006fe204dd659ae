"""Points for a purchase: once a contract, to the buyer whom it names first, taken back if cancelled."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from hearthline.members.holdings import HomeOf
from hearthline.members.model import Person
from hearthline.members.points_port import PointsBook
from hearthline.members.referrals import was_member
from hearthline.members.sales import Sale, sale_of, sales_of
from hearthline.members.standing import Rules
from hearthline.members.store import PersonStore
from hearthline.platform.outbox import Event
from hearthline.platform.table import TransactionConflict

RULE: Final = "purchase"
RACES: Final = 8


def source_of(contract: str) -> str:
    """Give the source by which a contract earns."""
    return f"purchase:{contract}"


def earns(sale: Sale | None, person: Person, zone: ZoneInfo) -> bool:
    """Tell whether a contract earns points for this person: named first, a member when it was signed."""
    if sale is None or sale.cancelled_on:
        return False
    return sale.buyers[0] == person.id and was_member(person, sale.signed_on, zone)


class Purchases:
    """The reaction: brings the ledger to what contracts and persons say now."""

    def __init__(
        self,
        persons: PersonStore,
        homes: HomeOf,
        points: PointsBook,
        rules: Rules,
    ) -> None:
        self._persons = persons
        self._homes = homes
        self._points = points
        self._rules = rules

    def __call__(self, event: Event, now: datetime) -> None:
        """React to a home, and to somebody's joining."""
        for person, home, contract in self._concerned(event):
            self.settle(person, home, contract, now)

    def settle(self, person: str, home: str, contract: str, now: datetime) -> None:
        """Credit, or take back, what one contract earns for one person.

        The ledger is read before the facts, and both again after each step: whoever acts on facts that were
        overtaken meanwhile finds that out here, since whoever overtook them has acted on the ledger.
        """
        source = source_of(contract)
        for _ in range(RACES):
            stands = self._points.stands(person, source)
            stored = self._persons.load(person)
            if stored is None or stored.person.erased_at:
                return
            due = earns(sale_of(self._homes(home), contract), stored.person, self._rules(now).zone)
            if due == stands:
                return
            if due:
                done = self._points.earn(person, RULE, source, None, now)
            else:
                done = self._points.reverse(person, source, now)
            if not done:
                return
        raise TransactionConflict

    def _concerned(self, event: Event) -> Iterator[tuple[str, str, str]]:
        if event.type == "home.changed":
            home = self._homes(str(event.data["home"]))
            named = self._persons.load_many(home.named, consistent=True) if home else {}
            members = [stored.id for stored in named.values() if stored.person.joined_at]
            for sale in sales_of(home):
                # Who is not named first may have been so before a correction.
                yield from ((member, sale.home, sale.contract) for member in members)
        elif event.type == "member.joined":
            stored = self._persons.load(str(event.data["person"]))
            for one in stored.person.holdings if stored else ():
                if one.first:
                    yield str(event.data["person"]), one.home, one.contract
