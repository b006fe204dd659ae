"""Staff routes of a member's referrals and complaints."""

from collections.abc import Mapping

from hearthline import root_members, root_standing
from hearthline.members.reach import reached
from hearthline.platform.access import Action
from hearthline.platform.bodies import PageQuery, read
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import record, who_asks


def referrals(request: Request) -> Response:
    """`GET /api/desk/members/{id}/referrals`; the reading is recorded."""
    staff, identity = who_asks(request), request.params["id"]
    query = read(PageQuery, request.query, sign="?")
    person = reached(staff, Action.READ_MEMBER, root_members.persons().load, identity).person
    page = root_standing.referral_lists().for_staff(staff.id, person, query.limit, query.cursor)
    record(request, staff, "member_referrals", about=identity)
    return Response.json(200, page)


def complaints(request: Request) -> Response:
    """`GET /api/desk/members/{id}/complaints`: those of the reader's cities; the reading is recorded."""
    staff, identity = who_asks(request), request.params["id"]
    query = read(PageQuery, request.query, sign="?")
    reached(staff, Action.READ_MEMBER, root_members.persons().load, identity)
    page = root_standing.complaints().for_staff(staff, identity, query.limit, query.cursor)
    record(request, staff, "member_complaints", about=identity)
    return Response.json(200, page)


ROUTES: Mapping[str, Handler] = {
    "GET /api/desk/members/{id}/referrals": referrals,
    "GET /api/desk/members/{id}/complaints": complaints,
}
