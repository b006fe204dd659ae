"""Whose answers somebody may see, and in which groups: all of a campaign's, or those of their cities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hearthline.platform.access import Principal
from hearthline.platform.problems import Problem
from hearthline.surveys.contribution import ALL
from hearthline.surveys.model import Campaign
from hearthline.surveys.tally import summed

Groups = Mapping[str, Mapping[str, int]]


class By(StrEnum):
    """What results are broken down by."""

    CITY = "city"
    PROJECT = "project"
    TIER = "tier"
    STAGE = "stage"
    KIND = "kind"
    RECOVERY = "recovery"
    WAVE = "wave"


_BY_CITY: Final = frozenset({By.CITY, By.PROJECT, By.STAGE, By.WAVE})


@dataclass(frozen=True, slots=True)
class Scope:
    """The cities whose answers are shown; None is all of the campaign."""

    cities: frozenset[str] | None = None

    def total(self, groups: Groups) -> dict[str, int]:
        """Give the tally of all that is shown."""
        if self.cities is None:
            return dict(groups.get(ALL, {}))
        return summed(groups.get(f"city={city}", {}) for city in sorted(self.cities))

    def totals(self) -> tuple[str, ...]:
        """Name the groups that the total is made of."""
        return (ALL,) if self.cities is None else tuple(f"city={city}" for city in sorted(self.cities))

    def cells(self, groups: Groups) -> dict[str, Mapping[str, int]]:
        """Give the tallies of the cells `<city>/<stage>` that are shown."""
        cells = {
            name.removeprefix("cell="): each for name, each in groups.items() if name.startswith("cell=")
        }
        return {name: each for name, each in cells.items() if self._shows(name)}

    def population(self, campaign: Campaign) -> dict[str, int]:
        """Give how many are meant in each cell that is shown."""
        return {cell: count for cell, count in campaign.population.items() if self._shows(cell)}

    def broken_down(self, by: By, groups: Groups) -> dict[str, Mapping[str, int]]:
        """Give the tallies of the groups that are shown, by their value (`sz`), "" for who has none."""
        if by is By.STAGE and self.cities is not None:
            return self._stages(groups)
        begins = f"{by.value}="
        found = {name.removeprefix(begins): each for name, each in groups.items() if name.startswith(begins)}
        return {name: each for name, each in sorted(found.items()) if self._shows(name)}

    def _stages(self, groups: Groups) -> dict[str, Mapping[str, int]]:
        cells = self.cells(groups)
        stages = sorted({cell.partition("/")[2] for cell in cells})
        return {
            stage: summed(each for cell, each in cells.items() if cell.partition("/")[2] == stage)
            for stage in stages
        }

    def _shows(self, name: str) -> bool:
        return self.cities is None or name.partition("/")[0] in self.cities


def scope_of(principal: Principal, campaign: Campaign, by: By | None = None) -> Scope:
    """Give whose answers somebody sees; raise Problem 403 where it is nobody's, or can't be told by city.

    Whose cities hold all of the campaign's sees all of it.
    """
    if principal.hq or (campaign.cities is not None and principal.cities.issuperset(campaign.cities)):
        return Scope()
    cities = (
        principal.cities & frozenset(campaign.cities) if campaign.cities is not None else principal.cities
    )
    if not cities:
        raise Problem.forbidden("This is outside the cities of your scope.")
    if by is not None and by not in _BY_CITY:
        raise Problem.forbidden(
            f"Figures by {by.value} are of all cities; see them by city, project or stage."
        )
    return Scope(cities)


def people_of(cells: Mapping[str, int], by: By, group: str) -> int | None:
    """Give how many are meant in a group; None where the population is not known by it."""
    found: Iterable[int] = ()
    if by is By.CITY:
        found = [count for cell, count in cells.items() if cell.partition("/")[0] == group]
    elif by is By.STAGE:
        found = [count for cell, count in cells.items() if cell.partition("/")[2] == group]
    return sum(found) or None
