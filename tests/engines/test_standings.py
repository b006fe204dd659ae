"""What a home's events make of its buyers and their referrer: tier, points, referral; in any order."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hearthline.members.erasing import erased
from hearthline.members.model import Tier
from hearthline.members.referral_codes import mark_of
from hearthline.members.referrals import Refusal, Status
from hearthline.members.store import StoredPerson
from hearthline.platform.outbox import Reaction
from tests.engines.home_story import CANCELLED, CODES, JOINED, NOW, PURCHASE, REFERRAL, SOLD, Story
from tests.engines.people import People
from tests.engines.standings import Standings


@pytest.fixture
def club(people: People) -> Standings:
    return Standings(people, NOW)


@pytest.mark.parametrize("first", range(5), ids=["described", "signed", "handed over", "passed", "cancelled"])
def test_every_order_of_a_homes_five_events_ends_the_same_with_duplicates(
    club: Standings, first: int
) -> None:
    """All 120 on moto; on each real engine, where a request costs a round trip, a tenth of them."""
    orders = [order for order in itertools.permutations(range(5)) if order[0] == first]
    if club.people.engine.name != "moto":
        orders = orders[first::12]
    for turn, order in enumerate(orders):
        story = Story(club, f"{turn}", coded=turn % 2 == 0)
        events = [story.five[place] for place in order]
        story.tell(*events[:4])
        if order[4] == 4:
            assert story.end() == SOLD, order

        story.tell(events[4], *([events[turn % 4]] if turn % 3 == 0 else []))

        assert story.end() == CANCELLED, order


def test_members_who_follow_only_when_all_has_come_end_the_same(club: Standings) -> None:
    story = Story(club, "late")
    club.estate.tell(*story.five[:4])
    club.home_changed(story.home)
    assert story.end() == SOLD

    club.estate.tell(story.cancelled)
    club.home_changed(story.home)
    assert story.end() == CANCELLED


def test_each_step_is_told_once_with_what_became_of_it(club: Standings) -> None:
    story = Story(club, "told")
    story.tell(story.signed, story.handed_over, story.handed_over, story.cancelled, story.cancelled)

    changed = [event.data for event in club.told("referral.changed")]
    assert sorted(one["status"] for one in changed) == ["clawed_back", "completed", "pending"]
    assert {one["person"] for one in changed} == {story.referrer}
    of_wang = [event for event in club.told("member.tier_changed") if event.data["person"] == story.wang]
    told = [(one.data["from"], one.data["to"], one.data["reason"]) for one in of_wang]
    assert set(told) == {(None, "senior", "purchase"), ("senior", "member", "purchase_cancelled")}
    assert len(told) == 2


def test_a_year_of_membership_makes_senior_when_its_timer_comes_and_only_then(club: Standings) -> None:
    member = club.member(joined_at=JOINED).id
    club.joined(member)
    anniversary = datetime(2027, 1, 4, 16, tzinfo=UTC)

    assert club.sweep(anniversary - timedelta(milliseconds=1)).handled == 0
    assert club.person(member).tier is Tier.MEMBER

    assert club.sweep(anniversary).handled == 1
    assert club.sweep(anniversary).handled == 0
    assert (club.person(member).tier, club.person(member).tier_since) == (Tier.SENIOR, anniversary)
    assert [event.data["reason"] for event in club.told("member.tier_changed")] == ["joined", "year"]


def test_a_year_that_was_reached_by_a_later_clock_is_not_taken_back_by_an_earlier_one(
    club: Standings,
) -> None:
    member = club.member(joined_at=JOINED).id
    club.joined(member)
    club.sweep(datetime(2027, 1, 4, 16, tzinfo=UTC))

    club.joined(member)

    assert club.person(member).tier is Tier.SENIOR


def test_a_purchase_cancelled_within_the_first_year_sets_the_timer_again(club: Standings) -> None:
    story = Story(club, "timer")
    story.tell(story.signed)
    assert club.sweep(datetime(2027, 1, 4, 16, tzinfo=UTC)).handled == 1  # the referrer's alone

    story.tell(story.cancelled)

    assert club.sweep(datetime(2027, 1, 4, 16, tzinfo=UTC)).handled == 1
    assert club.person(story.wang).tier is Tier.SENIOR


def test_nobody_earns_by_referring_themselves(club: Standings) -> None:
    story = Story(club, "self")
    club.people.store.save(
        stored(club, story.wang),
        club.person(story.wang),
        [club.people.line(NOW)],
        mark_of("SE1F0000", story.wang),
    )
    story.code = "SE1F0000"
    story.tell(story.signed, story.handed_over)

    (referral,) = club.referrals(story.wang)
    assert (referral.status, referral.reason) == (Status.REFUSED, Refusal.SELF)
    assert (club.person(story.wang).referrals, club.balance(story.wang)) == (0, PURCHASE)


def test_nobody_earns_within_a_household_whenever_that_becomes_known(club: Standings) -> None:
    story, shared = Story(club, "household"), Story(club, "shared")
    referrer = club.people.prints.fingerprint("customer", "household-referrer")
    known = stored(club, story.referrer)
    line = [club.people.line(NOW)]
    club.people.store.save(known, known.person, line, contacts=(*known.contacts, referrer))
    story.tell(story.signed, story.handed_over)
    assert story.end() == SOLD

    # Only now it is known that both bought a home together in January.
    together = [{"customer_id": "household-referrer", "name": "王"}, story.customer("wang")]
    facts: dict[str, Any] = {"contract": "HT-shared", "signed_on": "2026-01-20", "buyers": together}
    shared.tell(shared.event("contract_signed", "2026-01-20", **facts))

    (refused,) = club.referrals(story.referrer)
    assert (refused.status, refused.reason) == (Status.REFUSED, Refusal.HOUSEHOLD)
    assert club.person(story.referrer).referrals == 2
    assert club.balance(story.referrer) == PURCHASE  # for the home in January, and nothing else

    # They had passed it on before the contract was signed, as the sales system tells late.
    facts = {"contract": "HT-shared", "transferred_on": "2026-02-10", "owners": [story.customer("sun")]}
    shared.tell(shared.event("ownership_transferred", "2026-02-10", **facts))

    assert [one.status for one in club.referrals(story.referrer)] == [Status.COMPLETED]
    assert club.person(story.referrer).referrals == 3
    assert club.balance(story.referrer) == PURCHASE + REFERRAL


def test_a_code_that_is_nobodys_waits_until_it_is_somebodys(club: Standings) -> None:
    story = Story(club, "early")
    story.code = "N0B0DY00"
    story.tell(story.signed, story.handed_over)
    followed = club.store.followed(story.contract)
    assert followed is not None
    assert followed.outcome == (None, Status.REFUSED, Refusal.UNKNOWN_CODE)

    late = club.member("N0B0DY00", joined_at=JOINED).id
    club.joined(late)

    assert [one.status for one in club.referrals(late)] == [Status.COMPLETED]
    assert (club.person(late).referrals, club.balance(late)) == (1, REFERRAL)
    assert club.store.waiting("N0B0DY00") == []


def test_who_joined_after_the_signing_has_referred_nobody(club: Standings) -> None:
    story = Story(club, "after")
    code = next(CODES)
    late = club.member(code, joined_at=datetime(2026, 3, 2, 4, tzinfo=UTC)).id
    story.code = code
    story.tell(story.signed, story.handed_over)

    assert [(one.status, one.reason) for one in club.referrals(late)] == [
        (Status.REFUSED, Refusal.NOT_A_MEMBER)
    ]
    assert club.balance(late) == 0


def test_a_corrected_code_takes_a_referral_from_one_and_gives_it_to_the_other(club: Standings) -> None:
    story = Story(club, "corrected")
    story.tell(story.signed, story.handed_over)
    assert story.end() == SOLD
    code = next(CODES)
    other = club.member(code, joined_at=JOINED).id

    story.tell({**story.signed, "event_id": "signed-again", "occurred_at": "2026-03-02T04:00:00.000Z",
                "referral_code": code})  # fmt: skip

    assert club.referrals(story.referrer) == []
    assert (club.person(story.referrer).referrals, club.balance(story.referrer)) == (2, 0)
    assert club.person(story.referrer).tier is Tier.MEMBER
    assert [one.status for one in club.referrals(other)] == [Status.COMPLETED]
    assert (club.person(other).referrals, club.balance(other)) == (1, REFERRAL)


def test_an_earlier_contract_that_becomes_known_late_is_the_one_that_counts(club: Standings) -> None:
    story, first = Story(club, "second", coded=False), Story(club, "first", coded=False)
    story.tell(story.signed, story.handed_over)
    assert [one.contract for one in club.referrals(story.referrer)] == [story.contract]

    facts: dict[str, Any] = {"signed_on": "2026-02-01", "buyers": [story.customer("wang")]}
    first.tell(first.event("contract_signed", "2026-02-01", contract="HT-first", **facts))

    assert [(one.contract, one.status) for one in club.referrals(story.referrer)] == [
        ("HT-first", Status.PENDING)
    ]
    assert (club.person(story.referrer).referrals, club.balance(story.referrer)) == (2, 0)


def test_who_joins_only_after_buying_has_neither_points_nor_referrer_of_it(club: Standings) -> None:
    story = Story(club, "prospect", coded=False, joined=False)
    story.tell(story.signed)
    wang = stored(club, story.wang)
    club.people.store.save(
        wang,
        _joined(wang, datetime(2026, 3, 5, 4, tzinfo=UTC), story.referrer),
        [club.people.line(NOW)],
    )
    club.joined(story.wang)

    assert club.person(story.wang).tier is Tier.SENIOR
    assert club.balance(story.wang) == 0
    assert club.referrals(story.referrer) == []


def test_a_joining_that_is_heard_of_late_is_as_good(club: Standings) -> None:
    story = Story(club, "late-joining", coded=False, joined=False)
    story.tell(story.signed, story.handed_over)
    wang = stored(club, story.wang)
    club.people.store.save(wang, _joined(wang, JOINED, story.referrer), [club.people.line(NOW)])

    club.joined(story.wang)

    assert story.end() == SOLD


def test_what_was_counted_for_who_was_taken_out_stays(club: Standings) -> None:
    story = Story(club, "erased")
    story.tell(story.signed, story.handed_over)
    known = stored(club, story.referrer)
    gone = replace(known.person, erased_at=NOW, referral_code=None)
    club.people.store.save(known, gone, [club.people.line(NOW)])

    story.tell(story.cancelled)

    assert [one.status for one in club.referrals(story.referrer)] == [Status.COMPLETED]
    assert club.person(story.referrer).referrals == 3


def test_a_buyer_who_was_taken_out_neither_ends_a_referral_nor_begins_another(club: Standings) -> None:
    story, before = Story(club, "forgotten", coded=False), Story(club, "earlier", coded=False)
    facts: dict[str, Any] = {"signed_on": "2026-01-03", "buyers": [story.customer("wang")]}
    before.tell(before.event("contract_signed", "2026-01-03", contract="HT-earlier", **facts))
    story.tell(story.signed)
    wang = stored(club, story.wang)
    club.people.store.save(wang, erased(wang.person, NOW), [club.people.line(NOW)])

    story.tell(story.handed_over)
    club.home_changed(before.home)

    assert [(one.contract, one.status) for one in club.referrals(story.referrer)] == [
        (story.contract, Status.COMPLETED)
    ]


def test_following_a_home_costs_what_is_promised(club: Standings) -> None:
    story = Story(club, "cost")
    story.tell(story.signed)
    club.estate.tell(story.handed_over)
    event = club.change_of(story.home)
    club.estate.holdings(event, NOW)

    def cost(reaction: Reaction) -> int:
        with club.people.engine.counter.during() as spent:
            reaction(event, NOW)
        return sum(spent.requests.values())

    assert [cost(each) for each in (club.standing, club.purchases, club.counting)] == [3, 7, 14]
    assert [cost(each) for each in (club.standing, club.purchases, club.counting)] == [3, 7, 13]
    assert club.referrals(story.referrer)[0].completed_on == date(2026, 6, 30)


def stored(club: Standings, identity: str) -> StoredPerson:
    found = club.people.store.load(identity)
    assert found is not None
    return found


def _joined(stored_: StoredPerson, at: datetime, referrer: str) -> Any:
    return replace(stored_.person, joined_at=at, referred_by=referrer)
