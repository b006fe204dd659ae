"""Filing a complaint, step by step; each step is a form of its own, and works without script."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_homes, root_site
from hearthline.complaints import bodies
from hearthline.pages import filing
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.ids import identifier
from hearthline.platform.problems import Kind, Problem

ADDRESS: Final = "/complaints/new"
STEP: Final = "step"
GO: Final = "go"
BACK: Final = "back"
FRESH: Final = "fresh"
REPEAT_KEY: Final = "idempotency_key"
TOLD_IN_PLACE: Final = frozenset({Kind.INVALID, Kind.REFUSED, Kind.TOO_MANY})
MOST_PLACES: Final = 100


def begin(request: Request) -> Response:
    """`GET /complaints/new`: the first step, empty; `kind` and `city` may be chosen by the link."""
    chosen = filing.typed_in(request.query, ("kind", "city"))
    return _step(Visit.of(request), filing.FIRST, chosen, identifier(root.entropy))


def go_on(request: Request) -> Response:
    """`POST /complaints/new`: on to the next step, back to the last one, or filed."""
    form = request.form()
    visit = Visit.of(request)
    step = form.pop(STEP, filing.LAST)
    step = step if step in filing.NAMES else filing.LAST
    back = form.pop(GO, "") == BACK
    given = form.pop(REPEAT_KEY, None)
    repeat_key = given if isinstance(given, str) else identifier(root.entropy)
    typed = filing.typed_in(form)
    if back:
        return _step(visit, filing.before(step), typed, repeat_key)
    try:
        body = bodies.read(bodies.FileBody, bodies.from_form({**form, "language": visit.language}))
        if step == filing.LAST:
            return _file(request, body, repeat_key)
    except Problem as problem:
        return _told(visit, step, typed, repeat_key, problem)
    return _step(visit, filing.after(step), typed, repeat_key)


def places(request: Request) -> Response:
    """`GET /complaints/new/places`: a part of the second step, as its controls are being filled in."""
    typed = filing.typed_in({"city": request.query.get("city"), "home": _home(request.query)})
    return root_site.public_pages().answer(Visit.of(request), "filing/places.html", **_places(typed))


def _file(request: Request, body: bodies.FileBody, repeat_key: str) -> Response:
    headers = {**request.headers, "idempotency-key": repeat_key}
    filed = root.filing().by_customer(
        body.command(), bodies.repeat_key(headers), request.source_address, root.now()
    )
    return Response.redirect(f"{filed.follow_url}&{FRESH}=1")


def _told(visit: Visit, step: str, typed: Mapping[str, str], repeat_key: str, problem: Problem) -> Response:
    """Stay where the fault is, or go on where there is none yet."""
    if problem.kind not in TOLD_IN_PLACE:
        raise problem
    so_far = filing.faults_until(problem, step)
    if so_far is None:
        return _step(visit, filing.after(step), typed, repeat_key)
    renewed = repeat_key if problem.kind is Kind.TOO_MANY else identifier(root.entropy)
    return _step(visit, filing.first_faulty(so_far, step), typed, renewed, so_far)


def _step(
    visit: Visit, step: str, typed: Mapping[str, str], repeat_key: str, problem: Problem | None = None
) -> Response:
    catalog = root.offer().catalog(root.now())
    labels = {name: words(visit.language)["form"][name.rpartition(".")[2]] for name in filing.CONTROLS}
    carried = {name: typed[name] for name in filing.CONTROLS if name in typed}
    return root_site.public_pages().answer(
        visit,
        "filing/step.html",
        step=step,
        number=filing.NAMES.index(step) + 1,
        steps=len(filing.NAMES),
        carried={name: value for name, value in carried.items() if name not in filing.STEPS[step]},
        repeat_key=repeat_key,
        catalog=catalog,
        typed=typed,
        labels=labels,
        problem=problem,
        **_places(typed, catalog, needed=step != filing.FIRST),
    )


def _places(
    typed: Mapping[str, str], catalog: Mapping[str, Any] | None = None, *, needed: bool = True
) -> dict[str, Any]:
    """Give what can be picked by now, and what others of the building have written."""
    found = filing.place_of(catalog or root.offer().catalog(root.now()), typed.get("city"))
    project, building = typed.get("home.project"), typed.get("home.building")
    nothing: dict[str, Any] = {"projects": [], "buildings": [], "units": [], "similar": []}
    if found is None or not needed:
        return nothing
    picked = {**nothing, "projects": found["projects"][:MOST_PLACES]}
    if not project:
        return picked
    picking = root_homes.picking()
    picked["buildings"] = picking.buildings(found["code"], project, MOST_PLACES, None)["items"]
    if building:
        picked["units"] = picking.units(found["code"], project, building, MOST_PLACES, None)["items"]
    picked["similar"] = root.board().similar(
        city=found["code"], project=project, building=building, now=root.now()
    )
    return picked


def _home(query: Mapping[str, str]) -> dict[str, str]:
    return {name: query[f"home.{name}"] for name in ("project", "building") if f"home.{name}" in query}


ROUTES: Mapping[str, Handler] = {
    f"GET {ADDRESS}": begin,
    f"POST {ADDRESS}": go_on,
    f"GET {ADDRESS}/places": places,
}
