"""The same routes for people in a browser without script: pages for JSON, plain HTML forms for bodies."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from hearthline import root
from hearthline.complaints import bodies
from hearthline.platform.http import Request, Response
from hearthline.platform.ids import identifier
from hearthline.platform.problems import Kind, Language, Problem

LANGUAGES: Mapping[object, Language] = {"zh": "zh", "en": "en"}
REPEAT_KEY = "idempotency_key"
REPEAT_HEADER = "idempotency-key"
TOLD_IN_PLACE = frozenset({Kind.INVALID, Kind.REFUSED, Kind.TOO_MANY})


def file(request: Request) -> Response:
    """`POST /api/complaints` by a form: on to the case's page, or back to the form with all that was typed.

    A form can't send headers, so `idempotency_key` may be one of its fields: pressing twice then files once.
    """
    form = request.form()
    repeat_key = form.pop(REPEAT_KEY) if isinstance(form.get(REPEAT_KEY), str) else None
    headers = {**request.headers, REPEAT_HEADER: repeat_key} if repeat_key else request.headers
    try:
        body = bodies.read(bodies.FileBody, bodies.from_form(form))
        filed = root.filing().by_customer(
            body.command(), bodies.repeat_key(headers), request.source_address, root.now()
        )
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE or not request.prefers_html():
            raise
        language = LANGUAGES.get(_typed(form, "language"), request.language)
        page = _home(language, typed=_all_typed(form), problem=problem)
        return _page(page, problem, language=language)
    return Response.redirect(filed.follow_url)


def follow(request: Request, key: str) -> Response:
    """`GET /api/complaints/{number}` in a browser: on to the page of the case, as old links lead here."""
    return Response.redirect(f"/follow/{quote(request.params['number'])}?key={quote(key)}")


def problem_page(problem: Problem, language: Language) -> Response:
    """Any problem that a person in a browser meets, with the same status and words."""
    return _page(root.pages().problem(problem, language), problem, language=language)


def _home(language: Language, **rest: Any) -> str:
    """Write the first page; each writing of the form gets a repeat key of its own."""
    catalog = root.offer().catalog(root.now())
    return root.pages().home(catalog, language, repeat_key=identifier(root.entropy), **rest)


def _page(page: str, problem: Problem | None = None, *, language: str) -> Response:
    return Response.html(
        page,
        problem.status if problem else 200,
        {"Content-Language": language, **(problem.headers if problem else {})},
        styles=root.pages().styles,
        forms_lead_to=root.settings().public_url,
    )


def _all_typed(form: Mapping[str, Any]) -> dict[str, str]:
    """Give what was typed into the forms' controls, by name."""
    names = root.pages().controls
    return {name: typed for name in names if (typed := _typed(form, name)) is not None}


def _typed(form: Mapping[str, Any], name: str) -> str | None:
    found: Any = form
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else None
