"""Signing in at the issuer, coming back, and leaving."""

from collections.abc import Mapping
from typing import Final

from hearthline import root, root_site, root_staff
from hearthline.pages.visits import Visit
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.logs import log
from hearthline.platform.origins import check_origin
from hearthline.staff.sessions import COOKIE, cleared
from hearthline.staff.signing_in import Returned, SignInFailed
from site_desk.staff_pages import sign_in_address

ANEW: Final = "anew"


def begin(request: Request) -> Response:
    """`GET /desk/sign-in`: to the issuer; with `anew` even a session of its own is not enough.

    By a page that leads on and not by a redirect: a browser holds a redirect to what the page allowed that
    it came from by a form, and that need not know the issuer.
    """
    anew = ANEW in request.query
    address, cookie = root_staff.signing_in().begin(request.query.get("next"), root.now(), anew=anew)
    return _onward(request, "signing/going.html", address, cookie)


def end(request: Request) -> Response:
    """`GET /desk/signed-in`: back from the issuer, with a code for tokens."""
    query = request.query
    returned = Returned(query.get("state", ""), query.get("code"), query.get("error"))
    try:
        entered = root_staff.signing_in().finish(returned, request.cookies, root.now())
    except SignInFailed as failed:
        return _failed(request, failed)
    return Response.redirect(entered.next).with_cookies(*entered.cookies)


def elsewhere(request: Request) -> Response:
    """`GET /desk/signed-in-elsewhere`: to go back to the window in which something is still to be sent."""
    return root_site.desk_pages().answer(Visit.of(request), "signing/elsewhere.html")


def leave(request: Request) -> Response:
    """`POST /desk/sign-out`: here, and then at the issuer. Leaving without a session is no mistake."""
    check_origin(request, root.settings().public_url)
    address = root_staff.signing_in().sign_out(request.cookies.get(COOKIE), root.now())
    return _onward(request, "signing/left.html", address, cleared())


def _onward(request: Request, template: str, address: str | None, cookie: str) -> Response:
    """Give a page that leads on at once, by itself or by its link, and takes no place in the history."""
    headers = {"Refresh": f"0; url={address}"} if address else {}
    pages = root_site.desk_pages()
    return pages.answer(Visit.of(request), template, headers=headers, cookies=(cookie,), address=address)


def _failed(request: Request, failed: SignInFailed) -> Response:
    if failed.reason == "flow" and root_staff.sessions().staff_of(request.cookies.get(COOKIE), root.now()):
        # Who goes back to this page in the browser's history has long been let in.
        return Response.redirect(failed.next)
    detail = failed.detail if failed.detail.isascii() and failed.detail.isprintable() else ""
    log("sign_in.failed", level="WARNING", reason=failed.reason, detail=detail[:100])
    return root_site.desk_pages().answer(
        Visit.of(request),
        "signing/failed.html",
        status=403 if failed.reason == "role" else 400,
        reason=failed.reason,
        again=f"{sign_in_address(failed.next)}{f'&{ANEW}=1' if failed.reason in {'stale', 'role'} else ''}",
    )


ROUTES: Mapping[str, Handler] = {
    "GET /desk/sign-in": begin,
    "GET /desk/signed-in": end,
    "GET /desk/signed-in-elsewhere": elsewhere,
    "POST /desk/sign-out": leave,
}
