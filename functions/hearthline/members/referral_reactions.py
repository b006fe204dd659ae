"""Which contracts are to be counted anew when something happened."""

from collections.abc import Iterator
from datetime import datetime

from hearthline.members.holdings import HomeOf
from hearthline.members.model import Person
from hearthline.members.referral_book import ReferralBook
from hearthline.members.referral_store import ReferralStore
from hearthline.members.store import PersonStore
from hearthline.platform.outbox import Event


class CountingReferrals:
    """The reaction: each contract that an event may have changed the referral of.

    A home says something of its own contracts; and of its people who else they share a home with, and which
    contract was their first. So does somebody's joining, and that gives a code to contracts that named it.
    """

    def __init__(self, book: ReferralBook, store: ReferralStore, persons: PersonStore, homes: HomeOf) -> None:
        self._book = book
        self._store = store
        self._persons = persons
        self._homes = homes

    def __call__(self, event: Event, now: datetime) -> None:
        """React to a home, and to somebody's joining."""
        for home, contract in dict.fromkeys(self._concerned(event)):
            self._book.settle(home, contract, now)

    def _concerned(self, event: Event) -> Iterator[tuple[str, str]]:
        if event.type == "home.changed":
            home = self._homes(str(event.data["home"]))
            if home is None:
                return
            yield from ((home.id, contract.number) for contract in home.contracts)
            for stored in self._persons.load_many(home.named, consistent=True).values():
                yield from self._of(stored.person)
        elif event.type == "member.joined":
            joined = self._persons.load(str(event.data["person"]))
            if joined is not None:
                yield from self._of(joined.person)
                yield from self._store.waiting(joined.person.referral_code or "")

    def _of(self, person: Person) -> Iterator[tuple[str, str]]:
        """Give the contracts that somebody signed, and those that they have brought about."""
        yield from ((one.home, one.contract) for one in person.holdings if one.bought)
        if person.joined_at is not None:
            yield from ((one.home, one.contract) for one in self._store.of(person.id))
