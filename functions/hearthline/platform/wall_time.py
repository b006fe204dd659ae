"""Where instants and the clock on the wall meet: a zone's hours that come twice, or never.

A wall time is a ``timedelta`` since midnight of 0001-01-01, a Monday, as the wall shows it: ``wall.days``
counts days, ``wall.days % 7`` weekdays, and no arithmetic trips over a zone. Instants are aware UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_NEARBY = timedelta(days=2)  # more than any offset, or any jump of one, has ever been


@dataclass(frozen=True, slots=True)
class Change:
    """The instant at which a zone's offset becomes ``after``; just earlier it was ``before``."""

    at: datetime
    before: timedelta
    after: timedelta


def instant(at: datetime) -> datetime:
    """The same instant in UTC; raises ``ValueError`` for a time without zone, which is no instant."""
    if at.utcoffset() is None:
        raise ValueError(at)
    return at.astimezone(UTC)


def shown(at: datetime, offset: timedelta) -> timedelta:
    """The wall time at a UTC instant where the wall is ``offset`` ahead of UTC."""
    return at - _BEGINNING + offset


def wall_at(zone: ZoneInfo, at: datetime) -> timedelta:
    """The wall time that the zone shows at an instant."""
    return at.astimezone(zone).replace(tzinfo=UTC) - _BEGINNING


def furthest_wall(zone: ZoneInfo, at: datetime) -> timedelta:
    """The latest wall time that has been shown up to an instant.

    It is the wall time itself, but stands still while an hour comes a second time, so it never runs back.
    """
    passed = [shown(change.at, change.before) for change in changes(zone, at - _NEARBY, at)]
    return max([wall_at(zone, at), *passed])


def first_instant(zone: ZoneInfo, wall: timedelta) -> datetime:
    """The earliest instant at which the wall shows this time or, if it is skipped, a later one."""
    near = _BEGINNING + wall
    for change in changes(zone, near - _NEARBY, near + _NEARBY):
        if shown(change.at, change.before) <= wall < shown(change.at, change.after):
            return change.at
    return near.replace(tzinfo=zone).astimezone(UTC)


def midnight(day: date) -> timedelta:
    """The wall time at which a day begins."""
    return timedelta(days=day.toordinal() - 1)


def changes(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Change]:
    """The zone's changes of offset in ``(since, until]``, in order."""
    for year in range(since.year, until.year + 1):
        for change in _changes_in(zone, year):
            if since < change.at <= until:
                yield change


def even_stretches(zone: ZoneInfo, since: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """Spans ``(start, end, offset)`` of at most a year with one offset throughout, from ``since`` to 9999."""
    start = since
    for year in range(since.year, 9999):
        end_of_year = datetime(year + 1, 1, 1, tzinfo=UTC)
        for change in changes(zone, start, end_of_year):
            yield start, change.at, change.before
            start = change.at
        yield start, end_of_year, _offset(zone, start)
        start = end_of_year


@lru_cache(maxsize=256)
def _changes_in(zone: ZoneInfo, year: int) -> tuple[Change, ...]:
    # zoneinfo keeps its table to itself; looking at each midnight finds all: no zone changes twice a day.
    if not 1 < year < 9999:
        return ()
    found = []
    start = datetime(year, 1, 1, tzinfo=UTC)
    before = _offset(zone, start)
    while start.year == year:
        end = start + DAY
        after = _offset(zone, end)
        if after != before:
            found.append(Change(_first_with_other_offset(zone, start, before), before, after))
        start, before = end, after
    return tuple(found)


def _first_with_other_offset(zone: ZoneInfo, start: datetime, offset: timedelta) -> datetime:
    low, high = 0, 86_400  # seconds; offsets change on whole ones
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, start + timedelta(seconds=middle)) == offset:
            low = middle
        else:
            high = middle
    return start + timedelta(seconds=high)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)
