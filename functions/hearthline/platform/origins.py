"""Which site a request was made by: what changes something with a cookie must come from our own pages.

A browser sends the cookie with whatever any site makes it send. `SameSite=Lax` keeps most of that back; this
holds what it lets pass, such as a page of a neighbouring subdomain. The rule is that of Go's
`http.CrossOriginProtection` (https://pkg.go.dev/net/http#CrossOriginProtection): our own origin may; else the
browser's own word decides, where it gives one; a program that is no browser has no cookie to be misled by.
"""

from typing import Final
from urllib.parse import urlsplit

from hearthline.platform.problems import Problem
from hearthline.platform.request import Request

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN: Final = frozenset({"same-origin", "none"})


def check_origin(request: Request, public_url: str) -> None:
    """Raise Problem 403 for a change that a browser was made to ask for by another site."""
    if request.method in SAFE:
        return
    origin = request.headers.get("origin")
    if origin is not None and origin == origin_of(public_url):
        return
    fetched_from = request.headers.get("sec-fetch-site")
    if not (origin is None if fetched_from is None else fetched_from in _OWN):
        raise Problem.forbidden("Another site asked for this.")


def origin_of(url: str) -> str:
    """Give scheme, host and port of an address, as browsers write an origin."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
