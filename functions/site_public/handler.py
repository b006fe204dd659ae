"""Pages for everyone and for members, and the files that all pages load."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root_site
from hearthline.page_serving import Areas, serve_pages
from hearthline.platform.http import Handler


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of the gateway."""
    return serve_pages(AREAS, event, context, root_site.public_pages)


def _assets() -> Mapping[str, Handler]:
    from site_public import assets

    return assets.ROUTES


def _board() -> Mapping[str, Handler]:
    from site_public import board

    return board.ROUTES


def _complaints() -> Mapping[str, Handler]:
    from site_public import filing, finding

    return {**filing.ROUTES, **finding.ROUTES}


def _following() -> Mapping[str, Handler]:
    from site_public import following

    return following.ROUTES


def _entering() -> Mapping[str, Handler]:
    from site_public import entering

    return entering.ROUTES


def _own() -> Mapping[str, Handler]:
    from site_public import consents, own, own_data, points, privacy

    return {**own.ROUTES, **points.ROUTES, **consents.ROUTES, **own_data.ROUTES, **privacy.ROUTES}


AREAS: Final[Areas] = {
    "/": _board,
    "/board": _board,
    "/complaints": _complaints,
    "/follow": _following,
    "/join": _entering,
    "/sign-in": _entering,
    "/sign-out": _entering,
    "/me": _own,
    "/static": _assets,
}
