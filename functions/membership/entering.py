"""Public routes: ask for a code, join, sign in, leave; and the texts that are agreed to."""

from collections.abc import Mapping
from dataclasses import replace

from hearthline import root, root_members
from hearthline.member_requests import shown
from hearthline.members import bodies
from hearthline.members.sessions import COOKIE, cleared
from hearthline.members.signing_in import Entered
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.origins import check_origin


def ask(request: Request) -> Response:
    """`POST /api/session/code`: the same answer whether or not the contact is anybody's."""
    check_origin(request, root.settings().public_url)
    body = bodies.read(bodies.CodeBody, request.json_object())
    root_members.codes().ask(body.address(), body.language, request.source_address, root.now())
    return Response.empty(202)


def sign_in(request: Request) -> Response:
    """`POST /api/session`; the session that this browser had is over."""
    check_origin(request, root.settings().public_url)
    body = bodies.read(bodies.SessionBody, request.json_object())
    entered = root_members.signing_in().sign_in(body.contact.address(), body.code, root.now())
    root_members.sessions().end(request.cookies.get(COOKIE))
    return _entered(200, entered)


def leave(request: Request) -> Response:
    """`DELETE /api/session`; leaving without a session is no mistake."""
    check_origin(request, root.settings().public_url)
    root_members.sessions().end(request.cookies.get(COOKIE))
    return replace(Response.empty(204), cookies=(cleared(),))


def join(request: Request) -> Response:
    """`POST /api/members`."""
    check_origin(request, root.settings().public_url)
    body = bodies.read(bodies.JoinBody, request.json_object())
    repeat_key = bodies.repeat_key(request.headers)
    entered = root_members.joining().join(body.application(), repeat_key, root.now())
    return _entered(201, entered, {"Location": "/api/members/me"})


def texts(request: Request) -> Response:
    """`GET /api/members/consent-texts`: what is agreed to, in force or in an earlier version."""
    query = bodies.read(bodies.TextsQuery, request.query, sign="?")
    return Response.json(200, root_members.consenting().texts(query.version, root.now()))


def _entered(status: int, entered: Entered, headers: Mapping[str, str] | None = None) -> Response:
    answer = Response.json(status, shown(entered.stored.person), headers)
    return replace(answer, cookies=(entered.cookie,))


ROUTES: Mapping[str, Handler] = {
    "POST /api/session/code": ask,
    "POST /api/session": sign_in,
    "DELETE /api/session": leave,
    "POST /api/members": join,
    "GET /api/members/consent-texts": texts,
}
