"""Routes of one's own record: the profile, and what one agrees to."""

from collections.abc import Mapping
from dataclasses import replace

from hearthline import root, root_members
from hearthline.member_requests import shown, who_is_it
from hearthline.members import bodies
from hearthline.members.model import Via
from hearthline.platform.http import Handler, Request, Response, etag


def read(request: Request) -> Response:
    """`GET /api/members/me`."""
    person = who_is_it(request).stored.person
    return Response.json(200, shown(person), {"ETag": etag(person.version)})


def change(request: Request) -> Response:
    """`PATCH /api/members/me`; where contacts change, the session is renewed and all others end."""
    who = who_is_it(request)
    body = bodies.read(bodies.ProfileBody, request.json_object())
    changed = root_members.profile().change(who, body.wish(), request.if_match(), root.now())
    person = changed.stored.person
    answer = Response.json(200, shown(person), {"ETag": etag(person.version)})
    return replace(answer, cookies=(changed.cookie,)) if changed.cookie else answer


def consents(request: Request) -> Response:
    """`GET /api/members/me/consents`."""
    return Response.json(200, root_members.consenting().view(who_is_it(request).stored))


def declare(request: Request) -> Response:
    """`PATCH /api/members/me/consents`: withdrawing is the same request as giving."""
    stored = who_is_it(request).stored
    body = bodies.read(bodies.ConsentsBody, request.json_object())
    consenting = root_members.consenting()
    after = consenting.declare(stored, body.wish(), root.now(), via=Via.WEB, read=body.text_version)
    return Response.json(200, consenting.view(after))


ROUTES: Mapping[str, Handler] = {
    "GET /api/members/me": read,
    "PATCH /api/members/me": change,
    "GET /api/members/me/consents": consents,
    "PATCH /api/members/me/consents": declare,
}
