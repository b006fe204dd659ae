"""Of which month a letter is, when a missing one is told, and for which homes it is."""

from datetime import datetime

import pytest

from hearthline.lifecycle.letters import months_open, next_reminder, waits
from hearthline.lifecycle.model import LetterRules
from hearthline.platform.instants import instant, read_instant
from tests.unit.lifecycle.builders import SHENZHEN, a_home, a_sale, day


def at(text: str) -> datetime:
    return read_instant(f"{text}:00.000Z")


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-11-22T08:00", "2026-12-20T02:00"),
        ("2026-11-20T01:59", "2026-11-20T02:00"),
        ("2026-11-20T02:00", "2026-12-20T02:00"),
        ("2026-12-31T08:00", "2027-01-20T02:00"),
        ("2026-12-31T16:00", "2027-01-20T02:00"),  # already January there
        ("2027-01-31T08:00", "2027-02-20T02:00"),
    ],
)
def test_a_missing_letter_is_told_on_its_day_by_the_clock_of_the_city(now: str, told: str) -> None:
    assert instant(next_reminder(LetterRules(), SHENZHEN, at(now))) == f"{told}:00.000Z"


def test_a_letter_is_of_this_month_or_the_last_by_the_clock_of_the_city() -> None:
    assert months_open(SHENZHEN, at("2026-11-30T15:59")) == ("2026-11", "2026-10")
    assert months_open(SHENZHEN, at("2026-11-30T16:00")) == ("2026-12", "2026-11")
    assert months_open(SHENZHEN, at("2027-01-15T00:00")) == ("2027-01", "2026-12")


def test_a_home_waits_from_signing_to_handover_at_its_project_however_that_is_spelled() -> None:
    assert waits(a_home(a_sale()), "sz", "海岸 花园")
    assert not waits(a_home(a_sale()), "bj", "海岸花园")
    assert not waits(a_home(a_sale()), "sz", "别处")
    assert not waits(a_home(a_sale(handed_over_on=day("2025-06-30"))), "sz", "海岸花园")
    assert not waits(a_home(), "sz", "海岸花园")
    assert not waits(None, "sz", "海岸花园")
