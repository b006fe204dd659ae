"""Routes of what is kept of oneself: having it given out, and having oneself taken out."""

from collections.abc import Mapping
from dataclasses import replace

from hearthline import root, root_privacy
from hearthline.member_requests import who_is_it
from hearthline.members import bodies
from hearthline.members.sessions import cleared
from hearthline.platform.http import Handler, Request, Response


def ask_for_export(request: Request) -> Response:
    """`POST /api/members/me/export`."""
    stored = who_is_it(request).stored
    key = bodies.repeat_key(request.headers)
    body = root_privacy.own_exports().ask(stored, key, root.now())
    return Response.json(202, body, {"Location": "/api/members/me/export"})


def export(request: Request) -> Response:
    """`GET /api/members/me/export`."""
    return Response.json(200, root_privacy.own_exports().view(who_is_it(request).stored, root.now()))


def leave(request: Request) -> Response:
    """`DELETE /api/members/me`."""
    root_privacy.closing().close(who_is_it(request), root.now())
    return replace(Response.empty(202), cookies=(cleared(),))


ROUTES: Mapping[str, Handler] = {
    "POST /api/members/me/export": ask_for_export,
    "GET /api/members/me/export": export,
    "DELETE /api/members/me": leave,
}
