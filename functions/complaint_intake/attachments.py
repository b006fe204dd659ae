"""The filer's routes of the files of a case."""

from collections.abc import Mapping

from hearthline import root, root_work
from hearthline.complaints import bodies
from hearthline.complaints.attachments.bodies import AttachmentBody, DownloadQuery
from hearthline.platform.http import Handler, Request, Response


def announce(request: Request) -> Response:
    """`POST /api/complaints/{number}/attachments`: say where and how a file is posted."""
    body = bodies.read(AttachmentBody, request.json_object())
    repeat_key = bodies.repeat_key(request.headers)
    number = request.params["number"]
    lent = root_work.attaching().by_filer(number, body.key, body.announced(), root.now(), repeat_key)
    return Response.json(201, lent)


def download(request: Request) -> Response:
    """`GET /api/complaints/{number}/attachments/{id}`: to where it is, for a minute."""
    key = bodies.read(DownloadQuery, request.query, sign="?").key
    return Response.redirect(
        root_work.attaching().url_for_filer(request.params["number"], key, request.params["id"])
    )


ROUTES: Mapping[str, Handler] = {
    "POST /api/complaints/{number}/attachments": announce,
    "GET /api/complaints/{number}/attachments/{id}": download,
}
