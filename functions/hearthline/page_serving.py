"""Serving pages: which one is asked for, and a problem told to a person by a page of its side of the site.

A function with many pages loads those of the area that is asked for: what follows `/desk/campaigns` costs who
opens a case nothing.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from hearthline.platform.http import Handler, ProblemPage, Response, serve
from hearthline.platform.problems import Language, Problem
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

    area = area_of(areas, str(event.get("rawPath", "")))
    routes = areas[area]() if area is not None else {}
    return serve(
        routes,
        at_own_route(routes, event),
        context,
        errors=STORAGE_PROBLEMS,
        problem_page=problem_page(event, side),
        finish=compressed,
    )


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
