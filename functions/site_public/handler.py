"""Pages for everyone and for members, and the files that all pages load."""

from collections.abc import Mapping
from typing import Any

from hearthline import root_site
from hearthline.page_serving import serve_pages
from hearthline.platform.http import Handler
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
    return serve_pages(ROUTES, event, context, root_site.public_pages)


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
