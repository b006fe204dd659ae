"""Whatever a member bought, lost and brought about: the tier equals a recount, and time finds it out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hearthline.members.model import Person, Tier
from hearthline.members.tiers import anniversary_of, next_change, next_tier, reason_for, tier_of
from tests.unit.members.people import Rules, a_holding, a_member, owning

RULES = [Rules(zone=ZoneInfo(name)) for name in ("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe")]
SINCE = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
INSTANTS = st.integers(0, 9 * 365 * 86_400).map(lambda seconds: SINCE + timedelta(seconds=seconds))

holdings = st.builds(
    a_holding,
    st.sampled_from(["HT-1", "HT-2", "HT-3"]),
    home=st.sampled_from(["home-1", "home-2", "home-3"]),
    signed_on=DAYS,
    bought=st.booleans(),
    cancelled=st.booleans(),
    until=st.one_of(st.none(), DAYS),
)
persons = st.builds(
    a_member,
    joined_at=st.one_of(st.none(), INSTANTS),
    tier=st.sampled_from([None, *Tier]),
    tier_since=st.one_of(st.none(), INSTANTS),
    referrals=st.integers(0, 5),
    holdings=st.lists(holdings, max_size=5).map(tuple),
)


def _recounted(person: Person, rules: Rules, now: datetime) -> Tier | None:
    """The design's sentence, said again in other words."""
    if person.joined_at is None:
        return None
    bought = {
        contract
        for contract in ("HT-1", "HT-2", "HT-3")
        if any(one.contract == contract and one.bought and not one.cancelled for one in person.holdings)
    }
    joined, today = person.joined_at.astimezone(rules.zone).date(), now.astimezone(rules.zone).date()
    day = 28 if (joined.month, joined.day) == (2, 29) else joined.day
    a_year = (today.year, today.month, today.day) >= (joined.year + 1, joined.month, day)
    if len(bought) > 1 or person.referrals > 2:
        return Tier.GOLD
    return Tier.SENIOR if bought or a_year else Tier.MEMBER


@given(persons, INSTANTS, st.sampled_from(RULES))
def test_a_tier_equals_the_recount(person: Person, now: datetime, rules: Rules) -> None:
    assert tier_of(person, rules, now) is _recounted(person, rules, now)


@given(persons, INSTANTS, st.sampled_from(RULES))
def test_between_two_instants_the_tier_changes_by_itself_only_where_the_timer_says(
    person: Person, now: datetime, rules: Rules
) -> None:
    anniversary = anniversary_of(person, rules)
    later = now + timedelta(days=400)

    if tier_of(person, rules, now) is not tier_of(person, rules, later):
        assert anniversary is not None
        assert now < anniversary <= later
        assert tier_of(person, rules, anniversary - timedelta(milliseconds=1)) is Tier.MEMBER
        assert tier_of(person, rules, anniversary) is Tier.SENIOR


@given(persons, INSTANTS, st.sampled_from(RULES))
def test_a_timer_that_was_followed_is_never_due_again(person: Person, now: datetime, rules: Rules) -> None:
    entitled = replace(person, tier=tier_of(person, rules, now))
    timer = next_change(entitled, rules)

    assert timer is None or timer > now


@given(persons, INSTANTS, st.sampled_from(RULES))
def test_what_the_next_tier_is_said_to_need_brings_it(person: Person, now: datetime, rules: Rules) -> None:
    wanted = next_tier(person, rules, now)
    if wanted is None:
        return
    more = [a_holding(f"HT-new-{number}") for number in range(wanted.purchases)]

    assert tier_of(owning(person, *more), rules, now) is wanted.tier
    if wanted.referrals is not None:
        referring = replace(person, referrals=person.referrals + wanted.referrals)
        assert tier_of(referring, rules, now) is wanted.tier
    if wanted.on is not None:
        on_the_day = datetime.combine(wanted.on, datetime.min.time(), rules.zone) + timedelta(hours=12)
        assert tier_of(person, rules, on_the_day) is wanted.tier


@given(persons, INSTANTS, st.sampled_from(RULES))
def test_every_change_has_a_reason_of_its_direction(person: Person, now: datetime, rules: Rules) -> None:
    to = tier_of(person, rules, now)
    reason = reason_for(person, person, to)

    rank = [None, *Tier]
    if rank.index(to) > rank.index(person.tier):
        assert reason in {"joined", "year", "purchase", "referrals"}
    elif to is not person.tier:
        assert reason in {"purchase_cancelled", "corrected"}
