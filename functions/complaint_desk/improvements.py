"""Staff routes of improvements."""

from collections.abc import Mapping

from hearthline import root
from hearthline.complaints import bodies
from hearthline.complaints.improvements.bodies import (
    ImprovementBody,
    ImprovementChangeBody,
    ImprovementQuery,
)
from hearthline.platform.http import Handler, Request, Response, etag
from hearthline.platform.logs import log
from hearthline.staff_requests import who_asks


def page(request: Request) -> Response:
    """`GET /api/desk/improvements`."""
    staff = who_asks(request)
    query = bodies.read(ImprovementQuery, request.query, sign="?")
    found = root.improvements().page(
        staff, query.wanted(), limit=query.limit, cursor=query.cursor, now=root.now()
    )
    return Response.json(200, found)


def propose(request: Request) -> Response:
    """`POST /api/desk/improvements`."""
    staff = who_asks(request)
    body = bodies.read(ImprovementBody, request.json_object())
    proposed = root.improvements().propose(
        staff, body.proposal(), bodies.repeat_key(request.headers), root.now()
    )
    return Response.json(201, proposed, {"Location": f"/api/desk/improvements/{proposed['id']}"})


def read(request: Request) -> Response:
    """`GET /api/desk/improvements/{id}`; it lists complaints, as the work list does, so it is logged."""
    staff = who_asks(request)
    body, version = root.improvements().read(staff, request.params["id"])
    log("personal_data.read", actor=staff.id, what="improvement", about=body["id"])
    return Response.json(200, body, {"ETag": etag(version)})


def change(request: Request) -> Response:
    """`PATCH /api/desk/improvements/{id}`: a decision, or an amendment."""
    staff = who_asks(request)
    body = bodies.read(ImprovementChangeBody, request.json_object())
    identity, expected, now = request.params["id"], request.if_match(), root.now()
    if body.status is not None:
        head, version = root.improvements().decide(
            staff, identity, body.status, body.reason or "", expected, now
        )
    else:
        head, version = root.improvements().amend(
            staff, identity, body.title, body.text, body.complaints_added or (), expected, now
        )
    return Response.json(200, head, {"ETag": etag(version)})


ROUTES: Mapping[str, Handler] = {
    "GET /api/desk/improvements": page,
    "POST /api/desk/improvements": propose,
    "GET /api/desk/improvements/{id}": read,
    "PATCH /api/desk/improvements/{id}": change,
}
