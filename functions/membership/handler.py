"""Members' routes: join, sign in, one's own data, and leaving off a message."""

from collections.abc import Mapping
from typing import Any

from hearthline import root_site
from hearthline.platform.http import Handler, Response, serve
from hearthline.platform.problems import Language, Problem
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from membership import entering, homes, me, messages, points, privacy, standing


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of the gateway."""

    def problem_page(problem: Problem, language: Language) -> Response:
        # Programs, which most callers are, pay for no page.
        from hearthline.pages.visits import Visit

        return root_site.public_pages().problem(Visit.of_event(event, language), problem)

    return serve(ROUTES, event, context, errors=STORAGE_PROBLEMS, problem_page=problem_page)


ROUTES: Mapping[str, Handler] = {
    **entering.ROUTES,
    **me.ROUTES,
    **homes.ROUTES,
    **points.ROUTES,
    **messages.ROUTES,
    **privacy.ROUTES,
    **standing.ROUTES,
}
