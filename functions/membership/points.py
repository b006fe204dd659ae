"""Routes of one's own points."""

from collections.abc import Mapping

from hearthline import root, root_answers, root_points
from hearthline.member_requests import who_is_it
from hearthline.members.points_bodies import ClaimBody, RedeemBody
from hearthline.platform.bodies import PageQuery, read, repeat_key
from hearthline.platform.http import Handler, Request, Response


def view(request: Request) -> Response:
    """`GET /api/members/me/points`."""
    person = who_is_it(request).stored.id
    query = read(PageQuery, request.query, sign="?")
    return Response.json(200, root_points.own_points().view(person, query.limit, query.cursor, root.now()))


def redeem(request: Request) -> Response:
    """`POST /api/members/me/points`."""
    person = who_is_it(request).stored.id
    body = read(RedeemBody, request.json_object())
    key = repeat_key(request.headers)
    return Response.json(201, root_points.own_points().redeem(person, body.reward, key, root.now()))


def claim(request: Request) -> Response:
    """`POST /api/members/me/points/claims`."""
    person = who_is_it(request).stored.id
    body = read(ClaimBody, request.json_object())
    return Response.json(200, root_answers.claims().claim(person, body.claim, root.now()))


ROUTES: Mapping[str, Handler] = {
    "GET /api/members/me/points": view,
    "POST /api/members/me/points": redeem,
    "POST /api/members/me/points/claims": claim,
}
