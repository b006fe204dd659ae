"""Staff routes of segments: whom a filter means, under a name, and how many they are."""

from collections.abc import Mapping

from hearthline import root, root_segments
from hearthline.members.segments.bodies import FilterBody, SegmentBody, SegmentChangeBody
from hearthline.platform import bodies
from hearthline.platform.http import Handler, Request, Response, etag
from hearthline.staff_requests import record, who_asks


def page(request: Request) -> Response:
    """`GET /api/segments`."""
    staff = who_asks(request)
    query = bodies.read(bodies.PageQuery, request.query, sign="?")
    return Response.json(200, root_segments.segments().page(staff, limit=query.limit, cursor=query.cursor))


def save(request: Request) -> Response:
    """`POST /api/segments`."""
    staff = who_asks(request)
    body = bodies.read(SegmentBody, request.json_object())
    saved = root_segments.segments().save(
        staff, body.name, body.filter, bodies.repeat_key(request.headers), root.now()
    )
    return Response.json(201, saved, {"Location": f"/api/segments/{saved['id']}"})


def check(request: Request) -> Response:
    """`POST /api/segments/check`: nothing is saved."""
    staff = who_asks(request)
    body = bodies.read(FilterBody, request.json_object())
    return Response.json(200, root_segments.segments().check(staff, body.filter, root.now()))


def read(request: Request) -> Response:
    """`GET /api/segments/{id}`."""
    body, version = root_segments.segments().read(who_asks(request), request.params["id"])
    return Response.json(200, body, {"ETag": etag(version)})


def change(request: Request) -> Response:
    """`PATCH /api/segments/{id}`: the next version."""
    staff = who_asks(request)
    body = bodies.read(SegmentChangeBody, request.json_object())
    changed, version = root_segments.segments().change(
        staff, request.params["id"], body.changes(), request.if_match(), root.now()
    )
    return Response.json(200, changed, {"ETag": etag(version)})


def begin_count(request: Request) -> Response:
    """`POST /api/segments/{id}/counts`: begun, and worked on behind the API."""
    staff, identity = who_asks(request), request.params["id"]
    begun = root_segments.counts().begin(staff, identity, bodies.repeat_key(request.headers), root.now())
    return Response.json(202, begun, {"Location": f"/api/segments/{identity}/counts/{begun['run']}"})


def count(request: Request) -> Response:
    """`GET /api/segments/{id}/counts/{run}`; that a sample of persons was shown is recorded."""
    staff, run = who_asks(request), request.params["run"]
    found = root_segments.counts().read(staff, request.params["id"], run, root.now())
    if found["sample"]:
        record(request, staff, "segment_sample", about=run)
    return Response.json(200, found)


ROUTES: Mapping[str, Handler] = {
    "GET /api/segments": page,
    "POST /api/segments": save,
    "POST /api/segments/check": check,
    "GET /api/segments/{id}": read,
    "PATCH /api/segments/{id}": change,
    "POST /api/segments/{id}/counts": begin_count,
    "GET /api/segments/{id}/counts/{run}": count,
}
