"""Whether a document fits the others in force: what it names must be there, what they name must stay."""

from collections.abc import Iterable

from hearthline.complaints.catalog import Catalog
from hearthline.platform.document_kinds import CALENDAR, Latest, Plain
from hearthline.platform.problems import FieldError


def misfits(name: str, document: Plain, latest: Latest) -> list[FieldError]:
    """Give what stands against saving a document that is right in itself, each with where it is."""
    if name == "catalog":
        return [
            *_cities_gone(document, latest),
            *_calendars_missing(document, latest),
            *_used(document, latest),
        ]
    catalog = latest("catalog")
    if catalog is None:
        return []
    if name == "reporting-line":
        return list(_line_misfits(document, Catalog.from_document(catalog)))
    if name == "saved-replies":
        return list(_unknown_categories(document, Catalog.from_document(catalog)))
    return []


def _cities_gone(document: Plain, latest: Latest) -> Iterable[FieldError]:
    kept = {city["code"] for city in document["cities"]}
    for city in (latest("catalog") or {}).get("cities", ()):
        if city["code"] not in kept:
            yield FieldError("/cities", f"{city['code']} is missing; a city stays, for its complaints do")


def _calendars_missing(document: Plain, latest: Latest) -> Iterable[FieldError]:
    for place, city in enumerate(document["cities"]):
        if latest(CALENDAR + city["calendar"]) is None:
            yield FieldError(f"/cities/{place}/calendar", f"save {CALENDAR}{city['calendar']} first")


def _used(document: Plain, latest: Latest) -> Iterable[FieldError]:
    """Give what the reporting line and the saved replies would name in vain."""
    catalog = Catalog.from_document(document)
    line = latest("reporting-line")
    for error in _line_misfits(line, catalog) if line else ():
        yield FieldError("", f"The reporting line in force would not fit: {error.pointer}: {error.detail}")
    replies = latest("saved-replies")
    for error in _unknown_categories(replies, catalog) if replies else ():
        yield FieldError("", f"The saved replies in force would not fit: {error.pointer}: {error.detail}")


def _line_misfits(line: Plain, catalog: Catalog) -> Iterable[FieldError]:
    for city in line["cities"]:
        if city not in catalog.cities:
            yield FieldError(f"/cities/{city}", f"{city} is no city of the catalog")
    own: dict[str, list[str]] = {}
    for known in catalog.cities.values():
        own.setdefault(known.team, []).append(known.code)
    teams = line.get("teams", {})
    for code, team in teams.items():
        city = team.get("city")
        if city is not None and city not in catalog.cities:
            yield FieldError(f"/teams/{code}/city", f"{city} is no city of the catalog")
        elif code in own and city is not None and own[code] != [city]:
            yield FieldError(
                f"/teams/{code}/city", f"in the catalog it is the team of {', '.join(own[code])}"
            )
    for place, route in enumerate(line.get("routes", ())):
        yield from _route_misfits(f"/routes/{place}", route, catalog, {**dict.fromkeys(own), **teams})


def _route_misfits(at: str, route: Plain, catalog: Catalog, teams: Plain) -> Iterable[FieldError]:
    if route["city"] not in catalog.cities:
        yield FieldError(f"{at}/city", f"{route['city']} is no city of the catalog")
    if route.get("category") is not None and route["category"] not in catalog.categories:
        yield FieldError(f"{at}/category", f"{route['category']} is no category of the catalog")
    if route["team"] not in teams:
        yield FieldError(f"{at}/team", f"{route['team']} is neither among the teams nor a city's own")


def _unknown_categories(replies: Plain, catalog: Catalog) -> Iterable[FieldError]:
    for place, reply in enumerate(replies["replies"]):
        for category in reply.get("categories", ()):
            if category not in catalog.categories:
                yield FieldError(f"/replies/{place}/categories", f"{category} is no category of the catalog")
