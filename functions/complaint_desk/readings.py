"""The trace that reading leaves: one function for every staff route, and the auditors' look at it."""

from collections.abc import Mapping

from complaint_desk.staff import who_asks
from hearthline import root
from hearthline.complaints import bodies
from hearthline.complaints.privacy.bodies import ReadingsQuery
from hearthline.platform.access import Principal
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.logs import log


def record(
    request: Request, staff: Principal, what: str, *, number: str | None = None, about: str | None = None
) -> None:
    """Record that a member of staff is about to be shown personal data: of a case, or of what `about` names.

    Call it when everything else is done and before the answer is given. Storage that can't take it raises,
    and the request is refused with a 503: there is no reading without a trace.
    """
    root.readings().record(staff.id, what, request.request_id, root.now(), number=number, about=about)
    log("personal_data.read", actor=staff.id, what=what, number=number, about=about)


def listed(request: Request) -> Response:
    """`GET /api/desk/readings`: who read what, for auditors."""
    staff = who_asks(request)
    query = bodies.read(ReadingsQuery, request.query, sign="?")
    page = root.readings().listed(staff, query.wanted(), limit=query.limit, cursor=query.cursor)
    return Response.json(200, page)


ROUTES: Mapping[str, Handler] = {"GET /api/desk/readings": listed}
