"""What the conditions of `show_if` mean."""

from typing import Any

import pytest

from hearthline.surveys.conditions import holds

SAID: dict[str, Any] = {
    "overall": 2,
    "recommend": None,
    "reason": "leak",
    "seen": ("garden", "gate"),
    "again": False,
    "parts": {"lift": 4, "hall": None},
    "spare": {"lift": None},
    "rooms": 2.5,
    "moved": "2024-02-29",
    "more": "thanks",
}

CASES: list[tuple[dict[str, Any], bool]] = [
    ({"question": "overall", "equals": 2}, True),
    ({"question": "overall", "equals": 3}, False),
    ({"question": "overall", "in": [1, 2]}, True),
    ({"question": "overall", "in": [4, 5]}, False),
    ({"question": "overall", "at_least": 2, "at_most": 2}, True),
    ({"question": "overall", "at_least": 1, "at_most": 1}, False),
    ({"question": "reason", "equals": "leak"}, True),
    ({"question": "reason", "in": ["noise", "lift"]}, False),
    ({"question": "seen", "equals": "gate"}, True),
    ({"question": "seen", "equals": "pool"}, False),
    ({"question": "seen", "in": ["pool", "garden"]}, True),
    ({"question": "again", "equals": False}, True),
    ({"question": "again", "equals": True}, False),
    ({"question": "parts", "row": "lift", "at_least": 4}, True),
    ({"question": "parts", "row": "hall", "at_least": 1}, False),
    ({"question": "parts", "row": "hall", "not_applicable": True}, True),
    ({"question": "parts", "row": "roof", "answered": False}, True),
    ({"question": "parts", "answered": True}, True),
    ({"question": "parts", "not_applicable": True}, False),
    ({"question": "spare", "answered": True}, False),
    ({"question": "spare", "not_applicable": True}, True),
    ({"question": "rooms", "at_least": 2.5}, True),
    ({"question": "moved", "at_most": "2024-02-29"}, True),
    ({"question": "moved", "at_least": "2024-03-01"}, False),
    ({"question": "more", "answered": True}, True),
    ({"question": "recommend", "not_applicable": True}, True),
    ({"question": "recommend", "not_applicable": False}, False),
    ({"question": "recommend", "answered": True}, False),
    ({"question": "recommend", "answered": False}, True),
    ({"question": "recommend", "at_most": 6}, False),
    ({"question": "skipped", "answered": False}, True),
    ({"question": "skipped", "not_applicable": False}, True),
    ({"question": "skipped", "equals": 1}, False),
    ({"not": {"question": "skipped", "equals": 1}}, True),
    ({"all": [{"question": "overall", "equals": 2}, {"question": "again", "equals": False}]}, True),
    ({"all": [{"question": "overall", "equals": 2}, {"question": "again", "equals": True}]}, False),
    ({"any": [{"question": "overall", "equals": 5}, {"question": "again", "equals": False}]}, True),
    ({"any": [{"question": "overall", "equals": 5}, {"question": "skipped", "equals": 1}]}, False),
]


@pytest.mark.parametrize(("condition", "held"), CASES)
def test_a_condition_holds_for_what_it_says(condition: dict[str, Any], held: bool) -> None:
    assert holds(condition, SAID) is held
    assert holds({"not": condition}, SAID) is not held


def test_no_condition_always_holds() -> None:
    assert holds(None, {})
