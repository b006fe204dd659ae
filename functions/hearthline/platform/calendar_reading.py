"""Reading a calendar's document, as stored or as edited: what it must hold, and what is wrong with it.

Plain Python: every worker reads calendars, and none should pay for a validation library at its start.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

from hearthline.platform.official_days import CHINA, OfficialDays, OfficialList
from hearthline.platform.rota import Periods, Rota
from hearthline.platform.wall_time import DAY

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REQUIRED = frozenset({"id", "version", "zone", "week"})
_OPTIONAL = frozenset({"makeup", "official", "lists", "working_day"})
_INTAKE = frozenset({"cutoff", "opening", "off_day", "before_opening"})


class CalendarInvalid(ValueError):
    """A document that is no calendar: ``pointer`` (JSON Pointer, RFC 6901) is where, ``reason`` is why."""

    def __init__(self, pointer: str, reason: str) -> None:
        super().__init__(pointer, reason)
        self.pointer = pointer
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Intake:
    """From when a clock in working days counts; ``cutoff`` and ``opening`` are times since midnight.

    What comes later than ``cutoff`` counts from ``opening`` of the next working day. What comes on a day off
    counts from the next working day, at the same time of day or (``off_day_to_opening``) at its opening. What
    comes before the opening counts at once or (``early_to_opening``) from the opening.
    """

    cutoff: timedelta
    opening: timedelta
    off_day_to_opening: bool
    early_to_opening: bool


@dataclass(frozen=True, slots=True)
class CalendarParts:
    """What a document says, read and checked."""

    id: str
    version: int
    zone: ZoneInfo
    rota: Rota
    intake: Intake


def read_calendar(document: Mapping[str, object]) -> CalendarParts:
    """The parts of a calendar's document; raises :class:`CalendarInvalid` for the first thing wrong."""
    _known_fields(document, _REQUIRED | _OPTIONAL, "")
    for name in sorted(_REQUIRED - document.keys()):
        _refuse(f"/{name}", "is missing")
    week = _week(document["week"])
    first_worked: Periods = next((periods for periods in week if periods), ())
    makeup = _periods(document["makeup"], "/makeup") if document.get("makeup") is not None else first_worked
    return CalendarParts(
        id=_text(document["id"], "/id"),
        version=_whole(document["version"], "/version", 1, 999_999),
        zone=_zone(document["zone"]),
        rota=Rota(week, makeup, _official(document)),
        intake=_intake(document.get("working_day")),
    )


def _week(value: object) -> tuple[Periods, ...]:
    week = _object(value, "/week")
    _known_fields(week, frozenset(WEEKDAYS), "/week")
    return tuple(_periods(week.get(name, ()), f"/week/{name}") for name in WEEKDAYS)


def _periods(value: object, pointer: str) -> Periods:
    periods: list[tuple[timedelta, timedelta]] = []
    for index, written in enumerate(_array(value, pointer)):
        here = f"{pointer}/{index}"
        pair = _array(written, here)
        if len(pair) != 2:
            _refuse(here, 'must be a pair of times, such as ["09:00", "12:00"]')
        start, end = _time(pair[0], f"{here}/0"), _time(pair[1], f"{here}/1")
        if end <= start:
            _refuse(here, "must end after it starts (a day ends at 24:00; a night shift is two periods)")
        if periods and start < periods[-1][1]:
            _refuse(here, "must not start before the period above it ends")
        periods.append((start, end))
    return tuple(periods)


def _official(document: Mapping[str, object]) -> OfficialDays:
    source = document.get("official")
    if source is not None and source != CHINA:
        _refuse("/official", f'must be "{CHINA}" or null')
    written = _array(document.get("lists", ()), "/lists")
    lists = tuple(_list(each, f"/lists/{index}") for index, each in enumerate(written))
    years = [each.year for each in lists]
    for index, year in enumerate(years):
        if year in years[:index]:
            _refuse(f"/lists/{index}/year", f"must not be listed twice: {year}")
    return OfficialDays(CHINA if source else None, lists)


def _list(value: object, pointer: str) -> OfficialList:
    written = _object(value, pointer)
    year = _whole(written.get("year"), f"{pointer}/year", 1900, 9000)
    days: dict[date, bool] = {}
    for index, entry in enumerate(_array(written.get("days"), f"{pointer}/days")):
        here = f"{pointer}/days/{index}"
        named = _object(entry, here)
        day = _date(named.get("date"), f"{here}/date")
        if abs(day.year - year) > 1:
            _refuse(f"{here}/date", f"must lie in {year} or the year beside it")
        off = named.get("isOffDay")
        if not isinstance(off, bool):
            _refuse(f"{here}/isOffDay", "must be true or false")
        if day in days:
            _refuse(f"{here}/date", f"must not be listed twice: {day}")
        days[day] = off
    papers = _array(written.get("papers", ()), f"{pointer}/papers")
    return OfficialList(year, tuple(days.items()), published=bool(days or papers))


def _intake(value: object) -> Intake:
    written = _object(value if value is not None else {}, "/working_day")
    _known_fields(written, _INTAKE, "/working_day")
    opening = _time(written.get("opening", "00:00"), "/working_day/opening")
    cutoff = _time(written.get("cutoff", "24:00"), "/working_day/cutoff")
    if opening >= DAY:
        _refuse("/working_day/opening", "must be before 24:00")
    if cutoff < opening:
        _refuse("/working_day/cutoff", "must not be before the opening")
    return Intake(
        cutoff,
        opening,
        off_day_to_opening=_either(written, "off_day", "opening", "same_time"),
        early_to_opening=_either(written, "before_opening", "opening", "keep"),
    )


def _either(written: Mapping[str, object], name: str, yes: str, no: str) -> bool:
    value = written.get(name, no)
    if value not in (yes, no):
        _refuse(f"/working_day/{name}", f'must be "{yes}" or "{no}"')
    return value == yes


def _zone(value: object) -> ZoneInfo:
    name = _text(value, "/zone")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, no relative path, a directory of zones
        _refuse("/zone", "must be a time zone of the IANA database, such as Asia/Shanghai")


def _time(value: object, pointer: str) -> timedelta:
    if not isinstance(value, str) or _TIME.fullmatch(value) is None:
        _refuse(pointer, "must be a time from 00:00 to 24:00")
    return timedelta(hours=int(value[:2]), minutes=int(value[3:]))


def _date(value: object, pointer: str) -> date:
    if not isinstance(value, str) or _DATE.fullmatch(value) is None:
        _refuse(pointer, "must be a date, such as 2026-01-31")
    try:
        return date.fromisoformat(value)
    except ValueError:
        _refuse(pointer, f"is no day of any year: {value}")


def _text(value: object, pointer: str) -> str:
    if not isinstance(value, str) or not value:
        _refuse(pointer, "must be a text")
    return value


def _whole(value: object, pointer: str, lowest: int, highest: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        _refuse(pointer, f"must be a whole number from {lowest} to {highest}")
    return value


def _object(value: object, pointer: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        _refuse(pointer, "must be an object")
    return value


def _array(value: object, pointer: str) -> Sequence[object]:
    if not isinstance(value, (list, tuple)):
        _refuse(pointer, "must be an array")
    return value


def _known_fields(written: Mapping[str, object], known: frozenset[str], pointer: str) -> None:
    for name in written:
        if name not in known:
            escaped = str(name).replace("~", "~0").replace("/", "~1")
            _refuse(f"{pointer}/{escaped}", "is not a field of a calendar")


def _refuse(pointer: str, reason: str) -> NoReturn:
    raise CalendarInvalid(pointer, reason)
