"""The reporting line: who handles, who leads, who must know, and how to reach them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff. `robots` names chat webhooks, whose addresses are kept with the secrets."""

    id: str
    name: str
    language: str
    email: str | None = None
    phone: str | None = None
    robots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportingLine:
    """People, and for each city the holders of each level."""

    people: Mapping[str, Colleague]
    levels: Mapping[str, Mapping[str, tuple[str, ...]]]
    group: tuple[str, ...]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "ReportingLine":
        """Read a saved reporting-line document."""
        people = {
            identity: Colleague(
                identity,
                person["name"],
                person.get("language", "zh"),
                person.get("email"),
                person.get("phone"),
                tuple(person.get("robots", ())),
            )
            for identity, person in document["people"].items()
        }
        levels = {
            city: {level: tuple(holders) for level, holders in line.items()}
            for city, line in document["cities"].items()
        }
        return cls(people, levels, tuple(document["group"]))

    def told(self, levels: Iterable[str], city: str, handler: str | None) -> list[Colleague]:
        """Give those to tell, each once; a level without a holder goes to the one above."""
        found: dict[str, Colleague] = {}
        for level in levels:
            for identity in self._holders(level, city, handler):
                person = self.people.get(identity)
                if person is not None:
                    found[identity] = person
        return list(found.values())

    def handlers(self, city: str) -> frozenset[str]:
        """Give those to whom a case of this city can be assigned."""
        line = self.levels.get(city, {})
        return frozenset(
            identity for level in ("handler", "lead", "manager") for identity in line.get(level, ())
        )

    def _holders(self, level: str, city: str, handler: str | None) -> tuple[str, ...]:
        if level == "handler" and handler in self.people:
            return (handler,) if handler else ()
        if level == "group":
            return self.group
        line = self.levels.get(city, {})
        above = (
            ("lead", "manager")
            if level == "handler"
            else ("lead", "manager")[("lead", "manager").index(level) :]
        )
        for step in above:
            if line.get(step):
                return line[step]
        return self.group
