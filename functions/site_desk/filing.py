"""Filing for a customer who calls or comes by."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_site
from hearthline.complaints import bodies, desk_bodies
from hearthline.pages import work_list
from hearthline.pages.countdowns import time_left
from hearthline.pages.directory import Directory
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, authorize_role, visible_cities
from hearthline.platform.bodies import form_repeat_key, without_repeat_key
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.ids import identifier
from hearthline.platform.logs import log
from hearthline.platform.problems import Problem
from site_desk.staff_pages import staff_page

CONTROLS: Final = (
    *("kind", "title", "text", "city", "category", "severity", "channel", "language", "occurred_on"),
    *("home.project", "home.building", "home.unit"),
    *("contact.name", "contact.phone", "contact.email", "public"),
)


@staff_page
def begin(request: Request, staff: Principal) -> Response:
    """`GET /desk/cases/new`."""
    authorize_role(staff, Action.FILE)
    return _page(request, staff, {})


@staff_page
def file(request: Request, staff: Principal) -> Response:
    """`POST /desk/cases/new`; the key and the link go to the customer."""
    form = request.form()
    try:
        given = bodies.from_form(without_repeat_key(form))
        body = bodies.read(desk_bodies.DeskFileBody, given)
        key = form_repeat_key(form)
        filed = root.desk().file(staff, body.command(), key, root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _page(request, staff, typed_in(form), problem)
    return Response.redirect(f"/desk/cases/{filed.number}")


@staff_page
def similar(request: Request, staff: Principal) -> Response:
    """`GET /desk/cases/similar`: open cases of a building, for a script; it shows no contact and no unit."""
    query = {name.rpartition(".")[2]: value for name, value in request.query.items() if value}
    asked = query.keys() >= {"city", "project"}
    cards: list[dict[str, Any]] = []
    if asked:
        given = {name: query[name] for name in ("city", "project")}
        wanted = bodies.read(desk_bodies.WorkQuery, given, sign="?")
        cards = root.desk().similar(
            staff, str(wanted.city), wanted.filters(), query.get("building"), root.now()
        )
    log("personal_data.read", actor=staff.id, what="list", view="city", cases=len(cards))
    visit, now = Visit.of(request), root.now()
    names = Directory(root.rulebook(), visit.language)
    return root_site.desk_pages().answer(
        visit,
        "cases/similar.html",
        lines=work_list.lines(cards, names, now),
        now=now,
        time_left=time_left,
        asked=asked,
    )


def _page(
    request: Request, staff: Principal, typed: Mapping[str, str], problem: Problem | None = None
) -> Response:
    visit, now = Visit.of(request), root.now()
    root.rulebook().refresh(now)
    names = Directory(root.rulebook(), visit.language)
    cities = names.cities(visible_cities(staff))
    fields = words(visit.language, "cases")["fields"]
    first = {"city": cities[0][0]} if len(cities) == 1 else {}
    return root_site.desk_pages().answer(
        visit,
        "cases/new.html",
        staff=staff,
        typed=typed or {"channel": "hotline", "severity": "normal", "language": "zh", **first},
        labels={name: fields[name.rpartition(".")[2]] for name in CONTROLS},
        problem=problem,
        names=names,
        cities=cities,
        repeat_key=identifier(root.entropy),
    )


ROUTES: Mapping[str, Handler] = {
    "GET /desk/cases/new": begin,
    "POST /desk/cases/new": file,
    "GET /desk/cases/similar": similar,
}
