"""What can be filed about, and where: cities with their zone, calendar and team, categories, projects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class City:
    """A city company: `zone` is an IANA time zone, `calendar` names its working-time document."""

    code: str
    names: Mapping[str, str]
    zone: str
    calendar: str
    team: str
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """All cities and categories, in the order in which they are shown.

    `contractors` is None where no list is kept: any name will do then. `parts` names, for each category that
    is about one, the part of a home whose warranty counts.
    """

    cities: Mapping[str, City]
    categories: Mapping[str, Mapping[str, str]]
    causes: Mapping[str, Mapping[str, str]]
    departments: Mapping[str, Mapping[str, str]]
    contractors: Mapping[str, Mapping[str, str]] | None = None
    parts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Catalog":
        """Read a saved catalog document."""
        cities = [
            City(
                code=city["code"],
                names=city["names"],
                zone=city["zone"],
                calendar=city["calendar"],
                team=city.get("team", f"{city['code']}-care"),
                projects=tuple(city.get("projects", ())),
            )
            for city in document["cities"]
        ]
        return cls(
            cities={city.code: city for city in cities},
            categories={entry["code"]: entry["names"] for entry in document["categories"]},
            causes={entry["code"]: entry["names"] for entry in document["causes"]},
            departments={entry["code"]: entry["names"] for entry in document["departments"]},
            contractors=None
            if document.get("contractors") is None
            else {entry["code"]: entry["names"] for entry in document["contractors"]},
            parts={entry["code"]: entry["part"] for entry in document["categories"] if entry.get("part")},
        )
