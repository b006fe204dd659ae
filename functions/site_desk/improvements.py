"""Pages of improvements: the list, the form of a proposal, and one with its cases and its history."""

from collections.abc import Mapping
from typing import Final

from hearthline import root, root_desk
from hearthline.complaints import bodies
from hearthline.complaints.improvements.bodies import ImprovementQuery
from hearthline.pages import improvements as shapes
from hearthline.pages.directory import Directory
from hearthline.pages.visits import LANGUAGE, Visit
from hearthline.platform.access import Principal
from hearthline.platform.http import Handler, Request, Response
from site_desk.improvement_pages import AT, PROPOSED_WITH, club_zone, form, shown, whole
from site_desk.staff_pages import staff_page

LISTED: Final = "25"
_BY_LINK: Final = frozenset(PROPOSED_WITH) - {"text"}


@staff_page
def page(request: Request, staff: Principal) -> Response:
    """`GET /desk/improvements`: newest first, by how they stand, department, cause, contractor and city."""
    asked = {name: value for name, value in request.query.items() if value and name != LANGUAGE}
    query = bodies.read(ImprovementQuery, {"limit": LISTED, **asked}, sign="?")
    found = root.improvements().page(
        staff, query.wanted(), limit=query.limit, cursor=query.cursor, now=root.now()
    )
    names = Directory(root.rulebook(), Visit.of(request).language)
    return shown(
        request,
        staff,
        "improvements/list.html",
        lines=shapes.lines(found["items"], names, club_zone()),
        asked={name: asked[name] for name in shapes.FILTERS if name in asked},
        address=shapes.address,
        next=found["next_cursor"],
        later=bool(query.cursor),
    )


@staff_page
def draft(request: Request, staff: Principal) -> Response:
    """`GET /desk/improvements/new`: from nothing, from a case, or with the cases of an incident."""
    typed = {name: request.query[name] for name in _BY_LINK if name in request.query}
    incident = request.query.get("incident")
    return form(request, staff, {**typed, **(_of_incident(staff, incident) if incident else {})})


@staff_page
def one(request: Request, staff: Principal) -> Response:
    """`GET /desk/improvements/{id}`; it lists cases, as the work list does, so it is logged."""
    return whole(request, staff, {})


def _of_incident(staff: Principal, identity: str) -> dict[str, str]:
    """Give what an incident says of itself for a proposal, with the cases that are linked to it."""
    incident = root.incidents().one(staff, identity, 1, None, root.now())
    numbers = root_desk.incident_cases().linked(staff, identity)
    facts = {"city": incident["city"], "project": incident["project"]}
    given = {**facts, **(incident["outcome"] or {}), "complaints": "\n".join(numbers)}
    return {name: value for name, value in given.items() if value}


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}": page,
    f"GET {AT}/new": draft,
    f"GET {AT}/{{id}}": one,
}
