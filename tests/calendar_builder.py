"""Calendars for tests: an office week to vary, and the instants to look at it."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hearthline.platform.calendar import Calendar, Target

ROOT = Path(__file__).parents[1]
SHANGHAI, NEW_YORK, LORD_HOWE = "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"
OFFICE = [["09:00", "12:00"], ["13:30", "18:00"]]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def a_document(**fields: object) -> dict[str, object]:
    """An office in Shanghai, Monday to Friday, 7.5 hours a day, without official days."""
    week = dict.fromkeys(WEEKDAYS[:5], OFFICE)
    return {"id": "office", "version": 1, "zone": SHANGHAI, "week": week} | fields


def a_calendar(**fields: object) -> Calendar:
    return Calendar.from_document(a_document(**fields))


def a_list(
    year: int, off: Sequence[str] = (), worked: Sequence[str] = (), *, published: bool = True
) -> dict[str, object]:
    """A year's official list in the holiday-cn form."""
    days = [{"name": "节日", "date": day, "isOffDay": True} for day in off]
    days += [{"name": "节日", "date": day, "isOffDay": False} for day in worked]
    return {"year": year, "papers": ["https://example.org/paper"] if published else [], "days": days}


def local(text: str, zone: str = SHANGHAI, fold: int = 0) -> datetime:
    """The instant at which the zone's wall shows this (the first one, or the second with ``fold=1``)."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def shipped(path: str) -> Calendar:
    """A calendar whose document is part of the repository."""
    return Calendar.from_document(json.loads((ROOT / path).read_text(encoding="utf-8")))


def due(calendar: Calendar, target: str, start: datetime) -> datetime:
    """When something that comes in at ``start`` is due by a target such as ``8wh``."""
    span = Target.parse(target)
    return calendar.advance(span.unit, calendar.begin(span.unit, start), span.duration).at
