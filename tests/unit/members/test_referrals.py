"""Referrals: who counts as the referrer, what becomes of it, and when it is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hearthline.members.referrals import Refusal, Status, judge, led_by
from tests.unit.members.people import (
    JOINED,
    SHANGHAI,
    SIGNED,
    a_holding,
    a_member,
    a_sale,
    a_stranger,
    days,
    owning,
)

HANDED_OVER = date(2027, 6, 1)
CANCELLED = date(2027, 8, 1)
REFERRER = a_member("wang")
BUYER = a_stranger("li")


def test_signing_makes_it_pending_handover_completes_it_and_cancelling_claws_it_back() -> None:
    signed = a_sale()
    handed_over = replace(signed, handed_over_on=HANDED_OVER)

    assert judge(signed, REFERRER, [BUYER], SHANGHAI) == (Status.PENDING, None)
    assert judge(handed_over, REFERRER, [BUYER], SHANGHAI) == (Status.COMPLETED, None)
    for earlier in signed, handed_over:
        cancelled = replace(earlier, cancelled_on=CANCELLED)
        assert judge(cancelled, REFERRER, [BUYER], SHANGHAI) == (Status.CLAWED_BACK, None)


def test_nobody_refers_themselves_also_not_as_one_of_several_buyers() -> None:
    assert judge(a_sale("wang"), REFERRER, [REFERRER], SHANGHAI) == (Status.REFUSED, Refusal.SELF)
    assert judge(a_sale("li", "wang"), REFERRER, [BUYER, REFERRER], SHANGHAI)[1] is Refusal.SELF


def test_the_referrer_must_have_been_a_member_on_the_day_of_signing() -> None:
    day = datetime(2026, 12, 1, 15, 59, tzinfo=UTC)  # still 1 December in Shanghai

    assert judge(a_sale(), a_member("wang", joined_at=day), [BUYER], SHANGHAI)[1] is None
    assert judge(a_sale(), a_member("wang", joined_at=day + days(1)), [BUYER], SHANGHAI) == (
        Status.REFUSED,
        Refusal.NOT_A_MEMBER,
    )
    assert judge(a_sale(), a_stranger("wang"), [BUYER], SHANGHAI)[1] is Refusal.NOT_A_MEMBER


@pytest.mark.parametrize(
    ("theirs", "refused"),
    [
        ({}, True),  # owned together when it was signed, and still
        ({"until": date(2027, 1, 1)}, True),  # when it was signed
        ({"until": SIGNED}, False),  # passed on that very day
        ({"passed_on": date(2027, 1, 1), "bought": False}, True),  # now
        ({"passed_on": date(2027, 1, 1), "bought": False, "until": date(2027, 2, 1)}, False),  # neither
        ({"cancelled": True, "until": date(2026, 11, 20)}, False),  # never really theirs
    ],
)
def test_nothing_is_paid_within_a_household(theirs: dict[str, object], refused: bool) -> None:
    bought = date(2026, 6, 1)
    referrer = owning(REFERRER, a_holding("HT-0", home="shared", signed_on=bought))
    buyer = owning(BUYER, a_holding("HT-0", home="shared", signed_on=bought, **theirs))

    status, reason = judge(a_sale(), referrer, [buyer], SHANGHAI)

    assert (status is Status.REFUSED, reason is Refusal.HOUSEHOLD) == (refused, refused)


def test_the_new_home_itself_makes_no_household() -> None:
    sale = a_sale("li", handed_over_on=HANDED_OVER)
    referrer = owning(REFERRER, a_holding(bought=False, passed_on=date(2027, 7, 1)))
    buyer = owning(BUYER, a_holding())

    assert judge(sale, referrer, [buyer], SHANGHAI) == (Status.COMPLETED, None)


def test_a_home_owned_together_only_after_the_handover_takes_nothing_back() -> None:
    later = a_holding("HT-9", home="wedding", signed_on=date(2028, 5, 20))
    sale = a_sale(handed_over_on=HANDED_OVER)

    assert judge(sale, owning(REFERRER, later), [owning(BUYER, later)], SHANGHAI)[0] is Status.COMPLETED
    assert judge(a_sale(), owning(REFERRER, later), [owning(BUYER, later)], SHANGHAI)[0] is Status.REFUSED


def test_who_led_a_buyer_into_the_club_counts_for_their_first_contract_since() -> None:
    before = a_holding("HT-0", signed_on=date(2026, 11, 1))
    first, second = a_holding("HT-1"), a_holding("HT-2", signed_on=date(2027, 2, 1))
    li = owning(a_member("li", referred_by="wang"), second, before, first)

    def referrer(contract: str) -> str | None:
        return led_by(a_sale(contract=contract), [li], SHANGHAI)

    assert [referrer(one) for one in ("HT-0", "HT-1", "HT-2")] == [None, "wang", None]


def test_a_contract_of_the_day_of_joining_counts_as_signed_after_it() -> None:
    li = owning(a_member("li", referred_by="wang"), a_holding(signed_on=date(2026, 11, 2)))

    assert led_by(a_sale(), [li], SHANGHAI) == "wang"


def test_a_home_passed_to_somebody_is_not_a_contract_that_they_signed() -> None:
    given = a_holding("HT-0", bought=False, signed_on=date(2026, 11, 5))
    li = owning(a_member("li", referred_by="wang"), given, a_holding())

    assert led_by(a_sale(), [li], SHANGHAI) == "wang"


def test_of_several_buyers_the_one_named_first_decides() -> None:
    li = owning(a_member("li", referred_by="wang"), a_holding())
    he = owning(a_member("he", referred_by="sun"), a_holding())
    nobodys = owning(a_member("qian"), a_holding())

    assert led_by(a_sale("he", "li"), [li, he], SHANGHAI) == "sun"
    assert led_by(a_sale("qian", "li", "he"), [nobodys, he, li], SHANGHAI) == "wang"


def test_who_was_never_led_into_the_club_was_led_by_nobody() -> None:
    assert led_by(a_sale(), [owning(a_member("li"), a_holding())], SHANGHAI) is None
    assert led_by(a_sale(), [owning(a_stranger("li", referred_by="wang"), a_holding())], SHANGHAI) is None
    assert JOINED.date() < SIGNED
