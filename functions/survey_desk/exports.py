"""Staff routes of what leaves a campaign: its answers as files, and the sample for an outside firm."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_exports
from hearthline.platform import bodies
from hearthline.platform.access import Principal
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import record, who_asks
from hearthline.surveys.exports.bodies import ExportBody

WHAT = "survey_answers"


def ask(request: Request) -> Response:
    """`POST /api/campaigns/{id}/export`."""
    staff, identity = who_asks(request), request.params["id"]
    wanted = bodies.read(ExportBody, request.json_object()).wanted()
    key = bodies.repeat_key(request.headers)
    begun = root_exports.exports().ask(staff, identity, wanted, key, root.now())
    _trace(request, staff, begun)
    return Response.json(202, begun, {"Location": f"/api/campaigns/{identity}/export"})


def see(request: Request) -> Response:
    """`GET /api/campaigns/{id}/export`: how far the newest of one's own is, and where its files are."""
    staff = who_asks(request)
    found = root_exports.exports().view(staff, request.params["id"], root.now())
    _trace(request, staff, found)
    return Response.json(200, found)


def draw(request: Request) -> Response:
    """`POST /api/campaigns/{id}/sample`."""
    staff, identity = who_asks(request), request.params["id"]
    begun = root_exports.samples().ask(staff, identity, bodies.repeat_key(request.headers), root.now())
    return Response.json(202, begun, {"Location": f"/api/campaigns/{identity}/sample"})


def sample(request: Request) -> Response:
    """`GET /api/campaigns/{id}/sample`: how far the newest of one's own is, and where its file is."""
    staff, identity = who_asks(request), request.params["id"]
    return Response.json(200, root_exports.samples().view(staff, identity, root.now()))


def _trace(request: Request, staff: Principal, shown: Mapping[str, Any]) -> None:
    """Record who is given the answers of single persons, if under codes."""
    if shown["files"]:
        record(request, staff, WHAT, about=request.params["id"])


ROUTES: Mapping[str, Handler] = {
    "POST /api/campaigns/{id}/export": ask,
    "GET /api/campaigns/{id}/export": see,
    "POST /api/campaigns/{id}/sample": draw,
    "GET /api/campaigns/{id}/sample": sample,
}
