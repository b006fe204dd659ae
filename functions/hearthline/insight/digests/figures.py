"""What a digest says of a month: read from the sheets that reports are made of, by the same definitions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hearthline.insight.periods import Months, day_of, month_before
from hearthline.insight.reports import columns
from hearthline.insight.reports.ageing import AGES, open_in
from hearthline.insight.reports.lines import added
from hearthline.insight.reports.model import Column, Value
from hearthline.insight.sheets import ALL, Counters, by_value
from hearthline.insight.store import InsightStore

MOST_GROUPS: Final = 5
MONTHS_OF_CONTRACTORS: Final = 3
"""What comes back does so within 90 days of its solution: the month alone would hardly show any."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of the month, of the month before, and of the same month a year before."""

    now: Value
    before: Value
    year_before: Value


@dataclass(frozen=True, slots=True)
class OfCity:
    """A city's complaints of the month, and the share answered in time."""

    city: str
    received: int
    kept: Value


@dataclass(frozen=True, slots=True)
class Cause:
    """How many complaints of the month have this cause, and how many of the month before."""

    code: str
    number: int
    before: int


@dataclass(frozen=True, slots=True)
class Contractor:
    """How many of a contractor's settled complaints of three months came back."""

    code: str
    recurred: int
    settled: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a digest says. `kept_of` is what the share `kept` is of; what is open is so now.

    `open_by_age` holds the number open for up to so many days, None for longer.
    """

    month: str
    cities: tuple[OfCity, ...]
    received: Compared
    kept: Compared
    kept_of: int
    breaches: Compared
    causes: tuple[Cause, ...]
    without_cause: int
    contractors: tuple[Contractor, ...]
    open_by_age: tuple[tuple[int | None, int], ...]


class DigestFigures:
    """Reads a digest's figures, of customers' complaints as in the public promise: four requests a city."""

    def __init__(self, store: InsightStore, zones: Callable[[datetime], Mapping[str, str]]) -> None:
        self._store = store
        self._zones = zones

    def read(self, cities: Sequence[str], month: str, now: datetime) -> Figures:
        """Give a month's figures of some cities."""
        before, year_before = month_before(month), Months(month, month).year_before().first
        of_city = {city: self._store.sheets(city, ALL, year_before, month) for city in cities}

        def compared(value: Callable[[Counters], Value]) -> Compared:
            return Compared(*(value(_all(of_city.values(), each)) for each in (month, before, year_before)))

        kept = columns.IN_TIME
        causes = self._groups(cities, "cause", before, month)
        named = {code: number for code, number in _numbers(causes[month]).items() if code}
        return Figures(
            month=month,
            cities=tuple(_city(city, sheets.get(month, {})) for city, sheets in of_city.items()),
            received=compared(columns.RECEIVED.value),
            kept=compared(kept.value),
            kept_of=kept.n(_all(of_city.values(), month)) if kept.n else 0,
            breaches=compared(_broken),
            causes=tuple(
                Cause(code, number, _number(columns.RECEIVED, causes[before].get(code, {})))
                for code, number in _largest(named)
            ),
            without_cause=_number(columns.RECEIVED, causes[month].get("", {})),
            contractors=self._contractors(cities, month),
            open_by_age=self._open(cities, now),
        )

    def _contractors(self, cities: Sequence[str], month: str) -> tuple[Contractor, ...]:
        first = month
        for _ in range(MONTHS_OF_CONTRACTORS - 1):
            first = month_before(first)
        months = self._groups(cities, "contractor", first, month)
        names = {name for groups in months.values() for name in groups if name}
        of = {name: added(groups.get(name, {}) for groups in months.values()) for name in names}
        recurred = {name: _number(columns.RECURRED, counters) for name, counters in of.items()}
        return tuple(
            Contractor(name, number, _number(columns.SETTLED, of[name]))
            for name, number in _largest(recurred)
        )

    def _groups(
        self, cities: Sequence[str], dimension: str, first: str, last: str
    ) -> dict[str, dict[str, Counters]]:
        """Give the counters of each group by month, of all cities together."""
        found: dict[str, dict[str, Counters]] = {month: {} for month in Months(first, last)}
        for city in cities:
            for month, sheet in self._store.sheets(city, dimension, first, last).items():
                groups = found[month]
                for value, counters in by_value(sheet).items():
                    groups[value] = added([groups.get(value, {}), counters])
        return found

    def _open(self, cities: Sequence[str], now: datetime) -> tuple[tuple[int | None, int], ...]:
        zones = self._zones(now)
        ages = dict.fromkeys((*AGES, None), 0)
        for city in cities:
            for age, severities in open_in(self._store, city, day_of(now, zones[city]), apart=False):
                ages[age] += sum(severities.values())
        return tuple(ages.items())


def _city(city: str, sheet: Counters) -> OfCity:
    counters = by_value(sheet).get("", {})
    return OfCity(city, _number(columns.RECEIVED, counters), columns.IN_TIME.value(counters))


def _all(sheets: Iterable[Mapping[str, Counters]], month: str) -> dict[str, int]:
    return added(by_value(each.get(month, {})).get("", {}) for each in sheets)


def _broken(counters: Counters) -> int:
    return sum(_number(column, counters) for column in columns.BROKEN_BY_CLOCK)


def _numbers(groups: Mapping[str, Counters]) -> dict[str, int]:
    return {code: _number(columns.RECEIVED, counters) for code, counters in groups.items()}


def _number(column: Column, counters: Counters) -> int:
    return int(column.value(counters) or 0)


def _largest(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    """Give the largest few that are not nothing, the largest first."""
    some = [(name, number) for name, number in numbers.items() if number]
    return sorted(some, key=lambda one: (-one[1], one[0]))[:MOST_GROUPS]
