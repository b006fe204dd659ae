"""Staff routes of what a person may ask of their data: to be taken out of their cases, and to be given it."""

from collections.abc import Mapping

from hearthline import root, root_privacy
from hearthline.complaints import bodies
from hearthline.complaints.privacy.bodies import PersonBody
from hearthline.complaints.privacy.model import ERASURE, EXPORT
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import record, who_asks


def erase(request: Request) -> Response:
    """`POST /api/desk/persons/erasures`."""
    return _begin(request, ERASURE, "/api/desk/persons/erasures")


def erasure(request: Request) -> Response:
    """`GET /api/desk/persons/erasures/{id}`."""
    return Response.json(200, root_privacy.persons().status(who_asks(request), ERASURE, request.params["id"]))


def export(request: Request) -> Response:
    """`POST /api/desk/persons/exports`."""
    return _begin(request, EXPORT, "/api/desk/persons/exports")


def exported(request: Request) -> Response:
    """`GET /api/desk/persons/exports/{id}`."""
    return Response.json(200, root_privacy.persons().status(who_asks(request), EXPORT, request.params["id"]))


def export_file(request: Request) -> Response:
    """`GET /api/desk/persons/exports/{id}/file`: to where the file is, for a minute; it is recorded."""
    staff, identity = who_asks(request), request.params["id"]
    url = root_privacy.persons().file_url(staff, identity, root.now())
    record(request, staff, "export", about=identity)
    return Response.redirect(url)


def _begin(request: Request, kind: str, address: str) -> Response:
    staff = who_asks(request)
    body = bodies.read(PersonBody, request.json_object())
    repeat_key = bodies.repeat_key(request.headers)
    begun = root_privacy.persons().begin(staff, kind, body.contact(), body.reason, repeat_key, root.now())
    return Response.json(202, begun, {"Location": f"{address}/{begun['id']}"})


ROUTES: Mapping[str, Handler] = {
    "POST /api/desk/persons/erasures": erase,
    "GET /api/desk/persons/erasures/{id}": erasure,
    "POST /api/desk/persons/exports": export,
    "GET /api/desk/persons/exports/{id}": exported,
    "GET /api/desk/persons/exports/{id}/file": export_file,
}
