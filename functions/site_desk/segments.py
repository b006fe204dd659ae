"""Pages of segments: all there are, and the form of one."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from hearthline import root, root_segments
from hearthline.members.segments.bodies import SegmentBody, SegmentChangeBody
from hearthline.pages import segment_forms as forms
from hearthline.pages.campaigns import filter_told
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import PageQuery, form_repeat_key, form_version, read
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import FieldError, Kind, Problem
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import filter_words, shown

AT: Final = "/desk/members/segments"
ONE: Final = f"{AT}/{{id}}"
LISTED: Final = 50
_NEW: Final[Mapping[str, str]] = {"how": "conditions"}


@staff_page
def page(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/segments`."""
    query = read(PageQuery, {"limit": LISTED, **request.query}, sign="?")
    found = root_segments.segments().page(staff, limit=query.limit, cursor=query.cursor)
    said = filter_words(Visit.of(request).language)
    lines = [{**one, "told": filter_told(one["filter"], said)} for one in found["items"]]
    return shown(request, staff, "campaigns/segments.html", lines=lines, next=found["next_cursor"])


@staff_page
def begin(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/segments/new`."""
    authorize_role(staff, Action.EDIT_SEGMENT)
    return _form(request, staff, _NEW)


@staff_page
def save(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/segments/new`."""
    authorize_role(staff, Action.EDIT_SEGMENT)
    form = request.form()
    try:
        body = read(SegmentBody, {**_named(form), "filter": forms.document(form)})
        saved = root_segments.segments().save(
            staff, body.name, body.filter, form_repeat_key(form), root.now()
        )
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _refused(request, staff, form, problem)
    return Response.redirect(f"{AT}/{saved['id']}")


@staff_page
def edit(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/segments/{id}/edit`."""
    authorize_role(staff, Action.EDIT_SEGMENT)
    return _as_it_stands(request, staff)


@staff_page
def change(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/segments/{id}/edit`."""
    authorize_role(staff, Action.EDIT_SEGMENT)
    form, identity = request.form(), request.params["id"]
    view, _ = root_segments.segments().read(staff, identity)
    try:
        body = read(SegmentChangeBody, {"name": form.get("name", ""), "filter": forms.document(form)})
        root_segments.segments().change(staff, identity, body.changes(), form_version(form), root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        if problem.kind is Kind.STALE:
            return _as_it_stands(request, staff, problem)
        return _refused(request, staff, form, problem, view)
    return Response.redirect(f"{AT}/{identity}")


def _as_it_stands(request: Request, staff: Principal, problem: Problem | None = None) -> Response:
    view, version = root_segments.segments().read(staff, request.params["id"])
    typed = {"name": view["name"], "version": str(version), **forms.typed_of(view["filter"])}
    return _form(request, staff, typed, segment=view, problem=problem)


def _refused(
    request: Request,
    staff: Principal,
    form: Mapping[str, Any],
    problem: Problem,
    segment: Mapping[str, Any] | None = None,
) -> Response:
    """Give the form as it was typed; of a filter that was written, each error as the API points to it."""
    wrong = problem.errors if form.get("how") == forms.WRITTEN else ()
    return _form(request, staff, typed_in(form), segment, forms.at_controls(problem, form), wrong)


def _form(
    request: Request,
    staff: Principal,
    typed: Mapping[str, str],
    segment: Mapping[str, Any] | None = None,
    problem: Problem | None = None,
    wrong: Iterable[FieldError] = (),
) -> Response:
    said = _said(request)
    names = {**said["filter"]["conditions"], **said["segments"]["fields"]}
    return shown(
        request,
        staff,
        "campaigns/segment_form.html",
        typed=typed,
        labels={name: names[name.partition(".")[0]] for name in forms.CONTROLS},
        problem=problem,
        segment=segment,
        wrong=wrong,
        open_rest=any(name.partition(".")[0] in forms.REST for name in typed),
    )


def _named(form: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": form["name"]} if "name" in form else {}


def _said(request: Request) -> Mapping[str, Any]:
    return words(Visit.of(request).language, "campaigns")


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}": page,
    f"GET {AT}/new": begin,
    f"POST {AT}/new": save,
    f"GET {ONE}/edit": edit,
    f"POST {ONE}/edit": change,
}
