"""What a filer can choose from: the public catalog."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from hearthline.complaints.model import Kind
from hearthline.complaints.rulebook import Rulebook

LIMITS = {"title": 80, "text": 5000, "message": 5000, "attachments": 9, "page": 100}
KIND_NAMES: Mapping[Kind, Mapping[str, str]] = {
    Kind.COMPLAINT: {"zh": "投诉", "en": "Complaint"},
    Kind.REPAIR: {"zh": "报修", "en": "Repair"},
    Kind.SUGGESTION: {"zh": "建议", "en": "Suggestion"},
    Kind.INQUIRY: {"zh": "咨询", "en": "Inquiry"},
    Kind.PRAISE: {"zh": "表扬", "en": "Praise"},
}


Projects = Callable[[datetime], Mapping[str, Sequence[str]]]
"""Gives the names of each city's projects that are known beside the catalog document."""


class Offer:
    """The catalog as callers get it."""

    def __init__(self, rulebook: Rulebook, projects: Projects) -> None:
        self._rulebook = rulebook
        self._projects = projects

    def catalog(self, now: datetime) -> dict[str, Any]:
        """Give kinds, categories, cities with their projects, languages, limits; names in zh and en."""
        self._rulebook.refresh(now)
        catalog = self._rulebook.catalog()
        known = self._projects(now)
        return {
            "kinds": [{"code": kind.value, "names": names} for kind, names in KIND_NAMES.items()],
            "categories": _named(catalog.categories),
            "causes": _named(catalog.causes),
            "departments": _named(catalog.departments),
            "cities": [
                {
                    "code": city.code,
                    "names": city.names,
                    "zone": city.zone,
                    "projects": list(dict.fromkeys([*city.projects, *known.get(city.code, ())])),
                }
                for city in catalog.cities.values()
            ],
            "languages": ["zh", "en"],
            "limits": LIMITS,
        }


def _named(entries: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    return [{"code": code, "names": names} for code, names in entries.items()]
