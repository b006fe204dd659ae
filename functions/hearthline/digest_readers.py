"""Who reads the monthly digest, and the clocks of cities: ports of insight's digests, filled."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from hearthline.complaints.reporting import ReportingLine
from hearthline.complaints.rulebook import Rulebook
from hearthline.insight.digests.timetable import CityDays

LEVELS = ("lead", "manager")


class ReadersOfDigests:
    """Leads and managers of the reporting line, and the cities of the catalog."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def cities(self, now: datetime) -> Mapping[str, CityDays]:
        """Give the cities that there are."""
        self._rulebook.refresh(now)
        return {
            code: CityDays(city.zone, self._rulebook.calendar(city.calendar).is_working_day)
            for code, city in self._rulebook.catalog().cities.items()
        }

    def __call__(self, now: datetime) -> Mapping[str, tuple[str, ...]]:
        """Give who leads or manages which cities, in the catalog's order."""
        self._rulebook.refresh(now)
        codes = self._rulebook.catalog().cities
        teams = {code: city for code, city in self._rulebook.teams().items() if city}
        return readers(self._rulebook.reporting_line(), codes, teams)


def readers(
    line: ReportingLine, cities: Iterable[str], teams: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Give who leads or manages which cities: by level, or as the lead of a team that has one city.

    Who is not among the people any more reads nothing.
    """
    found: dict[str, list[str]] = {}
    for city in cities:
        levels = line.levels.get(city, {})
        own = [code for code, of in teams.items() if of == city and code in line.teams]
        leads = [who for code in own for who in line.teams[code].lead]
        for who in dict.fromkeys([*(who for level in LEVELS for who in levels.get(level, ())), *leads]):
            if who in line.people:
                found.setdefault(who, []).append(city)
    return {who: tuple(codes) for who, codes in found.items()}
