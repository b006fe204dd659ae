"""Staff routes of the documents that the rules run by: read, check, save a new version."""

from collections.abc import Mapping

from hearthline import root, root_desk
from hearthline.complaints.rulebook import REPORTING_LINE
from hearthline.platform.documents import LARGEST
from hearthline.platform.http import Handler, Request, Response, etag
from hearthline.staff_requests import record, who_asks


def listed(request: Request) -> Response:
    """`GET /api/documents`."""
    return Response.json(200, {"items": root_desk.documents_desk().listed(who_asks(request), root.now())})


def in_force(request: Request) -> Response:
    """`GET /api/documents/{name}`."""
    return _one(request, None)


def version(request: Request) -> Response:
    """`GET /api/documents/{name}/versions/{version}`."""
    return _one(request, request.params["version"])


def _one(request: Request, wanted: str | None) -> Response:
    staff, name = who_asks(request), request.params["name"]
    found = root_desk.documents_desk().one(staff, name, wanted, root.now())
    if name == REPORTING_LINE:
        record(request, staff, "document", about=name)
    return Response.json(200, found, {"ETag": etag(found["version"])})


def history(request: Request) -> Response:
    """`GET /api/documents/{name}/versions`."""
    items = root_desk.documents_desk().history(who_asks(request), request.params["name"], root.now())
    return Response.json(200, {"items": items})


def check(request: Request) -> Response:
    """`POST /api/documents/{name}/check`: nothing is saved."""
    staff = who_asks(request)
    document = request.json_object(largest=LARGEST)
    return Response.json(
        200, root_desk.documents_desk().check(staff, request.params["name"], document, root.now())
    )


def save(request: Request) -> Response:
    """`POST /api/documents/{name}`: the next version."""
    staff, name = who_asks(request), request.params["name"]
    document = request.json_object(largest=LARGEST)
    saved = root_desk.documents_desk().save(staff, name, document, request.if_match(), root.now())
    place = f"/api/documents/{name}/versions/{saved['version']}"
    return Response.json(201, saved, {"ETag": etag(saved["version"]), "Location": place})


ROUTES: Mapping[str, Handler] = {
    "GET /api/documents": listed,
    "GET /api/documents/{name}": in_force,
    "GET /api/documents/{name}/versions": history,
    "GET /api/documents/{name}/versions/{version}": version,
    "POST /api/documents/{name}": save,
    "POST /api/documents/{name}/check": check,
}
