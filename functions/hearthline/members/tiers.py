"""The club's tiers: what somebody is entitled to, when that changes by itself, and what the next one needs.

A tier is reckoned from what the person's record says now, never from what it was before: whatever order facts
come in, the same facts give the same tier. `member` is who has joined; `senior` who has been a member for a
year, or has a purchase; `gold` who has two purchases or three completed referrals. A purchase is a contract
that the person signed as a buyer and that was not cancelled; passing the home on later does not undo it.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from hearthline.members.model import Person, Tier
from hearthline.platform.wall_time import first_instant, midnight

SENIOR_PURCHASES: Final = 1
GOLD_PURCHASES: Final = 2
GOLD_REFERRALS: Final = 3

ORDER: Final = tuple(Tier)


class TierRules(Protocol):
    """What the document `club` says of tiers: the zone of its days, each tier's discount in per cent."""

    @property
    def zone(self) -> ZoneInfo: ...  # noqa: D102
    @property
    def discounts(self) -> Mapping[Tier, int]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Next:
    """What brings a member to the next tier: any one of these.

    So many further purchases; so many further completed referrals; or the day `on`, by itself. None: this is
    no way to that tier.
    """

    tier: Tier
    discount: int
    purchases: int
    referrals: int | None
    on: date | None


def purchases(person: Person) -> frozenset[str]:
    """Give the contracts that count as this person's purchases."""
    return frozenset(one.contract for one in person.holdings if one.bought and not one.cancelled)


def tier_of(person: Person, rules: TierRules, now: datetime) -> Tier | None:
    """Give the tier that this person is entitled to at an instant; None for who is no member."""
    anniversary = anniversary_of(person, rules)
    if anniversary is None:
        return None
    bought = len(purchases(person))
    if bought >= GOLD_PURCHASES or person.referrals >= GOLD_REFERRALS:
        return Tier.GOLD
    if bought >= SENIOR_PURCHASES or now >= anniversary:
        return Tier.SENIOR
    return Tier.MEMBER


def next_change(person: Person, rules: TierRules) -> datetime | None:
    """Give the instant at which time alone changes the tier that is noted; None where it never does.

    It is past for somebody whose year is over and whose record does not say so yet: their timer is due.
    """
    if person.tier in (Tier.SENIOR, Tier.GOLD):
        return None
    return anniversary_of(person, rules)


def anniversary_of(person: Person, rules: TierRules) -> datetime | None:
    """Give the instant at which a year of membership is over, None for who is no member.

    It is the beginning, by the club's clock, of the day a year after the one of joining. Who joined on 29
    February has it on the 28th: where the last month has no such day, its last day ends the period (Civil
    Code of China, article 202).
    """
    day = anniversary_day(person, rules.zone)
    return first_instant(rules.zone, midnight(day)) if day else None


def anniversary_day(person: Person, zone: ZoneInfo) -> date | None:
    """Give the day a year after joining, None for who is no member."""
    if person.joined_at is None or person.erased_at is not None:
        return None
    joined = person.joined_at.astimezone(zone).date()
    year = joined.year + 1
    return date(year, joined.month, min(joined.day, monthrange(year, joined.month)[1]))


def next_tier(person: Person, rules: TierRules, now: datetime) -> Next | None:
    """Give what the next tier needs; None for gold, and for who is no member."""
    tier = tier_of(person, rules, now)
    bought = len(purchases(person))
    if tier is Tier.MEMBER:
        return Next(
            Tier.SENIOR,
            rules.discounts[Tier.SENIOR],
            SENIOR_PURCHASES - bought,
            None,
            anniversary_day(person, rules.zone),
        )
    if tier is Tier.SENIOR:
        return Next(
            Tier.GOLD,
            rules.discounts[Tier.GOLD],
            GOLD_PURCHASES - bought,
            GOLD_REFERRALS - person.referrals,
            None,
        )
    return None


def standing_of(person: Person, rules: TierRules, now: datetime) -> dict[str, Any] | None:
    """Give how a member stands, as they are shown it; None for who is no member.

    Discounts are in per cent; of the ways to the next tier any one is enough, and null is no way.
    """
    tier = tier_of(person, rules, now)
    if tier is None:
        return None
    after = next_tier(person, rules, now)
    return {
        "tier": tier.value,
        "discount": rules.discounts[tier],
        "next": {
            "tier": after.tier.value,
            "discount": after.discount,
            "purchases": after.purchases,
            "referrals": after.referrals,
            "on": after.on.isoformat() if after.on else None,
        }
        if after
        else None,
    }


def higher(one: Tier | None, other: Tier | None) -> bool:
    """Tell whether the first tier is above the second; None is below all."""
    return _rank(one) > _rank(other)


def reason_for(before: Person, after: Person, to: Tier | None) -> str:
    """Name what brings somebody from the tier that is noted to another one.

    Upward `joined`, `year`, `purchase` (one or two) or `referrals`. Downward `referral_clawed_back` where
    this very change takes a referral from them, `purchase_cancelled` where they have a cancelled purchase,
    else `corrected`.
    """
    if higher(to, after.tier):
        return _reached(to, len(purchases(after)))
    if after.referrals < before.referrals:
        return "referral_clawed_back"
    cancelled = any(one.bought and one.cancelled for one in after.holdings)
    return "purchase_cancelled" if cancelled else "corrected"


def _reached(to: Tier | None, bought: int) -> str:
    if to is Tier.GOLD:
        return "purchase" if bought >= GOLD_PURCHASES else "referrals"
    if to is Tier.SENIOR:
        return "purchase" if bought >= SENIOR_PURCHASES else "year"
    return "joined"


def _rank(tier: Tier | None) -> int:
    return ORDER.index(tier) if tier else -1
