"""The work list, most urgent first, and one command on several of its cases."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from hearthline import root, root_desk, root_site
from hearthline.complaints import bodies, desk_bodies
from hearthline.complaints.bulk_bodies import BulkBody
from hearthline.complaints.desk import VIEWS
from hearthline.pages import bulk_typed, work_list
from hearthline.pages.countdowns import time_left
from hearthline.pages.directory import Directory
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in, under
from hearthline.pages.visits import LANGUAGE, Visit
from hearthline.platform.access import ALLOWED, Action, Principal, visible_cities
from hearthline.platform.bodies import form_repeat_key
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.ids import display, identifier, read_number
from hearthline.platform.logs import log
from hearthline.platform.problems import Problem
from site_desk import front
from site_desk.staff_pages import staff_page

LINES: Final = "50"
SIZES: Final = ("25", "50", "100")
MOST_CONTROLS: Final = 200
_DONE: Final = "done"


@staff_page
def look(request: Request, staff: Principal) -> Response:
    """`GET /desk`; a script gets the lines alone. Who has nothing to do with cases gets the first page."""
    if not staff.roles & ALLOWED[Action.LIST]:
        return front.page(request, staff)
    return _page(request, staff, request.query)


@staff_page
def find(request: Request, staff: Principal) -> Response:  # noqa: ARG001 - who may read is the case's to say
    """`GET /desk/cases?number=`: to the case of a number, however it is written."""
    number = read_number(request.query.get("number", ""))
    if number is None:
        raise Problem.not_found()
    return Response.redirect(f"/desk/cases/{display(number)}")


@staff_page
def bulk(request: Request, staff: Principal) -> Response:
    """`POST /desk/bulk`: tells of each case what came of it; what can't be taken is told above the list."""
    form = request.form(most=MOST_CONTROLS)
    visit, names = Visit.of(request), Directory(root.rulebook(), Visit.of(request).language)
    name = str(form.get("command", ""))
    key = form_repeat_key(form)
    try:
        body = bodies.read(BulkBody, bulk_typed.body(form))
        results = root_desk.bulk().apply(staff, Action(body.command), body.wish(), body.numbers, key)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        asked = dict(parse_qsl(str(form.get("query", ""))))
        typed = typed_in(form)
        return _page(request, staff, asked, typed=typed, problem=under(problem, name))
    return root_site.desk_pages().answer(
        visit,
        "cases/bulk.html",
        staff=staff,
        command=name,
        outcomes=bulk_typed.outcomes(results, visit.language),
        back=work_list.address(dict(parse_qsl(str(form.get("query", ""))))),
        names=names,
    )


def _page(
    request: Request,
    staff: Principal,
    query: Mapping[str, str],
    *,
    typed: Mapping[str, str] | None = None,
    problem: Problem | None = None,
) -> Response:
    visit, now = Visit.of(request), root.now()
    asked = {name: value for name, value in query.items() if value and name not in {LANGUAGE, _DONE}}
    first = "mine" if "agent" in staff.roles else "city"
    wanted = bodies.read(desk_bodies.WorkQuery, {"view": first, "limit": LINES, **asked}, sign="?")
    page = root.desk().work_list(
        staff,
        wanted.view,
        wanted.filters(),
        city=wanted.city,
        limit=wanted.limit,
        cursor=wanted.cursor,
        now=now,
    )
    log("personal_data.read", actor=staff.id, what="list", view=wanted.view, cases=len(page["items"]))
    names = Directory(root.rulebook(), visit.language)
    cities = names.cities(visible_cities(staff))
    following = page["next_cursor"]
    return root_site.desk_pages().answer(
        visit,
        "cases/rows.html" if visit.partial else "cases/list.html",
        staff=staff,
        typed=typed or {},
        labels=bulk_typed.labels(visit.language),
        problem=problem,
        asked={**asked, "view": wanted.view, "limit": str(wanted.limit)},
        views=VIEWS,
        sizes=SIZES,
        now=now,
        time_left=time_left,
        lines=work_list.lines(page["items"], names, now),
        more=work_list.address(asked, cursor=following) if following else None,
        first=work_list.address(asked, cursor=None) if wanted.cursor else None,
        address=work_list.address,
        notices=page["notices"],
        names=names,
        cities=cities,
        handlers=names.handlers(*(code for code, _ in cities)),
        works=bool(staff.roles & ALLOWED[Action.NOTE]),
        assigns=bool(staff.roles & ALLOWED[Action.ASSIGN]),
        done=request.query.get(_DONE, ""),
        repeat_key=identifier(root.entropy),
    )


ROUTES: Mapping[str, Handler] = {
    "GET /desk": look,
    "GET /desk/cases": find,
    "POST /desk/bulk": bulk,
}
