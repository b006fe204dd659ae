"""Pages of settings: which documents there are, one as a person reads it, two versions side by side."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from hearthline import root, root_desk
from hearthline.notices.wording import yuan
from hearthline.pages.settings import shown as view
from hearthline.pages.settings import written
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Principal
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.logs import log
from hearthline.platform.problems import Problem
from site_desk.settings_pages import AT, edition_of, shown
from site_desk.staff_pages import staff_page

CASES_SHOWN: Final = 100


@staff_page
def listed(request: Request, staff: Principal) -> Response:
    """`GET /desk/settings`: every document, what it decides, since when and by whom."""
    found = {each["name"]: each for each in root_desk.documents_desk().listed(staff, root.now())}
    calendars = [each for name, each in found.items() if name.startswith(view.CALENDAR)]
    known = [found[name] for name in view.SHIPPED if name in found]
    return shown(request, staff, "settings/list.html", items=[*known, *calendars], kind_of=view.kind_of)


@staff_page
def another_calendar(request: Request, _staff: Principal) -> Response:
    """`GET /desk/settings/calendars?code=`: to where a calendar of this code is written."""
    return Response.redirect(f"{AT}/calendar-{quote(request.query.get('code', ''), safe='')}/edit")


@staff_page
def in_force(request: Request, staff: Principal) -> Response:
    """`GET /desk/settings/{name}`."""
    return _one(request, staff, None)


@staff_page
def version(request: Request, staff: Principal) -> Response:
    """`GET /desk/settings/{name}/versions/{version}`."""
    return _one(request, staff, request.params["version"])


@staff_page
def compare(request: Request, staff: Principal) -> Response:
    """`GET /desk/settings/{name}/compare?from=2&to=3`: line by line; by default the last two versions."""
    name, now = request.params["name"], root.now()
    history = root_desk.documents_desk().history(staff, name, now)
    versions = [str(each["version"]) for each in history]
    to = request.query.get("to", versions[0])
    earlier = next((each for each in versions if to.isdecimal() and int(each) < int(to[:9])), to)
    before = edition_of(request, staff, name, request.query.get("from", earlier))
    after = edition_of(request, staff, name, to)
    lines = written.compared(written.written(before["document"]), written.written(after["document"]))
    return shown(
        request,
        staff,
        "settings/compare.html",
        name=name,
        kind=view.kind_of(name),
        history=history,
        before=before,
        after=after,
        lines=lines,
    )


@staff_page
def policy_cases(request: Request, staff: Principal) -> Response:
    """`GET /desk/settings/policy/cases`: open cases under an earlier version; the log has the reading."""
    found = root_desk.earlier_policies().found(staff, root.now())
    log("personal_data.read", actor=staff.id, what="list", view="policies", cases=len(found.earlier))
    return shown(request, staff, "settings/cases.html", found=found, most=CASES_SHOWN)


def _one(request: Request, staff: Principal, wanted: str | None) -> Response:
    name = request.params["name"]
    history = root_desk.documents_desk().history(staff, name, root.now())
    edition = edition_of(request, staff, name, wanted)
    saved = request.query.get("saved", "")
    return shown(
        request,
        staff,
        "settings/show.html",
        name=name,
        kind=view.kind_of(name),
        parts=view.PARTS.get(view.kind_of(name), ()),
        edition=edition,
        document=edition["document"],
        history=history,
        current=edition["version"] == history[0]["version"],
        saved=saved == str(edition["version"]),
        **_readable(request, edition),
    )


def _readable(request: Request, edition: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the views of kinds need beside the document."""
    language = Visit.of(request).language
    said, document = words(language, "settings"), edition["document"]
    found: dict[str, Any] = {
        "span": lambda text: view.span(text, said),
        "step_when": lambda step: view.when(step, said),
        "yuan": yuan,
    }
    if edition["name"] == "contact-policy":
        from hearthline.notices.policy import USUAL_ALERTS

        return {**found, "usual_alerts": USUAL_ALERTS}
    if view.kind_of(edition["name"]) != "calendar":
        return found
    today = root.now().year
    asked = request.query.get("year", str(today))
    if not view.is_year(asked):
        raise Problem.not_found()
    year = int(asked)
    listed_years = {each["year"] for each in document.get("lists", ())}
    return {
        **found,
        "year": year,
        "years": sorted({today - 1, today, today + 1, year, *listed_years}),
        "standing": view.standing_of(document, year),
        "sheet": view.months_of(document, year),
        "special": view.special_days(document, year, language),
    }


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}": listed,
    f"GET {AT}/calendars": another_calendar,
    f"GET {AT}/policy/cases": policy_cases,
    f"GET {AT}/{{name}}": in_force,
    f"GET {AT}/{{name}}/compare": compare,
    f"GET {AT}/{{name}}/versions/{{version}}": version,
}
