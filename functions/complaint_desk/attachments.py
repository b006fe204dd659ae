"""Staff routes of the files of a case."""

from collections.abc import Mapping

from hearthline import root, root_work
from hearthline.complaints import bodies
from hearthline.complaints.attachments.bodies import DeskAttachmentBody
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import record, who_asks


def announce(request: Request) -> Response:
    """`POST /api/desk/complaints/{number}/attachments`: say where and how a file is posted."""
    staff = who_asks(request)
    body = bodies.read(DeskAttachmentBody, request.json_object())
    repeat_key = bodies.repeat_key(request.headers)
    number = request.params["number"]
    return Response.json(
        201, root_work.attaching().by_staff(staff, number, body.announced(), root.now(), repeat_key)
    )


def download(request: Request) -> Response:
    """`GET /api/desk/complaints/{number}/attachments/{id}`: to where it is, for a minute; it is recorded."""
    staff, number, identifier = who_asks(request), request.params["number"], request.params["id"]
    url = root_work.attaching().url_for_staff(staff, number, identifier)
    record(request, staff, "attachment", number=number, about=identifier)
    return Response.redirect(url)


ROUTES: Mapping[str, Handler] = {
    "POST /api/desk/complaints/{number}/attachments": announce,
    "GET /api/desk/complaints/{number}/attachments/{id}": download,
}
