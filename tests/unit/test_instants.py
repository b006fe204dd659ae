"""Instants as text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthline.platform.instants import instant, read_instant

MOMENTS = st.datetimes(timezones=st.just(UTC))


def test_an_instant_is_utc_with_milliseconds() -> None:
    assert instant(datetime(2026, 11, 22, 8, tzinfo=UTC)) == "2026-11-22T08:00:00.000Z"


def test_a_zone_is_turned_into_utc() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert instant(datetime(2026, 11, 22, 8, 0, 0, 999_999, tzinfo=shanghai)) == "2026-11-22T00:00:00.999Z"


def test_a_datetime_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instant(datetime(2026, 11, 22))  # noqa: DTZ001


def test_an_instant_beyond_the_last_year_is_refused() -> None:
    with pytest.raises(ValueError, match="years"):
        instant(datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-8))))


@given(MOMENTS)
def test_reading_back_gives_the_millisecond(moment: datetime) -> None:
    text = instant(moment)

    assert len(text) == 24
    assert read_instant(text) == moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert read_instant(text).tzinfo is UTC


@given(MOMENTS, MOMENTS)
def test_text_sorts_as_time_does(one: datetime, other: datetime) -> None:
    if instant(one) < instant(other):
        assert one < other
    elif one < other:
        assert instant(one) <= instant(other)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2026-11-22T08:00:00Z", "2026-11-22T08:00:00.000Z"),
        ("2026-11-22t08:00:00.1234567z", "2026-11-22T08:00:00.123Z"),
        ("2026-11-22T08:00:00+08:00", "2026-11-22T00:00:00.000Z"),
        ("2026-11-22T00:30:00-00:30", "2026-11-22T01:00:00.000Z"),
    ],
)
def test_every_form_of_rfc_3339_is_read(text: str, meaning: str) -> None:
    assert instant(read_instant(text)) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-22",
        "2026-11-22T08:00:00",
        "2026-11-22 08:00:00Z",
        "2026-02-30T08:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T08:00:60Z",
        "20261122T080000Z",
        "2026-W47-7T08:00:00Z",
        "2026-11-22T08:00:00Z\n",
        "٢٠٢٦-11-22T08:00:00Z",
        "0001-01-01T00:00:00+08:00",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        read_instant(text)
