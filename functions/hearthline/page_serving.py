"""Serving pages: which one is asked for, and a problem told to a person by a page of its side of the site."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from hearthline.platform.http import Handler, ProblemPage, Response, serve
from hearthline.platform.problems import Language, Problem
from hearthline.platform.storage_problems import STORAGE_PROBLEMS

# Programs, which ask most functions most, pay for no page.
if TYPE_CHECKING:
    from hearthline.pages.site_pages import SitePages

Side = Callable[[], "SitePages"]


def serve_pages(
    routes: Mapping[str, Handler], event: Mapping[str, Any], context: object, side: Side
) -> dict[str, Any]:
    """Answer one request of a function that has pages alone, behind greedy routes; never raises."""
    from hearthline.platform.compression import compressed
    from hearthline.platform.paths import at_own_route

    return serve(
        routes,
        at_own_route(routes, event),
        context,
        errors=STORAGE_PROBLEMS,
        problem_page=problem_page(event, side),
        finish=compressed,
    )


def problem_page(event: Mapping[str, Any], side: Side) -> ProblemPage:
    """Give what tells a problem to the person who sent this request, in the language that they chose."""

    def page(problem: Problem, language: Language) -> Response:
        from hearthline.pages.visits import Visit

        return side().problem(Visit.of_event(event, language), problem)

    return page
