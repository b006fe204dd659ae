"""Whether a home's parts are under warranty on a day. Pure.

A warranty runs from the handover, for so many months of the calendar, by part (for China's least times see
the Regulation on the Quality Management of Construction Projects, article 40). Its last day belongs to it.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hearthline.homes.model import Home


class Position(StrEnum):
    """How a matter stands to the warranty."""

    WITHIN = "within"
    EXPIRED = "expired"
    NOT_HANDED_OVER = "not_handed_over"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Warranty:
    """A position on a day, `until` when if that is known, for which part, and who built it, by trade."""

    position: Position
    until: date | None = None
    part: str | None = None
    contractors: tuple[tuple[str, str], ...] = ()


def last_days(home: Home) -> dict[str, date]:
    """Give the last day of each part's warranty; none before the handover."""
    if home.handed_over_on is None:
        return {}
    return {part: last_day(home.handed_over_on, months) for part, months in home.warranties.items()}


def last_day(handed_over_on: date, months: int) -> date:
    """Give the last day of a warranty: the one before the same day so many months later.

    Where that month has no such day it ends with the month's last one.
    """
    years, month = divmod(handed_over_on.month - 1 + months, 12)
    year, month = handed_over_on.year + years, month + 1
    days = monthrange(year, month)[1]
    if handed_over_on.day > days:
        return date(year, month, days)
    return date(year, month, handed_over_on.day) - timedelta(days=1)


def position(home: Home | None, part: str | None, on: date) -> Warranty:
    """Give how a matter of this part stood on a day.

    Without a part it is told where all parts of the home agree: within as long as the first of them, expired
    since the last of them ended; where they don't agree it is unknown.
    """
    if home is None:
        return Warranty(Position.UNKNOWN, part=part)
    built = _contractors(home.contractors, part)
    if home.handed_over_on is None or on < home.handed_over_on:
        return Warranty(Position.NOT_HANDED_OVER, part=part, contractors=built)
    ends = last_days(home)
    ends = ends if part is None else {part: ends[part]} if part in ends else {}
    if ends and all(on <= end for end in ends.values()):
        return Warranty(Position.WITHIN, min(ends.values()), part, built)
    if ends and all(on > end for end in ends.values()):
        return Warranty(Position.EXPIRED, max(ends.values()), part, built)
    return Warranty(Position.UNKNOWN, part=part, contractors=built)


def _contractors(contractors: Mapping[str, str], part: str | None) -> tuple[tuple[str, str], ...]:
    """Give who built a part, where one trade is named like it; else everybody who built the home."""
    if part is not None and part in contractors:
        return ((part, contractors[part]),)
    return tuple(sorted(contractors.items()))
