"""A case: all there is of it, and every command on it."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_desk, root_site, root_work
from hearthline.complaints import bodies
from hearthline.complaints.attachments.bodies import TAKEN, DeskAttachmentBody, from_form
from hearthline.complaints.desk_bodies import COMMANDS
from hearthline.notices.wording import yuan
from hearthline.pages import command_typed, desk_case
from hearthline.pages.choices import hindrances, possible
from hearthline.pages.countdowns import time_left
from hearthline.pages.directory import Directory
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in, under, without_hidden
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import ALLOWED, Action, Principal, RoleMissing
from hearthline.platform.bodies import form_repeat_key, form_version
from hearthline.platform.http import Handler, Request, Response, etag
from hearthline.platform.ids import display, identifier, read_number
from hearthline.platform.problems import Kind, Problem
from hearthline.staff_requests import record
from site_desk.staff_pages import staff_page

_UPLOAD_WORDS: Final = "follow"


@staff_page
def look(request: Request, staff: Principal) -> Response:
    """`GET /desk/cases/{number}`; with `?saved=` the reply begins with the words of a saved one."""
    code = request.query.get("saved")
    typed: dict[str, str] = {}
    if code:
        offered = _offered(request, staff)
        found = next((each["text"] for each in offered["items"] if each["code"] == code), None)
        typed = {"reply.text": found} if found else {}
    return _page(request, staff, typed=typed, open_="reply" if typed else "")


@staff_page
def give(request: Request, staff: Principal) -> Response:
    """`POST /desk/cases/{number}/{command}`; what is refused is told where it was typed."""
    name, form, now = request.params["command"], request.form(), root.now()
    if name not in COMMANDS:
        raise Problem.not_found()
    root.rulebook().refresh(now)
    zone = Directory(root.rulebook(), "en").zone(str(form.get("city", "")))
    seen = form_version(form)
    model, build = COMMANDS[name]
    try:
        wish = build(bodies.read(model, command_typed.body(name, form, zone)))
        key = form_repeat_key(form)
        number = request.params["number"]
        head, _ = root.desk_commands().give(staff, number, Action(name), wish, seen, now, key)
    except Problem as problem:
        if isinstance(problem, RoleMissing) or problem.kind not in {*TOLD_IN_PLACE, Kind.FORBIDDEN}:
            raise
        before = seen if problem.kind is Kind.STALE else None
        told = under(problem, name)
        return _page(request, staff, typed=typed_in(form), problem=told, seen=before, open_=name)
    if not staff.sees(head["city"]):
        return Response.redirect(f"/desk?done={name}")
    return Response.redirect(f"/desk/cases/{head['number']}?done={name}")


@staff_page
def replies(request: Request, staff: Principal) -> Response:
    """`GET /desk/cases/{number}/replies`: in the language that the customer writes in."""
    offered = _offered(request, staff)
    return root_site.desk_pages().answer(
        Visit.of(request), "cases/replies.html", staff=staff, number=offered["number"], items=offered["items"]
    )


@staff_page
def announce(request: Request, staff: Principal) -> Response:
    """`POST /desk/cases/{number}/files`, by the page's script: say where and how a file is posted."""
    body = bodies.read(DeskAttachmentBody, from_form(request.form()))
    lent = root_work.attaching().by_staff(staff, request.params["number"], body.announced(), root.now())
    return Response.json(201, lent)


@staff_page
def download(request: Request, staff: Principal) -> Response:
    """`GET /desk/cases/{number}/files/{id}`: to where it is, for a minute; it is recorded."""
    number, name = request.params["number"], request.params["id"]
    url = root_work.attaching().url_for_staff(staff, number, name)
    record(request, staff, "attachment", number=number, about=name)
    return Response.redirect(url)


def _offered(request: Request, staff: Principal) -> Mapping[str, Any]:
    number = request.params["number"]
    offered = root_desk.replies().offered(staff, number, None, root.now())
    record(request, staff, "replies", number=offered["number"])
    return offered


def _page(
    request: Request,
    staff: Principal,
    *,
    typed: Mapping[str, str],
    problem: Problem | None = None,
    seen: int | None = None,
    open_: str = "",
) -> Response:
    """Write the case as it stands now; `open_` is the command whose form is open."""
    visit, now = Visit.of(request), root.now()
    body, version, choices = root.desk().case_with_choices(staff, request.params["number"], now)
    record(request, staff, "case", number=body["number"])
    names = Directory(root.rulebook(), visit.language)
    return root_site.desk_pages().answer(
        visit,
        "cases/case.html",
        staff=staff,
        headers={"ETag": etag(version)},
        # A form that comes back stands on what is shown beside it.
        typed=without_hidden(typed),
        labels=command_typed.labels(visit.language),
        problem=problem,
        files_at=root_site.attachment_origin(),
        can=possible(choices),
        order=desk_case.ORDER,
        hindrances=hindrances(choices, visit.language, desk_case.ORDER),
        since=desk_case.since(body["timeline"], seen),
        version=version,
        repeat_key=identifier(root.entropy),
        open=open_,
        done=request.query.get("done", ""),
        yuan=yuan,
        time_left=time_left,
        uploading=words(visit.language, _UPLOAD_WORDS),
        taken=TAKEN,
        written=lambda number: display(read_number(number) or number),
        proposal=desk_case.proposal(body) if staff.roles & ALLOWED[Action.PROPOSE] else "",
        incident_of=desk_case.incident_of(body) if staff.roles & ALLOWED[Action.LEAD_INCIDENT] else "",
        **desk_case.shown(body, names, now),
    )


ROUTES: Mapping[str, Handler] = {
    "GET /desk/cases/{number}": look,
    "GET /desk/cases/{number}/replies": replies,
    "POST /desk/cases/{number}/files": announce,
    "GET /desk/cases/{number}/files/{id}": download,
    "POST /desk/cases/{number}/{command}": give,
}
