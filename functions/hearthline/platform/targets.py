"""How long something may take, and in whose time it is counted."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

_WRITTEN = re.compile(r"(0|[1-9][0-9]{0,3})(h|d|wh|wd)")


class Unit(StrEnum):
    """Whose time is counted: everybody's (``h``, ``d``) or the calendar's (``wh``, ``wd``)."""

    HOURS = "h"
    DAYS = "d"
    WORKING_HOURS = "wh"
    WORKING_DAYS = "wd"


class TargetInvalid(ValueError):
    """A text that is no target; ``text`` is what was given."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"{self.text!r} is no target: write a whole number and h, d, wh or wd, such as 24h or 15wd"


@dataclass(frozen=True, slots=True)
class Target:
    """A promised span, such as ``24h`` or ``15wd``: a whole number of units."""

    amount: int
    unit: Unit

    @staticmethod
    @lru_cache(maxsize=256)
    def parse(text: str) -> "Target":
        """Read ``24h``, ``3d``, ``8wh`` or ``15wd``; raises :class:`TargetInvalid` for anything else."""
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise TargetInvalid(text)
        return Target(int(written[1]), Unit(written[2]))

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    @property
    def duration(self) -> timedelta:
        """The span in the unit's own time: an hour is an hour, a day (working or not) is 24 of them."""
        if self.unit in (Unit.DAYS, Unit.WORKING_DAYS):
            return timedelta(days=self.amount)
        return timedelta(hours=self.amount)

    def half(self) -> timedelta:
        """Half of :attr:`duration`, exactly: 15 working days become seven and 12 hours of the next."""
        return self.duration / 2
