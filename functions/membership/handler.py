"""Members' routes: join, sign in, one's own data, and leaving off a message."""

from collections.abc import Mapping
from typing import Any

from hearthline import root_site
from hearthline.page_serving import problem_page
from hearthline.platform.http import Handler, serve
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from membership import entering, homes, me, messages, points, privacy, standing


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of the gateway."""
    page = problem_page(event, root_site.public_pages)
    return serve(ROUTES, event, context, errors=STORAGE_PROBLEMS, problem_page=page)


ROUTES: Mapping[str, Handler] = {
    **entering.ROUTES,
    **me.ROUTES,
    **homes.ROUTES,
    **points.ROUTES,
    **messages.ROUTES,
    **privacy.ROUTES,
    **standing.ROUTES,
}
