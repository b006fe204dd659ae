"""Staff routes of visits to homes: the list, one of them, and what is done with it."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_lifecycle
from hearthline.lifecycle import bodies
from hearthline.lifecycle.visits import VisitState
from hearthline.platform.bodies import read as checked
from hearthline.platform.bodies import repeat_key
from hearthline.platform.http import Handler, Request, Response, etag
from hearthline.staff_requests import record, who_asks

WHAT = "home_visit"


def page(request: Request) -> Response:
    """`GET /api/desk/home-visits`; no person is in it."""
    staff = who_asks(request)
    query = checked(bodies.VisitsQuery, request.query, sign="?")
    found = root_lifecycle.visits().page(staff, query.wanted(), limit=query.limit, cursor=query.cursor)
    return Response.json(200, found)


def see(request: Request) -> Response:
    """`GET /api/desk/home-visits/{id}`; whom to visit is personal data, so the reading is recorded."""
    staff = who_asks(request)
    found, version = root_lifecycle.visits().read(staff, request.params["id"])
    record(request, staff, WHAT, about=found["id"])
    return Response.json(200, found, {"ETag": etag(version)})


def assign(request: Request) -> Response:
    """`POST /api/desk/home-visits/{id}/assign`."""
    staff, identity = who_asks(request), request.params["id"]
    body = checked(bodies.AssignVisitBody, request.json_object())
    return _changed(root_lifecycle.visits().assign(staff, identity, body.to, request.if_match(), root.now()))


def plan(request: Request) -> Response:
    """`POST /api/desk/home-visits/{id}/plan`."""
    staff, identity = who_asks(request), request.params["id"]
    body = checked(bodies.PlanVisitBody, request.json_object())
    return _changed(root_lifecycle.visits().plan(staff, identity, body.at, request.if_match(), root.now()))


def report(request: Request) -> Response:
    """`POST /api/desk/home-visits/{id}/report`."""
    staff, identity = who_asks(request), request.params["id"]
    body = checked(bodies.ReportVisitBody, request.json_object())
    outcome, expected = VisitState(body.outcome), request.if_match()
    return _changed(root_lifecycle.visits().report(staff, identity, outcome, body.note, expected, root.now()))


def file(request: Request) -> Response:
    """`POST /api/desk/home-visits/{id}/complaints`."""
    staff, identity = who_asks(request), request.params["id"]
    body = checked(bodies.VisitComplaintBody, request.json_object())
    key = repeat_key(request.headers)
    found, version = root_lifecycle.visits().file(staff, identity, body.finding(), key, root.now())
    where = {"Location": f"/api/desk/complaints/{found['complaint']}"}
    return Response.json(201, found, {**where, "ETag": etag(version)})


def _changed(made: tuple[dict[str, Any], int]) -> Response:
    return Response.json(200, made[0], {"ETag": etag(made[1])})


ROUTES: Mapping[str, Handler] = {
    "GET /api/desk/home-visits": page,
    "GET /api/desk/home-visits/{id}": see,
    "POST /api/desk/home-visits/{id}/assign": assign,
    "POST /api/desk/home-visits/{id}/plan": plan,
    "POST /api/desk/home-visits/{id}/report": report,
    "POST /api/desk/home-visits/{id}/complaints": file,
}
