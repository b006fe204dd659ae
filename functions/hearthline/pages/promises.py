"""What was promised, as the page tells it: each clock of the filer's view in one of six conditions.

A promise whose deadline has passed is late from that very instant, whether or not a sweep has recorded it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from hearthline.platform.instants import read_instant

Condition = Literal["kept", "met_late", "late", "running", "paused", "called_off"]

_HOUR = timedelta(hours=1)
_LONGEST_IN_HOURS = 48


@dataclass(frozen=True, slots=True)
class Promise:
    """One clock: instants are RFC 3339 texts, as in the view.

    `hours` is the promised time where it is a plain number of hours; `missed` the deadline that was not met;
    `done` when it was met or called off; `first_due` the first deadline, of an extended one only.
    """

    clock: str
    condition: Condition
    due: str
    hours: int | None
    missed: str | None
    done: str | None
    first_due: str | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class Round:
    """The promises from filing, or from a reopening, to the next."""

    number: int
    promises: tuple[Promise, ...]


def rounds(clocks: Iterable[Mapping[str, Any]], now: datetime) -> list[Round]:
    """Give the promises of all rounds, the present one first."""
    found: dict[int, list[Promise]] = {}
    for clock in clocks:
        found.setdefault(clock["round"], []).append(_promise(clock, now))
    return [Round(number, tuple(found[number])) for number in sorted(found, reverse=True)]


def promise_shown(figures: Mapping[str, Any], cities: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Give the promise of a month as it is shown: shares in percent, medians in hours and minutes.

    `cities` are the catalog's, whose names and order are taken.
    """
    counted = {each["city"]: each for each in figures["cities"]}
    rows = [
        {"names": city["names"], **_figures(counted[city["code"]])}
        for city in cities
        if city["code"] in counted
    ]
    return {"month": figures["month"], "total": _figures(figures["total"]), "cities": rows}


def _figures(found: Mapping[str, Any]) -> dict[str, Any]:
    permille, minutes = found["answered_in_time_permille"], found["median_minutes_to_answer"]
    return {
        "percent": None if permille is None else f"{permille / 10:.1f}".removesuffix(".0"),
        "permille": permille,
        "median": None if minutes is None else divmod(minutes, 60),
        "counted": found["kept"] + found["broken"],
        "kept": found["kept"],
        "open": found["open"],
    }


def _promise(clock: Mapping[str, Any], now: datetime) -> Promise:
    running = clock["met_at"] is None and clock["stopped_at"] is None
    overdue = running and read_instant(clock["due_at"]) < now
    missed = clock["breached_at"] or (clock["due_at"] if overdue else None)
    return Promise(
        clock=clock["clock"],
        condition=_condition(clock, missed),
        due=clock["due_at"],
        hours=_hours(clock),
        missed=missed,
        done=clock["met_at"] or clock["stopped_at"],
        first_due=clock["original_due_at"] if clock["extended_to"] else None,
        provisional=running and clock["provisional"],
    )


def _condition(clock: Mapping[str, Any], missed: str | None) -> Condition:
    if clock["met_at"]:
        return "met_late" if missed else "kept"
    if clock["stopped_at"]:
        return "called_off"
    if missed:
        return "late"
    return "paused" if clock["paused"] else "running"


def _hours(clock: Mapping[str, Any]) -> int | None:
    # The others may run on working time: the hours between their ends are not what was promised.
    if clock["clock"] != "answer":
        return None
    hours, rest = divmod(read_instant(clock["original_due_at"]) - read_instant(clock["started_at"]), _HOUR)
    return hours if not rest and 0 < hours <= _LONGEST_IN_HOURS else None
