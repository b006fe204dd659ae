"""The stage of life that follows from the homes somebody owns."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hearthline.members.model import Holding
from hearthline.members.stages import Stage, stage_of

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Somebody:
    holdings: tuple[Holding, ...] = ()


def home(name: str = "home-1", **facts: Any) -> Holding:
    return Holding(name, f"contract of {name}", "sz", "海岸花园", date(2023, 5, 1), **facts)


TODAY, LAST_DAY, DAY_AFTER = date(2026, 11, 22), date(2026, 8, 24), date(2026, 8, 23)


@pytest.mark.parametrize(
    ("holdings", "stage"),
    [
        ((), Stage.PROSPECT),
        ((home(cancelled=True),), Stage.PROSPECT),
        ((home(),), Stage.WAITING),
        ((home(handed_over_on=date(2026, 11, 23)),), Stage.WAITING),
        ((home(handed_over_on=TODAY),), Stage.MOVING_IN),
        ((home(handed_over_on=LAST_DAY),), Stage.MOVING_IN),
        ((home(handed_over_on=DAY_AFTER),), Stage.LIVING),
        ((home(), home("home-2")), Stage.SECOND_HOME),
        ((home(until=TODAY), home(handed_over_on=DAY_AFTER)), Stage.LIVING),
        ((home(), home("home-2", cancelled=True)), Stage.WAITING),
        ((home(until=date(2025, 1, 1)),), Stage.FORMER),
        ((home(until=date(2025, 1, 1)), home("home-2", cancelled=True)), Stage.FORMER),
    ],
)
def test_a_stage_follows_from_what_is_owned(holdings: tuple[Holding, ...], stage: Stage) -> None:
    assert stage_of(Somebody(holdings), NOW) is stage


def test_days_are_those_of_the_zone_in_which_the_instant_is_given() -> None:
    evening = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    somebody = Somebody((home(handed_over_on=date(2026, 11, 23)),))

    assert stage_of(somebody, evening) is Stage.WAITING
    assert stage_of(somebody, evening.astimezone(ZoneInfo("Asia/Shanghai"))) is Stage.MOVING_IN
