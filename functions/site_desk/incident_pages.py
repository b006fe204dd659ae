"""An incident's page, and what all pages of incidents have in common."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from hearthline import root, root_desk
from hearthline.complaints import bodies
from hearthline.pages import incidents as shapes
from hearthline.pages.choices import hindrances, possible
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import ALLOWED, Action, Principal
from hearthline.platform.http import Request, Response
from hearthline.platform.logs import log
from hearthline.platform.problems import Problem
from site_desk import city_pages

AT: Final = "/desk/incidents"
LISTED: Final = "25"


def whole(
    request: Request,
    staff: Principal,
    *,
    typed: Mapping[str, str] | None = None,
    problem: Problem | None = None,
    open_: str = "",
) -> Response:
    """Write an incident as it stands now; `open_` is the wish whose form is open."""
    identity, now, language = request.params["id"], root.now(), Visit.of(request).language
    asked = {name: value for name, value in request.query.items() if name == "cursor" and value}
    query = bodies.read(bodies.PageQuery, {"limit": LISTED, **asked}, sign="?")
    body, can = root.incidents().one_with_choices(staff, identity, query.limit, query.cursor, now)
    cases = root_desk.incident_cases()
    found = body["members"]["items"]
    seen = cases.lines(staff, [member["number"] for member in found])
    log("personal_data.read", actor=staff.id, what="incident", about=body["id"], cases=len(seen))
    left_out = cases.left_out(staff, identity) if body["broadcasts"] else {}
    rule = root.rulebook().terms(body["city"]).policy.incident_rule
    return shown(
        request,
        staff,
        "incidents/show.html",
        typed=typed or {},
        labels=labels(language),
        problem=problem,
        open=open_,
        done=request.query.get("done", ""),
        incident=body,
        ended=False,
        can=possible(can),
        hindrances=hindrances(can, language),
        members=shapes.members(found, seen, language),
        next=body["members"]["next_cursor"],
        later=bool(query.cursor),
        broadcasts=shapes.broadcasts(body, left_out, language),
        evidence=shapes.evidence(body),
        rule=rule,
        hours=rule.within // timedelta(hours=1),
    )


def labels(language: str) -> dict[str, str]:
    """Give the labels of the controls of all forms of an incident."""
    text = words(language, "incidents")["fields"]
    wishes = {"confirm": ("title",), "dismiss": ("reason",), "link": ("number",), "unlink": ("number",)}
    named = {**wishes, "close": ("summary", "cause", "department", "contractor")}
    return {f"{wish}.{field}": text[field] for wish, fields in named.items() for field in fields}


def shown(request: Request, staff: Principal, template: str, **values: Any) -> Response:
    """Answer with a page of incidents; times on one incident's are by its city's clock."""
    incident = values.get("incident")
    return city_pages.shown(
        request,
        staff,
        template,
        incident["city"] if incident else None,
        place=shapes.place,
        leads=bool(staff.roles & ALLOWED[Action.LEAD_INCIDENT]),
        proposes=bool(staff.roles & ALLOWED[Action.PROPOSE]),
        **values,
    )
