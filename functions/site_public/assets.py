"""The files that pages load: each address names its content, so whoever has it keeps it."""

from collections.abc import Mapping
from typing import Final

from hearthline.pages.assets import asset
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Problem

FOR_GOOD: Final = "public, max-age=31536000, immutable"


def load(request: Request) -> Response:
    """`GET /static/{version}/{name}`; another version than the present one is not here."""
    found = asset(request.params["name"])
    if found is None or found.version != request.params["version"]:
        raise Problem.not_found()
    return Response(200, found.content, {"Content-Type": found.media_type, "Cache-Control": FOR_GOOD})


ROUTES: Mapping[str, Handler] = {"GET /static/{version}/{name}": load}
