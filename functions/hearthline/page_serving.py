"""Serving pages: which one is asked for, and a problem told to a person by a page of its side of the site.

A function with many pages loads those of the area that is asked for: what follows `/desk/campaigns` costs who
opens a case nothing.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from hearthline.platform.http import Handler, ProblemPage, Response, serve
from hearthline.platform.problems import Language, Problem
from hearthline.platform.request import prefers_html
from hearthline.platform.storage_problems import STORAGE_PROBLEMS

# Programs, which ask most functions most, pay for no page.
if TYPE_CHECKING:
    from hearthline.pages.site_pages import SitePages

Side = Callable[[], "SitePages"]
Areas = Mapping[str, Callable[[], Mapping[str, Handler]]]
"""For the address that an area's pages begin with, what loads and gives their routes."""


def serve_pages(areas: Areas, event: Mapping[str, Any], context: object, side: Side) -> dict[str, Any]:
    """Answer one request of a function that has pages alone, behind greedy routes; never raises."""
    from hearthline.platform.compression import compressed
    from hearthline.platform.paths import at_own_route

    routes = _routes(areas, str(event.get("rawPath", "")))
    found = at_own_route(routes, event)
    page = _page_of_form(areas, routes, event) if found is event else None
    if page is not None:
        routes = {str(event.get("routeKey", "")): lambda _: Response.redirect(page)}
    return serve(
        routes,
        found,
        context,
        errors=STORAGE_PROBLEMS,
        problem_page=problem_page(event, side),
        finish=compressed,
    )


def _page_of_form(areas: Areas, routes: Mapping[str, Handler], event: Mapping[str, Any]) -> str | None:
    """Give where to look instead, where a browser opens an address that forms are sent to and nothing else.

    That is what a refused form's page has in its address line, and what its link to the other language leads
    to. The nearest page above it is where the form stands. None for every other request.
    """
    from hearthline.platform.paths import at_own_route

    asked = (event.get("requestContext") or {}).get("http") or {}
    headers = {name.lower(): str(value) for name, value in (event.get("headers") or {}).items()}
    posted = {**event, "requestContext": {"http": {**asked, "method": "POST"}}}
    browser = asked.get("method") == "GET" and prefers_html(headers.get("accept", ""))
    if not browser or at_own_route(routes, posted) is posted:
        return None
    path = str(event.get("rawPath", ""))
    while path.strip("/"):
        path = path.rpartition("/")[0] or "/"
        above = {**event, "rawPath": path}
        if at_own_route(_routes(areas, path), above) is not above:
            return f"{path}{_chosen_language(event)}"
    return None


def _chosen_language(event: Mapping[str, Any]) -> str:
    from urllib.parse import parse_qsl, urlencode

    from hearthline.pages.visits import LANGUAGE

    chosen = dict(parse_qsl(str(event.get("rawQueryString", "")))).get(LANGUAGE)
    return f"?{urlencode({LANGUAGE: chosen})}" if chosen else ""


def _routes(areas: Areas, path: str) -> Mapping[str, Handler]:
    area = area_of(areas, path)
    return areas[area]() if area is not None else {}


def area_of(areas: Areas, path: str) -> str | None:
    """Give the area that an address lies in, the nearest of several; None where it lies in none."""
    around = [area for area in areas if path == area or path.startswith(f"{area}/")]
    return max(around, key=len, default=None)


def problem_page(event: Mapping[str, Any], side: Side) -> ProblemPage:
    """Give what tells a problem to the person who sent this request, in the language that they chose."""

    def page(problem: Problem, language: Language) -> Response:
        from hearthline.pages.visits import Visit

        return side().problem(Visit.of_event(event, language), problem)

    return page
