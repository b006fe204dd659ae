"""What is done about improvements on their pages: propose one, decide on it, change it."""

from collections.abc import Mapping
from typing import Any

from hearthline import root
from hearthline.complaints import bodies
from hearthline.complaints.improvements.bodies import ImprovementBody, ImprovementChangeBody
from hearthline.pages import improvements as shapes
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in, under
from hearthline.platform.access import Principal
from hearthline.platform.bodies import form_repeat_key, form_version
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Kind, Problem
from site_desk.improvement_pages import AMEND, AT, whole
from site_desk.improvement_pages import form as form_page
from site_desk.staff_pages import staff_page


@staff_page
def propose(request: Request, staff: Principal) -> Response:
    """`POST /desk/improvements/new`."""
    form = request.form()
    try:
        body = bodies.read(ImprovementBody, shapes.proposal(form))
        made = root.improvements().propose(staff, body.proposal(), form_repeat_key(form), root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return form_page(request, staff, typed_in(form), problem)
    return Response.redirect(f"{AT}/{made['id']}?done=propose")


@staff_page
def change(request: Request, staff: Principal) -> Response:
    """`POST /desk/improvements/{id}/{wish}`: a decision by the status that it leads to, or `amend`."""
    identity, wish, form = request.params["id"], request.params["wish"], request.form()
    if wish not in {*shapes.DECISIONS, AMEND}:
        raise Problem.not_found()
    fields = form.get(wish)
    given: Mapping[str, Any] = fields if isinstance(fields, Mapping) else {}
    seen, now, desk = form_version(form), root.now(), root.improvements()
    try:
        if wish == AMEND:
            before, _ = desk.read(staff, identity)
            body = bodies.read(ImprovementChangeBody, shapes.amendment(given, before))
            added = body.complaints_added or ()
            desk.amend(staff, identity, body.title, body.text, added, seen, now)
        else:
            body = bodies.read(ImprovementChangeBody, {"status": wish, "reason": given.get("reason", "")})
            assert body.status is not None  # noqa: S101 - it was given just now
            desk.decide(staff, identity, body.status, body.reason or "", seen, now)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        before_it = seen if problem.kind is Kind.STALE else None
        told = under(problem, wish)
        return whole(request, staff, typed_in(form), told, open_=wish, seen=before_it)
    return Response.redirect(f"{AT}/{identity}?done={wish}")


ROUTES: Mapping[str, Handler] = {
    f"POST {AT}/new": propose,
    f"POST {AT}/{{id}}/{{wish}}": change,
}
