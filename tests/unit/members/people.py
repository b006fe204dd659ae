"""Persons for tests of the club: a member of Shenzhen who joined on Monday, 2 November 2026, and homes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.members.model import Holding, Person, Tier
from hearthline.members.sales import Sale

SHANGHAI = ZoneInfo("Asia/Shanghai")
JOINED = datetime(2026, 11, 2, 1, tzinfo=UTC)
SIGNED = date(2026, 12, 1)


@dataclass(frozen=True)
class Rules:
    """What the club's document says of tiers."""

    zone: ZoneInfo = SHANGHAI
    discounts: Mapping[Tier, int] = field(
        default_factory=lambda: {Tier.MEMBER: 0, Tier.SENIOR: 2, Tier.GOLD: 5}
    )


RULES = Rules()


def a_member(identity: str = "wang", **fields: Any) -> Person:
    given: dict[str, Any] = {"joined_at": JOINED, "tier": Tier.MEMBER, "tier_since": JOINED} | fields
    return Person(id=identity, created_at=JOINED, changed_at=JOINED, **given)


def a_stranger(identity: str = "zhao", **fields: Any) -> Person:
    """Somebody whom only the sales system has named."""
    return a_member(identity, **{"joined_at": None, "tier": None, "tier_since": None} | fields)


def a_holding(contract: str = "HT-1", **fields: Any) -> Holding:
    given: dict[str, Any] = {"home": f"home-{contract}", "signed_on": SIGNED} | fields
    return Holding(contract=contract, city="sz", project="海岸花园", **given)


def owning(person: Person, *holdings: Holding) -> Person:
    return replace(person, holdings=(*person.holdings, *holdings))


def a_sale(*buyers: str, **fields: Any) -> Sale:
    given: dict[str, Any] = {"home": "home-HT-1", "contract": "HT-1", "signed_on": SIGNED} | fields
    return Sale(buyers=buyers or ("li",), **given)


def days(number: int) -> timedelta:
    return timedelta(days=number)
