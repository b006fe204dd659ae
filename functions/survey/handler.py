"""Public routes of surveys: what somebody is asked, and what they answer."""

from collections.abc import Mapping
from typing import Any

from hearthline import root_site
from hearthline.platform.compression import compressed
from hearthline.platform.http import Handler, Response, serve
from hearthline.platform.problems import Language, Problem
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from survey import answers, page


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of the gateway."""

    def problem_page(problem: Problem, language: Language) -> Response:
        from hearthline.pages.visits import Visit

        return root_site.public_pages().problem(Visit.of_event(event, language), problem)

    return serve(
        ROUTES, event, context, errors=STORAGE_PROBLEMS, problem_page=problem_page, finish=compressed
    )


ROUTES: Mapping[str, Handler] = {**answers.ROUTES, **page.ROUTES}
