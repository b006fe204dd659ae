"""Documents as a person reads them: names for codes, spans and periods in words, a calendar by its months."""

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hearthline.pages.times import day_in_words
from hearthline.platform.calendar import Calendar
from hearthline.platform.targets import Target

SHIPPED: Final = (
    *("policy", "catalog", "reporting-line", "saved-replies", "word-list"),
    *("club", "consent-texts", "contact-policy", "lifecycle", "composite-index"),
)
"""The documents beside calendars, in the order in which they are listed."""
CALENDAR: Final = "calendar-"
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "reporting-line": ("team", "person", "levels"),
    "saved-replies": ("reply",),
    "word-list": ("words",),
    "calendar": ("year", "file"),
}
"""The parts that have forms, by kind of document."""


_FIRST_YEAR, _LAST_YEAR = 1900, 9000


def is_year(text: str) -> bool:
    """Tell whether a calendar can have a list of this year."""
    return text.isascii() and text.isdigit() and len(text) == 4 and _FIRST_YEAR <= int(text) <= _LAST_YEAR


def kind_of(name: str) -> str:
    """Give the kind of a document by its name."""
    return "calendar" if name.startswith(CALENDAR) else name


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month's sheet; `mark` is `off` or `worked` where the state says other than its weekday."""

    number: int
    mark: str
    working: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks from Monday; None where a week reaches into another month."""

    number: int
    weeks: list[list[Day | None]]


def months_of(document: Mapping[str, Any], year: int) -> list[Month]:
    """Give a year by a calendar's document."""
    read = Calendar.from_document(document)
    official = read.hours.official.in_year(year)
    sheet = months.Calendar()
    return [
        Month(
            number,
            [
                [_day(day, official, read) if day.month == number else None for day in week]
                for week in sheet.monthdatescalendar(year, number)
            ],
        )
        for number in range(1, 13)
    ]


def special_days(document: Mapping[str, Any], year: int, language: str) -> list[tuple[str, str, str]]:
    """Give a year's official days in order: the day in words, `off` or `worked`, and what it is called."""
    names = {
        day["date"]: str(day.get("name", "")) for each in document.get("lists", ()) for day in each["days"]
    }
    official = Calendar.from_document(document).hours.official.in_year(year)
    return [
        (day_in_words(day, language), "off" if off else "worked", names.get(day.isoformat(), ""))
        for day, off in official.items()
    ]


def standing_of(document: Mapping[str, Any], year: int) -> str:
    """Say whence a year's official days are: `listed`, `known` to the product, `unknown`; `none` needed."""
    if any(each["year"] == year for each in document.get("lists", ())):
        return "listed" if Calendar.from_document(document).hours.official.is_known(year) else "unknown"
    if document.get("official") is None and not document.get("lists"):
        return "none"
    return "known" if Calendar.from_document(document).hours.official.is_known(year) else "unknown"


def span(text: str, said: Mapping[str, Any]) -> str:
    """Give a target such as `15wd` in words."""
    target = Target.parse(text)
    form = said["units"][target.unit.value]
    return str(form["one" if target.amount == 1 else "many"]).format(target.amount)


def when(step: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    """Give when a step of the escalation is taken, in words."""
    at = str(step["at"])
    if at.endswith("%"):
        told = str(said["policy"]["share"]).format(at)
    elif at == "due":
        told = str(said["policy"]["due"])
    else:
        told = str(said["policy"]["after"]).format(span(at[1:], said))
    every = step.get("every")
    return told + (str(said["policy"]["every"]).format(span(every, said)) if every else "")


def _day(day: date, official: Mapping[date, bool], read: Calendar) -> Day:
    mark = {True: "off", False: "worked", None: ""}[official.get(day)]
    return Day(day.day, mark, read.is_working_day(day))
