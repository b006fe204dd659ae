"""Members' routes: join, sign in, one's own data, and leaving off a message."""

from collections.abc import Mapping
from typing import Any

from hearthline.platform.http import Handler, serve
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from membership import entering, homes, me, points


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of the gateway."""
    return serve(ROUTES, event, context, errors=STORAGE_PROBLEMS)


ROUTES: Mapping[str, Handler] = {**entering.ROUTES, **me.ROUTES, **homes.ROUTES, **points.ROUTES}
