"""The desk's first page: who is signed in, and what there is for them."""

from collections.abc import Mapping

from hearthline import root_site
from hearthline.pages.visits import Visit
from hearthline.platform.access import Principal
from hearthline.platform.http import Handler, Request, Response
from site_desk.staff_pages import staff_page


@staff_page
def front(request: Request, staff: Principal) -> Response:
    """`GET /desk`."""
    return root_site.desk_pages().answer(
        Visit.of(request),
        "signing/front.html",
        staff=staff,
        roles=sorted(staff.roles),
        cities=sorted(staff.cities),
    )


ROUTES: Mapping[str, Handler] = {"GET /desk": front}
