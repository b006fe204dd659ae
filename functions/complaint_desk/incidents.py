"""Staff routes of incidents. No person is in what they show."""

from collections.abc import Mapping

from hearthline import root
from hearthline.complaints import bodies
from hearthline.complaints.incidents.bodies import (
    BroadcastBody,
    CloseBody,
    ConfirmBody,
    DismissBody,
    IncidentQuery,
    OpenBody,
)
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import who_asks


def page(request: Request) -> Response:
    """`GET /api/desk/incidents`."""
    staff = who_asks(request)
    query = bodies.read(IncidentQuery, request.query, sign="?")
    found = root.incidents().page(staff, query.city, query.status, query.limit, query.cursor, root.now())
    return Response.json(200, found)


def begin(request: Request) -> Response:
    """`POST /api/desk/incidents`."""
    staff, now = who_asks(request), root.now()
    body = bodies.read(OpenBody, request.json_object())
    numbers = list(dict.fromkeys(body.complaints))
    made = root.incidents().open(
        staff, body.wish(staff.id, now), numbers, bodies.repeat_key(request.headers), now
    )
    return Response.json(201, made, {"Location": f"/api/desk/incidents/{made['id']}"})


def one(request: Request) -> Response:
    """`GET /api/desk/incidents/{id}`."""
    staff = who_asks(request)
    query = bodies.read(bodies.PageQuery, request.query, sign="?")
    shown = root.incidents().one(staff, request.params["id"], query.limit, query.cursor, root.now())
    return Response.json(200, shown)


def confirm(request: Request) -> Response:
    """`POST /api/desk/incidents/{id}/confirm`; the body may be left out."""
    staff = who_asks(request)
    body = bodies.read(ConfirmBody, request.json_object() if request.body else {})
    return Response.json(200, root.incidents().confirm(staff, request.params["id"], body.title, root.now()))


def dismiss(request: Request) -> Response:
    """`POST /api/desk/incidents/{id}/dismiss`."""
    staff = who_asks(request)
    body = bodies.read(DismissBody, request.json_object())
    return Response.json(200, root.incidents().dismiss(staff, request.params["id"], body.reason, root.now()))


def broadcast(request: Request) -> Response:
    """`POST /api/desk/incidents/{id}/broadcast`: it begins, and goes on by itself."""
    staff = who_asks(request)
    body = bodies.read(BroadcastBody, request.json_object())
    resolves = body.resolve.outcome() if body.resolve else None
    key = bodies.repeat_key(request.headers)
    head = root.incidents().broadcast(staff, request.params["id"], body.said(), resolves, key, root.now())
    return Response.json(202, head)


def close(request: Request) -> Response:
    """`POST /api/desk/incidents/{id}/close`."""
    staff = who_asks(request)
    body = bodies.read(CloseBody, request.json_object())
    return Response.json(
        200,
        root.incidents().close(staff, request.params["id"], body.summary, body.outcome(), root.now()),
    )


ROUTES: Mapping[str, Handler] = {
    "GET /api/desk/incidents": page,
    "POST /api/desk/incidents": begin,
    "GET /api/desk/incidents/{id}": one,
    "POST /api/desk/incidents/{id}/confirm": confirm,
    "POST /api/desk/incidents/{id}/dismiss": dismiss,
    "POST /api/desk/incidents/{id}/broadcast": broadcast,
    "POST /api/desk/incidents/{id}/close": close,
}
