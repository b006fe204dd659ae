"""Pages of the door: sign in by a code, join, sign out.

A code is asked for on one page and entered on the next; the contact goes along in the form, never in an
address. What is told is the same whether or not the contact is anybody's.
"""

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from hearthline import root, root_members, root_site
from hearthline.member_forms import ADDRESS, address_in, joining_in, session_in
from hearthline.members.sessions import COOKIE, cleared
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.members import choices
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.bodies import form_repeat_key, without_repeat_key
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.ids import identifier
from hearthline.platform.origins import check_origin
from hearthline.platform.paths import own_address
from hearthline.platform.problems import Problem
from site_public.member_pages import AREA, told

FIRST: Final = "/me"
"""Where who has come in begins, unless they wanted to go elsewhere."""
_STRONG: Final = Markup('<strong dir="auto">{}</strong>')


def sign_in(request: Request) -> Response:
    """`GET /sign-in`: asks for a contact; `next` says where to go on."""
    return _page(request, "sign_in", next=_next(request.query), ended="ended" in request.query, typed={})


def send_code(request: Request) -> Response:
    """`POST /sign-in/code`: asks for the code that was sent, whoever's the contact is."""
    form = _sent(request)
    try:
        _ask(request, form)
    except Problem as problem:
        return _back(request, "sign_in", form, problem, next=_next(form), ended=False)
    return _page(request, "code", next=_next(form), typed={ADDRESS: str(form[ADDRESS])})


def enter(request: Request) -> Response:
    """`POST /sign-in`: with a right code on to where they wanted to go; an earlier session here is over."""
    form = _sent(request)
    try:
        body = session_in(form)
        entered = root_members.signing_in().sign_in(body.contact.address(), body.code, root.now())
    except Problem as problem:
        name = "code" if isinstance(form.get(ADDRESS), str) else "sign_in"
        return _back(request, name, form, problem, next=_next(form), ended=False)
    root_members.sessions().end(request.cookies.get(COOKIE))
    return Response.redirect(_next(form)).with_cookies(entered.cookie)


def leave(request: Request) -> Response:
    """`POST /sign-out`; leaving without a session is no mistake."""
    check_origin(request, root.settings().public_url)
    root_members.sessions().end(request.cookies.get(COOKIE))
    return Response.redirect("/").with_cookies(cleared())


def join(request: Request) -> Response:
    """`GET /join`: what the club is, and the first contact; `ref` is the code of who referred them."""
    return _page(request, "join", typed={"referral_code": request.query.get("ref", "")})


def send_joining_code(request: Request) -> Response:
    """`POST /join/code`: asks for the rest, and for the code that was sent."""
    form = _sent(request)
    try:
        _ask(request, form)
    except Problem as problem:
        return _back(request, "join", form, problem)
    return _details(request, form)


def details(request: Request) -> Response:
    """`POST /join/details`: asks for the rest of who has a right code of no member's."""
    return _details(request, _sent(request))


def enrol(request: Request) -> Response:
    """`POST /join`: makes a member, and shows them their pages."""
    form = _sent(request)
    try:
        application = joining_in(form, Visit.of(request).language).application()
        entered = root_members.joining().join(application, form_repeat_key(form), root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _details(request, form, problem)
    return Response.redirect(f"{FIRST}?done=joined").with_cookies(entered.cookie)


def _sent(request: Request) -> dict[str, Any]:
    check_origin(request, root.settings().public_url)
    return request.form()


def _ask(request: Request, form: Mapping[str, Any]) -> None:
    address = address_in(form).address()
    language = Visit.of(request).language
    root_members.codes().ask(address, language, request.source_address, root.now())


def _details(request: Request, form: Mapping[str, Any], problem: Problem | None = None) -> Response:
    """Ask for the rest; each writing of the form gets a repeat key, and the texts in force."""
    now, language = root.now(), Visit.of(request).language
    root.rulebook().refresh(now)
    cities = root.rulebook().catalog().cities.values()
    typed = {"referral_code": "", "sex": "", "employer": "", "education": "", "code": "", ADDRESS: ""}
    # What was refused is tried again as it is, or corrected: either is another request.
    kept = without_repeat_key(typed_in(form))
    a = words(language, AREA)
    return _page(
        request,
        "join_details",
        typed={**typed, **kept},
        texts=root_members.consenting().texts(None, now),
        repeat_key=identifier(root.entropy),
        cities=[{"code": city.code, "names": city.names} for city in cities],
        sexes=choices(a["sexes"], language),
        educations=choices(a["educations"], language),
        **told(request, problem),
    )


def _back(request: Request, name: str, form: Mapping[str, Any], problem: Problem, **values: Any) -> Response:
    """Give a form back with all that was typed and why it was not taken."""
    if problem.kind not in TOLD_IN_PLACE:
        raise problem
    typed = {"code": "", "referral_code": "", **typed_in(form)}
    return _page(request, name, typed=typed, **values, **told(request, problem))


def _page(request: Request, name: str, *, typed: Mapping[str, str], **values: Any) -> Response:
    common = {"reason": None, "bold": _STRONG.format(typed.get(ADDRESS, ""))}
    template = f"{AREA}/{name}.html"
    return root_site.public_pages().answer(Visit.of(request), template, typed=typed, **{**common, **values})


def _next(given: Mapping[str, Any]) -> str:
    return own_address(given.get("next"), FIRST)


ROUTES: Mapping[str, Handler] = {
    "GET /sign-in": sign_in,
    "POST /sign-in/code": send_code,
    "POST /sign-in": enter,
    "POST /sign-out": leave,
    "GET /join": join,
    "POST /join/code": send_joining_code,
    "POST /join/details": details,
    "POST /join": enrol,
}
