"""Staff routes of saved replies, and of one command on many cases."""

from collections.abc import Mapping

from hearthline import root, root_desk
from hearthline.complaints import bodies
from hearthline.complaints.bulk_bodies import BulkBody, RepliesQuery
from hearthline.platform.access import Action
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import record, who_asks


def replies(request: Request) -> Response:
    """`GET /api/desk/complaints/{number}/replies`: the person's name is in them, so it is recorded."""
    staff = who_asks(request)
    query = bodies.read(RepliesQuery, request.query, sign="?")
    found = root_desk.replies().offered(staff, request.params["number"], query.language, root.now())
    record(request, staff, "replies", number=found["number"])
    return Response.json(200, found)


def bulk(request: Request) -> Response:
    """`POST /api/desk/bulk`."""
    staff = who_asks(request)
    body = bodies.read(BulkBody, request.json_object())
    key = bodies.repeat_key(request.headers)
    results = root_desk.bulk().apply(staff, Action(body.command), body.wish(), body.numbers, key)
    return Response.json(200, {"results": results})


ROUTES: Mapping[str, Handler] = {
    "GET /api/desk/complaints/{number}/replies": replies,
    "POST /api/desk/bulk": bulk,
}
