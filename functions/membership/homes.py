"""Routes of one's own homes."""

from collections.abc import Mapping

from hearthline import root_homes
from hearthline.member_requests import who_is_it
from hearthline.platform.http import Handler, Request, Response


def read(request: Request) -> Response:
    """`GET /api/members/me/homes`."""
    return Response.json(200, root_homes.own_homes()(who_is_it(request).stored.person))


ROUTES: Mapping[str, Handler] = {"GET /api/members/me/homes": read}
