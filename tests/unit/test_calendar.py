"""The working calendar's rules, each on days that one can check on a wall calendar."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from hearthline.platform.calendar import NoWorkingTime, Target, Unit
from tests.calendar_builder import LORD_HOWE, NEW_YORK, a_calendar, a_list, due, local

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EVERY_DAY = {name: [["00:00", "24:00"]] for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
TO_OPENING = {"cutoff": "17:00", "opening": "08:30", "off_day": "opening", "before_opening": "opening"}
KEEPING = {"cutoff": "17:00", "opening": "08:30", "off_day": "same_time", "before_opening": "keep"}


class TestRoundTheClock:
    def test_24_hours_end_at_the_same_time_of_the_next_day_even_at_new_year(self) -> None:
        filed = local("2025-12-31 23:30")
        assert due(a_calendar(), "24h", filed) == local("2026-01-01 23:30")

    def test_a_day_is_24_hours_also_when_the_clocks_change(self) -> None:
        calendar = a_calendar(zone=NEW_YORK)
        filed = local("2026-03-07 12:00", NEW_YORK)
        assert due(calendar, "1d", filed) == local("2026-03-08 13:00", NEW_YORK)

    def test_is_never_provisional(self) -> None:
        calendar = a_calendar(lists=[a_list(2026)])
        assert calendar.advance(Unit.DAYS, local("2040-01-01 00:00"), DAY).provisional is False


class TestWorkingHours:
    def test_run_only_in_the_periods(self) -> None:
        # Friday: 2 h until noon, 4.5 h in the afternoon; the other 1.5 h are Monday's.
        assert due(a_calendar(), "8wh", local("2026-03-06 10:00")) == local("2026-03-09 10:30")

    def test_filed_in_the_lunch_break_begin_after_it(self) -> None:
        assert due(a_calendar(), "1wh", local("2026-03-06 12:40")) == local("2026-03-06 14:30")

    def test_that_end_with_the_day_end_at_its_last_minute_not_the_next_morning(self) -> None:
        assert due(a_calendar(), "4wh", local("2026-03-06 14:00")) == local("2026-03-06 18:00")

    def test_24_00_is_the_end_of_the_day(self) -> None:
        calendar = a_calendar(week={"mon": [["22:00", "24:00"]], "tue": [["00:00", "06:00"]]})
        assert due(calendar, "2wh", local("2026-03-02 08:00")) == local("2026-03-03 00:00")
        assert due(calendar, "8wh", local("2026-03-02 08:00")) == local("2026-03-03 06:00")
        assert (
            calendar.elapsed(Unit.WORKING_HOURS, local("2026-03-02 23:00"), local("2026-03-03 01:00"))
            == 2 * HOUR
        )

    def test_nothing_elapses_backwards_or_over_a_weekend(self) -> None:
        calendar = a_calendar()
        friday, monday = local("2026-03-06 18:00"), local("2026-03-09 09:00")
        assert calendar.elapsed(Unit.WORKING_HOURS, friday, monday) == timedelta(0)
        assert calendar.elapsed(Unit.WORKING_HOURS, monday + HOUR, friday) == -HOUR

    def test_an_hour_that_is_skipped_is_not_worked(self) -> None:
        calendar = a_calendar(zone=NEW_YORK, week=EVERY_DAY)
        night, noon = local("2026-03-08 00:00", NEW_YORK), local("2026-03-08 12:00", NEW_YORK)
        assert calendar.elapsed(Unit.WORKING_HOURS, night, noon) == 11 * HOUR
        assert calendar.advance(Unit.WORKING_HOURS, night, 11 * HOUR).at == noon

    def test_an_hour_that_comes_twice_is_worked_twice(self) -> None:
        night_shift = {"sun": [["00:30", "01:30"]]}
        calendar = a_calendar(zone=NEW_YORK, week=night_shift)
        start = local("2026-11-01 00:00", NEW_YORK)
        second_half = local("2026-11-01 01:15", NEW_YORK, fold=1)
        # 00:30-01:30, and from 01:00 to 01:30 again.
        assert calendar.elapsed(Unit.WORKING_HOURS, start, second_half) == timedelta(minutes=75)
        assert calendar.advance(Unit.WORKING_HOURS, start, timedelta(minutes=75)).at == second_half

    def test_count_up_to_and_from_the_very_instant_of_a_change(self) -> None:
        calendar = a_calendar(zone=NEW_YORK, week=EVERY_DAY)
        midnight, change = local("2026-03-08 00:00", NEW_YORK), local("2026-03-08 03:00", NEW_YORK)
        assert calendar.elapsed(Unit.WORKING_HOURS, midnight, change) == 2 * HOUR
        assert calendar.elapsed(Unit.WORKING_HOURS, change, change + HOUR) == HOUR
        assert calendar.elapsed(Unit.WORKING_DAYS, midnight, change) == 3 * HOUR
        assert calendar.elapsed(Unit.WORKING_DAYS, change, change + HOUR) == HOUR

    def test_a_period_that_begins_in_a_skipped_hour_begins_after_it(self) -> None:
        calendar = a_calendar(zone=NEW_YORK, week={"sun": [["02:30", "04:00"]]})
        start = local("2026-03-08 00:00", NEW_YORK)
        assert calendar.advance(Unit.WORKING_HOURS, start, HOUR).at == local("2026-03-08 04:00", NEW_YORK)

    def test_half_an_hour_is_changed_on_lord_howe(self) -> None:
        calendar = a_calendar(zone=LORD_HOWE, week=EVERY_DAY)
        day, next_day = local("2026-10-04 00:00", LORD_HOWE), local("2026-10-05 00:00", LORD_HOWE)
        assert calendar.elapsed(Unit.WORKING_HOURS, day, next_day) == timedelta(hours=23, minutes=30)


class TestWorkingDays:
    def test_keep_the_time_of_day_and_leave_out_the_weekend(self) -> None:
        assert due(a_calendar(), "3wd", local("2026-03-05 16:20:07")) == local("2026-03-10 16:20:07")

    def test_half_of_them_ends_half_a_day_on(self) -> None:
        start = local("2026-03-02 10:00")
        assert a_calendar().advance(Unit.WORKING_DAYS, start, Target.parse("15wd").half()).at == local(
            "2026-03-11 22:00"
        )

    def test_keep_the_time_of_day_when_the_clocks_change_on_a_working_day(self) -> None:
        calendar = a_calendar(zone=NEW_YORK, week=EVERY_DAY)
        assert due(calendar, "1wd", local("2026-03-07 12:00", NEW_YORK)) == local(
            "2026-03-08 12:00", NEW_YORK
        )
        assert due(calendar, "1wd", local("2026-10-31 12:00", NEW_YORK)) == local(
            "2026-11-01 12:00", NEW_YORK
        )

    def test_a_deadline_in_a_skipped_hour_is_when_it_is_skipped(self) -> None:
        calendar = a_calendar(zone=NEW_YORK, week=EVERY_DAY)
        assert due(calendar, "1wd", local("2026-03-07 02:30", NEW_YORK)) == local(
            "2026-03-08 03:00", NEW_YORK
        )

    def test_a_deadline_in_an_hour_that_comes_twice_is_in_the_first(self) -> None:
        calendar = a_calendar(zone=NEW_YORK, week=EVERY_DAY)
        assert due(calendar, "1wd", local("2026-10-31 01:30", NEW_YORK)) == local(
            "2026-11-01 01:30", NEW_YORK
        )

    def test_an_hour_that_comes_twice_counts_once(self) -> None:
        calendar = a_calendar(zone=NEW_YORK, week=EVERY_DAY)
        first = local("2026-11-01 01:30", NEW_YORK)
        second = local("2026-11-01 01:30", NEW_YORK, fold=1)
        assert calendar.elapsed(Unit.WORKING_DAYS, first, second) == timedelta(minutes=30)
        assert calendar.elapsed(Unit.WORKING_DAYS, second, local("2026-11-01 02:00", NEW_YORK)) == timedelta(
            0
        )

    @pytest.mark.parametrize(
        ("rule", "filed", "begins"),
        [
            (KEEPING, "2026-03-06 17:00", "2026-03-06 17:00"),
            (KEEPING, "2026-03-06 17:00:01", "2026-03-09 08:30"),
            (KEEPING, "2026-03-07 11:15", "2026-03-09 11:15"),
            (KEEPING, "2026-03-07 18:00", "2026-03-10 08:30"),
            (KEEPING, "2026-03-06 07:10", "2026-03-06 07:10"),
            (TO_OPENING, "2026-03-07 18:00", "2026-03-09 08:30"),
            (TO_OPENING, "2026-03-06 07:10", "2026-03-06 08:30"),
            (TO_OPENING, "2026-03-06 12:45", "2026-03-06 12:45"),
            (None, "2026-03-06 23:59", "2026-03-06 23:59"),
            (None, "2026-03-07 23:59", "2026-03-09 23:59"),
        ],
    )
    def test_begin_by_the_intake_rule(self, rule: Mapping[str, str] | None, filed: str, begins: str) -> None:
        calendar = a_calendar(working_day=rule)
        assert calendar.begin(Unit.WORKING_DAYS, local(filed)) == local(begins)

    @pytest.mark.parametrize("unit", [Unit.HOURS, Unit.DAYS, Unit.WORKING_HOURS])
    def test_are_the_only_unit_with_an_intake_rule(self, unit: Unit) -> None:
        saturday = local("2026-03-07 18:00")
        assert a_calendar(working_day=TO_OPENING).begin(unit, saturday) == saturday


class TestEmptyCalendars:
    @pytest.mark.parametrize("unit", [Unit.WORKING_HOURS, Unit.WORKING_DAYS])
    def test_without_any_working_time_say_so(self, unit: Unit) -> None:
        calendar = a_calendar(week={}, official="CN", version=7)
        start = local("2026-03-06 10:00")
        with pytest.raises(NoWorkingTime) as refused:
            calendar.advance(unit, start, HOUR)
        assert (refused.value.calendar, refused.value.version, refused.value.start) == ("office", 7, start)
        assert calendar.elapsed(unit, start, start + 365 * DAY) == timedelta(0)

    def test_find_no_day_to_begin_on(self) -> None:
        with pytest.raises(NoWorkingTime):
            a_calendar(week={}).begin(Unit.WORKING_DAYS, local("2026-03-06 10:00"))

    def test_with_make_up_days_only_give_what_those_have(self) -> None:
        calendar = a_calendar(
            week={}, makeup=[["09:00", "12:00"]], lists=[a_list(2026, worked=["2026-05-09", "2026-10-10"])]
        )
        start = local("2026-03-06 10:00")
        assert calendar.advance(Unit.WORKING_HOURS, start, 6 * HOUR).at == local("2026-10-10 12:00")
        with pytest.raises(NoWorkingTime):
            calendar.advance(Unit.WORKING_HOURS, start, 6 * HOUR + timedelta(minutes=1))

    def test_nothing_to_wait_for_is_over_at_once(self) -> None:
        saturday = local("2026-03-07 10:00")
        assert a_calendar(week={}).advance(Unit.WORKING_HOURS, saturday, timedelta(0)).at == saturday


class TestMisuse:
    def test_a_time_without_zone_is_no_instant(self) -> None:
        naive = datetime(2026, 3, 6, 10)  # noqa: DTZ001 - what is refused
        with pytest.raises(ValueError, match="2026"):
            a_calendar().begin(Unit.HOURS, naive)
        with pytest.raises(ValueError, match="2026"):
            a_calendar().elapsed(Unit.HOURS, local("2026-03-06 10:00"), naive)

    def test_time_is_not_advanced_backwards(self) -> None:
        with pytest.raises(ValueError, match="-1 day"):
            a_calendar().advance(Unit.HOURS, local("2026-03-06 10:00"), -HOUR)

    @pytest.mark.parametrize("unit", list(Unit))
    def test_what_no_date_can_say_is_an_overflow(self, unit: Unit) -> None:
        with pytest.raises(OverflowError):
            a_calendar().advance(unit, local("9990-03-06 10:00"), timedelta(days=3_650))
