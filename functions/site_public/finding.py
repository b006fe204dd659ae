"""Asking for the links of one's own cases: they are sent to the contact, never shown here."""

from collections.abc import Mapping
from typing import Final

from hearthline import root, root_site
from hearthline.complaints import bodies
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Kind, Problem

ADDRESS: Final = "/complaints/find"
CONTROLS: Final[tuple[str, ...]] = ("phone", "email")


def ask(request: Request) -> Response:
    """`GET /complaints/find`; after asking (`?sent=1`) it says what happens now, whoever asked for what."""
    return _page(Visit.of(request), sent="sent" in request.query)


def send(request: Request) -> Response:
    """`POST /complaints/find`: the same answer whether or not the contact is known."""
    form = request.form()
    visit = Visit.of(request)
    typed = {name: str(form[name]) for name in CONTROLS if name in form}
    try:
        body = bodies.read(bodies.FindBody, form)
    except Problem as problem:
        if problem.kind is not Kind.INVALID:
            raise
        return _page(visit, typed=typed, problem=problem)
    kind, value = ("phone", body.phone) if body.phone else ("email", body.email)
    root.following().find(kind, str(value), request.source_address, root.now())
    return Response.redirect(f"{ADDRESS}?sent=1")


def _page(
    visit: Visit,
    *,
    sent: bool = False,
    typed: Mapping[str, str] | None = None,
    problem: Problem | None = None,
) -> Response:
    labels = {name: words(visit.language)["form"][name] for name in CONTROLS}
    return root_site.public_pages().answer(
        visit, "finding/ask.html", sent=sent, typed=typed or {}, labels=labels, problem=problem
    )


ROUTES: Mapping[str, Handler] = {f"GET {ADDRESS}": ask, f"POST {ADDRESS}": send}
