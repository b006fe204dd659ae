"""Public routes: file, follow, talk, give a verdict, read the board."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from complaint_intake import attachments, browser, filer, picking
from complaint_intake.other_routes import OTHERS
from hearthline import root, root_site
from hearthline.complaints import bodies
from hearthline.page_serving import problem_page
from hearthline.platform.http import Handler, Request, Response, serve
from hearthline.platform.problems import Problem
from hearthline.platform.request import FORM, JSON
from hearthline.platform.storage_problems import STORAGE_PROBLEMS

A_MINUTE: Mapping[str, str] = {"Cache-Control": "public, max-age=60"}
ANY_SITE: Mapping[str, str] = {"Access-Control-Allow-Origin": "*"}
PREFLIGHT: Mapping[str, str] = {
    **ANY_SITE,
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "Content-Type, Idempotency-Key",
    "Access-Control-Max-Age": "86400",
}


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of the gateway."""
    return serve(
        ROUTES,
        event,
        context,
        known=OTHERS,
        errors=STORAGE_PROBLEMS,
        route_headers={"POST /api/complaints": ANY_SITE},
        problem_page=problem_page(event, root_site.public_pages),
    )


def file(request: Request) -> Response:
    """`POST /api/complaints`, as JSON or as a plain HTML form from any site."""
    if request.media_type == FORM:
        return browser.file(request)
    if request.media_type != JSON:
        raise Problem.unsupported(JSON, FORM)
    body = bodies.read(bodies.FileBody, request.json_object())
    filed = root.filing().by_customer(
        body.command(), bodies.repeat_key(request.headers), request.source_address, root.now()
    )
    return Response.json(201, filed.for_filer(), {"Location": f"/api/complaints/{filed.number}"})


def preflight(_: Request) -> Response:
    """`OPTIONS /api/complaints`: any site may post a complaint."""
    return Response.empty(204, PREFLIGHT)


def follow(request: Request) -> Response:
    """`GET /api/complaints/{number}`: a page for a browser, JSON for everybody else."""
    key = bodies.read(bodies.FollowQuery, request.query, sign="?").key
    if request.prefers_html():
        return browser.follow(request, key)
    view = root.following().view(request.params["number"], key, root.now())
    return Response.json(200, view)


def board(request: Request) -> Response:
    """`GET /api/board`."""
    query = bodies.read(bodies.BoardQuery, request.query, sign="?")
    page = root.board().page(
        city=query.city,
        project=query.project,
        kind=query.kind.value if query.kind else None,
        month=query.month,
        limit=query.limit,
        cursor=query.cursor,
        now=root.now(),
    )
    return Response.json(200, page)


def post(request: Request) -> Response:
    """`GET /api/board/{number}`."""
    return Response.json(200, root.board().post(request.params["number"], root.now()))


def promise(request: Request) -> Response:
    """`GET /api/board/promise`."""
    query = bodies.read(bodies.PromiseQuery, request.query, sign="?")
    figures = root.board().promise(city=query.city, project=query.project, month=query.month, now=root.now())
    return Response.json(200, figures, A_MINUTE)


def catalog(_: Request) -> Response:
    """`GET /api/catalog`."""
    return Response.json(200, root.offer().catalog(root.now()), A_MINUTE)


def health(_: Request) -> Response:
    """`GET /api/health`: the function runs and reads its table."""
    root.rulebook().refresh(root.now())
    return Response.json(200, {"status": "ok", "at": root.now()})


def openapi(_: Request) -> Response:
    """`GET /api/openapi.json`."""
    text = (Path(__file__).parent / "openapi.json").read_text("utf-8")
    headers = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "public, max-age=300"}
    return Response(200, text, headers)


ROUTES: Mapping[str, Handler] = {
    "POST /api/complaints": file,
    "OPTIONS /api/complaints": preflight,
    "POST /api/complaints/find": filer.find,
    "GET /api/complaints/{number}": follow,
    "POST /api/complaints/{number}/messages": filer.say,
    "POST /api/complaints/{number}/verdict": filer.verdict,
    "POST /api/complaints/{number}/remedy": filer.remedy,
    **attachments.ROUTES,
    "GET /api/board": board,
    "GET /api/board/promise": promise,
    "GET /api/board/{number}": post,
    "GET /api/catalog": catalog,
    **picking.ROUTES,
    "GET /api/health": health,
    "GET /api/openapi.json": openapi,
}
