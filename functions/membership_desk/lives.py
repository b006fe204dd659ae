"""Staff routes of the lives of homes."""

from collections.abc import Mapping

from hearthline import root, root_lifecycle
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import who_asks


def read(request: Request) -> Response:
    """`GET /api/desk/homes/{id}/life`: no person is in it, so that no reading is recorded."""
    staff = who_asks(request)
    return Response.json(200, root_lifecycle.desk().read(staff, request.params["id"], root.now()))


ROUTES: Mapping[str, Handler] = {"GET /api/desk/homes/{id}/life": read}
