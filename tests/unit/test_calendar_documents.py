"""A calendar's document: what it must say, and the ones that are shipped."""

import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from hearthline.platform.calendar import Calendar, CalendarInvalid
from hearthline.platform.calendar_document import CalendarDocument
from tests.calendar_builder import NEW_YORK, OFFICE, ROOT, a_calendar, a_document, a_list, due, local, shipped

KEEPING = {"cutoff": "17:00", "opening": "08:30", "off_day": "same_time", "before_opening": "keep"}


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
        [sys.executable, "-c", program], cwd=ROOT / "functions", capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
