"""The page of a segment: whom it means, how many they are, and putting it aside."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_segments
from hearthline.pages.campaigns import SOON, filter_told
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.visits import Visit
from hearthline.platform.access import Principal
from hearthline.platform.bodies import form_repeat_key, form_version
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Problem
from hearthline.staff_requests import record
from site_desk.segments import AT, ONE
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import filter_words, shown


@staff_page
def look(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/segments/{id}`."""
    return _one(request, staff)


@staff_page
def put_aside(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/segments/{id}/archive`: put aside, or take up again what is."""
    form, identity = request.form(), request.params["id"]
    changes = {"archived": form.get("archived") == "yes"}
    try:
        root_segments.segments().change(staff, identity, changes, form_version(form), root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _one(request, staff, problem=problem)
    return Response.redirect(f"{AT}/{identity}")


@staff_page
def begin_count(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/segments/{id}/counts`: begun, and worked on behind the page."""
    form, identity = request.form(), request.params["id"]
    try:
        begun = root_segments.counts().begin(staff, identity, form_repeat_key(form), root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _one(request, staff, problem=problem)
    return Response.redirect(f"{AT}/{identity}/counts/{begun['run']}")


@staff_page
def count(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/segments/{id}/counts/{run}`; that a sample of persons was shown is recorded."""
    run, now = request.params["run"], root.now()
    found = root_segments.counts().read(staff, request.params["id"], run, now)
    if found["sample"]:
        record(request, staff, "segment_sample", about=run)
    if Visit.of(request).partial:
        return shown(
            request, staff, "campaigns/count.html", count=found, counted_at=request.path, look_again=SOON
        )
    return _one(request, staff, count=found)


def _one(
    request: Request,
    staff: Principal,
    count: Mapping[str, Any] | None = None,
    problem: Problem | None = None,
) -> Response:
    view, version = root_segments.segments().read(staff, request.params["id"])
    return shown(
        request,
        staff,
        "campaigns/segment.html",
        segment=view,
        version=version,
        told_filter=filter_told(view["filter"], filter_words(Visit.of(request).language)),
        theirs=staff.hq or view["by"] == staff.id,
        count=count,
        counted_at=request.path,
        look_again=SOON,
        problem=problem,
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {ONE}": look,
    f"POST {ONE}/archive": put_aside,
    f"POST {ONE}/counts": begin_count,
    f"GET {ONE}/counts/{{run}}": count,
}
