"""Public routes by which a home is picked."""

from collections.abc import Mapping

from hearthline import root_homes
from hearthline.homes.bodies import BuildingsQuery, UnitsQuery
from hearthline.platform.bodies import read
from hearthline.platform.http import Handler, Request, Response

A_MINUTE: Mapping[str, str] = {"Cache-Control": "public, max-age=60"}


def buildings(request: Request) -> Response:
    """`GET /api/catalog/buildings`."""
    query = read(BuildingsQuery, request.query, sign="?")
    page = root_homes.picking().buildings(query.city, query.project, query.limit, query.cursor)
    return Response.json(200, page, A_MINUTE)


def units(request: Request) -> Response:
    """`GET /api/catalog/units`."""
    query = read(UnitsQuery, request.query, sign="?")
    page = root_homes.picking().units(query.city, query.project, query.building, query.limit, query.cursor)
    return Response.json(200, page, A_MINUTE)


ROUTES: Mapping[str, Handler] = {
    "GET /api/catalog/buildings": buildings,
    "GET /api/catalog/units": units,
}
