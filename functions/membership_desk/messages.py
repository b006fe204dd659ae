"""What a person was sent, with each decision; and taking back what is held against an address."""

from collections.abc import Mapping

from hearthline import root, root_members, root_notices
from hearthline.members.reach import reached
from hearthline.notices.bodies import LiftBody
from hearthline.platform.access import Action, authorize_role
from hearthline.platform.bodies import PageQuery, read
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.logs import log
from hearthline.staff_requests import record, who_asks


def of_member(request: Request) -> Response:
    """`GET /api/desk/members/{id}/messages`."""
    staff = who_asks(request)
    query = read(PageQuery, request.query, sign="?")
    found = reached(staff, Action.READ_MEMBER, root_members.persons().load, request.params["id"])
    page = root_notices.messages().page(found.id, query.limit, query.cursor, decisions=True)
    record(request, staff, "member_messages", about=found.id)
    return Response.json(200, page)


def lift(request: Request) -> Response:
    """`POST /api/desk/suppressions/lift`: tells whether anything was held against the address."""
    staff = who_asks(request)
    authorize_role(staff, Action.LIFT_SUPPRESSION)
    body = read(LiftBody, request.json_object())
    address = root_members.prints().person(*body.contact())
    lifted = root_notices.contact_record().lift(address, root.now(), by=staff.id, why=body.reason)
    log("suppression.lifted", actor=staff.id, about=address, lifted=lifted)
    return Response.json(200, {"lifted": lifted})


ROUTES: Mapping[str, Handler] = {
    "GET /api/desk/members/{id}/messages": of_member,
    "POST /api/desk/suppressions/lift": lift,
}
