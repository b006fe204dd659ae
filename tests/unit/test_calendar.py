"""The working calendar's rules, each on days that one can check on a wall calendar."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from hearthline.platform.calendar import (
    Calendar,
    CalendarInvalid,
    Deadline,
    NoWorkingTime,
    Target,
    TargetInvalid,
    Unit,
)
from hearthline.platform.calendar_document import CalendarDocument
from tests.calendar_builder import (
    LORD_HOWE,
    NEW_YORK,
    OFFICE,
    ROOT,
    a_calendar,
    a_document,
    a_list,
    local,
    shipped,
)

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EVERY_DAY = {name: [["00:00", "24:00"]] for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
TO_OPENING = {"cutoff": "17:00", "opening": "08:30", "off_day": "opening", "before_opening": "opening"}
KEEPING = {"cutoff": "17:00", "opening": "08:30", "off_day": "same_time", "before_opening": "keep"}


def due(calendar: Calendar, target: str, start: datetime) -> datetime:
    span = Target.parse(target)
    return calendar.advance(span.unit, calendar.begin(span.unit, start), span.duration).at


class TestTargets:
    @pytest.mark.parametrize(
        ("text", "duration"),
        [("24h", 24 * HOUR), ("3d", 72 * HOUR), ("8wh", 8 * HOUR), ("15wd", 360 * HOUR), ("0h", 0 * HOUR)],
    )
    def test_is_written_as_it_is_read(self, text: str, duration: timedelta) -> None:
        target = Target.parse(text)
        assert str(target) == text
        assert target.duration == duration

    def test_half_of_an_odd_target_is_exact(self) -> None:
        assert Target.parse("15wd").half() == timedelta(days=7, hours=12)
        assert Target.parse("1h").half() == timedelta(minutes=30)

    @pytest.mark.parametrize(
        "text", ["", "24", "h", "-1h", "1.5d", "24 h", "24H", "08wh", "10000h", "٣h", "1w", "1h\n"]
    )
    def test_anything_else_is_refused_and_named(self, text: str) -> None:
        with pytest.raises(TargetInvalid) as refused:
            Target.parse(text)
        assert refused.value.text == text


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


class TestOfficialDays:
    def test_a_holiday_is_off_and_a_make_up_day_is_worked_like_monday(self) -> None:
        calendar = a_calendar(official="CN")
        # 2026: Spring Festival is off from Sunday 15 to Monday 23 February; Saturday 14 and 28 make up.
        assert not calendar.is_working_day(date(2026, 2, 16))
        assert calendar.is_working_day(date(2026, 2, 14))
        assert not calendar.is_working_day(date(2026, 2, 7))
        assert due(calendar, "8wh", local("2026-02-13 13:30")) == local("2026-02-14 14:00")
        assert due(calendar, "2wd", local("2026-02-13 10:00")) == local("2026-02-24 10:00")

    def test_make_up_days_can_have_periods_of_their_own(self) -> None:
        calendar = a_calendar(official="CN", makeup=[["10:00", "12:00"]])
        assert due(calendar, "2wh", local("2026-02-14 00:00")) == local("2026-02-14 12:00")

    def test_an_operators_list_replaces_the_packages_whole_year(self) -> None:
        calendar = a_calendar(official="CN", lists=[a_list(2026, off=["2026-03-04"])])
        assert not calendar.is_working_day(date(2026, 3, 4))
        assert calendar.is_working_day(date(2026, 2, 16))
        assert not calendar.is_working_day(date(2025, 10, 1))

    def test_a_list_may_name_days_of_the_december_before(self) -> None:
        calendar = a_calendar(official="CN", lists=[a_list(2026, off=["2025-12-31"])])
        assert not calendar.is_working_day(date(2025, 12, 31))
        assert not calendar.is_working_day(date(2025, 10, 1))

    def test_a_year_that_is_not_published_counts_weekdays_and_says_so(self) -> None:
        calendar = a_calendar(official="CN", lists=[a_list(2027, published=False)])
        deadline = calendar.advance(Unit.WORKING_DAYS, local("2026-12-31 10:00"), 3 * DAY)
        assert deadline == Deadline(local("2027-01-05 10:00"), provisional=True)
        assert calendar.known_until() == date(2026, 12, 31)

    def test_an_operator_can_declare_a_year_unpublished_that_the_package_knows(self) -> None:
        calendar = a_calendar(official="CN", lists=[a_list(2026, published=False)])
        assert calendar.advance(Unit.WORKING_DAYS, local("2026-02-13 10:00"), 2 * DAY).provisional is True
        assert calendar.is_working_day(date(2026, 2, 16))
        assert calendar.known_until() == date(2025, 12, 31)

    def test_when_the_list_arrives_the_deadline_moves_and_is_firm(self) -> None:
        before = a_calendar(official="CN", lists=[a_list(2027, published=False)])
        after = a_calendar(
            version=2, official="CN", lists=[a_list(2027, off=["2027-01-01"], worked=["2027-01-03"])]
        )
        filed = local("2026-12-31 10:00")
        assert before.advance(Unit.WORKING_DAYS, filed, 3 * DAY).at == local("2027-01-05 10:00")
        # New Year's Day is off, Sunday the 3rd is worked for it.
        assert after.advance(Unit.WORKING_DAYS, filed, 3 * DAY) == Deadline(
            local("2027-01-05 10:00"), provisional=False
        )
        assert after.advance(Unit.WORKING_DAYS, filed, DAY) == Deadline(
            local("2027-01-03 10:00"), provisional=False
        )
        assert before.advance(Unit.WORKING_DAYS, filed, DAY).at == local("2027-01-01 10:00")
        assert after.known_until() == date(2027, 12, 31)

    def test_a_deadline_at_the_last_midnight_of_a_known_year_is_firm(self) -> None:
        calendar = a_calendar(week=EVERY_DAY, lists=[a_list(2026)])
        start = local("2026-12-31 00:00")
        assert calendar.advance(Unit.WORKING_HOURS, start, DAY) == Deadline(
            local("2027-01-01 00:00"), provisional=False
        )
        assert calendar.advance(Unit.WORKING_HOURS, start, DAY + HOUR).provisional is True

    def test_years_before_the_packages_first_are_unknown_too(self) -> None:
        assert a_calendar(official="CN").provisional_between(
            local("2003-12-30 00:00"), local("2004-01-02 00:00")
        )
        assert not a_calendar(official="CN").provisional_between(
            local("2004-01-01 00:00"), local("2004-01-02 00:00")
        )

    def test_a_calendar_without_official_days_is_always_known(self) -> None:
        calendar = a_calendar()
        assert calendar.known_until() is None
        assert not calendar.provisional_between(local("1990-01-01 00:00"), local("2090-01-01 00:00"))

    def test_knows_nothing_beyond_the_first_gap(self) -> None:
        assert a_calendar(lists=[a_list(2026), a_list(2028)]).known_until() == date(2026, 12, 31)
        assert a_calendar(lists=[a_list(2026, published=False)]).known_until() == date.min

    def test_an_instant_is_judged_by_the_calendars_own_year(self) -> None:
        calendar = a_calendar(lists=[a_list(2026)])
        # 2026-12-31 17:00 UTC is 2027 in Shanghai.
        start = datetime(2026, 12, 31, 17, tzinfo=UTC)
        assert calendar.provisional_between(start, start + HOUR)


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


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"id": ""}, "/id"),
    ({"version": 0}, "/version"),
    ({"version": True}, "/version"),
    ({"zone": "Mars/Olympus"}, "/zone"),
    ({"zone": "../etc/passwd"}, "/zone"),
    ({"zone": "America"}, "/zone"),
    ({"week": []}, "/week"),
    ({"week": {"monday": OFFICE}}, "/week/monday"),
    ({"week": {"mon": "09:00-12:00"}}, "/week/mon"),
    ({"week": {"mon": [["09:00"]]}}, "/week/mon/0"),
    ({"week": {"mon": [["9:00", "12:00"]]}}, "/week/mon/0/0"),
    ({"week": {"mon": [["09:00", "24:01"]]}}, "/week/mon/0/1"),
    ({"week": {"mon": [["22:00", "06:00"]]}}, "/week/mon/0"),
    ({"week": {"mon": [["22:00", "00:00"]]}}, "/week/mon/0"),
    ({"week": {"tue": [["09:00", "12:00"], ["11:00", "18:00"]]}}, "/week/tue/1"),
    ({"makeup": [["09:00", "09:00"]]}, "/makeup/0"),
    ({"official": "US"}, "/official"),
    ({"lists": {}}, "/lists"),
    ({"lists": [{"days": []}]}, "/lists/0/year"),
    ({"lists": [{"year": 2026}]}, "/lists/0/days"),
    ({"lists": [a_list(2026), a_list(2026)]}, "/lists/1/year"),
    ({"lists": [a_list(2026, off=["2026-02-30"])]}, "/lists/0/days/0/date"),
    ({"lists": [a_list(2026, off=["20260201"])]}, "/lists/0/days/0/date"),
    ({"lists": [a_list(2026, off=["2024-02-01"])]}, "/lists/0/days/0/date"),
    ({"lists": [a_list(2026, off=["2026-02-01"], worked=["2026-02-01"])]}, "/lists/0/days/1/date"),
    (
        {"lists": [{"year": 2026, "days": [{"date": "2026-02-01", "isOffDay": "yes"}]}]},
        "/lists/0/days/0/isOffDay",
    ),
    ({"working_day": {"cutoff": "17"}}, "/working_day/cutoff"),
    ({"working_day": {"opening": "24:00"}}, "/working_day/opening"),
    ({"working_day": {"opening": "09:00", "cutoff": "08:00"}}, "/working_day/cutoff"),
    ({"working_day": {"off_day": "keep"}}, "/working_day/off_day"),
    ({"working_day": {"close": "17:00"}}, "/working_day/close"),
    ({"a/b~c": 1}, "/a~1b~0c"),
]


class TestDocuments:
    @pytest.mark.parametrize(("fields", "pointer"), WRONG)
    def test_say_where_they_are_wrong(self, fields: dict[str, Any], pointer: str) -> None:
        with pytest.raises(CalendarInvalid) as refused:
            a_calendar(**fields)
        assert refused.value.pointer == pointer
        assert refused.value.reason

    @pytest.mark.parametrize("name", ["id", "version", "zone", "week"])
    def test_say_what_is_missing(self, name: str) -> None:
        document = a_document()
        del document[name]
        with pytest.raises(CalendarInvalid) as refused:
            Calendar.from_document(document)
        assert (refused.value.pointer, refused.value.reason) == (f"/{name}", "is missing")

    @pytest.mark.parametrize("fields", [fields for fields, _ in WRONG])
    def test_are_refused_by_the_editors_model_too(self, fields: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            CalendarDocument.model_validate(a_document(**fields))

    def test_the_editors_model_says_which_rule_of_sense_is_broken(self) -> None:
        document = a_document(week={"mon": [["22:00", "06:00"]]})
        with pytest.raises(ValidationError, match=r"/week/mon/0: must end after it starts"):
            CalendarDocument.model_validate(document)

    def test_the_editors_model_describes_the_same_calendar(self) -> None:
        document = a_document(
            makeup=[["10:00", "12:00"]],
            official="CN",
            working_day=KEEPING,
            lists=[a_list(2027, off=["2027-01-01"])],
        )
        assert CalendarDocument.model_validate(document).calendar() == Calendar.from_document(document)

    def test_of_the_same_words_are_the_same_calendar(self) -> None:
        used = a_calendar(official="CN")
        used.is_working_day(date(2026, 2, 16))
        assert used == a_calendar(official="CN")
        assert hash(used) == hash(a_calendar(official="CN"))
        assert used != a_calendar(official="CN", version=2)


class TestShippedCalendars:
    def test_the_companys_keeps_chinas_days_and_office_hours(self) -> None:
        calendar = shipped("functions/hearthline/defaults/calendar-cn.json")
        # Filed on the evening before the National Day week: counted from the first day worked after it.
        assert due(calendar, "1wd", local("2025-09-30 19:00")) == local("2025-10-10 09:00")
        assert due(calendar, "8wh", local("2025-09-30 17:00")) == local("2025-10-09 17:30")

    def test_bostons_two_working_days(self) -> None:
        calendar = shipped("infra/examples/calendar-boston.json")
        assert due(calendar, "2wd", local("2011-07-08 17:30", NEW_YORK)) == local(
            "2011-07-13 08:30", NEW_YORK
        )


def test_reading_a_calendar_loads_neither_pydantic_nor_the_official_days() -> None:
    looked_for = "'pydantic', 'chinese_calendar', 'botocore'"
    program = (
        f"import sys, hearthline.platform.calendar; print([m for m in ({looked_for},) if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT / "functions",
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"
