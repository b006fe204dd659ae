"""A home, its buyers and who led them to it: what stories of tiers, purchases and referrals begin with."""

import itertools
from datetime import UTC, datetime
from typing import Any

from hearthline.members.model import Tier
from hearthline.members.referrals import Status
from tests.engines.estate import PLACE
from tests.engines.standings import Standings

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
JOINED = datetime(2026, 1, 5, 2, tzinfo=UTC)
CODES = (f"CDE{number:05d}" for number in itertools.count())
PURCHASE, REFERRAL = 5000, 2000


class Story:
    """One home, its buyers Wang and Li, and who led them to it; each story has people and a home of its own.

    The referrer has two completed referrals already: one more makes gold.
    """

    def __init__(self, club: Standings, name: str, *, coded: bool = True, joined: bool = True) -> None:
        self.club = club
        self.name = name
        self.code = next(CODES)
        self.place = {**PLACE, "unit": name}
        self.home = club.estate.home_id(unit=name)
        self.referrer = club.member(self.code, referrals=2, joined_at=JOINED).id
        referred = None if coded else self.referrer
        self.coded = coded
        numbers = [club.people.prints.fingerprint("customer", f"{name}-{who}") for who in ("wang", "li")]
        facts: dict[str, Any] = {"joined_at": JOINED, "referred_by": referred} if joined else {}
        self.wang = club.people.create(NOW, contacts=(numbers[0],), **facts).id
        self.li = club.people.create(NOW, contacts=(numbers[1],)).id

    def event(self, kind: str, on: str, event: str | None = None, **facts: Any) -> dict[str, Any]:
        return {
            "event_id": f"{event or kind}-{self.name}",
            "type": kind,
            "occurred_at": f"{on}T04:00:00.000Z",
            "home": self.place,
            **facts,
        }

    def customer(self, who: str) -> dict[str, Any]:
        return {"customer_id": f"{self.name}-{who}", "name": "王小明"}

    @property
    def signed(self) -> dict[str, Any]:
        code = {"referral_code": self.code} if self.coded else {}
        buyers = [self.customer("wang"), self.customer("li")]
        facts: dict[str, Any] = {"signed_on": "2026-03-01", "buyers": buyers, **code}
        return self.event("contract_signed", "2026-03-01", contract=self.contract, **facts)

    @property
    def described(self) -> dict[str, Any]:
        return self.event("home_described", "2026-01-10", warranties={"waterproofing": 60})

    @property
    def handed_over(self) -> dict[str, Any]:
        return self.event("handed_over", "2026-06-30", contract=self.contract, handed_over_on="2026-06-30")

    @property
    def transferred(self) -> dict[str, Any]:
        facts: dict[str, Any] = {"transferred_on": "2026-09-01", "owners": [self.customer("zhao")]}
        return self.event("ownership_transferred", "2026-09-01", contract=self.contract, **facts)

    @property
    def cancelled(self) -> dict[str, Any]:
        return self.event(
            "contract_cancelled", "2026-11-01", contract=self.contract, cancelled_on="2026-11-01"
        )

    @property
    def five(self) -> list[dict[str, Any]]:
        return [self.described, self.signed, self.handed_over, self.transferred, self.cancelled]

    @property
    def contract(self) -> str:
        return f"HT-{self.name}"

    def tell(self, *events: dict[str, Any]) -> None:
        """Send events, one after the other, and let members follow each change."""
        for event in events:
            assert all(result.outcome.value != "rejected" for result in self.club.estate.tell(event))
            self.club.home_changed(self.home)

    def end(self) -> dict[str, Any]:
        """Give the state that all of it ends in."""
        referrer, wang = (self.club.person(one) for one in (self.referrer, self.wang))
        return {
            "referrals": [(one.status, one.reason) for one in self.club.referrals(self.referrer)],
            "completed": referrer.referrals,
            "tiers": (referrer.tier, wang.tier, self.club.person(self.li).tier),
            "balances": tuple(map(self.club.balance, (self.referrer, self.wang, self.li))),
        }


SOLD = {
    "referrals": [(Status.COMPLETED, None)],
    "completed": 3,
    "tiers": (Tier.GOLD, Tier.SENIOR, None),
    "balances": (REFERRAL, PURCHASE, 0),
}
CANCELLED = {
    "referrals": [(Status.CLAWED_BACK, None)],
    "completed": 2,
    "tiers": (Tier.MEMBER, Tier.MEMBER, None),
    "balances": (0, 0, 0),
}
