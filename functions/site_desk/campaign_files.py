"""Pages of what leaves a campaign: its answers as files, and the sample for an outside firm."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from hearthline import root, root_campaign_desk, root_exports
from hearthline.pages.campaigns import SOON
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.platform import bodies
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import form_repeat_key
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Kind, Problem
from hearthline.staff_requests import record
from hearthline.surveys.exports.bodies import ExportBody
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import shown

AT: Final = "/desk/campaigns/{id}/files"


@staff_page
def look(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/{id}/files`: how far the newest of one's own are; looked at again until made."""
    return _files(request, staff)


@staff_page
def export(request: Request, staff: Principal) -> Response:
    """`POST /desk/campaigns/{id}/files/export`."""
    form = request.form()
    given = {name: value for name, value in form.items() if name == "format"}
    identity, now = request.params["id"], root.now()

    def ask() -> None:
        wanted = bodies.read(ExportBody, given).wanted()
        root_exports.exports().ask(staff, identity, wanted, form_repeat_key(form), now)

    return _asked(request, staff, ask)


@staff_page
def sample(request: Request, staff: Principal) -> Response:
    """`POST /desk/campaigns/{id}/files/sample`."""
    form, identity = request.form(), request.params["id"]
    return _asked(
        request, staff, lambda: root_exports.samples().ask(staff, identity, form_repeat_key(form), root.now())
    )


@staff_page
def fetch(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/{id}/files/export/{name}`: on to the file, which is lent for a minute.

    Who is given the answers of single persons, if under codes, is recorded.
    """
    identity = request.params["id"]
    found = root_exports.exports().view(staff, identity, root.now())
    lent = next((file for file in found["files"] if file["name"] == request.params["name"]), None)
    if lent is None:
        raise Problem.not_found()
    record(request, staff, "survey_answers", about=identity)
    return Response.redirect(lent["url"])


@staff_page
def fetch_sample(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/{id}/files/sample`."""
    found = root_exports.samples().view(staff, request.params["id"], root.now())
    if found["file_url"] is None:
        raise Problem.not_found()
    return Response.redirect(found["file_url"])


def _asked(request: Request, staff: Principal, ask: Callable[[], object]) -> Response:
    try:
        ask()
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _files(request, staff, problem)
    return Response.redirect(f"/desk/campaigns/{request.params['id']}/files")


def _files(request: Request, staff: Principal, problem: Problem | None = None) -> Response:
    authorize_role(staff, Action.EXPORT_ANSWERS)
    identity, now = request.params["id"], root.now()
    view, _ = root_campaign_desk.campaigns().read(staff, identity, now)
    return shown(
        request,
        staff,
        "campaigns/files.html",
        campaign=view,
        export=_or_none(lambda: root_exports.exports().view(staff, identity, now)),
        sample=_or_none(lambda: root_exports.samples().view(staff, identity, now))
        if view["third_party"]
        else None,
        look_again=SOON,
        problem=problem,
    )


def _or_none(view: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
    """Give it where somebody has asked for one, and may see it."""
    try:
        return view()
    except Problem as problem:
        if problem.kind not in {Kind.NOT_FOUND, Kind.FORBIDDEN}:
            raise
        return None


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}": look,
    f"POST {AT}/export": export,
    f"POST {AT}/sample": sample,
    f"GET {AT}/export/{{name}}": fetch,
    f"GET {AT}/sample": fetch_sample,
}
