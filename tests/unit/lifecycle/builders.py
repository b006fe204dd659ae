"""Homes' facts, steps and a city's clock for tests of their lives."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.lifecycle.model import Deed, HomeFacts, Plan, Rules, Sale, StepRule, Trigger, When, Words
from hearthline.lifecycle.reckoning import Reckoned, reckon
from hearthline.lifecycle.timetable import Local
from hearthline.lifecycle.visits import HomeVisit

HOME = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
WANG, LI, ZHAO = "0123456789ABCDEF", "FEDCBA9876543210", "0000111122223333"
TEN = timedelta(hours=10)
WORDS = Words("service", *[{"zh": "欢迎回家", "en": "Welcome home"}] * 3)
NAMES = {"zh": "步骤", "en": "Step"}


def monday_to_friday(day: date) -> bool:
    return day.weekday() < 5


SHENZHEN = Local(ZoneInfo("Asia/Shanghai"), monday_to_friday)


def day(text: str) -> date:
    return date.fromisoformat(text)


def noon(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T04:00:00+00:00").astimezone(UTC)


def a_sale(**facts: Any) -> Sale:
    given = {"contract": "HT-1", "signed_on": day("2024-03-01"), "owners": (WANG, LI), **facts}
    return Sale(**given)


def a_home(*sales: Sale, version: int = 1) -> HomeFacts:
    return HomeFacts(HOME, "sz", "海岸花园", version, sales, "3栋", "1801")


def a_step(code: str = "moving_in", after: Trigger = Trigger.HANDED_OVER, **facts: Any) -> StepRule:
    when = facts.pop("when", When(at=TEN, days=1))
    late = facts.pop("late", timedelta(days=14))
    return StepRule(code, NAMES, after, Deed.MESSAGE, late, when=when, words=WORDS, **facts)


def reckoned(
    facts: HomeFacts,
    at: str,
    *steps: StepRule,
    before: Plan | None = None,
    visits: Sequence[HomeVisit] = (),
) -> Reckoned:
    return reckon(before or Plan(HOME), facts, Rules(1, steps), SHENZHEN, noon(at), visits)
