"""The calendar against a count that goes minute by minute, and the laws that every clock relies on.

The count knows nothing of the calendar's code: it reads the document, and asks ``zoneinfo`` for each minute
of UTC what the wall shows. A working hour's minute counts when the wall shows a worked time. A working day's
minute counts when the wall first shows it, and those that the wall skips count at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hearthline.platform.calendar import Calendar, NoWorkingTime, Unit
from tests.calendar_builder import LORD_HOWE, NEW_YORK, SHANGHAI, WEEKDAYS, a_document, a_list

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
NOTHING = timedelta(0)
WORKING = (Unit.WORKING_HOURS, Unit.WORKING_DAYS)

# Where clocks change within the days that are looked at; Lord Howe's by half an hour, Beirut's at midnight.
STARTS = {
    SHANGHAI: ["2026-02-10", "2026-09-28", "2025-12-28"],
    NEW_YORK: ["2026-03-05", "2026-10-29"],
    LORD_HOWE: ["2026-04-02", "2026-10-01"],
    "Asia/Beirut": ["2026-03-26", "2026-10-22"],
}


def written(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


@st.composite
def periods(draw: st.DrawFn) -> list[list[str]]:
    """None to three periods a day, some of them touching, some up to 24:00."""
    bounds = draw(st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    touching = draw(st.booleans())
    result = [[written(start), written(end)] for start, end in pairs]
    if result and touching and result[-1][1] != "24:00":
        result.append([result[-1][1], "24:00"])
    return result


@st.composite
def documents(draw: st.DrawFn) -> dict[str, object]:
    """Any week in any of the zones, with days off and make-up days strewn over the days looked at."""
    zone = draw(st.sampled_from(sorted(STARTS)))
    first = date.fromisoformat(draw(st.sampled_from(STARTS[zone])))
    official = draw(st.dictionaries(st.integers(-1, 9), st.booleans(), max_size=5))
    off = {first + number * DAY: is_off for number, is_off in official.items()}
    lists = [
        a_list(
            year,
            off=[str(day) for day in off if day.year == year and off[day]],
            worked=[str(day) for day in off if day.year == year and not off[day]],
        )
        for year in (2025, 2026)
    ]
    week = draw(st.fixed_dictionaries({}, optional={name: periods() for name in WEEKDAYS}))
    makeup = draw(st.none() | periods())
    return a_document(zone=zone, week=week, makeup=makeup, lists=lists)


@st.composite
def documents_and_instants(draw: st.DrawFn, count: int) -> tuple[dict[str, Any], list[datetime]]:
    """A document and so many instants, in order, within the days in which clocks change or holidays fall."""
    document: dict[str, Any] = draw(documents())
    first = datetime.fromisoformat(draw(st.sampled_from(STARTS[document["zone"]]))).replace(tzinfo=UTC)
    minutes = draw(st.lists(st.integers(0, 8 * 1440), min_size=count, max_size=count).map(sorted))
    return document, [first + minute * MINUTE for minute in minutes]


def periods_of(document: Mapping[str, Any], day: date) -> Sequence[Sequence[str]]:
    week = [document["week"].get(name, []) for name in WEEKDAYS]
    for each in document["lists"]:
        for official in each["days"]:
            if official["date"] == str(day):
                if official["isOffDay"]:
                    return []
                if document["makeup"] is not None:
                    return list(document["makeup"])
                return next((worked for worked in week if worked), [])
    return list(week[day.weekday()])


def is_worked(document: Mapping[str, Any], wall: datetime) -> bool:
    shown = wall.strftime("%H:%M")
    return any(start <= shown < end for start, end in periods_of(document, wall.date()))


def minutes_counted(document: Mapping[str, Any], unit: Unit, start: datetime) -> Iterator[int]:
    """For each minute from start, how many minutes of the unit's time are counted in it."""
    zone = ZoneInfo(document["zone"])

    def wall(at: datetime) -> datetime:
        return at.astimezone(zone).replace(tzinfo=None)

    at = start
    furthest = max(wall(start - minute * MINUTE) for minute in range(181))
    while True:
        if unit is Unit.WORKING_HOURS:
            yield int(is_worked(document, wall(at)))
        else:
            counted = 0
            while furthest < wall(at + MINUTE):
                counted += bool(periods_of(document, furthest.date()))
                furthest += MINUTE
            yield counted
        at += MINUTE


def count(document: Mapping[str, Any], unit: Unit, start: datetime, end: datetime) -> timedelta:
    counted = minutes_counted(document, unit, start)
    return sum(next(counted) for _ in range((end - start) // MINUTE)) * MINUTE


@pytest.mark.parametrize("unit", WORKING)
@given(case=documents_and_instants(2))
def test_elapsed_time_is_what_a_count_of_minutes_finds(
    unit: Unit, case: tuple[dict[str, Any], list[datetime]]
) -> None:
    document, (start, end) = case
    assert Calendar.from_document(document).elapsed(unit, start, end) == count(document, unit, start, end)


@pytest.mark.parametrize("unit", WORKING)
@given(case=documents_and_instants(1), minutes=st.integers(1, 3000))
def test_a_deadline_is_the_minute_at_which_the_count_is_full(
    unit: Unit, case: tuple[dict[str, Any], list[datetime]], minutes: int
) -> None:
    document, (start,) = case
    calendar = Calendar.from_document(document)
    reached, at, counted = 0, start, minutes_counted(document, unit, start)
    while reached < minutes and at < start + 9 * DAY:
        reached += next(counted)
        at += MINUTE
    if reached < minutes:
        try:
            assert calendar.advance(unit, start, minutes * MINUTE).at > at
        except NoWorkingTime:
            # Then there really is none: no weekday is worked, and the official days were all passed.
            assert not any(document["week"].values())
        return
    assert calendar.advance(unit, start, minutes * MINUTE).at == at


@pytest.mark.parametrize("unit", list(Unit))
@given(
    case=documents_and_instants(1),
    duration=st.timedeltas(NOTHING, 40 * DAY),
)
def test_a_deadline_is_the_earliest_instant_by_which_the_duration_has_passed(
    unit: Unit, case: tuple[dict[str, Any], list[datetime]], duration: timedelta
) -> None:
    document, (start,) = case
    calendar = Calendar.from_document(document)
    try:
        deadline = calendar.advance(unit, start, duration).at
    except NoWorkingTime:
        assert not any(document["week"].values())
        return
    passed = calendar.elapsed(unit, start, deadline)
    if unit is Unit.WORKING_DAYS:  # where the wall skips an hour, that hour passes in no time
        assert duration <= passed <= duration + timedelta(hours=1)
    else:
        assert passed == duration
    if duration:
        assert calendar.elapsed(unit, start, deadline - timedelta.resolution) < duration


@pytest.mark.parametrize("unit", list(Unit))
@given(case=documents_and_instants(3), order=st.permutations([0, 1, 2]))
def test_elapsed_time_adds_up_however_it_is_cut(
    unit: Unit, case: tuple[dict[str, Any], list[datetime]], order: list[int]
) -> None:
    document, instants = case
    calendar = Calendar.from_document(document)
    first, second, third = (instants[index] for index in order)
    parts = calendar.elapsed(unit, first, second) + calendar.elapsed(unit, second, third)
    assert parts == calendar.elapsed(unit, first, third)


@pytest.mark.parametrize("unit", list(Unit))
@given(case=documents_and_instants(2), further=st.timedeltas(NOTHING, 10 * DAY))
def test_time_never_runs_back(
    unit: Unit, case: tuple[dict[str, Any], list[datetime]], further: timedelta
) -> None:
    document, (start, end) = case
    calendar = Calendar.from_document(document)
    assert calendar.elapsed(unit, start, end) >= NOTHING
    assume(any(document["week"].values()))
    duration = 3 * DAY
    assert calendar.advance(unit, start, duration).at <= calendar.advance(unit, end, duration).at
    assert calendar.advance(unit, start, duration).at <= calendar.advance(unit, start, duration + further).at


@pytest.mark.parametrize("unit", list(Unit))
@given(case=documents_and_instants(8), data=st.data())
def test_what_remains_is_the_same_whichever_way_a_pause_is_cut_up(
    unit: Unit, case: tuple[dict[str, Any], list[datetime]], data: st.DataObject
) -> None:
    document, (start, *cuts, now) = case
    calendar = Calendar.from_document(document)
    target = timedelta(days=30)
    paused_from, paused_to = cuts[0], cuts[-1]

    def remaining(pauses: Sequence[tuple[datetime, datetime]]) -> timedelta:
        paused = sum((calendar.elapsed(unit, since, until) for since, until in pauses), NOTHING)
        return target - (calendar.elapsed(unit, start, now) - paused)

    kept = data.draw(st.sets(st.sampled_from(cuts)))
    bounds = sorted({paused_from, paused_to, *kept})
    assert remaining(list(pairwise(bounds))) == remaining([(paused_from, paused_to)])


@given(case=documents_and_instants(1))
def test_counting_begins_once_in_a_working_day_and_not_before_filing(
    case: tuple[dict[str, Any], list[datetime]],
) -> None:
    document, (filed,) = case
    assume(any(document["week"].values()))
    rule = {"cutoff": "17:00", "opening": "08:30", "off_day": "same_time", "before_opening": "opening"}
    calendar = Calendar.from_document(document | {"working_day": rule})
    begun = calendar.begin(Unit.WORKING_DAYS, filed)
    assert begun >= filed
    assert calendar.begin(Unit.WORKING_DAYS, begun) == begun
    assert calendar.is_working_day(begun.astimezone(ZoneInfo(document["zone"])).date())


@given(years=st.integers(1, 60))
def test_a_span_of_many_years_is_the_sum_of_its_days(years: int) -> None:
    calendar = Calendar.from_document(a_document(official="CN", zone=NEW_YORK))
    zone = ZoneInfo(NEW_YORK)
    first, last = datetime(2010, 1, 1, tzinfo=zone), datetime(2010 + years, 1, 1, tzinfo=zone)
    days = (date(2010, 1, 1) + number * DAY for number in range((last.date() - first.date()).days))
    worked = sum(calendar.is_working_day(day) for day in days)
    assert calendar.elapsed(Unit.WORKING_DAYS, first, last) == worked * DAY
    assert calendar.elapsed(Unit.WORKING_HOURS, first, last) == worked * timedelta(hours=7, minutes=30)
    assert calendar.advance(Unit.WORKING_DAYS, first, worked * DAY).at <= last
