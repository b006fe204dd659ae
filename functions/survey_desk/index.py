"""Staff route of the composite index."""

from collections.abc import Mapping

from hearthline import root, root_exports
from hearthline.platform import bodies
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import who_asks
from hearthline.surveys.index_bodies import IndexQuery


def index(request: Request) -> Response:
    """`GET /api/campaigns/{id}/index`."""
    staff = who_asks(request)
    query = bodies.read(IndexQuery, request.query, sign="?")
    found = root_exports.index().read(staff, request.params["id"], query.month, root.now())
    return Response.json(200, found)


ROUTES: Mapping[str, Handler] = {"GET /api/campaigns/{id}/index": index}
