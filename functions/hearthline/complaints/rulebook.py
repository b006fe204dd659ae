"""The documents, read into the values that the rules work with, each version parsed once."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from hearthline.complaints.catalog import Catalog, City
from hearthline.platform.calendar import Calendar
from hearthline.platform.documents import Documents

if TYPE_CHECKING:
    from hearthline.complaints.policy import Terms
    from hearthline.complaints.reporting import ReportingLine
    from hearthline.complaints.saved_replies import SavedReply

T = TypeVar("T")
REPORTING_LINE = "reporting-line"


class Rulebook:
    """What is in force. Each use case calls `refresh` first, with its own instant."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._parsed: dict[tuple[str, int], Any] = {}

    def refresh(self, now: datetime) -> None:
        """Take in what was saved since, at most once a minute."""
        self._documents.refresh(now)

    def catalog(self) -> Catalog:
        """Give the catalog in force."""
        return self._read("catalog", self._documents.latest("catalog"), Catalog.from_document)

    def city(self, code: str) -> City | None:
        """Give a city, or None."""
        return self.catalog().cities.get(code)

    def reporting_line(self) -> "ReportingLine":
        """Give the reporting line in force."""
        from hearthline.complaints.reporting import ReportingLine

        document = self._documents.latest(REPORTING_LINE)
        return self._read(REPORTING_LINE, document, ReportingLine.from_document)

    def saved_replies(self) -> "Mapping[str, SavedReply]":
        """Give the saved replies in force, by code, the most exact first."""
        from hearthline.complaints.saved_replies import from_document

        return self._read("saved-replies", self._documents.latest("saved-replies"), from_document)

    def team_for(self, city: City, project: str | None, category: str | None) -> str:
        """Give the team that a new case goes to: by the most exact route, else the city's own."""
        return self.reporting_line().team_of(city.code, project, category) or city.team

    def teams(self) -> dict[str, str | None]:
        """Give every team with its city; None for one that works for several."""
        own: dict[str, str | None] = {}
        for city in self.catalog().cities.values():
            own[city.team] = None if city.team in own else city.code
        return own | {team.code: team.city for team in self.reporting_line().teams.values()}

    def calendar(self, name: str) -> Calendar:
        """Give a calendar in force."""
        return self._read(
            f"calendar-{name}", self._documents.latest(f"calendar-{name}"), Calendar.from_document
        )

    def terms(self, city: str, policy: int | None = None) -> "Terms":
        """Give the terms of a city's complaints: of a policy version, or of the newest one for a new case.

        A case may run under what was saved since the last look; for it one looks again, in one request.
        """
        if not self._known(city, policy):
            self._documents.read_again()
        return self._terms(city, policy)

    def _known(self, city: str, policy: int | None) -> bool:
        return self.city(city) is not None and (policy is None or self._documents.has("policy", policy))

    def _terms(self, city: str, policy: int | None) -> "Terms":
        from hearthline.complaints.policy import Policy, Terms
        from hearthline.complaints.warning import WordList

        found = (
            self._documents.latest("policy") if policy is None else self._documents.version("policy", policy)
        )
        calendar = self.catalog().cities[city].calendar
        words = self._read("word-list", self._documents.latest("word-list"), WordList.from_document)
        return Terms(self._read("policy", found, Policy.from_document), self.calendar(calendar), words)

    def readings_kept(self) -> timedelta:
        """Give how long it is kept who read what, by the policy in force."""
        from hearthline.complaints.policy import Policy

        return self._read("policy", self._documents.latest("policy"), Policy.from_document).readings_kept

    def calendars_in_use(self) -> dict[str, Calendar]:
        """Give every calendar that some city works by."""
        return {city.calendar: self.calendar(city.calendar) for city in self.catalog().cities.values()}

    def days_left(self, now: datetime) -> dict[str, int]:
        """Give, for each calendar in use with official days, how many days of it are still known."""
        return {
            name: max(0, (until - now.date()) // timedelta(days=1))
            for name, calendar in self.calendars_in_use().items()
            if (until := calendar.known_until()) is not None
        }

    def _read(self, name: str, document: Mapping[str, Any], parse: Callable[[Mapping[str, Any]], T]) -> T:
        key = (name, int(document["version"]))
        if key not in self._parsed:
            self._parsed[key] = parse(document)
        parsed: T = self._parsed[key]
        return parsed
