"""The front page with the promise, and the public board."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from hearthline import root, root_site
from hearthline.complaints import bodies
from hearthline.pages.board import shown
from hearthline.pages.filing import place_of
from hearthline.pages.promises import promise_shown
from hearthline.pages.visits import Visit
from hearthline.platform.http import Handler, Request, Response

FILTERS: Final[tuple[str, ...]] = ("city", "project", "kind", "month")


def front(request: Request) -> Response:
    """`GET /`: what this is, and how the promise is kept this month."""
    now = root.now()
    catalog = root.offer().catalog(now)
    figures = root_site.promise().present(now)
    return root_site.public_pages().answer(
        Visit.of(request), "front/page.html", promise=promise_shown(figures, catalog["cities"])
    )


def board(request: Request) -> Response:
    """`GET /board`: public posts, newest first; an empty filter is none."""
    asked = {name: value for name, value in request.query.items() if value and name != "lang"}
    query = bodies.read(bodies.BoardQuery, asked, sign="?")
    now = root.now()
    found = root.board().page(
        city=query.city,
        project=query.project,
        kind=query.kind.value if query.kind else None,
        month=query.month,
        limit=query.limit,
        cursor=query.cursor,
        now=now,
    )
    catalog = root.offer().catalog(now)
    city = place_of(catalog, query.city)
    filters = {name: asked[name] for name in FILTERS if name in asked}
    more = found["next_cursor"]
    return root_site.public_pages().answer(
        Visit.of(request),
        "board/list.html",
        posts=[shown(post, catalog, Visit.of(request).language) for post in found["items"]],
        older=f"/board?{urlencode({**filters, 'cursor': more})}" if more else None,
        paged="cursor" in asked,
        filtered=bool(filters),
        catalog=catalog,
        projects=city["projects"] if city else [],
        typed=filters,
    )


def post(request: Request) -> Response:
    """`GET /board/{number}`: one public post with its answers."""
    now = root.now()
    visit = Visit.of(request)
    found = root.board().post(request.params["number"], now)
    catalog = root.offer().catalog(now)
    return root_site.public_pages().answer(
        visit, "board/post.html", case=found, post=shown(found, catalog, visit.language)
    )


ROUTES: Mapping[str, Handler] = {
    "GET /": front,
    "GET /board": board,
    "GET /board/{number}": post,
}
