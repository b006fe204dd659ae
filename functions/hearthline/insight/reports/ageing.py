"""What is still open, and for how long: from one sheet of each city and year."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from hearthline.insight.contribution import OPEN_SINCE
from hearthline.insight.periods import day_of
from hearthline.insight.reports.reading import Audience, Reports
from hearthline.insight.sheets import by_value
from hearthline.insight.store import InsightStore
from hearthline.platform.access import Principal

AGES: Final = (1, 3, 7, 14, 30, 60, 90)
"""Days since the day of receipt: up to each of these, and beyond the last."""
SEVERITIES: Final = ("critical", "high", "normal", "low")
FIRST_YEAR: Final = "2000"
LAST_YEAR: Final = "9999"

DEFINITION: Final = {
    "zh": "尚未办结的投诉，按收到之日至今的天数（城市当地日历）与严重程度。",
    "en": "Complaints that are still being worked on, by severity and by the days since the day on which "
    "they were received, in the city's calendar.",
}


class Ageing:
    """The report on what is open."""

    def __init__(self, reports: Reports, store: InsightStore) -> None:
        self._reports = reports
        self._store = store

    def read(self, principal: Principal, city: str | None, of: Audience, now: datetime) -> dict[str, Any]:
        """Give it as of `now`: one request for each city; raise Problem 403, or 422 for an unknown city."""
        ages = {age: dict.fromkeys(SEVERITIES, 0) for age in (*AGES, None)}
        cities = []
        for code, zone in self._reports.seen(principal, city, now).items():
            own = 0
            for age, severities in open_in(self._store, code, day_of(now, zone), apart=of == "others"):
                for severity, number in severities.items():
                    ages[age][severity] = ages[age].get(severity, 0) + number
                    own += number
            cities.append({"city": code, "open": own})
        lines = [
            {"until_days": age, "open": sum(each.values()), "by_severity": each} for age, each in ages.items()
        ]
        return {
            "definition": DEFINITION,
            "of": of,
            "open": sum(one["open"] for one in cities),
            "lines": lines,
            "cities": cities,
        }


def open_in(
    store: InsightStore, city: str, today: date, *, apart: bool
) -> list[tuple[int | None, Mapping[str, int]]]:
    """Give how many are open in a city, by severity, of each day of receipt with its age. One request."""
    sheets = store.sheets(city, OPEN_SINCE, FIRST_YEAR, LAST_YEAR, apart=apart)
    return [
        (_age((today - date.fromisoformat(f"{year}-{day}")).days), severities)
        for year, counters in sheets.items()
        for day, severities in by_value(counters).items()
    ]


def _age(days: int) -> int | None:
    return next((age for age in AGES if days <= age), None)
