"""Pages of visits to homes: who owes which, one of them, and what is done with it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from hearthline import root, root_lifecycle
from hearthline.lifecycle import bodies as life
from hearthline.lifecycle.visiting import Wanted
from hearthline.lifecycle.visits import VisitState
from hearthline.pages import home_visits as shapes
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in, under, without_hidden
from hearthline.pages.visits import Visit
from hearthline.pages.wall_clock import WallClock
from hearthline.pages.words import words
from hearthline.platform import bodies
from hearthline.platform.access import ALLOWED, Action, Principal, authorize_role, visible_cities
from hearthline.platform.bodies import form_repeat_key, form_version
from hearthline.platform.http import Handler, Request, Response, etag
from hearthline.platform.problems import Kind, Problem
from hearthline.staff_requests import record
from site_desk.city_pages import names_now, shown
from site_desk.staff_pages import staff_page

AT: Final = shapes.ADDRESS
LISTED: Final = 50
TAKE: Final = "take"


@staff_page
def page(request: Request, staff: Principal) -> Response:
    """`GET /desk/visits`: what is owed, overdue first: one's own, nobody's yet, or all of a city."""
    authorize_role(staff, Action.READ_HOME_VISIT)
    language = Visit.of(request).language
    names = names_now(language)
    choices = names.cities(visible_cities(staff))
    mine = bool(staff.roles & ALLOWED[Action.MAKE_HOME_VISIT])
    views = shapes.VIEWS if mine else shapes.VIEWS[1:]
    view = request.query.get("view", "")
    view = view if view in views else views[0]
    city = request.query.get("city") or (choices[0][0] if choices else "")
    wanted = Wanted() if view == shapes.MINE else Wanted(city, unassigned=view == shapes.FREE)
    found = root_lifecycle.visits().page(staff, wanted, limit=LISTED, cursor=request.query.get("cursor"))
    today = {
        card["city"]: WallClock(names.zone(card["city"]), language).today(root.now())
        for card in found["items"]
    }
    asked = {"view": view, **({"city": city} if view != shapes.MINE else {})}
    return shown(
        request,
        staff,
        "lives/visits.html",
        view=view,
        views=views,
        asked=asked,
        chosen=city,
        address=shapes.address,
        groups=shapes.by_due(found["items"], today),
        step=_step_names(language),
        next=found["next_cursor"],
        later="cursor" in request.query,
    )


@staff_page
def one(request: Request, staff: Principal) -> Response:
    """`GET /desk/visits/{id}`; whom to visit is personal data, so the reading is recorded."""
    return _whole(request, staff, {})


@staff_page
def act(request: Request, staff: Principal) -> Response:
    """`POST /desk/visits/{id}/{act}`: take or give it, plan, report, or file what was found."""
    identity, wish, form = request.params["id"], request.params["act"], request.form()
    if wish != TAKE and wish not in shapes.ACTS:
        raise Problem.not_found()
    try:
        done = _DO[wish](staff, identity, form)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        typed = without_hidden(typed_in(form))
        return _whole(request, staff, typed, under(problem, wish), open_=wish)
    filed = f"&filed={done}" if done else ""
    return Response.redirect(f"{AT}/{identity}?done={wish}{filed}")


def _take(staff: Principal, identity: str, form: Mapping[str, Any]) -> None:
    root_lifecycle.visits().assign(staff, identity, staff.id, form_version(form), root.now())


def _assign(staff: Principal, identity: str, form: Mapping[str, Any]) -> None:
    body = bodies.read(life.AssignVisitBody, shapes.given("assign", form, ""))
    root_lifecycle.visits().assign(staff, identity, body.to, form_version(form), root.now())


def _plan(staff: Principal, identity: str, form: Mapping[str, Any]) -> None:
    zone = names_now("en").zone(str(form.get("city", "")))
    body = bodies.read(life.PlanVisitBody, shapes.given("plan", form, zone))
    root_lifecycle.visits().plan(staff, identity, body.at, form_version(form), root.now())


def _report(staff: Principal, identity: str, form: Mapping[str, Any]) -> None:
    body = bodies.read(life.ReportVisitBody, shapes.given("report", form, ""))
    outcome, seen = VisitState(body.outcome), form_version(form)
    root_lifecycle.visits().report(staff, identity, outcome, body.note, seen, root.now())


def _complaint(staff: Principal, identity: str, form: Mapping[str, Any]) -> str:
    body = bodies.read(life.VisitComplaintBody, shapes.given("complaint", form, ""))
    key = form_repeat_key(form)
    found, _ = root_lifecycle.visits().file(staff, identity, body.finding(), key, root.now())
    return str(found["complaint"])


_DO: Final[Mapping[str, Callable[[Principal, str, Mapping[str, Any]], str | None]]] = {
    TAKE: _take,
    "assign": _assign,
    "plan": _plan,
    "report": _report,
    "complaint": _complaint,
}


def _whole(
    request: Request,
    staff: Principal,
    typed: Mapping[str, str],
    problem: Problem | None = None,
    *,
    open_: str = "",
) -> Response:
    """Write one as it stands now; `open_` is the act whose form is open."""
    language, now = Visit.of(request).language, root.now()
    visit, version = root_lifecycle.visits().read(staff, request.params["id"])
    record(request, staff, "home_visit", about=visit["id"])
    names = names_now(language)
    owed = visit["state"] in {"open", "planned"}
    today = WallClock(names.zone(visit["city"]), language).today(now)
    fields = words(language, "lives")["fields"]
    return shown(
        request,
        staff,
        "lives/visit.html",
        visit["city"],
        headers={"ETag": etag(version)},
        typed=typed,
        labels={f"{wish}.{name}": fields[name] for wish, all_ in shapes.ACTS.items() for name in all_},
        problem=problem,
        one=visit,
        version=version,
        due=shapes.when_due(visit, today) if owed else "",
        can=shapes.possible(staff, visit),
        step=_step_names(language),
        outcomes=shapes.OUTCOMES,
        handlers=names.handlers(visit["city"]),
        stale=problem is not None and problem.kind is Kind.STALE,
        open=open_,
        done=request.query.get("done", ""),
        filed=request.query.get("filed", ""),
    )


def _step_names(language: str) -> Callable[[str], str]:
    rules = root_lifecycle.terms().rules(root.now())

    def name(code: str) -> str:
        rule = rules.step(code)
        return rule.names[language] if rule else code

    return name


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}": page,
    f"GET {AT}/{{id}}": one,
    f"POST {AT}/{{id}}/{{act}}": act,
}
