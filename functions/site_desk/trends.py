"""The page of early trends: what has risen beyond chance, with its evidence and its cases."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_insight
from hearthline.insight.trends.bodies import TrendCasesQuery, TrendsQuery
from hearthline.pages import trends as shapes
from hearthline.pages.visits import Visit
from hearthline.pages.wall_clock import WallClock
from hearthline.pages.words import words
from hearthline.platform import bodies
from hearthline.platform.access import Principal
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Kind, Problem
from site_desk import city_pages
from site_desk.staff_pages import staff_page

_GROUP = ("project", "category", "cause", "contractor")


@staff_page
def page(request: Request, staff: Principal) -> Response:
    """`GET /desk/reports/trends`; what it can't be asked for is told at the form's controls."""
    asked = _asked(request, shapes.ASKED)
    found, problem = None, None
    try:
        query = bodies.read(TrendsQuery, asked, sign="?")
        found = root_insight.trends().read(staff, query.asking(), root.now())
    except Problem as refused:
        if refused.kind is not Kind.INVALID:
            raise
        problem = refused
    names = city_pages.names_now(Visit.of(request).language)
    return _shown(
        request,
        staff,
        "trends/show.html",
        asked,
        problem=problem,
        found=found,
        rises=shapes.rises(found["items"], names, asked) if found else [],
    )


@staff_page
def cases(request: Request, staff: Principal) -> Response:
    """`GET /desk/reports/trends/cases`: those of a group in these weeks; nothing of who complained."""
    asked = _asked(request, (*shapes.ASKED, *_GROUP, "cursor"))
    query = bodies.read(TrendCasesQuery, asked, sign="?")
    found = root_insight.trend_cases().page(
        staff, query.asking(), query.group(), root.now(), limit=query.limit, cursor=query.cursor
    )
    names = city_pages.names_now(Visit.of(request).language)
    here = {name: value for name, value in asked.items() if name != "cursor"}
    items = [{**one, "at": WallClock(names.zone(one["city"]), names.language)} for one in found["items"]]
    return _shown(
        request,
        staff,
        "trends/cases.html",
        here,
        group=shapes.name_of(query.group(), names),
        items=items,
        next=found["next_cursor"],
        back={name: value for name, value in here.items() if name in shapes.ASKED},
    )


def _asked(request: Request, known: tuple[str, ...]) -> dict[str, str]:
    return {name: request.query[name] for name in known if request.query.get(name)}


def _shown(
    request: Request, staff: Principal, template: str, asked: Mapping[str, str], **values: Any
) -> Response:
    return city_pages.shown(
        request,
        staff,
        template,
        typed=asked,
        labels=words(Visit.of(request).language, "trends")["asked"],
        asked=asked,
        address=shapes.address,
        at=shapes.ADDRESS,
        **values,
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {shapes.ADDRESS}": page,
    f"GET {shapes.ADDRESS}/cases": cases,
}
