"""One improvement's page, the form that proposes one, and what all their pages have in common."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_points
from hearthline.pages import improvements as shapes
from hearthline.pages.choices import hindrances, possible
from hearthline.pages.typed import without_hidden
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import ALLOWED, Action, Principal, authorize_role
from hearthline.platform.http import Request, Response, etag
from hearthline.platform.logs import log
from hearthline.platform.problems import Problem
from site_desk import city_pages

AT: Final = "/desk/improvements"
AMEND: Final = "amend"
PROPOSED_WITH: Final = (
    *("title", "text", "department", "cause", "contractor", "city", "project", "complaints"),
)


def whole(
    request: Request,
    staff: Principal,
    typed: Mapping[str, str],
    problem: Problem | None = None,
    *,
    open_: str = "",
    seen: int | None = None,
) -> Response:
    """Write one as it stands now; `open_` is the wish whose form is open, `seen` what it was typed on."""
    language = Visit.of(request).language
    body, version, can = root.improvements().read_with_choices(staff, request.params["id"], root.now())
    log("personal_data.read", actor=staff.id, what="improvement", about=body["id"])
    fields = words(language, "improvements")["fields"]
    amended = {f"{AMEND}.{name}": fields[name] for name in ("title", "text", "complaints_added")}
    return shown(
        request,
        staff,
        "improvements/show.html",
        headers={"ETag": etag(version)},
        typed=without_hidden(typed),
        labels={**{f"{wish}.reason": fields["reason"] for wish in shapes.DECISIONS}, **amended},
        problem=problem,
        improvement=body,
        version=version,
        can=possible(can),
        hindrances=hindrances(can, language),
        since=[] if seen is None else [line for line in body["history"] if line["version"] > seen],
        open=open_,
        done=request.query.get("done", ""),
    )


def form(
    request: Request, staff: Principal, typed: Mapping[str, str], problem: Problem | None = None
) -> Response:
    """Write the form of a proposal, with what is typed in it."""
    authorize_role(staff, Action.PROPOSE)
    root.rulebook().refresh(root.now())
    text = words(Visit.of(request).language, "improvements")["fields"]
    return shown(
        request,
        staff,
        "improvements/new.html",
        typed=without_hidden(typed),
        labels={name: text[name] for name in PROPOSED_WITH},
        problem=problem,
    )


def shown(request: Request, staff: Principal, template: str, **values: Any) -> Response:
    """Answer with a page of improvements; times of one of the whole group are by the club's clock."""
    improvement = values.get("improvement")
    city = improvement["city"] if improvement else None
    return city_pages.shown(
        request,
        staff,
        template,
        city,
        otherwise="UTC" if city else club_zone(),
        proposes=bool(staff.roles & ALLOWED[Action.PROPOSE]),
        **values,
    )


def club_zone() -> str:
    """Give the zone of the group."""
    return str(root_points.club().refresh(root.now()).zone.key)
