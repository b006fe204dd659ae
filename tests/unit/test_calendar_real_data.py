"""The calendar on inputs that nobody here wrote: China's official lists, and a city's own due dates."""

import csv
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from hearthline.platform.calendar import Calendar, Deadline, Target, Unit
from hearthline.platform.calendar_document import CalendarDocument
from tests.calendar_builder import NEW_YORK, a_calendar, a_document, local, shipped

DAY = timedelta(days=1)


ListOf = Callable[[int], dict[str, object]]


@pytest.fixture
def holiday_cn(shared_data: Callable[[str], Path]) -> ListOf:
    """The official list of a year, as the holiday-cn project has it."""

    def of(year: int) -> dict[str, object]:
        document: dict[str, object] = json.loads(
            shared_data(f"holiday-cn/{year}.json").read_text(encoding="utf-8")
        )
        return document

    return of


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_package_agrees_with_the_official_list_on_every_day(holiday_cn: ListOf, year: int) -> None:
    packaged = a_calendar(official="CN")
    listed = a_calendar(lists=[holiday_cn(year)])
    days = [date(year, 1, 1) + number * DAY for number in range(date(year, 12, 31).timetuple().tm_yday)]
    assert [packaged.is_working_day(day) for day in days] == [listed.is_working_day(day) for day in days]
    # A year of 249 to 251 working days, not of all weekdays: the lists did say something.
    assert 245 <= sum(packaged.is_working_day(day) for day in days) <= 252
    assert not packaged.provisional_between(local(f"{year}-01-01 00:00"), local(f"{year + 1}-01-01 00:00"))


def test_every_list_is_a_document_that_an_operator_can_load(holiday_cn: ListOf) -> None:
    lists = [holiday_cn(year) for year in (2024, 2025, 2026, 2027)]
    document = a_document(official="CN", lists=lists)
    assert CalendarDocument.model_validate(document).calendar() == Calendar.from_document(document)


def test_the_unpublished_year_is_provisional_until_its_list_arrives(holiday_cn: ListOf) -> None:
    unpublished = a_calendar(official="CN", lists=[holiday_cn(2027)])
    filed = local("2026-12-30 10:00")
    assert unpublished.known_until() == date(2026, 12, 31)
    assert unpublished.advance(Unit.WORKING_DAYS, filed, 3 * DAY) == Deadline(
        local("2027-01-04 10:00"), provisional=True
    )

    new_year = [{"name": "元旦", "date": f"2027-01-0{day}", "isOffDay": True} for day in (1, 2, 3)]
    arrived = holiday_cn(2027) | {"papers": ["https://www.gov.cn/zhengce"], "days": new_year}
    published = a_calendar(version=2, official="CN", lists=[arrived])
    assert published.advance(Unit.WORKING_DAYS, filed, 3 * DAY) == Deadline(
        local("2027-01-05 10:00"), provisional=False
    )
    assert published.known_until() == date(2027, 12, 31)


def test_a_citys_two_working_days_are_reproduced_within_a_minute(shared_data: Callable[[str], Path]) -> None:
    calendar = shipped("infra/examples/calendar-boston.json")
    promise = Target.parse("2wd")
    with shared_data("boston311_two_working_day_sla_2011.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def is_reproduced(row: dict[str, str]) -> bool:
        begun = calendar.begin(promise.unit, local(row["open_dt"], NEW_YORK))
        deadline = calendar.advance(promise.unit, begun, promise.duration)
        return abs(deadline.at - local(row["target_dt"], NEW_YORK)) <= timedelta(minutes=1)

    reproduced = sum(map(is_reproduced, rows))
    assert len(rows) == 300
    assert reproduced >= 0.97 * len(rows), f"{reproduced} of {len(rows)}"
