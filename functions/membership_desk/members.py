"""Staff routes of persons: find, read, register, change."""

from collections.abc import Mapping

from hearthline import root, root_members
from hearthline.members.desk_bodies import DeskMemberBody, MembersQuery, RegisterBody
from hearthline.platform.bodies import read, repeat_key
from hearthline.platform.http import Handler, Request, Response, etag
from hearthline.staff_requests import record, who_asks

WHAT = "member"


def find(request: Request) -> Response:
    """`GET /api/desk/members`; that somebody's name is shown is recorded for each of them."""
    staff = who_asks(request)
    query = read(MembersQuery, request.query, sign="?")
    found = root_members.desk().find(staff, query.sought(), query.limit, query.cursor)
    for item in found["items"]:
        record(request, staff, WHAT, about=item["id"])
    return Response.json(200, found)


def see(request: Request) -> Response:
    """`GET /api/desk/members/{id}`; the reading of personal data is recorded."""
    staff = who_asks(request)
    body, version = root_members.desk().read(staff, request.params["id"])
    record(request, staff, WHAT, about=body["id"])
    return Response.json(200, body, {"ETag": etag(version)})


def register(request: Request) -> Response:
    """`POST /api/desk/members`; a repetition shows the person again, so each is a reading."""
    staff = who_asks(request)
    body = read(RegisterBody, request.json_object())
    made = root_members.desk().register(staff, body.registration(), repeat_key(request.headers), root.now())
    record(request, staff, WHAT, about=made["id"])
    return Response.json(201, made, {"Location": f"/api/desk/members/{made['id']}"})


def change(request: Request) -> Response:
    """`PATCH /api/desk/members/{id}`; it shows the person as they are then, so it is a reading, too."""
    staff, identity = who_asks(request), request.params["id"]
    body = read(DeskMemberBody, request.json_object())
    expected, now = request.if_match(), root.now()
    after, version = root_members.desk().change(staff, identity, body.facts(), body.stated(), expected, now)
    record(request, staff, WHAT, about=after["id"])
    return Response.json(200, after, {"ETag": etag(version)})


ROUTES: Mapping[str, Handler] = {
    "GET /api/desk/members": find,
    "POST /api/desk/members": register,
    "GET /api/desk/members/{id}": see,
    "PATCH /api/desk/members/{id}": change,
}
