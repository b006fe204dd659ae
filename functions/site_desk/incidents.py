"""Pages of incidents: the list, opening one by hand, and one with its cases and answers to all."""

from collections.abc import Mapping
from typing import Final

from hearthline import root, root_desk
from hearthline.complaints import bodies
from hearthline.complaints.incidents.bodies import IncidentQuery, OpenBody
from hearthline.complaints.incidents.model import IncidentStatus
from hearthline.pages import incidents as shapes
from hearthline.pages.directory import Directory
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in, without_hidden
from hearthline.pages.visits import LANGUAGE, Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import form_repeat_key
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Problem
from site_desk.incident_pages import AT, LISTED, shown, whole
from site_desk.staff_pages import staff_page

_OPENED_WITH: Final = ("title", "city", "project", "building", "category", "complaints")


@staff_page
def page(request: Request, staff: Principal) -> Response:
    """`GET /desk/incidents`: newest first, by how they stand and by city."""
    asked = {name: value for name, value in request.query.items() if value and name != LANGUAGE}
    query = bodies.read(IncidentQuery, {"limit": LISTED, **asked}, sign="?")
    found = root.incidents().page(staff, query.city, query.status, query.limit, query.cursor, root.now())
    names = Directory(root.rulebook(), Visit.of(request).language)
    return shown(
        request,
        staff,
        "incidents/list.html",
        lines=shapes.lines(found["items"], names),
        next=found["next_cursor"],
        asked={name: asked[name] for name in ("status", "city") if name in asked},
        statuses=[status.value for status in IncidentStatus],
        later=bool(query.cursor),
    )


@staff_page
def choices(request: Request, staff: Principal) -> Response:
    """`GET /desk/incidents/choices?city=`: the open ones, for the control that takes an incident's id."""
    city = request.query.get("city") or None
    found = root.incidents().page(staff, city, IncidentStatus.OPEN, 100, None, root.now())
    return shown(request, staff, "incidents/choices.html", items=found["items"])


@staff_page
def draft(request: Request, staff: Principal) -> Response:
    """`GET /desk/incidents/new`; a link may say with which case, and where."""
    typed = {name: request.query[name] for name in _OPENED_WITH if name in request.query}
    return _form(request, staff, typed)


@staff_page
def make(request: Request, staff: Principal) -> Response:
    """`POST /desk/incidents/new`."""
    form, now = request.form(), root.now()
    try:
        body = bodies.read(OpenBody, shapes.opening(form))
        key = form_repeat_key(form)
        made = root.incidents().open(staff, body.wish(staff.id, now), body.complaints, key, now)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _form(request, staff, typed_in(form), problem)
    return Response.redirect(f"{AT}/{made['id']}?done=open")


@staff_page
def one(request: Request, staff: Principal) -> Response:
    """`GET /desk/incidents/{id}`."""
    return whole(request, staff)


@staff_page
def progress(request: Request, staff: Principal) -> Response:
    """`GET /desk/incidents/{id}/progress`: a part of its page, looked at again until the work has ended.

    Then it leads to the page as it is now; opening that is left to the reader, who may be typing.
    """
    identity = request.params["id"]
    if not Visit.of(request).partial:
        return Response.redirect(f"{AT}/{identity}")
    body, _ = root.incidents().one_with_choices(staff, identity, 1, None, root.now())
    ended = not body["job_running"]
    left_out = root_desk.incident_cases().left_out(staff, identity) if ended else {}
    sent = shapes.broadcasts(body, left_out, Visit.of(request).language)
    return shown(request, staff, "incidents/progress.html", incident=body, broadcasts=sent, ended=ended)


def _form(
    request: Request, staff: Principal, typed: Mapping[str, str], problem: Problem | None = None
) -> Response:
    authorize_role(staff, Action.LEAD_INCIDENT)
    root.rulebook().refresh(root.now())
    text = words(Visit.of(request).language, "incidents")["fields"]
    return shown(
        request,
        staff,
        "incidents/new.html",
        typed=without_hidden(typed),
        labels={name: text[name] for name in (*_OPENED_WITH, "text")},
        problem=problem,
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}": page,
    f"GET {AT}/choices": choices,
    f"GET {AT}/new": draft,
    f"POST {AT}/new": make,
    f"GET {AT}/{{id}}": one,
    f"GET {AT}/{{id}}/progress": progress,
}
