"""Pages for everyone and for members, and the files that all pages load."""

from collections.abc import Mapping
from typing import Any

from hearthline import root_site
from hearthline.pages.visits import Visit
from hearthline.platform.compression import compressed
from hearthline.platform.http import Handler, Response, serve
from hearthline.platform.paths import at_own_route
from hearthline.platform.problems import Language, Problem
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from site_public import (
    assets,
    board,
    consents,
    entering,
    filing,
    finding,
    following,
    own,
    own_data,
    points,
    privacy,
)


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of the gateway."""

    def problem_page(problem: Problem, language: Language) -> Response:
        return root_site.public_pages().problem(Visit.of_event(event, language), problem)

    return serve(
        ROUTES,
        at_own_route(ROUTES, event),
        context,
        errors=STORAGE_PROBLEMS,
        problem_page=problem_page,
        finish=compressed,
    )


ROUTES: Mapping[str, Handler] = {
    **board.ROUTES,
    **filing.ROUTES,
    **finding.ROUTES,
    **following.ROUTES,
    **assets.ROUTES,
    **entering.ROUTES,
    **own.ROUTES,
    **points.ROUTES,
    **consents.ROUTES,
    **own_data.ROUTES,
    **privacy.ROUTES,
}
