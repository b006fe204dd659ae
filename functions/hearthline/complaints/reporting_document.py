"""The reporting line as it is edited, checked before it is saved: nobody unknown, nobody away for ever."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, StrictInt, model_validator

from hearthline.platform.document_parts import Code, Document, NamesDocument, Zone, once
from hearthline.platform.fields import Day

Robot = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
"""The name of a chat group's webhook; its address and key are secrets and stand with them."""

Person = Annotated[str, Field(min_length=1, max_length=128)]


class AbsenceDocument(Document):
    """Days on which somebody is away, both included, and who does their work."""

    since: Annotated[Day, Field(alias="from", strict=True)]
    until: Annotated[Day, Field(strict=True)]
    deputy: Person

    @model_validator(mode="after")
    def in_order(self) -> "AbsenceDocument":
        """Refuse an absence that ends before it begins."""
        if self.until < self.since:
            raise ValueError("`until` must not be before `from`")
        return self


class PersonDocument(Document):
    """A member of staff and how they are reached."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    language: Literal["zh", "en"] = "zh"
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    phone: Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$")] | None = None
    robots: list[Robot] = []
    absences: Annotated[list[AbsenceDocument], Field(max_length=50)] = []

    @model_validator(mode="after")
    def away_once_at_a_time(self) -> "PersonDocument":
        """Refuse absences that overlap: whose deputy would it be?"""
        ordered = sorted(self.absences, key=lambda away: away.since)
        if any(later.since <= earlier.until for earlier, later in pairwise(ordered)):
            raise ValueError("absences of one person must not overlap")
        return self

    def deputy_on(self, day: date) -> str | None:
        """Give who does this person's work on a day, None where they are there."""
        return next((away.deputy for away in self.absences if away.since <= day <= away.until), None)


class TeamDocument(Document):
    """Those who share a queue; without `city` it works for several."""

    city: Code | None = None
    names: NamesDocument
    members: list[Person]
    lead: list[Person] = []

    @model_validator(mode="after")
    def each_once(self) -> "TeamDocument":
        """Refuse who stands twice: they would have two turns."""
        once(self.members, "members")
        once(self.lead, "lead")
        return self


class RouteDocument(Document):
    """Which cases go to a team."""

    city: Code
    project: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    category: Code | None = None
    team: Code


class ReportingLineDocument(Document):
    """Who handles, leads and must know, city by city; teams, deputies, and which case goes to whom."""

    version: StrictInt
    zone: Zone = "Asia/Shanghai"
    people: dict[Person, PersonDocument]
    cities: dict[Code, dict[Literal["handler", "lead", "manager"], list[Person]]]
    group: list[Person]
    teams: dict[Code, TeamDocument] = {}
    routes: list[RouteDocument] = []

    @model_validator(mode="after")
    def everybody_is_described(self) -> "ReportingLineDocument":
        """Refuse a holder of a level, a member or a deputy who isn't among the people."""
        if unknown := sorted(set(self._named()) - self.people.keys()):
            raise ValueError(f"not among the people: {', '.join(unknown)}")
        return self

    @model_validator(mode="after")
    def routes_differ(self) -> "ReportingLineDocument":
        """Refuse two routes for the very same cases."""
        said = [(route.city, route.project, route.category) for route in self.routes]
        once([" ".join(part or "-" for part in each) for each in said], "routes")
        return self

    @model_validator(mode="after")
    def deputies_lead_to_somebody(self) -> "ReportingLineDocument":
        """Refuse deputies who, on some day, stand in for one another in a circle.

        A circle that is closed on any day is closed on the last of the days on which its absences begin, and
        is then met from the person whose absence that is.
        """
        for who, person in self.people.items():
            for away in person.absences:
                if self._comes_back(who, away):
                    raise ValueError(f"on {away.since}, nobody is left to stand in for {who}")
        return self

    def _named(self) -> Iterator[str]:
        yield from self.group
        for line in self.cities.values():
            for holders in line.values():
                yield from holders
        for team in self.teams.values():
            yield from (*team.members, *team.lead)
        for person in self.people.values():
            yield from (away.deputy for away in person.absences)

    def _comes_back(self, who: str, away: AbsenceDocument) -> bool:
        """Tell whether, on an absence's first day, its deputies lead back to one of them."""
        seen = {who}
        at = away.deputy
        while at not in seen:
            seen.add(at)
            deputy = self.people[at].deputy_on(away.since)
            if deputy is None:
                return False
            at = deputy
        return True
