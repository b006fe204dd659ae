"""The auditors' look at the trace that reading leaves."""

from collections.abc import Mapping

from hearthline import root
from hearthline.complaints import bodies
from hearthline.complaints.privacy.bodies import ReadingsQuery
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import who_asks


def listed(request: Request) -> Response:
    """`GET /api/desk/readings`: who read what, for auditors."""
    staff = who_asks(request)
    query = bodies.read(ReadingsQuery, request.query, sign="?")
    page = root.readings().listed(staff, query.wanted(), limit=query.limit, cursor=query.cursor)
    return Response.json(200, page)


ROUTES: Mapping[str, Handler] = {"GET /api/desk/readings": listed}
