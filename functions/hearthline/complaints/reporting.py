"""The reporting line: who handles, who leads, who must know, who stands in, and how to reach them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.complaints.routes import Route, fitting

ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody is away, the first and the last included, and who does their work."""

    since: date
    until: date
    deputy: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff. `robots` names chat webhooks, whose addresses are kept with the secrets."""

    id: str
    name: str
    language: str
    email: str | None = None
    phone: str | None = None
    robots: tuple[str, ...] = ()
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """Those who share a queue, in the order of their turns; without `city` it works for several."""

    code: str
    city: str | None
    names: Mapping[str, str]
    members: tuple[str, ...]
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportingLine:
    """People, for each city the holders of each level, teams, and which cases go to which team."""

    people: Mapping[str, Colleague]
    levels: Mapping[str, Mapping[str, tuple[str, ...]]]
    group: tuple[str, ...]
    teams: Mapping[str, Team] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()
    zone: str = ZONE

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "ReportingLine":
        """Read a saved reporting-line document."""
        return cls(
            people={identity: _colleague(identity, told) for identity, told in document["people"].items()},
            levels={
                city: {level: tuple(holders) for level, holders in line.items()}
                for city, line in document["cities"].items()
            },
            group=tuple(document["group"]),
            teams={code: _team(code, told) for code, told in document.get("teams", {}).items()},
            routes=tuple(Route.from_document(told) for told in document.get("routes", ())),
            zone=document.get("zone", ZONE),
        )

    def day(self, now: datetime) -> date:
        """Give the day by which absences are reckoned."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def present(self, ids: Iterable[str], day: date) -> list[str]:
        """Give those who are there on this day, in their order."""
        return [identity for identity in ids if self._deputy(identity, day) is None]

    def stands_in(self, identity: str, day: date) -> str:
        """Give who does this person's work on this day: themselves, or the last in the chain of deputies."""
        seen: set[str] = set()
        while identity not in seen:
            seen.add(identity)
            deputy = self._deputy(identity, day)
            if deputy is None:
                return identity
            identity = deputy
        return identity

    def covered_by(self, identity: str, day: date) -> list[str]:
        """Give those whose work this person does on this day beside their own."""
        away = [other for other in self.people if self._deputy(other, day) is not None]
        return [other for other in away if other != identity and self.stands_in(other, day) == identity]

    def team_of(self, city: str, project: str | None, category: str | None) -> str | None:
        """Give the team to which the most exact route sends such a case; None where no route fits."""
        route = fitting(self.routes, city, project, category)
        return route.team if route else None

    def teams_of(self, identity: str) -> list[Team]:
        """Give the teams that a person is in or leads."""
        return [team for team in self.teams.values() if identity in (*team.members, *team.lead)]

    def told(
        self, levels: Iterable[str], city: str, handler: str | None, *, team: str | None, day: date
    ) -> list[Colleague]:
        """Give those to tell, each once, deputies in place of who is away on this day.

        A level without a holder goes to the one above; a team's own lead comes before the city's.
        """
        found: dict[str, Colleague] = {}
        for level in levels:
            for holder in self._holders(level, city, handler, team):
                person = self.people.get(self.stands_in(holder, day))
                if person is not None:
                    found[person.id] = person
        return list(found.values())

    def handlers(self, city: str) -> frozenset[str]:
        """Give those to whom a case of this city can be assigned: of its levels, and of its teams."""
        line = self.levels.get(city, {})
        held = {who for level in ("handler", "lead", "manager") for who in line.get(level, ())}
        teams = [team for team in self.teams.values() if team.city in {city, None}]
        return frozenset(held.union(*((*team.members, *team.lead) for team in teams)))

    def _deputy(self, identity: str, day: date) -> str | None:
        person = self.people.get(identity)
        absences = person.absences if person else ()
        return next((away.deputy for away in absences if away.since <= day <= away.until), None)

    def _holders(self, level: str, city: str, handler: str | None, team: str | None) -> tuple[str, ...]:
        if level == "handler" and handler is not None and handler in self.people:
            return (handler,)
        line = self.levels.get(city, {})
        own = self.teams.get(team or "")
        lead = own.lead if own else ()
        above = {"lead": lead or line.get("lead", ()), "manager": line.get("manager", ())}
        steps = {"handler": ("lead", "manager"), "lead": ("lead", "manager"), "manager": ("manager",)}
        return next((above[step] for step in steps.get(level, ()) if above[step]), self.group)


def _colleague(identity: str, told: Mapping[str, Any]) -> Colleague:
    return Colleague(
        identity,
        told["name"],
        told.get("language", "zh"),
        told.get("email"),
        told.get("phone"),
        tuple(told.get("robots", ())),
        tuple(
            Absence(date.fromisoformat(each["from"]), date.fromisoformat(each["until"]), each["deputy"])
            for each in told.get("absences", ())
        ),
    )


def _team(code: str, told: Mapping[str, Any]) -> Team:
    members, lead = tuple(told.get("members", ())), tuple(told.get("lead", ()))
    return Team(code, told.get("city"), told["names"], members, lead)
