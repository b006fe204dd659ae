"""The same routes for people in a browser without script: pages for JSON, plain HTML forms for bodies."""

from collections.abc import Callable, Mapping
from typing import Any

from hearthline import root
from hearthline.complaints import bodies
from hearthline.complaints.commands import GiveVerdict
from hearthline.complaints.remedy_commands import AnswerRemedy
from hearthline.platform.http import Request, Response
from hearthline.platform.ids import identifier
from hearthline.platform.problems import Kind, Language, Problem

LANGUAGES: Mapping[object, Language] = {"zh": "zh", "en": "en"}
REPEAT_KEY = "idempotency_key"
REPEAT_HEADER = "idempotency-key"
TOLD_IN_PLACE = frozenset({Kind.INVALID, Kind.REFUSED, Kind.TOO_MANY})

Give = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]


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


def follow(view: Mapping[str, Any], key: str) -> Response:
    """`GET /api/complaints/{number}`, as a page."""
    return _page(_followed(view, key), language=view["language"])


def say(request: Request) -> Response:
    """`POST /api/complaints/{number}/messages` by the form of the case's page."""

    def give(number: str, form: Mapping[str, Any]) -> Mapping[str, Any]:
        body = bodies.read(bodies.MessageBody, form)
        return root.following().say(number, body.key, body.text, root.now())

    return _given(request, give)


def verdict(request: Request) -> Response:
    """`POST /api/complaints/{number}/verdict` by the form of the case's page."""

    def give(number: str, form: Mapping[str, Any]) -> Mapping[str, Any]:
        body = bodies.read(bodies.VerdictBody, bodies.from_form(form))
        given = GiveVerdict(body.accepted, body.rating, body.comment)
        return root.following().verdict(number, body.key, given, root.now())

    return _given(request, give)


def remedy(request: Request) -> Response:
    """`POST /api/complaints/{number}/remedy` by the form of the case's page."""

    def give(number: str, form: Mapping[str, Any]) -> Mapping[str, Any]:
        body = bodies.read(bodies.RemedyBody, bodies.from_form(form))
        answer = AnswerRemedy(body.remedy, body.accepted, body.comment)
        return root.following().answer_remedy(number, body.key, answer, root.now())

    return _given(request, give)


def problem_page(problem: Problem, language: Language) -> Response:
    """Any problem that a person in a browser meets, with the same status and words."""
    return _page(root.pages().problem(problem, language), problem, language=language)


def _given(request: Request, give: Give) -> Response:
    """Send the browser back to the case's page; what was not taken is told there, where it was typed."""
    form = request.form()
    number, key = request.params["number"], _typed(form, "key")
    try:
        after = give(number, form)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE or key is None or not request.prefers_html():
            raise
        view = root.following().view(number, key, root.now())
        page = _followed(view, key, typed=_all_typed(form), problem=problem)
        return _page(page, problem, language=view["language"])
    return Response.redirect(f"/api/complaints/{after['number']}?key={key}#newest")


def _home(language: Language, **rest: Any) -> str:
    """Write the first page; each writing of the form gets a repeat key of its own."""
    catalog = root.offer().catalog(root.now())
    return root.pages().home(catalog, language, repeat_key=identifier(root.entropy), **rest)


def _followed(view: Mapping[str, Any], key: str, **rest: Any) -> str:
    now = root.now()
    return root.pages().followed(view, key=key, catalog=root.offer().catalog(now), now=now, **rest)


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
