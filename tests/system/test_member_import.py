"""A list of members on the local engine, its workers killed on the way, and a segment counted over them."""

import pytest

from benchmarks import member_import, member_tables
from tests.engines.dynamodb_local import Unavailable
from tests.sizes import sized

pytestmark = [pytest.mark.system, pytest.mark.dynamodb_local]

MEMBERS = sized(1_000, 2_000)


def test_thousands_are_imported_each_once_though_workers_are_killed() -> None:
    try:
        result = member_import.measure(MEMBERS, counted=200)
    except Unavailable as missing:
        pytest.skip(missing.reason)

    assert len(result["killed_at"]) == 2
    assert result["requests_each"] < 0.25
    for line in result["count"]["lines"]:
        assert line["scanned"] == MEMBERS
        assert line["pages"] == line["by_operation"]["Scan"] == result["count"]["pages"]
    without, with_points = result["count"]["lines"]
    assert "BatchGetItem" not in without["by_operation"]
    assert 0 < with_points["count"] < without["count"] < MEMBERS
    assert "lost, or doubled | 0" in member_tables.members(result)
