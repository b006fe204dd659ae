"""A member's points at the desk: what there is, each entry and why, giving and taking, and taking back."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_points
from hearthline.members.ledger import REVERSIBLE
from hearthline.members.points_bodies import AdjustBody, ReverseBody
from hearthline.pages import person_forms as forms
from hearthline.pages import persons
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.form_parts import part
from hearthline.pages.members import signed
from hearthline.pages.typed import typed_in, under
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import PageQuery, form_repeat_key, read
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Problem
from hearthline.staff_requests import record
from site_desk.person_pages import ONE, of_person, theirs
from site_desk.staff_pages import staff_page

POINTS = f"{ONE}/points"


@staff_page
def look(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/{id}/points`; the reading is recorded."""
    return _page(request, staff, request.query.get("cursor"), {})


@staff_page
def adjust(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/{id}/points`: asked about once more, with what it leaves, then done."""
    authorize_role(staff, Action.ADJUST_POINTS)
    form, identity = request.form(), request.params["id"]
    try:
        wish = read(AdjustBody, forms.adjusting(form)).given()
        if "sure" not in form:
            return _confirm(request, staff, typed_in(form), wish.amount)
        root_points.points_desk().adjust(staff, identity, wish, form_repeat_key(form), root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _page(request, staff, None, typed_in(form), problem, open_="adjust")
    return Response.redirect(theirs(request, "/points?done=adjusted"))


@staff_page
def reverse(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/{id}/points/{entry}/reverse`: asked twice it is taken back once."""
    authorize_role(staff, Action.ADJUST_POINTS)
    form, identity, entry = request.form(), request.params["id"], request.params["entry"]
    given = part(form.get(entry))
    try:
        body = read(ReverseBody, dict(given))
        root_points.points_desk().reverse(staff, identity, entry, body.reason, root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        cursor = form.get("cursor")
        place = cursor if isinstance(cursor, str) else None
        return _page(request, staff, place, typed_in(form), under(problem, entry), open_=entry)
    return Response.redirect(theirs(request, "/points?done=reversed"))


def _view(request: Request, staff: Principal, cursor: str | None) -> dict[str, Any]:
    identity = request.params["id"]
    query = read(PageQuery, {"cursor": cursor} if cursor else {}, sign="?")
    page = root_points.points_desk().view(staff, identity, query.limit, query.cursor, root.now())
    record(request, staff, "member_points", about=identity)
    return page


def _confirm(request: Request, staff: Principal, typed: Mapping[str, str], amount: int) -> Response:
    points = _view(request, staff, None)
    return of_person(
        request, staff, "members/adjust.html", points=points, typed=typed, amount=amount, signed=signed
    )


def _page(
    request: Request,
    staff: Principal,
    cursor: str | None,
    typed: Mapping[str, str],
    problem: Problem | None = None,
    *,
    open_: str = "",
) -> Response:
    points, language = _view(request, staff, cursor), Visit.of(request).language
    offered = root_points.club().refresh(root.now()).rewards.values()
    rewards = [{"code": reward.code, "names": reward.names} for reward in offered]
    kinds = {kind.value for kind in REVERSIBLE}
    said = words(language, "members")["fields"]
    return of_person(
        request,
        staff,
        "members/points.html",
        points=points,
        entries=persons.ledger(points, rewards, words(language, "member")["points"], language, kinds),
        cursor=cursor,
        typed=typed,
        labels={
            **{name: said[name] for name in forms.ADJUSTING},
            **{f"{one['id']}.reason": said["reason"] for one in points["items"]},
        },
        problem=problem,
        open=open_,
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {POINTS}": look,
    f"POST {POINTS}": adjust,
    f"POST {POINTS}/{{entry}}/reverse": reverse,
}
