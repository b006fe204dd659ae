"""The contact policy is checked before it is in force."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from hearthline.document_registry import KINDS
from hearthline.notices.policy import ContactPolicy
from hearthline.platform.documents import BUILT_IN

NAME = "contact-policy"
SHIPPED: dict[str, Any] = json.loads((BUILT_IN / f"{NAME}-1.json").read_text("utf-8"))


def test_what_ships_is_right_and_is_saved_as_it_is_read() -> None:
    checked = KINDS.check(NAME, SHIPPED, 1)

    assert checked == SHIPPED
    assert ContactPolicy.from_document(checked).quiet is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"quiet_hours": {"from": "21:00", "until": "21:00"}},
        {"quiet_hours": {"from": "21:00", "until": "20:30"}},
        {"quiet_hours": {"from": "24:00", "until": "09:00"}},
        {"quiet_hours": {"from": "21:00"}},
        {"zone": "Mars/Olympus"},
        {"caps": {"service": {"days": 30, "person": 1}}},
        {"caps": {"survey": {"person": 1}}},
        {"caps": {"survey": {"days": 0}}},
        {"caps": {"survey": {"days": 30, "person": -1}}},
        {"caps": {"survey": {"days": 30, "person": 101}}},
        {"caps": {"survey": {"days": 30, "person": True}}},
        {"loud_hours": {}},
        {"alerts": {"alone": 0, "minutes": 10}},
        {"alerts": {"alone": 5}},
        {"alerts": {"alone": 5, "minutes": 61}},
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        KINDS.check(NAME, {**SHIPPED, **changes}, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"quiet_hours": None},
        {"quiet_hours": {"from": "00:00", "until": "06:00"}},
        {"quiet_holidays": False},
        {"caps": {}},
        {"caps": {"survey": {"days": 7, "person": 0, "household": None}}},
        {"alerts": None},
        {"alerts": {"alone": 1, "minutes": 60}},
    ],
)
def test_what_is_saved_can_be_read(changes: dict[str, Any]) -> None:
    checked = KINDS.check(NAME, {**SHIPPED, **changes}, 2)

    assert ContactPolicy.from_document(checked).version == 2


def test_the_calendar_it_names_must_be_there() -> None:
    [error] = KINDS.misfits(NAME, {**SHIPPED, "calendar": "mars"}, lambda _: None)

    assert error.pointer == "/calendar"
    assert KINDS.misfits(NAME, SHIPPED, lambda _: {}) == []
