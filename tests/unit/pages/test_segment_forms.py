"""The form of a segment and the filter that it means, one way and back."""

from typing import Any

import pytest

from hearthline.pages.segment_forms import document, typed_of
from hearthline.platform.form_text import nest

SHOWN: list[dict[str, Any]] = [
    {"city": ["gz", "sz"]},
    {"tier": "gold"},
    {"handed_over": {"from": "2024-01-01", "to": "2024-12-31"}},
    {"last_complaint": {"within_days": 90}},
    {"last_complaint": {"never": True}},
    {"points": {"at_least": 100, "at_most": 5000}},
    {"tags": {"any": ["vip", "b"]}},
    {"consent": ["survey:email", "marketing:sms"]},
    {"language": "en"},
    {"project": "海岸花园"},
]
LISTED = {"city", "tier", "consent"}
NOT_SHOWN: list[dict[str, Any]] = [
    {"any": [{"tier": "gold"}]},
    {"not": {"city": "bj"}},
    {"all": [{"tier": "gold"}, {"tier": "senior"}]},
    {"all": [{"handed_over": {"from": "2024-01-01", "project": "云顶"}}]},
    {"all": [{"last_complaint": {"from": "2024-01-01"}}]},
    {"all": [{"tags": {"all": ["vip"]}}]},
    {"all": [{"project": ["海岸花园", "云顶"]}]},
    {"all": [{"all": []}]},
    {"tier": "gold"},
]


def alike(condition: dict[str, Any]) -> dict[str, Any]:
    """Give a condition whose value is a list in order, as one that stands alone means."""
    return {
        name: sorted([value] if isinstance(value, str) else value) if name in LISTED else value
        for name, value in condition.items()
    }


@pytest.mark.parametrize("condition", SHOWN, ids=str)
def test_what_the_form_can_show_comes_back_as_it_was(condition: dict[str, Any]) -> None:
    typed = typed_of({"all": [condition]})

    assert typed["how"] == "conditions"
    [back] = document(nest(typed))["all"]
    assert alike(back) == alike(condition)


@pytest.mark.parametrize("filter_", NOT_SHOWN, ids=str)
def test_what_it_cannot_show_is_written_and_lost_nothing_of(filter_: dict[str, Any]) -> None:
    typed = typed_of(filter_)

    assert typed["how"] == "written"
    assert document(nest(typed)) == filter_


def test_of_no_condition_everybody_is_meant() -> None:
    assert document({"how": "conditions"}) == {"all": []}
    assert typed_of({"all": []}) == {"how": "conditions"}
