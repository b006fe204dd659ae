"""What every page of a member begins and ends with: who it is, and the pages' common parts."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from hearthline import root, root_members, root_site
from hearthline.member_requests import who_is_it
from hearthline.members.sessions import COOKIE, SignedIn
from hearthline.pages.members import grouped
from hearthline.pages.posted import posted
from hearthline.pages.visits import Visit
from hearthline.pages.wall_clock import WallClock
from hearthline.pages.words import words
from hearthline.platform.bodies import REPEAT_KEY, VERSION
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.origins import SAFE
from hearthline.platform.problems import Kind, Problem
from hearthline.platform.request import FORM

MemberHandler = Callable[[Request, SignedIn], Response]

AREA: Final = "member"
SIGN_IN: Final = "/sign-in"
DONE: Final = "done"
"""The word of the query that says, after a form, what is done."""


def member_page(handler: MemberHandler) -> Handler:
    """Make a handler of the gateway's out of one that is given who is signed in; one read of the table.

    A change needs our own origin. Nobody signed in: the browser is led to the sign-in, and from there back; a
    script that asks for a part of a page is told by a 401. What was typed is kept on a page of its own.
    """

    def answer(request: Request) -> Response:
        try:
            return handler(request, who_is_it(request))
        except Problem as problem:
            if problem.kind is not Kind.UNAUTHORIZED or Visit.of(request).partial:
                raise
            return _kept(request) or Response.redirect(_to_sign_in(request))

    return answer


def page(request: Request, who: SignedIn, name: str, **values: Any) -> Response:
    """Answer with a page of the area, for who is signed in."""
    visit = Visit.of(request)
    done = request.query.get(DONE)
    common = {
        "clock": clock_of(who, visit.language),
        "done": done if done in words(visit.language, AREA)["done"] else None,
        "grouped": grouped,
        "paged": "cursor" in request.query,
        "reason": None,
    }
    return root_site.public_pages().answer(visit, f"{AREA}/{name}.html", **{**common, **values})


def clock_of(who: SignedIn, language: str) -> WallClock:
    """Give the clock of the member's city, the club's where they have named none."""
    places = root_members.places()
    places.refresh(root.now())
    return WallClock(places.zone(who.stored.person.city).key, language)


def told(request: Request, problem: Problem | None) -> dict[str, Any]:
    """Give what a form that comes back is drawn with, beside what was typed."""
    if problem is None:
        return {}
    labels = words(Visit.of(request).language, AREA)["fields"]
    return {"problem": problem, "labels": labels, "reason": problem.extra.get("reason")}


def paging(request: Request) -> Mapping[str, str]:
    """Give of the query what a list has; the rest is the page's own."""
    return {name: request.query[name] for name in ("cursor", "limit") if name in request.query}


def _kept(request: Request) -> Response | None:
    """Give back what was typed, to be sent again by who has signed in meanwhile; None for nothing."""
    if request.method in SAFE or request.media_type != FORM:
        return None
    fields = posted(request.body) or []
    if not any(content for name, content in fields if name not in {REPEAT_KEY, VERSION}):
        return None
    sign_in = f"{SIGN_IN}?{urlencode({'next': '/me', 'ended': '1'})}"
    return root_site.public_pages().answer(
        Visit.of(request),
        f"{AREA}/again.html",
        status=401,
        address=request.path,
        fields=fields,
        sign_in=sign_in,
    )


def _to_sign_in(request: Request) -> str:
    """Give where to sign in, and come back from there: to what was looked at, or the page that sent it."""
    back = Visit.of(request).address if request.method in SAFE else "/".join(request.path.split("/")[:3])
    ended = {"ended": "1"} if request.cookies.get(COOKIE) else {}
    return f"{SIGN_IN}?{urlencode({'next': back, **ended})}"
