"""Members as their homes, referrals and points make them: the product's own reactions, on an engine."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hearthline.members.club_rules import Club
from hearthline.members.ledger import Ledger
from hearthline.members.ledger_store import LedgerStore
from hearthline.members.model import Account, Person
from hearthline.members.purchases import Purchases
from hearthline.members.referral_book import ReferralBook
from hearthline.members.referral_codes import ReferralCodes, mark_of
from hearthline.members.referral_reactions import CountingReferrals
from hearthline.members.referral_store import ReferralStore
from hearthline.members.referrals import Referral
from hearthline.members.standing import Standing
from hearthline.members.store import StoredPerson
from hearthline.platform.attributes import from_item
from hearthline.platform.documents import Documents
from hearthline.platform.outbox import CUSTOMER, SYSTEM, Event, Reaction, react, read_event
from hearthline.platform.table import Table
from hearthline.platform.timers import Swept, sweep
from tests.engines.estate import Estate
from tests.engines.people import People
from tests.engines.world import SHARDS, OneAtATime


class Standings:
    """Everything a test of tiers, purchases and referrals on an engine needs."""

    def __init__(self, people: People, now: datetime) -> None:
        self.people = people
        self.now = now
        self.estate = Estate(people, now)
        engine = people.engine
        client = OneAtATime(engine.client) if engine.name == "moto" else engine.client
        club = Club(Documents(Table(client, engine.complaints)))
        homes = self.estate.store.load
        self.accounts = LedgerStore(people.table, SHARDS)
        self.ledger = Ledger(self.accounts, club)
        self.store = ReferralStore(people.table)
        self.standing = Standing(people.store, homes, club.refresh)
        self.purchases = Purchases(people.store, homes, self.ledger, club.refresh)
        codes = ReferralCodes(people.table)
        self.book = ReferralBook(self.store, people.store, homes, codes, self.ledger, club.refresh)
        self.counting = CountingReferrals(self.book, self.store, people.store, homes)
        self._told: set[str] = set()

    @property
    def reactions(self) -> list[Reaction]:
        """What follows from an event, in the product's order."""
        return [self.estate.holdings, self.standing, self.purchases, self.counting]

    def member(self, code: str | None = None, contacts: tuple[str, ...] = (), **facts: Any) -> StoredPerson:
        """Store a member, with a referral code that is theirs alone."""
        also = []
        given = {"joined_at": self.now, "referral_code": code, **facts}
        person = self.people.person(self.now, **given)
        if code:
            also.append(mark_of(code, person.id))
        line = self.people.line(self.now)
        return self.people.store.create(person, contacts, [line], *also)

    def home_changed(self, home: str) -> None:
        """Let members follow a change of a home."""
        react(self.reactions, self.change_of(home), self.now)

    def change_of(self, home: str) -> Event:
        """Give the event that a home has changed."""
        data = {"home": home, "city": "sz", "project": "海岸花园"}
        return Event("e", "home.changed", self.now, f"home/{home}", SYSTEM, data)

    def joined(self, person: str) -> None:
        """Let members follow somebody's joining."""
        data = {"person": person}
        event = Event("e", "member.joined", self.now, f"person/{person}", CUSTOMER, data)
        react(self.reactions, event, self.now)

    def follow(self) -> None:
        """Let members follow whatever has been told since, until nothing more is."""
        while news := [event for event in self._events() if event.id not in self._told]:
            for event in news:
                self._told.add(event.id)
                react(self.reactions, event, self.now)

    def sweep(self, now: datetime) -> Swept:
        """Do what persons owe at an instant."""
        handle = self.standing.pass_time
        return sweep(self.people.table, now, handle, shards=SHARDS, may_go_on=lambda: True)

    def person(self, identity: str) -> Person:
        """Read a person as they stand."""
        stored = self.people.store.load(identity)
        assert stored is not None
        return stored.person

    def balance(self, identity: str) -> int:
        """Give somebody's points."""
        account: Account | None = self.accounts.account(identity)
        return account.balance if account else 0

    def referrals(self, identity: str) -> list[Referral]:
        """Read what somebody has brought about."""
        return sorted(self.store.of(identity), key=lambda one: one.contract)

    def told(self, kind: str) -> list[Event]:
        """Give the events of one type that were ever told."""
        return [event for event in self._events() if event.type == kind]

    def _events(self) -> Iterator[Event]:
        start: dict[str, Any] = {}
        while True:
            page = self.people.engine.client.scan(TableName=self.people.engine.members, **start)
            for item in map(from_item, page["Items"]):
                if "event" in item:
                    yield read_event(item["event"])
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
