"""Holidays, make-up days, and years whose official days nobody knows yet."""

from datetime import UTC, date, datetime, timedelta

from hearthline.platform.calendar import Deadline, Unit
from tests.calendar_builder import a_calendar, a_list, due, local

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EVERY_DAY = {name: [["00:00", "24:00"]] for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


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
