"""Forms of the reporting line: a team with its areas, a person with their absences, a city's levels.

People are typed one a line, by name or by id; shown they are as `李雷 (li)`.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from hearthline.pages.form_parts import both, listed
from hearthline.pages.settings.part_forms import (
    REMOVE,
    TAKEN,
    Content,
    Control,
    Plain,
    beside,
    filled,
    kept,
    lines_of,
    pointer,
)
from hearthline.platform.problems import FieldError, Problem

LEVELS: Final = ("handler", "lead", "manager")
_SHOWN: Final = re.compile(r"(?P<name>.*) \((?P<id>.+)\)")


def called(identity: str, people: Plain) -> str:
    """Give how a person is shown: name and id, or the id alone of whom nobody described."""
    person = people.get(identity)
    return f"{person['name']} ({identity})" if person else identity


def meant(typed: str, people: Plain) -> str:
    """Give the id of whom somebody means: by `name (id)`, id, or a name that one person has."""
    if typed in people:
        return typed
    found = _SHOWN.fullmatch(typed)
    if found and found["id"] in people:
        return found["id"]
    named = [identity for identity, person in people.items() if person.get("name") == typed]
    return named[0] if len(named) == 1 else typed


def _shown(ids: Any, people: Plain) -> str:
    return "\n".join(called(identity, people) for identity in ids or ())


def _ids(text: object, people: Plain) -> list[str]:
    return [meant(line, people) for line in lines_of(text)]


class TeamForm:
    """A team: names, city, members in the order of their turns, leads, and which cases come to it."""

    def holds(self, document: Plain, of: str) -> bool:
        """See PartForm."""
        return not of or of in document.get("teams", {})

    def content(self, document: Plain, of: str) -> Content:
        """See PartForm."""
        team, people = document.get("teams", {}).get(of, {}), document["people"]
        return {
            "code": of,
            "names": both(team.get("names")),
            "city": team.get("city") or "",
            "members": _shown(team.get("members"), people),
            "lead": _shown(team.get("lead"), people),
            "routes": [route for route in document.get("routes", ()) if of and route["team"] == of],
        }

    def typed(self, form: Plain) -> Content:
        """See PartForm."""
        routes = [kept(**{name: row.get(name) for name in _ROUTE}) for row in listed(form.get("routes"))]
        plain = {name: str(form.get(name, "")) for name in ("code", "city", "members", "lead")}
        return {
            **plain,
            "names": both(form.get("names")),
            "routes": filled(routes),
            REMOVE: REMOVE in form,
        }

    def put(self, document: Plain, of: str, content: Content) -> dict[str, Any]:
        """See PartForm; a team that is removed takes its areas with it."""
        code, teams, people = of or content["code"], dict(document.get("teams", {})), document["people"]
        if not of and code in teams:
            raise Problem.invalid([FieldError("/teams", TAKEN)])
        routes = list(document.get("routes", ()))
        own = [place for place, route in enumerate(routes) if route["team"] == code]
        others = [route for route in routes if route["team"] != code]
        if content.get(REMOVE):
            teams.pop(code, None)
            return {**document, "teams": teams, "routes": others}
        teams[code] = {
            **beside(teams.get(code, {}), "city", "names", "members", "lead"),
            **kept(city=content["city"]),
            "names": content["names"],
            "members": _ids(content["members"], people),
            **kept(lead=_ids(content["lead"], people)),
        }
        begin = own[0] if own else len(others)
        areas = [{**route, "team": code} for route in content["routes"]]
        return {**document, "teams": teams, "routes": [*others[:begin], *areas, *others[begin:]]}

    def controls(self, document: Plain, of: str, content: Content) -> list[Control]:
        """See PartForm."""
        code = of or content["code"]
        own = [place for place, route in enumerate(document.get("routes", ())) if route["team"] == code]
        found = [
            (pointer("routes", place, name), f"routes.{row}.{name}")
            for row, place in enumerate(own)
            for name in _ROUTE
        ]
        found += [
            (pointer("teams", code, "names", language), f"names.{language}") for language in ("zh", "en")
        ]
        found += [(pointer("teams", code, name), name) for name in ("city", "members", "lead")]
        return [*found, (pointer("teams"), "code" if not of else "names.zh")]


_ROUTE: Final = ("city", "project", "category")


class PersonForm:
    """A colleague: how they are reached, and when they are away and who stands in."""

    def holds(self, document: Plain, of: str) -> bool:
        """See PartForm."""
        return not of or of in document["people"]

    def content(self, document: Plain, of: str) -> Content:
        """See PartForm."""
        people: Mapping[str, Any] = document["people"]
        person = people.get(of, {})
        return {
            "code": of,
            "name": person.get("name", ""),
            "language": person.get("language", _UNSAID),
            "email": person.get("email") or "",
            "phone": person.get("phone") or "",
            "robots": "\n".join(person.get("robots", ())),
            "absences": [
                {**away, "deputy": called(away["deputy"], people)} for away in person.get("absences", ())
            ],
        }

    def typed(self, form: Plain) -> Content:
        """See PartForm."""
        plain = {
            name: str(form.get(name, "")).strip() for name in ("code", "name", "language", "email", "phone")
        }
        absences = [{name: row.get(name, "") for name in _AWAY} for row in listed(form.get("absences"))]
        return {
            **plain,
            "robots": str(form.get("robots", "")),
            "absences": filled(absences),
            REMOVE: REMOVE in form,
        }

    def put(self, document: Plain, of: str, content: Content) -> dict[str, Any]:
        """See PartForm."""
        code, people = of or content["code"], dict(document["people"])
        if not of and code in people:
            raise Problem.invalid([FieldError("/people", TAKEN)])
        if content.get(REMOVE):
            people.pop(code, None)
            return {**document, "people": people}
        said = content["language"] != _UNSAID or "language" in people.get(code, {})
        people[code] = {
            **beside(people.get(code, {}), *_PERSON, "absences"),
            "name": content["name"],
            **kept(language=content["language"] if said else ""),
            **kept(email=content["email"], phone=content["phone"], robots=lines_of(content["robots"])),
            **kept(absences=[_away(away, people) for away in content["absences"]]),
        }
        return {**document, "people": people}

    def controls(self, _document: Plain, of: str, content: Content) -> list[Control]:
        """See PartForm."""
        code = of or content["code"]
        found = [
            (pointer("people", code, "absences", row, name), f"absences.{row}.{name}")
            for row in range(len(content["absences"]))
            for name in _AWAY
        ]
        found += [(pointer("people", code, name), name) for name in _PERSON]
        whole = [(pointer("people", code), "absences.0.from")] if content["absences"] else []
        return [*found, *whole, (pointer("people"), "code" if not of else "name")]


_AWAY: Final = ("from", "until", "deputy")
_PERSON: Final = ("name", "language", "email", "phone", "robots")
_UNSAID: Final = "zh"
"""The language of whom nobody said it of."""


def _away(typed: Content, people: Plain) -> dict[str, Any]:
    return {**typed, "deputy": meant(str(typed["deputy"]).strip(), people)}


class LevelsForm:
    """Who handles, leads and manages in a city; without one, the group level."""

    def holds(self, _document: Plain, _of: str) -> bool:
        """See PartForm; whether it is a city of the catalog is for the check."""
        return True

    def content(self, document: Plain, of: str) -> Content:
        """See PartForm."""
        people = document["people"]
        if not of:
            return {"group": _shown(document["group"], people)}
        return {level: _shown(document["cities"].get(of, {}).get(level), people) for level in LEVELS}

    def typed(self, form: Plain) -> Content:
        """See PartForm."""
        return {name: str(form.get(name, "")) for name in (*LEVELS, "group")}

    def put(self, document: Plain, of: str, content: Content) -> dict[str, Any]:
        """See PartForm."""
        people = document["people"]
        if not of:
            return {**document, "group": _ids(content["group"], people)}
        before = beside(document["cities"].get(of, {}), *LEVELS)
        line = {**before, **kept(**{level: _ids(content[level], people) for level in LEVELS})}
        return {**document, "cities": {**document["cities"], of: line}}

    def controls(self, _document: Plain, of: str, _content: Content) -> list[Control]:
        """See PartForm."""
        if not of:
            return [(pointer("group"), "group")]
        found = [(pointer("cities", of, level), level) for level in LEVELS]
        return [*found, (pointer("cities", of), LEVELS[0])]


def unknown_at(detail: str, content: Content, people: Plain) -> str | None:
    """Give the control in which somebody stands of whom the check says that nobody described them."""
    names = set(detail.partition(": ")[2].split(", "))
    for name in ("members", "lead", *LEVELS, "group"):
        if names & set(_ids(content.get(name), people)):
            return name
    for row, away in enumerate(content.get("absences", ())):
        if meant(str(away.get("deputy", "")).strip(), people) in names:
            return f"absences.{row}.deputy"
    return None
