"""What is done with an incident on its pages: lead it, link cases, and answer all of them at once."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from hearthline import root, root_desk
from hearthline.complaints import bodies
from hearthline.complaints.commands import Link
from hearthline.complaints.incidents.bodies import (
    BroadcastBody,
    CaseBody,
    CloseBody,
    ConfirmBody,
    DismissBody,
)
from hearthline.pages import incidents as shapes
from hearthline.pages.choices import why
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in, under
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, RoleMissing, authorize_role
from hearthline.platform.bodies import REPEAT_KEY, form_repeat_key
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Kind, Problem
from site_desk.incident_pages import AT, shown, whole
from site_desk.staff_pages import staff_page

_OF_A_CASE: Final = frozenset({"link", "unlink"})
_Given = Mapping[str, Any]


def _confirm(staff: Principal, identity: str, given: _Given) -> None:
    root.incidents().confirm(staff, identity, bodies.read(ConfirmBody, given).title, root.now())


def _dismiss(staff: Principal, identity: str, given: _Given) -> None:
    root.incidents().dismiss(staff, identity, bodies.read(DismissBody, given).reason, root.now())


def _close(staff: Principal, identity: str, given: _Given) -> None:
    body = bodies.read(CloseBody, given)
    root.incidents().close(staff, identity, body.summary, body.outcome(), root.now())


def _link(staff: Principal, identity: str, given: _Given) -> None:
    _of_a_case(staff, given, Link(identity))


def _unlink(staff: Principal, identity: str, given: _Given) -> None:
    _of_a_case(staff, given, Link(None, leaving=identity))


def _of_a_case(staff: Principal, given: _Given, command: Link) -> None:
    number = bodies.read(CaseBody, given).number
    root.desk_commands().give(staff, number, Action.LINK, command, None, root.now())


_WISHES: Final[Mapping[str, Callable[[Principal, str, _Given], None]]] = {
    "confirm": _confirm,
    "dismiss": _dismiss,
    "close": _close,
    "link": _link,
    "unlink": _unlink,
}


@staff_page
def lead(request: Request, staff: Principal) -> Response:
    """`POST /desk/incidents/{id}/{wish}`; what is refused is told where it was typed."""
    identity, wish, form = request.params["id"], request.params["wish"], request.form()
    if wish not in _WISHES:
        raise Problem.not_found()
    given = form.get(wish)
    try:
        _WISHES[wish](staff, identity, given if isinstance(given, Mapping) else {})
    except Problem as problem:
        # Of a case that isn't there, or isn't theirs, the page tells; the incident itself may be neither.
        told = {*TOLD_IN_PLACE, Kind.FORBIDDEN, Kind.NOT_FOUND} if wish in _OF_A_CASE else TOLD_IN_PLACE
        if isinstance(problem, RoleMissing) or problem.kind not in told:
            raise
        return whole(request, staff, typed=typed_in(form), problem=under(problem, wish), open_=wish)
    return Response.redirect(f"{AT}/{identity}?done={wish}")


@staff_page
def write(request: Request, staff: Principal) -> Response:
    """`GET /desk/incidents/{id}/broadcast`: the form of an answer to all, and whom it would reach."""
    return _broadcast(request, staff, {})


@staff_page
def send(request: Request, staff: Principal) -> Response:
    """`POST /desk/incidents/{id}/broadcast`: asked about once more with whom it reaches, then it begins."""
    form, identity = request.form(), request.params["id"]
    typed = typed_in(form)
    if form.get("back"):
        return _broadcast(request, staff, typed)
    try:
        body = bodies.read(BroadcastBody, shapes.announced(form))
        resolves = body.resolve.outcome() if body.resolve else None
        if not form.get("sure"):
            return _broadcast(request, staff, typed, asking=body)
        key = form_repeat_key(form)
        root.incidents().broadcast(staff, identity, body.said(), resolves, key, root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _broadcast(request, staff, typed, shapes.at_controls(problem, form))
    return Response.redirect(f"{AT}/{identity}?done=broadcast")


def _broadcast(
    request: Request,
    staff: Principal,
    typed: Mapping[str, str],
    problem: Problem | None = None,
    asking: BroadcastBody | None = None,
) -> Response:
    """Write the form; with `asking`, what is about to be sent and to whom."""
    authorize_role(staff, Action.LEAD_INCIDENT)
    identity, now, language = request.params["id"], root.now(), Visit.of(request).language
    resolves = asking.resolve.outcome() if asking and asking.resolve else None
    body, can = root.incidents().one_with_choices(staff, identity, 1, None, now)
    reach = root_desk.incident_cases().reach(staff, identity, resolves, now)
    said = words(language, "incidents")
    reason = can["broadcast"]
    named = {f"text.{code}": said["texts"][code] for code in shapes.TEXTS}
    outcome = {f"resolve.{name}": said["fields"][name] for name in ("cause", "department", "contractor")}
    return shown(
        request,
        staff,
        "incidents/broadcast.html",
        # A form that comes back for what is wrong in it is another wish, under another key.
        typed={name: value for name, value in typed.items() if asking or name not in {REPEAT_KEY, "sure"}},
        labels={**named, **outcome},
        problem=problem,
        incident=body,
        hindrance=why(reason, language) if reason else "",
        reach=reach,
        left_out=[(shapes.why(code, language), count) for code, count in reach.left_out.items()],
        asking=asking,
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}/{{id}}/broadcast": write,
    f"POST {AT}/{{id}}/broadcast": send,
    f"POST {AT}/{{id}}/{{wish}}": lead,
}
