"""Staff routes of members, segments and the lives of homes, and what the sales system tells of homes."""

from collections.abc import Mapping
from typing import Any

from hearthline.platform.http import Handler, serve
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from membership_desk import feed, home_visits, letters, lives, members, messages, points, segments, standing


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request that the gateway's authorizer has let through."""
    return serve(ROUTES, event, context, errors=STORAGE_PROBLEMS)


ROUTES: Mapping[str, Handler] = {
    **feed.ROUTES,
    **members.ROUTES,
    **points.ROUTES,
    **segments.ROUTES,
    **messages.ROUTES,
    **standing.ROUTES,
    **lives.ROUTES,
    **home_visits.ROUTES,
    **letters.ROUTES,
}
