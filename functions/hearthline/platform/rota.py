"""Counting worked time on the wall clock: weeks at once, and single days only where they are exceptions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from hearthline.platform.official_days import OfficialDays
from hearthline.platform.wall_time import DAY, midnight

Periods = tuple[tuple[timedelta, timedelta], ...]
"""The worked spans of a day, in order and apart, each from and to a time since midnight; 24 h is the end."""

_NONE = timedelta(0)
_ALL_DAY: Periods = ((_NONE, DAY),)


@dataclass(frozen=True, slots=True)
class Rota:
    """Which spans of which day are worked: seven weekdays from Monday, and the official days that differ.

    ``makeup`` are the periods of a make-up working day. All times are wall times (see ``wall_time``).
    """

    week: tuple[Periods, ...]
    makeup: Periods
    official: OfficialDays
    _before: tuple[timedelta, ...] = field(init=False, compare=False, repr=False)
    _years: dict[int, Mapping[timedelta, Periods]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        """Count once what a week holds before each of its days; the last sum is the whole week's."""
        in_days = (_worked(periods, _NONE, DAY) for periods in self.week)
        object.__setattr__(self, "_before", tuple(accumulate(in_days, initial=_NONE)))

    def in_whole_days(self) -> "Rota":
        """The same days, each worked from 00:00 to 24:00."""
        week = tuple(_ALL_DAY if periods else () for periods in self.week)
        return Rota(week, _ALL_DAY if self.makeup else (), self.official)

    def periods(self, day: date) -> Periods:
        """What is worked on a day."""
        start = midnight(day)
        return self._exceptions(day.year).get(start, self._usual(start))

    def between(self, start: timedelta, end: timedelta) -> timedelta:
        """The worked time from start to end; negative where end is the earlier."""
        if end < start:
            return -self.between(end, start)
        total = self._usually_before(end) - self._usually_before(start)
        for day, periods in self._exceptions_from(start):
            if day >= end:
                break
            low, high = max(start - day, _NONE), min(end - day, DAY)
            total += _worked(periods, low, high) - _worked(self._usual(day), low, high)
        return total

    def after(self, start: timedelta, amount: timedelta) -> timedelta | None:
        """The earliest time by which an amount above zero is worked from start; ``None`` if it never is."""
        cursor, left = start, amount
        for day, periods in self._exceptions_from(start):
            if day > cursor:
                room = self._usually_before(day) - self._usually_before(cursor)
                if left <= room:
                    break
                cursor, left = day, left - room
            already = _worked(periods, _NONE, cursor - day)
            room = _worked(periods, _NONE, DAY) - already
            if left <= room:
                return day + _reached(periods, already + left)
            cursor, left = day + DAY, left - room
        return self._usually_reached(self._usually_before(cursor) + left)

    def _usual(self, day: timedelta) -> Periods:
        return self.week[day.days % 7]

    def _usually_before(self, wall: timedelta) -> timedelta:
        """What would have been worked since 0001-01-01 if there were no exceptions."""
        weeks, weekday = divmod(wall.days, 7)
        today = _worked(self.week[weekday], _NONE, wall % DAY)
        return weeks * self._before[-1] + self._before[weekday] + today

    def _usually_reached(self, amount: timedelta) -> timedelta | None:
        """The earliest time with ``_usually_before(time) == amount``; amount is above zero."""
        in_a_week = self._before[-1]
        if not in_a_week:
            return None
        weeks, left = divmod(amount, in_a_week)
        if not left:  # the end of a week's work, not the beginning of the next one's
            weeks, left = weeks - 1, in_a_week
        day = timedelta(weeks=weeks)
        while left > (room := _worked(self._usual(day), _NONE, DAY)):
            day, left = day + DAY, left - room
        return day + _reached(self._usual(day), left)

    def _exceptions_from(self, start: timedelta) -> Iterator[tuple[timedelta, Periods]]:
        """The days, in order, that are worked otherwise than their weekday and end after start."""
        for year in range(date.fromordinal(start.days + 1).year, self.official.last_year() + 1):
            for day, periods in self._exceptions(year).items():
                if day + DAY > start:
                    yield day, periods

    def _exceptions(self, year: int) -> Mapping[timedelta, Periods]:
        if year not in self._years:
            official = self.official.in_year(year).items()
            days = {midnight(day): () if off else self.makeup for day, off in official}
            self._years[year] = {day: periods for day, periods in days.items() if periods != self._usual(day)}
        return self._years[year]


def _worked(periods: Periods, low: timedelta, high: timedelta) -> timedelta:
    return sum((max(min(high, end) - max(low, start), _NONE) for start, end in periods), _NONE)


def _reached(periods: Periods, amount: timedelta) -> timedelta:
    """The earliest time of day by which ``amount`` is worked; 0 < amount <= what the periods hold."""
    for start, end in periods:
        if amount <= end - start:
            return start + amount
        amount -= end - start
    raise ValueError(amount)
