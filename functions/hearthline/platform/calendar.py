"""The working calendar: what a span means in working time, and when it is over.

Four kinds of time, each of them additive over any cut: ``elapsed(a, b) + elapsed(b, c) == elapsed(a, c)``.

- ``h`` and ``d`` run round the clock; a day is 24 hours.
- ``wh`` runs in the calendar's working periods and in real time: a period over which the clocks go forward is
  an hour shorter, one over which they go back an hour longer, as it is for those who work it.
- ``wd`` counts a working day as 24 hours on the wall, whatever its periods, so that a deadline keeps the time
  of day: an hour that is skipped passes in no time, one that comes twice counts once.

In a year whose official days aren't known the week alone holds, and deadlines over it are provisional.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from hearthline.platform.calendar_reading import CalendarInvalid, Intake, read_calendar
from hearthline.platform.rota import Rota
from hearthline.platform.targets import Target, TargetInvalid, Unit
from hearthline.platform.wall_time import (
    DAY,
    changes,
    even_stretches,
    first_instant,
    furthest_wall,
    instant,
    shown,
    wall_at,
)

__all__ = ["Calendar", "CalendarInvalid", "Deadline", "NoWorkingTime", "Target", "TargetInvalid", "Unit"]

_MOMENT = timedelta.resolution


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a span is over (UTC), and whether that may move once a year's official days are published."""

    at: datetime
    provisional: bool


class NoWorkingTime(Exception):
    """The calendar has no working time, or never enough, after ``start``; says which calendar and version."""

    def __init__(self, calendar: str, version: int, start: datetime) -> None:
        super().__init__(calendar, version, start)
        self.calendar = calendar
        self.version = version
        self.start = start


@dataclass(frozen=True, slots=True)
class Calendar:
    """One version of a working calendar.

    Every instant given must be aware (``ValueError`` if not), and every one given back is UTC. ``hours`` says
    when ``wh`` runs, ``days`` when ``wd`` does, ``intake`` from when ``wd`` is counted.
    """

    id: str
    version: int
    zone: ZoneInfo
    hours: Rota
    days: Rota
    intake: Intake

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> Self:
        """The calendar that a document describes; raises :class:`CalendarInvalid` where it describes none.

        A make-up working day is worked in the periods of ``makeup``; without it, like the first weekday that
        is worked at all, which is Monday in most weeks.
        """
        parts = read_calendar(document)
        return cls(parts.id, parts.version, parts.zone, parts.rota, parts.rota.in_whole_days(), parts.intake)

    def begin(self, unit: Unit, at: datetime) -> datetime:
        """From when something that comes in at ``at`` is counted: at once, except in working days.

        Those follow the document's ``working_day``: a day off moves to the next working day, at the same time
        of day or at its opening; then what is later than the cut-off moves to the next working day's opening,
        and what is before the opening stays or moves to it. Raises :class:`NoWorkingTime` if no working day
        follows.
        """
        at = instant(at)
        if unit is not Unit.WORKING_DAYS:
            return at
        wall = wall_at(self.zone, at)
        time = wall % DAY
        day = self._working_day_from(wall - time, at)
        if day + time != wall and self.intake.off_day_to_opening:
            time = self.intake.opening
        if time > self.intake.cutoff:
            day, time = self._working_day_from(day + DAY, at), self.intake.opening
        elif time < self.intake.opening and self.intake.early_to_opening:
            time = self.intake.opening
        return at if day + time == wall else first_instant(self.zone, day + time)

    def elapsed(self, unit: Unit, since: datetime, until: datetime) -> timedelta:
        """How much of the unit's own time lies between two instants; negative if ``until`` is the earlier."""
        since, until = instant(since), instant(until)
        if until < since:
            return -self.elapsed(unit, until, since)
        if unit is Unit.WORKING_DAYS:
            return self.days.between(furthest_wall(self.zone, since), furthest_wall(self.zone, until))
        if unit is Unit.WORKING_HOURS:
            on_the_wall = self.hours.between(wall_at(self.zone, since), wall_at(self.zone, until))
            jumped = (
                self.hours.between(shown(change.at, change.before), shown(change.at, change.after))
                for change in changes(self.zone, since, until)
            )
            return on_the_wall - sum(jumped, timedelta(0))
        return until - since

    def advance(self, unit: Unit, start: datetime, duration: timedelta) -> Deadline:
        """The earliest instant by which ``duration`` of the unit's time has passed since ``start``.

        It has then passed exactly, except where a working day's deadline falls into a skipped hour: that one
        is over when the hour is skipped. A ``duration`` of zero is over at ``start``, working time or not.
        Raises :class:`NoWorkingTime` where that never comes, ``OverflowError`` past the year 9999, and
        ``ValueError`` for a negative duration.
        """
        start = instant(start)
        if duration < timedelta(0):
            raise ValueError(duration)
        if unit not in (Unit.WORKING_HOURS, Unit.WORKING_DAYS):
            return Deadline(start + duration, provisional=False)
        if not duration:
            return Deadline(start, provisional=False)
        count = self._days_on if unit is Unit.WORKING_DAYS else self._hours_on
        at = count(start, duration)
        return Deadline(at, self.provisional_between(start, at))

    def is_working_day(self, day: date) -> bool:
        """Whether anything is worked on a day."""
        return bool(self.hours.periods(day))

    def is_public_holiday(self, day: date) -> bool:
        """Whether the state declared a day off; a weekend is none, nor is a day worked to make up for one."""
        return self.hours.official.in_year(day.year).get(day, False)

    def known_until(self) -> date | None:
        """The last day before the first year without known official days; ``None`` if there is no such year.

        A calendar without official days is always known. ``date.min`` means that it knows no year of them.
        """
        return self.hours.official.known_until()

    def provisional_between(self, since: datetime, until: datetime) -> bool:
        """Whether any part of the span, ``until`` apart, lies in a year without known official days."""
        since, until = instant(since), instant(until)
        if until <= since:
            return False
        first, last = since.astimezone(self.zone).year, (until - _MOMENT).astimezone(self.zone).year
        return not all(self.hours.official.is_known(year) for year in range(first, last + 1))

    def _working_day_from(self, day: timedelta, at: datetime) -> timedelta:
        reached = self.days.after(day, _MOMENT)
        if reached is None:
            raise NoWorkingTime(self.id, self.version, at)
        return reached - reached % DAY

    def _days_on(self, start: datetime, duration: timedelta) -> datetime:
        reached = self.days.after(furthest_wall(self.zone, start), duration)
        if reached is None:
            raise NoWorkingTime(self.id, self.version, start)
        return first_instant(self.zone, reached)

    def _hours_on(self, start: datetime, duration: timedelta) -> datetime:
        left = duration
        for begin, end, offset in even_stretches(self.zone, start):
            low, high = shown(begin, offset), shown(end, offset)
            reached = self.hours.after(low, left)
            if reached is not None and reached <= high:
                return begin + (reached - low)
            if reached is None and self.hours.after(low, _MOMENT) is None:
                raise NoWorkingTime(self.id, self.version, start)
            left -= self.hours.between(low, high)
        raise OverflowError(duration)
