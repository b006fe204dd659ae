"""A member's page of consents: what stands, the texts, and all that was ever declared."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_members
from hearthline.member_forms import consents_in
from hearthline.members.model import Via
from hearthline.members.sessions import SignedIn
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Problem
from site_public.member_pages import member_page, page, told


def look(request: Request, who: SignedIn) -> Response:
    """`GET /me/consents`."""
    return _page(request, who)


def declare(request: Request, who: SignedIn) -> Response:
    """`POST /me/consents`: withdrawing is the same form as giving."""
    body = consents_in(request.form())
    consenting = root_members.consenting()
    try:
        consenting.declare(who.stored, body.wish(), root.now(), via=Via.WEB, read=body.text_version)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        wished: dict[str, dict[str, bool]] = {}
        for (purpose, channel), given in body.wish().items():
            wished.setdefault(purpose.value, {})[str(channel)] = given
        return _page(request, who, standing=wished, **told(request, problem))
    return Response.redirect("/me/consents?done=consents")


def text(request: Request, who: SignedIn) -> Response:
    """`GET /me/consents/texts/{version:int}`: what was read when it was agreed to."""
    texts = root_members.consenting().texts(int(request.params["version"]), root.now())
    return page(request, who, "text", texts=texts)


def _page(request: Request, who: SignedIn, **values: Any) -> Response:
    consenting = root_members.consenting()
    view = consenting.view(who.stored)
    texts = consenting.texts(None, root.now())
    given = {"standing": view["consents"], "history": view["history"][::-1], "texts": texts}
    return page(request, who, "consents", **{**given, **values})


ROUTES: Mapping[str, Handler] = {
    "GET /me/consents": member_page(look),
    "POST /me/consents": member_page(declare),
    "GET /me/consents/texts/{version:int}": member_page(text),
}
