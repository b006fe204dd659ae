"""A case for its filer. The link's key is kept in a cookie of this page alone, and leaves the address."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from hearthline import root, root_site, root_work
from hearthline.complaints import bodies
from hearthline.complaints.attachments.bodies import TAKEN, AttachmentBody, from_form
from hearthline.complaints.commands import GiveVerdict
from hearthline.complaints.remedy_commands import AnswerRemedy
from hearthline.notices.wording import supported
from hearthline.pages import following
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import COOKIE, LANGUAGE, Visit
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.ids import display, read_number
from hearthline.platform.origins import check_origin
from hearthline.platform.problems import Problem

ADDRESS: Final = "/follow/"
FRESH: Final = "fresh"
CHOICES: Final = frozenset({"true", "false"})

Give = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]


def look(request: Request) -> Response:
    """`GET /follow/{number}`; with `?key=` it keeps the key and comes back without it."""
    number = _number(request)
    if "key" in request.query:
        key = bodies.read(bodies.FollowQuery, {"key": request.query["key"]}, sign="?").key
        cookie = f"{_cookie(number)}={key}; Path={ADDRESS}{number}; Secure; HttpOnly; SameSite=Lax"
        rest = {name: request.query[name] for name in (LANGUAGE, FRESH) if name in request.query}
        address = f"{ADDRESS}{number}"
        return Response.redirect(f"{address}?{urlencode(rest)}" if rest else address).with_cookies(cookie)
    return _page(request, root.following().view(number, _key(request, number), root.now()))


def say(request: Request) -> Response:
    """`POST /follow/{number}/messages`."""

    def give(number: str, form: Mapping[str, Any]) -> Mapping[str, Any]:
        body = bodies.read(bodies.MessageBody, form)
        return root.following().say(number, body.key, body.text, root.now())

    return _given(request, give)


def verdict(request: Request) -> Response:
    """`POST /follow/{number}/verdict`."""

    def give(number: str, form: Mapping[str, Any]) -> Mapping[str, Any]:
        body = bodies.read(bodies.VerdictBody, bodies.from_form(form))
        given = GiveVerdict(body.accepted, body.rating, body.comment)
        return root.following().verdict(number, body.key, given, root.now())

    return _given(request, give)


def remedy(request: Request) -> Response:
    """`POST /follow/{number}/remedy`."""

    def give(number: str, form: Mapping[str, Any]) -> Mapping[str, Any]:
        body = bodies.read(bodies.RemedyBody, bodies.from_form(form))
        answer = AnswerRemedy(body.remedy, body.accepted, body.comment)
        return root.following().answer_remedy(number, body.key, answer, root.now())

    return _given(request, give)


def announce(request: Request) -> Response:
    """`POST /follow/{number}/files`, by the page's script: say where and how a file is posted."""
    check_origin(request, root.settings().public_url)
    number, form = _number(request), from_form(request.form())
    body = bodies.read(AttachmentBody, {**form, "key": _key(request, number)})
    return Response.json(201, root_work.attaching().by_filer(number, body.key, body.announced(), root.now()))


def download(request: Request) -> Response:
    """`GET /follow/{number}/files/{id}`: to where it is, for a minute."""
    number = _number(request)
    key = _key(request, number)
    return Response.redirect(root_work.attaching().url_for_filer(number, key, request.params["id"]))


def _given(request: Request, give: Give) -> Response:
    """Send the browser back to the case's page; what was not taken is told there, where it was typed."""
    check_origin(request, root.settings().public_url)
    form, number = request.form(), _number(request)
    key = _key(request, number)
    try:
        give(number, {**form, "key": key})
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        view = root.following().view(number, key, root.now())
        return _page(request, view, typed=typed_in(form), problem=problem)
    return Response.redirect(f"{ADDRESS}{number}#newest")


def _page(
    request: Request,
    view: Mapping[str, Any],
    *,
    typed: Mapping[str, str] | None = None,
    problem: Problem | None = None,
) -> Response:
    """Write the page in the language that the reader chose, else in that of the case."""
    visit = Visit.of(request)
    if LANGUAGE not in request.query and COOKIE not in request.cookies:
        visit = replace(visit, language="en" if supported(view["language"]) == "en" else "zh")
    now = root.now()
    chosen = request.query.get("accepted", "")
    return root_site.public_pages().answer(
        visit,
        "follow/page.html",
        files_at=root_site.attachment_origin(),
        typed=typed or {},
        labels=following.labels(visit.language, typed or {}),
        problem=problem,
        chosen=chosen if chosen in CHOICES else "",
        fresh=FRESH in request.query,
        taken=TAKEN,
        **following.followed(view, root.offer().catalog(now), now, visit.language),
    )


def _number(request: Request) -> str:
    """Give the number as it is written; a page of what is none is not there."""
    number = read_number(request.params["number"])
    if number is None:
        raise Problem.not_found()
    return display(number)


def _key(request: Request, number: str) -> str:
    key = request.cookies.get(_cookie(number))
    if not key:
        raise Problem.not_found()
    return bodies.read(bodies.FollowQuery, {"key": key}, sign="?").key


def _cookie(number: str) -> str:
    return f"__Secure-follow-{number}"


ROUTES: Mapping[str, Handler] = {
    f"GET {ADDRESS}{{number}}": look,
    f"POST {ADDRESS}{{number}}/messages": say,
    f"POST {ADDRESS}{{number}}/verdict": verdict,
    f"POST {ADDRESS}{{number}}/remedy": remedy,
    f"POST {ADDRESS}{{number}}/files": announce,
    f"GET {ADDRESS}{{number}}/files/{{id}}": download,
}
