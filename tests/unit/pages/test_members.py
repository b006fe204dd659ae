"""What a member's pages show, shaped from what the API answers."""

from datetime import date
from typing import Any

import pytest

from hearthline.members.model import EntryKind
from hearthline.members.referrals import Refusal, Status
from hearthline.notices.model import MessageClass, State
from hearthline.pages.members import entries, grouped, open_cases, own_homes, owned_lines, signed, vouchers
from hearthline.pages.wall_clock import WallClock
from hearthline.pages.words import words

WORDS = words("zh", "member")
CITIES = {"sz": {"zh": "深圳", "en": "Shenzhen"}}


def a_line(kind: str, amount: int, **more: Any) -> dict[str, Any]:
    line = {"id": kind, "at": "2026-11-22T08:00:00.000Z", "kind": kind, "amount": amount, "rule": None}
    return {**line, "expires_at": None, "reverses": None, "voucher": None, **more}


def a_home(**changes: Any) -> dict[str, Any]:
    return {
        "home": {"city": "sz", "project": "海岸花园", "building": "3栋", "unit": "1801"},
        "contract": "HT-1",
        "state": "handed_over",
        "signed_on": date(2024, 3, 1),
        "handed_over_on": date(2025, 6, 30),
        "passed_on": None,
        "until": None,
        "warranties": [{"part": "finishing", "months": 24, "until": date(2027, 6, 29)}],
        "contractors": [],
        **changes,
    }


def test_an_entry_says_what_it_was_for_and_a_voucher_taken_back_is_none() -> None:
    view = {
        "rewards": [{"code": "coffee", "names": {"zh": "咖啡券"}}],
        "items": [
            a_line("reversed", 100, reverses="two"),
            a_line("redeemed", -100, id="two", rule="coffee", voucher="AAAA"),
            a_line("redeemed", -1200, id="one", rule="gone", voucher="BBBB"),
            a_line("earned", 5000, rule="purchase"),
            a_line("earned", 1, rule="an occasion of later"),
        ],
    }

    lines = entries(view, WORDS["points"], "zh")

    assert [(one["what"], one["amount"]) for one in lines] == [
        ("撤销", "+100"),
        ("兑换：咖啡券", "−100"),
        ("兑换：gone", "−1,200"),
        ("购房", "+5,000"),
        ("获得积分", "+1"),
    ]
    assert [one["voucher"] for one in vouchers(lines)] == ["BBBB"]


@pytest.mark.parametrize(
    ("changes", "state", "owned"),
    [
        ({}, "已交付", True),
        ({"state": "signed", "handed_over_on": None}, "已签约", True),
        ({"until": date(2026, 2, 1)}, "已转让", False),
        ({"state": "cancelled", "until": date(2026, 2, 1)}, "合同已取消", False),
    ],
)
def test_a_home_says_what_it_is_now(changes: dict[str, Any], state: str, owned: bool) -> None:
    [home] = own_homes({"items": [a_home(**changes)]}, CITIES, WORDS["homes"], "zh", date(2026, 11, 22))

    assert (home["address"], home["state"], home["owned"]) == ("深圳 海岸花园 3栋 1801", state, owned)
    assert len(owned_lines([home])) == owned


def test_a_warranty_holds_on_its_last_day() -> None:
    def within(day: date) -> bool:
        [home] = own_homes({"items": [a_home()]}, CITIES, WORDS["homes"], "zh", day)
        return bool(home["warranties"][0]["within"])

    assert within(date(2027, 6, 29))
    assert not within(date(2027, 6, 30))


def test_cases_that_go_on_are_open() -> None:
    cases = [{"status": status} for status in ("closed", "resolved", "merged", "received", "rejected")]

    assert [case["status"] for case in open_cases(cases)] == ["resolved", "received"]


def test_figures_are_grouped_and_have_their_sign() -> None:
    assert (grouped(12300), signed(12300), signed(-5)) == ("12,300", "+12,300", "−5")


def test_what_ends_with_a_day_is_good_until_that_day() -> None:
    clock = WallClock("Asia/Shanghai", "zh")

    assert clock.last_day("2028-11-22T16:00:00.000Z") == '<time datetime="2028-11-22">2028年11月22日</time>'
    assert clock.day_of("2028-11-22T16:00:00.000Z") == '<time datetime="2028-11-23">2028年11月23日</time>'


@pytest.mark.parametrize("language", ["zh", "en"])
def test_there_is_a_word_for_everything_that_can_be(language: str) -> None:
    said = words(language, "member")
    points = said["points"]

    assert {*points["kinds"], "earned", "redeemed"} == set(EntryKind)
    assert set(said["referrals"]["statuses"]) == set(Status)
    assert set(said["referrals"]["reasons"]) == set(Refusal)
    assert set(said["messages"]["states"]) == set(State)
    assert set(said["messages"]["classes"]) == set(MessageClass)
