"""Routes of what one has brought about, and brought up: referrals and complaints."""

from collections.abc import Mapping

from hearthline import root_standing
from hearthline.member_requests import who_is_it
from hearthline.platform.bodies import PageQuery, read
from hearthline.platform.http import Handler, Request, Response


def referrals(request: Request) -> Response:
    """`GET /api/members/me/referrals`."""
    person = who_is_it(request).stored.person
    query = read(PageQuery, request.query, sign="?")
    return Response.json(200, root_standing.referral_lists().own(person, query.limit, query.cursor))


def complaints(request: Request) -> Response:
    """`GET /api/members/me/complaints`."""
    person = who_is_it(request).stored.id
    query = read(PageQuery, request.query, sign="?")
    return Response.json(200, root_standing.complaints().own(person, query.limit, query.cursor))


ROUTES: Mapping[str, Handler] = {
    "GET /api/members/me/referrals": referrals,
    "GET /api/members/me/complaints": complaints,
}
