"""Which team a new case goes to, by city, project and category; and whose turn it is in the team. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Route:
    """Cases of a city, of one project or category of it where it says so, go to a team."""

    city: str
    team: str
    project: str | None = None
    category: str | None = None

    @classmethod
    def from_document(cls, told: Mapping[str, Any]) -> "Route":
        """Read one route of a saved reporting line."""
        return cls(told["city"], told["team"], told.get("project"), told.get("category"))

    @property
    def exactness(self) -> int:
        """How much it says of a case: project and category over project, over category, over the city."""
        return 2 * (self.project is not None) + (self.category is not None)

    def fits(self, city: str, project: str | None, category: str | None) -> bool:
        """Tell whether such a case goes this way."""
        return (
            self.city == city
            and (self.project is None or self.project == project)
            and (self.category is None or self.category == category)
        )


def fitting(routes: Iterable[Route], city: str, project: str | None, category: str | None) -> Route | None:
    """Give the most exact route that fits, or None."""
    found = [route for route in routes if route.fits(city, project, category)]
    return max(found, key=lambda route: route.exactness, default=None)


def next_in_turn(members: Sequence[str], present: Collection[str], last: str | None) -> str | None:
    """Give whose turn it is after `last`: the next one around the team who is present; None for nobody.

    Between two turns of one who is always there, every other who is always there has had one.
    """
    start = members.index(last) + 1 if last in members else 0
    around = (*members[start:], *members[:start])
    return next((member for member in around if member in present), None)
