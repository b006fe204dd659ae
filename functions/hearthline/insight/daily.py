"""What early trends are told from: each complaint by the day it came, and by the day it was solved. Pure.

What it is about is known when it comes; its cause and the contractor when it is solved. Each counts on the
day on which it became known, so that the latest weeks are as complete as those before them. One counter is
all complaints of a day that are alike in everything; most have one. They stand in one sheet of a month.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hearthline.insight.model import Case
from hearthline.insight.sheets import Contribution, Counters, by_value

DAILY: Final = "daily"
CAME: Final = "came"
SOLVED: Final = "solved"
KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    CAME: ("project", "category"),
    SOLVED: ("project", "category", "cause", "contractor"),
}
"""What is known of a complaint on the day when it came, and on the one when it was solved."""
_SIGN: Final = "\t"


@dataclass(frozen=True, slots=True)
class Alike:
    """Complaints of one day that are alike: a value for each that is `KNOWN`, "" where there is none."""

    how: str
    on: date
    values: tuple[str, ...]
    number: int = 1

    def fits(self, wanted: Mapping[str, str]) -> bool:
        """Say whether they have all of these values."""
        known = dict(zip(KNOWN[self.how], self.values, strict=True))
        return all(known.get(name) == value for name, value in wanted.items())


def daily_group(case: Case, how: str, on: date) -> str:
    """Give the group of a complaint on the day when it came, or was solved."""
    values = (getattr(case, name) or "" for name in KNOWN[how])
    return f"{DAILY}={_SIGN.join((how, f'{on:%d}', *values))}"


def alike(month: str, sheet: Counters) -> Iterator[Alike]:
    """Read the sheet of a month."""
    for value, counters in by_value(sheet).items():
        yield _read(month, value, sum(counters.values()))


def days_of(contribution: Contribution) -> Iterator[Alike]:
    """Give the days on which a complaint stands."""
    for part in contribution:
        for group in part.groups:
            dimension, _, value = group.partition("=")
            if dimension == DAILY:
                yield _read(part.period, value, 1)


def _read(period: str, value: str, number: int) -> Alike:
    how, day, *values = value.split(_SIGN)
    on = date.fromisoformat(f"{period[:7]}-{day}")
    return Alike(how, on, tuple(values), number)
