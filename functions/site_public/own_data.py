"""A member's page of their data: profile and contacts."""

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from hearthline import root, root_members
from hearthline.member_forms import (
    ADDRESS,
    address_in,
    given_up_in,
    new_contact_in,
    profile_in,
)
from hearthline.members.bodies import ProfileBody
from hearthline.members.sessions import SignedIn
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.platform.bodies import form_version
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Kind, Problem
from site_public.member_pages import member_page, page, told
from site_public.privacy import data_page

_STRONG: Final = Markup('<strong dir="auto">{}</strong>')


def look(request: Request, who: SignedIn) -> Response:
    """`GET /me/data`."""
    return data_page(request, who)


def save(request: Request, who: SignedIn) -> Response:
    """`POST /me/data`: the profile; who has saved another one meanwhile is not overwritten."""
    form = request.form()
    try:
        return _changed(who, profile_in(form), form_version(form), "saved")
    except Problem as problem:
        return _back(request, who, form, problem)


def send_code(request: Request, who: SignedIn) -> Response:
    """`POST /me/data/contact/code`: sends a code to a contact that somebody wants to have."""
    form, now = request.form(), root.now()
    try:
        # Said before somebody waits for a code that they could not use.
        who.expect_fresh(now)
        address = address_in(form).address()
    except Problem as problem:
        return _back(request, who, form, problem)
    language = Visit.of(request).language
    root_members.codes().ask(address, language, request.source_address, now)
    return _code(request, who, form)


def change_contact(request: Request, who: SignedIn) -> Response:
    """`POST /me/data/contact`: with a right code the contact is theirs, and all other sessions end."""
    form = request.form()
    try:
        return _changed(who, new_contact_in(form), None, "contact")
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _code(request, who, form, problem)


def give_up(request: Request, who: SignedIn) -> Response:
    """`POST /me/data/contact/remove`."""
    form = request.form()
    try:
        return _changed(who, given_up_in(form), None, "contact")
    except Problem as problem:
        return _back(request, who, {}, problem)


def _changed(who: SignedIn, body: ProfileBody, expected: int | None, done: str) -> Response:
    changed = root_members.profile().change(who, body.wish(), expected, root.now())
    answer = Response.redirect(f"/me/data?done={done}")
    return answer.with_cookies(changed.cookie) if changed.cookie else answer


def _back(request: Request, who: SignedIn, form: Mapping[str, Any], problem: Problem) -> Response:
    """Give the page back as it was typed; after somebody else's change as it stands now."""
    if problem.kind not in TOLD_IN_PLACE:
        raise problem
    typed = {} if problem.kind is Kind.STALE else typed_in(form)
    return data_page(request, who, typed, **told(request, problem))


def _code(
    request: Request, who: SignedIn, form: Mapping[str, Any], problem: Problem | None = None
) -> Response:
    typed = {ADDRESS: "", **typed_in(form)}
    bold = _STRONG.format(typed[ADDRESS])
    return page(request, who, "contact", typed=typed, bold=bold, **told(request, problem))


ROUTES: Mapping[str, Handler] = {
    "GET /me/data": member_page(look),
    "POST /me/data": member_page(save),
    "POST /me/data/contact/code": member_page(send_code),
    "POST /me/data/contact": member_page(change_contact),
    "POST /me/data/contact/remove": member_page(give_up),
}
