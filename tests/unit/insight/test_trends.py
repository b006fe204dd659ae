"""Early trends: what is counted by day, what stands out, and what does not."""

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest

from benchmarks.trends import Town
from hearthline.insight.counting import OF_COMPLAINTS, Counting
from hearthline.insight.daily import CAME, Alike
from hearthline.insight.model import Case
from hearthline.insight.reports.reading import Reports
from hearthline.insight.reports.surveyed import Surveys
from hearthline.insight.store import InsightStore
from hearthline.insight.trends.reading import Asking, Trends
from hearthline.insight.trends.rises import DAYS, PERIODS, Group, Span, counted, risen
from hearthline.platform.problems import Problem
from hearthline.platform.table import Table
from tests.unit.insight.builders import a_case, a_resolved_case, after, sheet
from tests.unit.insight.office import GROUP, MANAGER, Watched
from tests.unit.surveys.memory import MemoryTable

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
SPAN = Span(date(2026, 11, 22))


def came(project: str, numbers: Mapping[int, int]) -> list[Alike]:
    """So many complaints of a project in some periods, counted from 0."""
    return [
        Alike(CAME, SPAN.bounds(place)[0], (project, "water"), number) for place, number in numbers.items()
    ]


def usual(number: int, last: int) -> dict[int, int]:
    return {**dict.fromkeys(range(PERIODS - 1), number), PERIODS - 1: last}


def test_a_complaint_stands_under_the_day_it_came_and_the_day_it_was_solved() -> None:
    assert sheet(a_case(), "daily#2026-11") == {"came\t02\t云顶\twater": {"n": 1}}
    late = a_resolved_case(resolved_at=after(days=40))
    assert sheet(late, "daily#2026-12") == {"solved\t12\t云顶\twater\twaterproofing\tc-17": {"n": 1}}


def test_the_latest_four_weeks_are_set_beside_the_fifty_two_before() -> None:
    assert SPAN.bounds(PERIODS - 1) == (date(2026, 10, 26), date(2026, 11, 22))
    assert SPAN.since == SPAN.until - timedelta(weeks=56) + timedelta(days=1)
    assert SPAN.place(SPAN.since - timedelta(days=1)) is None
    assert SPAN.place(SPAN.until + timedelta(days=1)) is None
    places = [SPAN.place(SPAN.since + timedelta(days=day)) for day in range(DAYS * PERIODS)]
    assert places == [day // DAYS for day in range(DAYS * PERIODS)]


def test_what_stands_out_is_found_and_what_rises_with_everything_is_not() -> None:
    steady = came("海岸", usual(40, 40))

    found = risen(counted({"sz": [*steady, *came("云顶", usual(2, 14))]}, SPAN))

    rise = next(one for one in found.rises if one.group == Group(("project",), ("云顶",), "sz"))
    assert (rise.counts.now, rise.counts.before) == (14, 26)
    assert rise.usual[1] < 14
    assert rise.false <= 0.05
    assert "海岸" not in {value for one in found.rises for value in one.group.values}

    doubled = [*came("海岸", usual(40, 80)), *came("云顶", usual(2, 4))]
    assert risen(counted({"sz": doubled}, SPAN)).rises == ()


def test_a_city_that_is_new_raises_no_alarm_and_one_projects_rise_is_its_own_citys() -> None:
    days = {"sz": came("海岸", usual(40, 40)), "gz": came("云顶", {PERIODS - 1: 30})}

    assert {rise.group.city for rise in risen(counted(days, SPAN)).rises} <= {None}
    assert not [rise for rise in risen(counted(days, SPAN)).rises if "云顶" in rise.group.values]


def test_a_group_without_a_past_stands_out_in_a_city_that_has_one() -> None:
    days = {"sz": [*came("海岸", usual(40, 40)), *came("云顶", {PERIODS - 1: 9})]}

    found = {rise.group.by: rise for rise in risen(counted(days, SPAN)).rises}
    assert found["project",].counts.expected == 0
    assert found["project",].usual == (0, 1)


def test_where_complaints_come_in_clumps_a_clump_is_no_alarm() -> None:
    chance = random.Random(3)
    projects = [
        came(f"p{place}", {each: chance.choice((0, 0, 6)) for each in range(PERIODS)}) for place in range(60)
    ]
    found = risen(counted({"sz": [one for project in projects for one in project]}, SPAN))

    assert found.rises == ()
    assert found.excess["project",] > 2


def test_nothing_is_listed_of_shuffled_complaints_and_a_cause_that_is_multiplied_is() -> None:
    town = Town(random.Random(5), clumps=True)
    assert len(risen(counted(town.days(), SPAN)).rises) <= 1

    more = town.risen(("cause",), ("a8",), 3)
    listed = {rise.group for rise in risen(counted(town.days(more), SPAN)).rises}
    assert Group(("cause",), ("a8",)) in listed


class Counted:
    """Cases that were counted, and the trends that are told from the sheets."""

    def __init__(self, cases: list[Case]) -> None:
        standing = {case.number: case for case in cases}
        table = MemoryTable()
        store = InsightStore(cast("Table", table))
        read = Counting(store, lambda those, _: [standing[one] for one in those], OF_COMPLAINTS)
        read.count(standing, NOW)
        self.items: list[int] = []
        watched = InsightStore(cast("Table", Watched(table, self.items)))
        zones = {"sz": "Asia/Shanghai", "gz": "Asia/Shanghai"}
        self.trends = Trends(
            watched, Reports(watched, lambda _: zones, lambda: cast("Surveys", None), lambda _: None)
        )


def the_cases() -> list[Case]:
    """Shenzhen's: ten each four weeks; and in the latest ones eight of one project on top."""
    found = []
    for day in range(0, DAYS * PERIODS, 3):
        at = datetime(2026, 11, 22, 4, tzinfo=UTC) - timedelta(days=day)
        found.append(a_case(number=f"A{day}", received_at=at, project="海岸", home=None))
    for day in range(8):
        at = datetime(2026, 11, 20, 4, tzinfo=UTC) - timedelta(days=day)
        found.append(a_case(number=f"B{day}", received_at=at, home=None))
    return found


def test_the_evidence_is_read_from_fourteen_months_of_each_city() -> None:
    counted_ = Counted(the_cases())

    found = counted_.trends.read(GROUP, Asking(), NOW)

    rise = next(item for item in found["items"] if item["by"] == ["project"])
    assert (rise["city"], rise["group"], rise["count"]) == ("sz", {"project": "云顶"}, 8)
    assert [period["count"] for period in rise["periods"]] == [0] * 13 + [8]
    assert (found["first"], found["last"]) == ("2026-10-26", "2026-11-22")
    assert len(counted_.items) == 2
    assert sum(counted_.items) == 14


def test_it_is_told_as_of_any_day_that_is_over_and_of_the_readers_cities() -> None:
    trends = Counted(the_cases()).trends

    assert trends.read(MANAGER, Asking(date(2026, 11, 10)), NOW)["items"] == []
    assert trends.read(MANAGER, Asking(), NOW)["cities"] == ["sz"]
    with pytest.raises(Problem):
        trends.read(MANAGER, Asking(date(2026, 11, 23)), NOW)
    with pytest.raises(Problem):
        trends.read(MANAGER, Asking(city="gz"), NOW)
