"""Staff routes of letters on how a building goes on."""

from collections.abc import Mapping

from hearthline import root, root_lifecycle
from hearthline.lifecycle import bodies
from hearthline.platform.bodies import read as checked
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import who_asks


def page(request: Request) -> Response:
    """`GET /api/desk/progress-letters`."""
    staff = who_asks(request)
    query = checked(bodies.LetterQuery, request.query, sign="?")
    found = root_lifecycle.letters().page(
        staff, query.city, query.project, limit=query.limit, cursor=query.cursor
    )
    return Response.json(200, found)


def write(request: Request) -> Response:
    """`POST /api/desk/progress-letters`."""
    staff = who_asks(request)
    body = checked(bodies.LetterBody, request.json_object())
    return Response.json(200, root_lifecycle.letters().write(staff, body.which(), body.words(), root.now()))


def send(request: Request) -> Response:
    """`POST /api/desk/progress-letters/send`: begun, and worked on behind the API."""
    staff = who_asks(request)
    body = checked(bodies.WhichLetterBody, request.json_object())
    return Response.json(202, root_lifecycle.letters().send(staff, body.which(), root.now()))


ROUTES: Mapping[str, Handler] = {
    "GET /api/desk/progress-letters": page,
    "POST /api/desk/progress-letters": write,
    "POST /api/desk/progress-letters/send": send,
}
