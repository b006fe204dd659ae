"""The second reckoning of promises, tried on days that one can count on the fingers."""

from datetime import UTC, datetime, timedelta

import pytest

from simulation.promises import ZONE, intake, passed, promises_of, reach


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("unit", "begin", "hours", "reached"),
    [
        ("h", "2026-11-27T17:00", 24, "2026-11-28T17:00"),
        ("wh", "2026-11-27T17:00", 2, "2026-11-30T10:00"),
        ("wh", "2026-11-27T11:00", 2, "2026-11-27T14:30"),
        ("wd", "2026-11-27T10:00", 24, "2026-11-30T10:00"),
        ("wd", "2026-02-13T10:00", 48, "2026-02-24T10:00"),  # the 14th makes up for the festival
    ],
)
def test_a_span_ends_where_counting_by_hand_ends(unit: str, begin: str, hours: int, reached: str) -> None:
    assert reach(unit, local(begin), timedelta(hours=hours)) == local(reached)
    assert passed(unit, local(begin), local(reached)) == timedelta(hours=hours)


def test_what_comes_in_at_the_weekend_counts_from_mondays_opening() -> None:
    assert intake(local("2026-11-28T22:00")) == local("2026-11-30T09:00")
    assert intake(local("2026-11-27T18:30")) == local("2026-11-30T09:00")
    assert intake(local("2026-11-27T07:00")) == local("2026-11-27T09:00")


def test_a_pause_moves_the_end_and_an_answer_keeps_its_promise() -> None:
    story = [
        {"kind": "received", "at": "2026-11-26T02:00:00.000Z"},
        {"kind": "asked", "at": "2026-11-27T02:00:00.001Z"},
        {"kind": "message", "at": "2026-11-29T02:00:00.001Z"},
    ]

    _, answer, resolve = promises_of(story, "high", datetime(2026, 12, 1, tzinfo=UTC))

    assert (answer.met, answer.breached) == (datetime(2026, 11, 27, 2, 0, 0, 1000, tzinfo=UTC), answer.due)
    assert resolve.due == datetime(2026, 12, 5, 2, tzinfo=UTC)
