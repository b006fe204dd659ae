"""Staff routes of history imports."""

from collections.abc import Mapping

from hearthline import root, root_work
from hearthline.complaints import bodies
from hearthline.complaints.imports.bodies import ImportBody
from hearthline.imports.model import ImportKind
from hearthline.members.imports.bodies import MemberImportBody
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import record, who_asks


def begin(request: Request) -> Response:
    """`POST /api/imports`: prepare one, and say where and how its file is posted."""
    staff = who_asks(request)
    given = request.json_object()
    if given.get("kind") == ImportKind.MEMBERS:
        wanted = bodies.read(MemberImportBody, given).wanted()
    elif given.get("kind") == ImportKind.SURVEY_RESULTS:
        from hearthline.surveys.third_party.bodies import ResultImportBody

        wanted = bodies.read(ResultImportBody, given).wanted()
    else:
        wanted = bodies.read(ImportBody, given).wanted()
    begun = root_work.imports().begin(staff, wanted, bodies.repeat_key(request.headers), root.now())
    return Response.json(201, begun, {"Location": f"/api/imports/{begun['id']}"})


def status(request: Request) -> Response:
    """`GET /api/imports/{id}`."""
    return Response.json(200, root_work.imports().status(who_asks(request), request.params["id"], root.now()))


def rejected(request: Request) -> Response:
    """`GET /api/imports/{id}/rejected`: to where the file is, for a minute; who fetched it is recorded."""
    staff, identifier = who_asks(request), request.params["id"]
    url = root_work.imports().rejected_url(staff, identifier, root.now())
    record(request, staff, "rejected_rows", about=identifier)
    return Response.redirect(url)


ROUTES: Mapping[str, Handler] = {
    "POST /api/imports": begin,
    "GET /api/imports/{id}": status,
    "GET /api/imports/{id}/rejected": rejected,
}
