"""Filing a complaint, step by step; each step is a form of its own, and works without script."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_homes, root_site
from hearthline.complaints import bodies
from hearthline.pages import filing
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.platform.bodies import REPEAT_KEY, form_repeat_key, without_repeat_key
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.ids import identifier
from hearthline.platform.problems import Kind, Problem
from site_public.following import FRESH

STEP: Final = "step"
GO: Final = "go"
BACK: Final = "back"
MOST_PLACES: Final = 100


def begin(request: Request) -> Response:
    """`GET /complaints/new`: the first step, empty; `kind` and `city` may be chosen by the link."""
    chosen = {name: request.query[name] for name in ("kind", "city") if name in request.query}
    return _step(Visit.of(request), filing.FIRST, chosen)


def go_on(request: Request) -> Response:
    """`POST /complaints/new`: on to the next step, back to the last one, or filed."""
    form = request.form()
    visit = Visit.of(request)
    step = form.pop(STEP, filing.LAST)
    step = step if step in filing.NAMES else filing.LAST
    back = form.pop(GO, "") == BACK
    typed = typed_in(form)
    if back:
        return _step(visit, filing.before(step), typed)
    try:
        written = {**without_repeat_key(form), "language": visit.language}
        body = bodies.read(bodies.FileBody, bodies.from_form(written))
        if step == filing.LAST:
            filed = root.filing().by_customer(
                body.command(), form_repeat_key(form), request.source_address, root.now()
            )
            return Response.redirect(f"{filed.follow_url}&{FRESH}=1")
    except Problem as problem:
        return _told(visit, step, typed, problem)
    return _step(visit, filing.after(step), typed)


def places(request: Request) -> Response:
    """`GET /complaints/new/places`: a part of the second step, as its controls are being filled in."""
    catalog = root.offer().catalog(root.now())
    return root_site.public_pages().answer(
        Visit.of(request), "filing/places.html", **_places(request.query, catalog)
    )


def _told(visit: Visit, step: str, typed: Mapping[str, str], problem: Problem) -> Response:
    """Stay where the fault is, or go on where there is none yet."""
    if problem.kind not in TOLD_IN_PLACE:
        raise problem
    so_far = filing.faults_until(problem, step)
    if so_far is None:
        return _step(visit, filing.after(step), typed)
    # What is mended is another request; what came too often is the same one again.
    kept = typed if problem.kind is Kind.TOO_MANY else without_repeat_key(typed)
    return _step(visit, filing.first_faulty(so_far, step), kept, so_far)


def _step(visit: Visit, step: str, typed: Mapping[str, str], problem: Problem | None = None) -> Response:
    catalog = root.offer().catalog(root.now())
    others = [name for name in filing.CONTROLS if name not in filing.STEPS[step]]
    return root_site.public_pages().answer(
        visit,
        "filing/step.html",
        step=step,
        number=filing.NAMES.index(step) + 1,
        steps=len(filing.NAMES),
        carried={name: typed[name] for name in others if name in typed},
        repeat_key=typed.get(REPEAT_KEY) or identifier(root.entropy),
        catalog=catalog,
        typed=typed,
        labels=filing.labels(visit.language),
        problem=problem,
        **_places(typed if step != filing.FIRST else {}, catalog),
    )


def _places(typed: Mapping[str, str], catalog: Mapping[str, Any]) -> dict[str, Any]:
    """Give what can be picked by now, and what others of the building have written."""
    picked: dict[str, Any] = {"projects": [], "buildings": [], "units": [], "similar": []}
    city = filing.place_of(catalog, typed.get("city"))
    project, building = typed.get("home.project"), typed.get("home.building")
    if city is None:
        return picked
    picked["projects"] = city["projects"][:MOST_PLACES]
    if not project:
        return picked
    picking, code = root_homes.picking(), city["code"]
    picked["buildings"] = picking.buildings(code, project, MOST_PLACES, None)["items"]
    if building:
        picked["units"] = picking.units(code, project, building, MOST_PLACES, None)["items"]
    picked["similar"] = root.board().similar(city=code, project=project, building=building, now=root.now())
    return picked


ROUTES: Mapping[str, Handler] = {
    f"GET {filing.ADDRESS}": begin,
    f"POST {filing.ADDRESS}": go_on,
    f"GET {filing.ADDRESS}/places": places,
}
