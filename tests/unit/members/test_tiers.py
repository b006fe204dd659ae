"""Tiers: what makes senior or gold, the day on which a year is over, and what the next tier needs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hearthline.members.model import Person, Tier
from hearthline.members.tiers import Next, anniversary_of, next_change, next_tier, reason_for, tier_of
from tests.unit.members.people import JOINED, RULES, Rules, a_holding, a_member, a_stranger, days, owning

SOON = JOINED + days(30)
YEAR_OVER = datetime(2027, 11, 1, 16, tzinfo=UTC)  # midnight of 2 November in Shanghai


def test_who_has_joined_is_a_member() -> None:
    assert tier_of(a_member(), RULES, SOON) is Tier.MEMBER


def test_who_has_not_joined_has_no_tier_whatever_they_bought() -> None:
    buyer = owning(a_stranger(), a_holding("HT-1"), a_holding("HT-2"))

    assert tier_of(buyer, RULES, SOON) is None
    assert next_change(buyer, RULES) is None
    assert next_tier(buyer, RULES, SOON) is None


def test_who_was_taken_out_has_none() -> None:
    assert tier_of(a_member(erased_at=SOON), RULES, SOON) is None


def test_a_year_of_membership_makes_senior_at_the_very_midnight_of_the_clubs_clock() -> None:
    assert tier_of(a_member(), RULES, YEAR_OVER - timedelta(milliseconds=1)) is Tier.MEMBER
    assert tier_of(a_member(), RULES, YEAR_OVER) is Tier.SENIOR


@pytest.mark.parametrize(
    ("joined", "zone", "over"),
    [
        # Late in the evening in Shanghai it is still the day before in UTC, and the other way round.
        ("2026-11-01T16:00:00+00:00", "Asia/Shanghai", "2027-11-01T16:00:00+00:00"),
        ("2026-11-02T15:59:59+00:00", "Asia/Shanghai", "2027-11-01T16:00:00+00:00"),
        ("2026-11-02T16:00:00+00:00", "Asia/Shanghai", "2027-11-02T16:00:00+00:00"),
        # 29 February has no counterpart in the next year: its last day ends the period.
        ("2028-02-29T04:00:00+00:00", "Asia/Shanghai", "2029-02-27T16:00:00+00:00"),
        ("2028-02-28T04:00:00+00:00", "Asia/Shanghai", "2029-02-27T16:00:00+00:00"),
        ("2028-03-01T04:00:00+00:00", "Asia/Shanghai", "2029-02-28T16:00:00+00:00"),
        ("2027-02-28T04:00:00+00:00", "Asia/Shanghai", "2028-02-27T16:00:00+00:00"),
        # A day whose midnight does not exist begins an hour later (Santiago, 6 September 2026).
        ("2025-09-06T12:00:00+00:00", "America/Santiago", "2026-09-06T04:00:00+00:00"),
    ],
)
def test_the_anniversary_is_a_day_of_the_clubs_zone(joined: str, zone: str, over: str) -> None:
    rules = Rules(zone=ZoneInfo(zone))
    member = a_member(joined_at=datetime.fromisoformat(joined))

    assert anniversary_of(member, rules) == datetime.fromisoformat(over)


def test_a_purchase_makes_senior_and_two_make_gold() -> None:
    once = owning(a_member(), a_holding("HT-1"))

    assert tier_of(once, RULES, SOON) is Tier.SENIOR
    assert tier_of(owning(once, a_holding("HT-2")), RULES, SOON) is Tier.GOLD


def test_one_contract_is_one_purchase_and_what_was_passed_to_somebody_is_none() -> None:
    twice = owning(a_member(), a_holding("HT-1"), a_holding("HT-1", home="parking"))
    given = owning(a_member(), a_holding("HT-1", bought=False), a_holding("HT-2", bought=False))

    assert tier_of(twice, RULES, SOON) is Tier.SENIOR
    assert tier_of(given, RULES, SOON) is Tier.MEMBER


def test_a_cancelled_contract_is_no_purchase_but_one_that_was_passed_on_stays_one() -> None:
    cancelled = owning(a_member(), a_holding(cancelled=True, until=date(2027, 1, 1)))
    passed_on = owning(a_member(), a_holding(until=date(2027, 1, 1)))

    assert tier_of(cancelled, RULES, SOON) is Tier.MEMBER
    assert tier_of(passed_on, RULES, SOON) is Tier.SENIOR


def test_three_completed_referrals_make_gold_and_two_do_not() -> None:
    assert tier_of(a_member(referrals=2), RULES, SOON) is Tier.MEMBER
    assert tier_of(a_member(referrals=3), RULES, SOON) is Tier.GOLD


def test_time_changes_the_tier_of_who_is_noted_as_member_only() -> None:
    assert next_change(a_member(), RULES) == YEAR_OVER
    assert next_change(a_member(tier=None), RULES) == YEAR_OVER
    assert next_change(a_member(tier=Tier.SENIOR), RULES) is None
    assert next_change(a_member(tier=Tier.GOLD), RULES) is None


def test_the_next_tier_is_told_with_every_way_to_it() -> None:
    member, senior = a_member(), owning(a_member(referrals=1), a_holding())

    assert next_tier(member, RULES, SOON) == Next(Tier.SENIOR, 2, 1, None, date(2027, 11, 2))
    assert next_tier(senior, RULES, SOON) == Next(Tier.GOLD, 5, 1, 2, None)
    assert next_tier(member, RULES, YEAR_OVER) == Next(Tier.GOLD, 5, 2, 3, None)
    assert next_tier(a_member(referrals=3), RULES, SOON) is None


def reason(after: Person, to: Tier, before: Person | None = None) -> str:
    return reason_for(before or after, after, to)


def test_a_change_upward_has_its_reason() -> None:
    bought = owning(a_member(), a_holding())

    assert reason(a_member(tier=None), Tier.MEMBER) == "joined"
    assert reason(a_member(), Tier.SENIOR) == "year"
    assert reason(bought, Tier.SENIOR) == "purchase"
    assert reason(owning(bought, a_holding("HT-2")), Tier.GOLD) == "purchase"
    assert reason(a_member(referrals=3), Tier.GOLD) == "referrals"


def test_a_change_downward_says_what_was_lost() -> None:
    gone = a_holding(cancelled=True, until=date(2027, 3, 1))
    gold = owning(a_member(tier=Tier.GOLD, referrals=3), gone)

    assert reason(owning(a_member(tier=Tier.SENIOR), gone), Tier.MEMBER) == "purchase_cancelled"
    assert reason(owning(a_member(tier=Tier.GOLD), gone), Tier.SENIOR) == "purchase_cancelled"
    assert reason(replace(gold, referrals=2), Tier.MEMBER, gold) == "referral_clawed_back"
    assert reason(a_member(tier=Tier.SENIOR), Tier.MEMBER) == "corrected"
