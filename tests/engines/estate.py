"""Homes on an engine: the feed with the persons behind it, and whoever reacts to a home."""

from datetime import datetime
from typing import Any

from hearthline.homes.feed import Feed, Result
from hearthline.homes.feed_bodies import read_event
from hearthline.homes.model import Home
from hearthline.homes.store import HomeStore
from hearthline.members.customers import Customers
from hearthline.members.holdings import Holdings
from hearthline.members.model import Holding, Person
from hearthline.platform.outbox import SYSTEM, Event
from tests.engines.people import People

WANG = {"customer_id": "C-1", "name": "王小明", "phone": "13800138000", "email": "wang@example.com"}
LI = {"customer_id": "C-2", "name": "李雷", "phone": "13900139000"}
ZHAO = {"customer_id": "C-3", "name": "赵敏", "email": "zhao@example.com"}
PLACE = {"city": "sz", "project": "海岸花园", "building": "3栋", "unit": "1801"}


def told(kind: str, event_id: str, occurred_at: str, **facts: Any) -> dict[str, Any]:
    """Build an event as the sales system sends it."""
    event = {"event_id": event_id, "type": kind, "occurred_at": f"{occurred_at}T04:00:00.000Z", "home": PLACE}
    return {**event, **facts}


def signed(number: str = "HT-1", on: str = "2024-03-01", **facts: Any) -> dict[str, Any]:
    given = {"contract": number, "signed_on": on, "buyers": [WANG, LI], **facts}
    return told("contract_signed", f"signed-{number}", on, **given)


def five(number: str = "HT-1", **place: Any) -> list[dict[str, Any]]:
    """Give the five events of one home, in the order in which they happened."""
    ends = {"waterproofing": 60, "finishing": 24}
    home = {"home": {**PLACE, **place}}
    return [
        told(
            "home_described",
            f"described-{number}",
            "2024-01-10",
            contractors={"main": "中建三局"},
            warranties=ends,
            **home,
        ),
        {**signed(number), **home},
        told(
            "handed_over",
            f"handed-{number}",
            "2025-06-30",
            contract=number,
            handed_over_on="2025-06-30",
            **home,
        ),
        told(
            "ownership_transferred",
            f"transferred-{number}",
            "2026-02-01",
            contract=number,
            transferred_on="2026-02-01",
            owners=[ZHAO],
            **home,
        ),
        told(
            "contract_cancelled",
            f"cancelled-{number}",
            "2026-05-01",
            contract=number,
            cancelled_on="2026-05-01",
            **home,
        ),
    ]


class Estate:
    """Everything a test of homes on an engine needs."""

    def __init__(self, people: People, now: datetime) -> None:
        self.people = people
        self.now = now
        self.clock = now
        self.store = HomeStore(people.table, people.store.successors)
        self.customers = Customers(people.store, people.prints, people.entropy)
        self.feed = Feed(
            self.store, self.customers, people.prints, lambda _: {"sz": 1, "bj": 1}, lambda: self.clock
        )
        self.holdings = Holdings(people.store, self.store.load)

    def tell(self, *events: Any) -> list[Result]:
        """Send events in one request."""
        return self.feed.take([read_event(event) for event in events], self.now)

    def outcomes(self, *events: Any) -> list[str]:
        """Send events in one request; give what became of each."""
        return [result.outcome.value for result in self.tell(*events)]

    def home_id(self, **place: Any) -> str:
        """Give the id of a home."""
        at = {**PLACE, **place}
        return self.people.prints.place(at["city"], at["project"], at["building"], at["unit"])

    def home(self, **place: Any) -> Home:
        """Read a home."""
        found = self.store.load(self.home_id(**place))
        assert found is not None
        return found

    def react(self, **place: Any) -> None:
        """Let members follow a change of the home."""
        data = {"home": self.home_id(**place), "city": "sz", "project": "海岸花园"}
        self.holdings(Event("e", "home.changed", self.now, f"home/{data['home']}", SYSTEM, data), self.now)

    def person(self, customer: dict[str, Any]) -> Person:
        """Read the person that a customer is."""
        number = self.people.prints.fingerprint("customer", customer["customer_id"])
        stored = self.people.store.load(str(self.people.store.find(number)))
        assert stored is not None
        return stored.person

    def held(self, customer: dict[str, Any]) -> tuple[Holding, ...]:
        """Give what a customer holds."""
        return self.person(customer).holdings
