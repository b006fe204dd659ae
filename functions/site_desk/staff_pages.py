"""What every page of staff goes through: who asks, by which session, and what is told where they may not."""

from collections.abc import Callable
from functools import wraps
from typing import Final
from urllib.parse import urlencode, urlsplit

from hearthline import root, root_site, root_staff
from hearthline.pages.posted import posted
from hearthline.pages.visits import Visit
from hearthline.platform.access import Principal, RoleMissing
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.logs import bind
from hearthline.platform.origins import SAFE, check_origin
from hearthline.platform.problems import Kind, Problem
from hearthline.platform.request import FORM
from hearthline.staff.flows import safe_next
from hearthline.staff.sessions import COOKIE

StaffHandler = Callable[[Request, Principal], Response]

SIGN_IN: Final = "/desk/sign-in"


def staff_page(handler: StaffHandler) -> Handler:
    """Make a handler of the gateway's out of one that is given who asks; one read of the table.

    - A change needs our own origin; whatever another site asks for is a 403.
    - Nobody signed in: a look leads to the sign-in and back to the very address; a change is a 401 whose page
      keeps what was typed. A script (htmx) is told by a 401 where the browser is to go.
    - A Problem that the handler raises is told on a page with the desk's menu; a 403 says which roles may.
    """

    @wraps(handler)
    def page(request: Request) -> Response:
        check_origin(request, root.settings().public_url)
        staff = root_staff.sessions().staff_of(request.cookies.get(COOKIE), root.now())
        if staff is None:
            return _to_sign_in(request) if request.method in SAFE else _kept(request)
        bind(actor=staff.id)
        try:
            return handler(request, staff)
        except Problem as problem:
            if not request.prefers_html():
                raise
            return _told(request, staff, problem)

    return page


def sign_in_address(next_: str) -> str:
    """Give the address that signs somebody in and leads to `next_` then."""
    return f"{SIGN_IN}?{urlencode({'next': safe_next(next_)})}"


def _to_sign_in(request: Request) -> Response:
    visit = Visit.of(request)
    if not visit.partial:
        return Response.redirect(sign_in_address(visit.address))
    # The part belongs to a page, and that is where whoever signs in wants to be.
    shown = urlsplit(request.headers.get("hx-current-url", ""))
    page = f"{shown.path}?{shown.query}" if shown.query else shown.path
    return Response.empty(401, {"HX-Redirect": sign_in_address(page)})


def _kept(request: Request) -> Response:
    """Give back what was typed, to be sent again by whoever has signed in meanwhile in another window."""
    fields = posted(request.body) if request.media_type == FORM else None
    return root_site.desk_pages().answer(
        Visit.of(request),
        "signing/again.html",
        status=401,
        # A script puts the whole page where the form was.
        headers={"HX-Retarget": "body", "HX-Reswap": "innerHTML"},
        address=request.path,
        fields=fields,
        sign_in=sign_in_address("/desk/signed-in-elsewhere"),
    )


def _told(request: Request, staff: Principal, problem: Problem) -> Response:
    visit = Visit.of(request)
    if problem.kind is not Kind.FORBIDDEN:
        return root_site.desk_pages().problem(visit, problem, staff=staff)
    roles = sorted(problem.roles) if isinstance(problem, RoleMissing) else []
    return root_site.desk_pages().answer(
        visit,
        "signing/no_permission.html",
        status=problem.status,
        staff=staff,
        roles=roles,
        wished=request.method not in SAFE,
    )
