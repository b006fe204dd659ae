"""Staff routes: the work list, a case, the commands, filing for a customer, history imports."""

from collections.abc import Mapping
from typing import Any

from complaint_desk import (
    attachments,
    documents,
    imports,
    improvements,
    incidents,
    privacy,
    readings,
    replying,
)
from hearthline import root
from hearthline.complaints import bodies, desk_bodies
from hearthline.platform.access import Action
from hearthline.platform.http import Handler, Request, Response, etag, serve
from hearthline.platform.logs import log
from hearthline.platform.problems import Problem
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from hearthline.staff_requests import record, who_asks

OTHERS = (
    "GET /api/desk/home-visits",
    "GET /api/desk/progress-letters",
    "POST /api/desk/progress-letters",
    "GET /api/desk/members",
    "POST /api/desk/members",
    "POST /api/desk/suppressions/lift",
)
"""Routes of other functions behind the same catch-all."""


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request that the gateway's authorizer has let through."""
    return serve(ROUTES, event, context, known=OTHERS, errors=STORAGE_PROBLEMS)


def work_list(request: Request) -> Response:
    """`GET /api/desk/complaints`; it shows no contact and no unit, so its reading is a line of the log."""
    staff = who_asks(request)
    query = bodies.read(desk_bodies.WorkQuery, request.query, sign="?")
    page = root.desk().work_list(
        staff,
        query.view,
        query.filters(),
        city=query.city,
        limit=query.limit,
        cursor=query.cursor,
        now=root.now(),
    )
    log("personal_data.read", actor=staff.id, what="list", view=query.view, cases=len(page["items"]))
    return Response.json(200, page)


def file(request: Request) -> Response:
    """`POST /api/desk/complaints`."""
    staff = who_asks(request)
    body = bodies.read(desk_bodies.DeskFileBody, request.json_object())
    filed = root.desk().file(staff, body.command(), bodies.repeat_key(request.headers), root.now())
    return Response.json(201, filed.for_staff(), {"Location": f"/api/desk/complaints/{filed.number}"})


def case(request: Request) -> Response:
    """`GET /api/desk/complaints/{number}`; the reading of personal data is recorded."""
    staff = who_asks(request)
    body, version = root.desk().case(staff, request.params["number"], root.now())
    record(request, staff, "case", number=body["number"])
    return Response.json(200, body, {"ETag": etag(version)})


def command(request: Request) -> Response:
    """`POST /api/desk/complaints/{number}/{command}`; what leaves no entry in the timeline is a reading."""
    staff, number = who_asks(request), request.params["number"]
    name = request.params["command"]
    if name not in desk_bodies.COMMANDS:
        raise Problem.not_found()
    model, build = desk_bodies.COMMANDS[name]
    given = request.json_object() if request.body else {}
    wish = build(bodies.read(model, given))
    recorded = False

    def unwritten() -> None:
        nonlocal recorded
        record(request, staff, "case", number=number)
        recorded = True

    head, version = root.desk_commands().give(
        staff,
        number,
        Action(name),
        wish,
        request.if_match(),
        root.now(),
        bodies.repeat_key(request.headers),
        unwritten,
    )
    if not recorded:
        log("personal_data.read", actor=staff.id, number=head["number"], what="case")
    return Response.json(200, head, {"ETag": etag(version)})


ROUTES: Mapping[str, Handler] = {
    "GET /api/desk/complaints": work_list,
    "POST /api/desk/complaints": file,
    "GET /api/desk/complaints/{number}": case,
    "POST /api/desk/complaints/{number}/{command}": command,
    **attachments.ROUTES,
    **documents.ROUTES,
    **improvements.ROUTES,
    **imports.ROUTES,
    **incidents.ROUTES,
    **readings.ROUTES,
    **replying.ROUTES,
    **privacy.ROUTES,
}
