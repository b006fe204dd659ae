"""The rules of the club as they are saved: what is read plainly afterwards is right."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from hearthline.document_registry import KINDS
from hearthline.members.club_rules import ClubRules
from hearthline.members.model import Tier
from hearthline.platform.documents import BUILT_IN

SHIPPED: dict[str, Any] = json.loads((BUILT_IN / "club-1.json").read_text("utf-8"))


def _check(**changes: Any) -> dict[str, Any]:
    return KINDS.check("club", {**SHIPPED, **changes}, 2)


def test_what_ships_can_be_saved_and_is_read() -> None:
    rules = ClubRules.from_document(_check())

    assert rules.discounts == {Tier.MEMBER: 0, Tier.SENIOR: 2, Tier.GOLD: 5}
    assert rules.earning["event"].months == 12
    assert rules.rewards["coffee"].names["zh"] == "咖啡券一张"


@pytest.mark.parametrize(
    "changes",
    [
        {"zone": "Asia/Nowhere"},
        {"expiry_months": 0},
        {"announce_days": 0},
        {"earning": {"birthday": {"points": 10}}},
        {"earning": {"joining": {"points": 0}}},
        {"earning": {"joining": {"points": 1.5}}},
        {"discounts": {"member": 1, "senior": 2, "gold": 5}},
        {"discounts": {"member": 0, "senior": 6, "gold": 6}},
        {"discounts": {"member": 0, "senior": 5, "gold": 4}},
        {"discounts": {"member": 0, "senior": 2}},
        {"rewards": [{"code": "coffee", "names": {"zh": "咖啡"}, "points": 10}]},
        {"rewards": [{"code": "coffee", "names": {"zh": "咖啡", "en": "Coffee"}, "points": 10}] * 2},
        {"stock": 12},
    ],
)
def test_what_is_not_right_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        _check(**changes)


def test_an_occasion_that_is_left_out_earns_nothing() -> None:
    rules = ClubRules.from_document(_check(earning={}))

    assert rules.earning == {}
