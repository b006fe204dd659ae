"""Filing by a plain HTML form of any site, and old links: what people in a browser get instead of JSON."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from hearthline import root, root_site
from hearthline.complaints import bodies
from hearthline.platform.bodies import form_repeat_key, without_repeat_key
from hearthline.platform.http import Request, Response
from hearthline.platform.ids import identifier
from hearthline.platform.problems import Language, Problem

LANGUAGES: Mapping[object, Language] = {"zh": "zh", "en": "en"}


def file(request: Request) -> Response:
    """`POST /api/complaints` by a form: on to the case's page, or back to the form with all that was typed.

    A form can't send headers, so `idempotency_key` may be one of its fields: pressing twice then files once.
    """
    form = request.form()
    try:
        body = bodies.read(bodies.FileBody, bodies.from_form(without_repeat_key(form)))
        key = form_repeat_key(form) or bodies.repeat_key(request.headers)
        filed = root.filing().by_customer(body.command(), key, request.source_address, root.now())
    except Problem as problem:
        return _again(request, form, problem)
    return Response.redirect(filed.follow_url)


def follow(request: Request, key: str) -> Response:
    """`GET /api/complaints/{number}` in a browser: on to the page of the case, as old links lead here."""
    return Response.redirect(f"/follow/{quote(request.params['number'])}?key={quote(key)}")


def _again(request: Request, form: Mapping[str, Any], problem: Problem) -> Response:
    """Give the whole form on one page, as it was filled in; a program gets the problem."""
    from hearthline.pages import filing
    from hearthline.pages.faults import TOLD_IN_PLACE
    from hearthline.pages.typed import typed_in
    from hearthline.pages.visits import Visit

    if problem.kind not in TOLD_IN_PLACE or not request.prefers_html():
        raise problem
    language = LANGUAGES.get(str(form.get("language")), request.language)
    return root_site.public_pages().answer(
        Visit(language, filing.ADDRESS),
        "filing/whole.html",
        typed=typed_in(form),
        problem=problem,
        labels=filing.labels(language),
        # Each writing of the form gets a key of its own.
        repeat_key=identifier(root.entropy),
        **filing.offered(root.offer().catalog(root.now())),
    )
