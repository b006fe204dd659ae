"""Staff routes of a member's points."""

from collections.abc import Mapping

from hearthline import root, root_points
from hearthline.members.points_bodies import AdjustBody, ReverseBody
from hearthline.platform.bodies import PageQuery, read, repeat_key
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import record, who_asks


def view(request: Request) -> Response:
    """`GET /api/desk/members/{id}/points`; the reading is recorded."""
    staff, identity = who_asks(request), request.params["id"]
    query = read(PageQuery, request.query, sign="?")
    page = root_points.points_desk().view(staff, identity, query.limit, query.cursor, root.now())
    record(request, staff, "member_points", about=identity)
    return Response.json(200, page)


def adjust(request: Request) -> Response:
    """`POST /api/desk/members/{id}/points`."""
    staff, identity = who_asks(request), request.params["id"]
    body = read(AdjustBody, request.json_object())
    key = repeat_key(request.headers)
    entry = root_points.points_desk().adjust(staff, identity, body.given(), key, root.now())
    return Response.json(201, entry)


def reverse(request: Request) -> Response:
    """`POST /api/desk/members/{id}/points/{entry}/reverse`."""
    staff, identity, entry = who_asks(request), request.params["id"], request.params["entry"]
    body = read(ReverseBody, request.json_object())
    return Response.json(
        200, root_points.points_desk().reverse(staff, identity, entry, body.reason, root.now())
    )


ROUTES: Mapping[str, Handler] = {
    "GET /api/desk/members/{id}/points": view,
    "POST /api/desk/members/{id}/points": adjust,
    "POST /api/desk/members/{id}/points/{entry}/reverse": reverse,
}
