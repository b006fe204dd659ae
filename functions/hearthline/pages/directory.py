"""The names behind the codes of cases, in one language: cities, teams, colleagues, and what can be chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearthline.complaints.catalog import Catalog
from hearthline.complaints.reporting import ReportingLine
from hearthline.complaints.rulebook import Rulebook

_UTC = "UTC"

Choices = list[tuple[str, str]]
"""Codes with their names, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Reads what is in force. What nobody knows any more is called by its code."""

    rulebook: Rulebook
    language: str

    @property
    def _catalog(self) -> Catalog:
        return self.rulebook.catalog()

    @property
    def _line(self) -> ReportingLine:
        return self.rulebook.reporting_line()

    def zone(self, city: str) -> str:
        """Give the time zone by whose clock things happen in a city."""
        found = self._catalog.cities.get(city)
        return found.zone if found else _UTC

    def city(self, code: str) -> str:
        """Give the name of a city."""
        found = self._catalog.cities.get(code)
        return found.names[self.language] if found else code

    def team(self, code: str) -> str:
        """Give the name of a team; a city's own team is named after it where nobody named it."""
        found = self._line.teams.get(code)
        if found:
            return found.names[self.language]
        return next(
            (self.city(city.code) for city in self._catalog.cities.values() if city.team == code), code
        )

    def person(self, identity: str | None) -> str:
        """Give the name by which colleagues know somebody; empty for nobody."""
        found = self._line.people.get(identity or "")
        return found.name if found else identity or ""

    def category(self, code: str | None) -> str:
        """Give the name of what a case is about; empty where that is not said."""
        return self._named(self._catalog.categories, code)

    def cause(self, code: str | None) -> str:
        """Give the name of a cause."""
        return self._named(self._catalog.causes, code)

    def department(self, code: str | None) -> str:
        """Give the name of a department."""
        return self._named(self._catalog.departments, code)

    def contractor(self, code: str | None) -> str:
        """Give the name of a contractor; where no list is kept, the code is the name."""
        return self._named(self._catalog.contractors or {}, code)

    def cities(self, of: Iterable[str] | None) -> Choices:
        """Give these cities, or all of them where that is None."""
        wanted = None if of is None else set(of)
        found = self._catalog.cities
        return [(code, self.city(code)) for code in found if wanted is None or code in wanted]

    def projects(self) -> list[str]:
        """Give the names of the projects that the catalog lists."""
        return sorted({name for city in self._catalog.cities.values() for name in city.projects})

    def handlers(self, *cities: str) -> Choices:
        """Give those to whom cases of one of these cities can be assigned, by name."""
        found = {who for city in cities for who in self._line.handlers(city)}
        return sorted(((who, self.person(who)) for who in found), key=lambda each: each[1])

    def teams(self) -> Choices:
        """Give all teams."""
        return sorted((code, self.team(code)) for code in self.rulebook.teams())

    def categories(self) -> Choices:
        """Give what a case can be about."""
        return self._choices(self._catalog.categories)

    def causes(self) -> Choices:
        """Give the causes that resolving can name."""
        return self._choices(self._catalog.causes)

    def departments(self) -> Choices:
        """Give the departments that resolving can name."""
        return self._choices(self._catalog.departments)

    def contractors(self) -> Choices | None:
        """Give the contractors; None where no list is kept and any name will do."""
        found = self._catalog.contractors
        return None if found is None else self._choices(found)

    def saved_replies(self) -> Choices:
        """Give the saved replies by their names."""
        return [(code, reply.names[self.language]) for code, reply in self.rulebook.saved_replies().items()]

    def _named(self, entries: Mapping[str, Mapping[str, str]], code: str | None) -> str:
        found = entries.get(code or "")
        return found[self.language] if found else code or ""

    def _choices(self, entries: Mapping[str, Mapping[str, str]]) -> Choices:
        return [(code, names[self.language]) for code, names in entries.items()]
