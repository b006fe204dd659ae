"""Staff routes of surveys: questionnaires, campaigns, and what came of them."""

from collections.abc import Mapping
from typing import Any

from hearthline.platform.http import Handler, serve
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from survey_desk import campaigns, exports, index, questionnaires, results


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request that the gateway's authorizer has let through."""
    return serve(ROUTES, event, context, errors=STORAGE_PROBLEMS)


ROUTES: Mapping[str, Handler] = {
    **questionnaires.ROUTES,
    **campaigns.ROUTES,
    **exports.ROUTES,
    **results.ROUTES,
    **index.ROUTES,
}
