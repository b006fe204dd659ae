"""The documented schema is the code's, and what the page promises works."""

import re
from pathlib import Path

import pytest

from hearthline.analytics.months import months
from hearthline.analytics.tables import Table
from infra import analytics
from infra.analytics_schema import PAGE, TABLES, page, statement
from tests.unit.complaints.builders import MONDAY


def test_the_page_tells_of_every_column_what_the_code_says() -> None:
    assert PAGE.read_text("utf-8") == page()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_can_be_read_by_its_names_as_they_stand(table: Table) -> None:
    names = [*(column.name for column in table.columns), *(name for name, _ in table.partitions)]

    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z_]*", name) for name in (table.name, *names))
    assert all(column.meaning and "|" not in column.meaning for column in table.columns)


def test_athena_finds_every_column_and_every_partition() -> None:
    told = statement(TABLES[0], "a-bucket", ["sz", "gz"])

    assert told.count("`") == 2 * (len(TABLES[0].columns) + len(TABLES[0].partitions))
    assert "LOCATION 's3://a-bucket/analytics/complaints/v=1/'" in told
    assert "'projection.city.values' = 'sz,gz'" in told


def test_the_example_queries_of_the_page_run_also_where_there_is_nothing(tmp_path: Path) -> None:
    found = list(analytics.examples())

    assert len(found) >= 3
    with analytics.opened(tmp_path) as connection:
        for _, query in found:
            assert connection.execute(query).fetchall() == []
        for table in TABLES:
            names = ", ".join(column.name for column in table.columns)
            assert connection.execute(f"SELECT {names} FROM {table.name}").fetchall() == []


def test_months_are_those_of_the_citys_own_calendar() -> None:
    from zoneinfo import ZoneInfo

    new_year = MONDAY.replace(month=12, day=31, hour=17)

    assert months(new_year, ZoneInfo("Asia/Shanghai"), 3) == ["2026-11", "2026-12", "2027-01"]
    assert months(new_year, ZoneInfo("UTC"), 13)[0] == "2025-12"
