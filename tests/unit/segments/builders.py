"""Persons as the audience sees them, and the moment at which they are asked about."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.members.model import Holding
from hearthline.members.segments.language import Filter
from hearthline.members.segments.matching import Moment, Profile, compiled
from hearthline.members.segments.reading import FilterInvalid, read_filter

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
CITIES = frozenset({"sz", "gz", "bj"})


MOMENT = Moment(NOW, ZONE)


def a_home(**changes: Any) -> Holding:
    home = Holding(
        "home-1", "contract-1", "sz", "海岸花园", date(2023, 5, 1), handed_over_on=date(2024, 8, 1)
    )
    return replace(home, **changes)


def a_profile(**changes: Any) -> Profile:
    return replace(Profile("PERSON0000000001", city="sz"), **changes)


def the_filter(document: object) -> Filter:
    return read_filter(document, CITIES)


def means(document: Mapping[str, Any], person: Profile) -> bool:
    return compiled(the_filter(document), MOMENT)(person)


def faults(document: object) -> dict[str, str]:
    try:
        the_filter(document)
    except FilterInvalid as invalid:
        return {error.pointer: error.detail for error in invalid.errors}
    return {}
