"""The desk's first page: who is signed in, and what there is for them."""

from hearthline import root_site
from hearthline.pages.visits import Visit
from hearthline.platform.access import Principal
from hearthline.platform.http import Request, Response


def page(request: Request, staff: Principal) -> Response:
    """Tell who is signed in: the first page of whose roles have nothing to do with cases."""
    return root_site.desk_pages().answer(
        Visit.of(request),
        "signing/front.html",
        staff=staff,
        roles=sorted(staff.roles),
        cities=sorted(staff.cities),
    )
