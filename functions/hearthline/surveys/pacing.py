"""At what pace messages go out: pure rules of places in a queue that several fill at once.

A campaign's pace is the generic cell rate algorithm (ITU-T I.371) without a burst: one instant, from which on
the next place is free. Who takes n places moves it on by n intervals, from the present where it lies behind.

The company's pace is shared by campaigns of different paces. With one instant for all, a slow campaign's
places, taken long before they are used, would hold up the others or let more go out than it allows. So its
places are those of a fixed grid, cut into windows, and each is given away once, in any order.

Instants are whole microseconds since 1970, so that nothing is rounded away where they are counted.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

MINUTE: Final = 60_000_000
WINDOW: Final = 10_000_000
"""How long a window of the grid is."""
FASTEST: Final = 60_000
"""Most messages a minute that a pace may have: one in a millisecond."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Give an instant as microseconds."""
    return (at - _EPOCH) // _MICROSECOND


def moment(at: int) -> datetime:
    """Give microseconds as an instant."""
    return _EPOCH + timedelta(microseconds=at)


def interval(rate: int) -> int:
    """Give the microseconds between two places at so many a minute, rounded up: never more than the rate."""
    return -(-MINUTE // rate)


@dataclass(frozen=True, slots=True)
class Taken:
    """Places that were taken: the first, and the distance between one and the next."""

    first: int
    interval: int
    count: int

    @property
    def next(self) -> int:
        """The first instant behind them that is free."""
        return self.first + self.count * self.interval

    def places(self) -> list[int]:
        """Give the instant of each."""
        return [self.first + number * self.interval for number in range(self.count)]


def taken(next_at: int | None, now: int, rate: int, count: int) -> Taken:
    """Take places of a pace whose next one is at `next_at`; none of them lies before the present."""
    return Taken(max(now, next_at or now), interval(rate), count)


def window_of(at: int) -> int:
    """Give the window of the grid in which an instant lies."""
    return at // WINDOW


def places_of_window(rate: int) -> int:
    """Give how many places of the company's pace there are in one window."""
    return max(1, WINDOW // interval(rate))


def delay_seconds(at: int, now: int, most: int = 900) -> int:
    """Give how long a queue must hide a message that may go out at an instant: in seconds, rounded up."""
    return min(most, max(0, -((now - at) // 1_000_000)))
