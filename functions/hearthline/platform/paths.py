"""Paths of routes: which template an address fits.

For functions that get all addresses below one: the gateway matches a greedy route (``ANY /desk/{proxy+}``),
and which page is meant is found here.
A template is the gateway's own kind, ``GET /desk/cases/{number}``, and may say what a part must look like:
``{version:int}`` fits a whole number of at most nine digits. Where two fit, the one with the earlier literal
part wins: ``/desk/cases/new`` before ``/desk/cases/{number}``.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

_MOST_DIGITS = 9
_OWN = re.compile(r"/(?:[A-Za-z0-9._~%?&=#-][A-Za-z0-9._~%/?&=#-]{0,499})?")


def fit(template: str, path: str) -> dict[str, str] | None:
    """Give what a template's parts stand for in a path, decoded; None where the path doesn't fit.

    A part is one segment, never empty and never with a slash in it, however that is written. A greedy
    template (``{proxy+}``) names no address and fits none.
    """
    wanted, given = template.split("/"), path.split("/")
    if len(wanted) != len(given):
        return None
    found = {}
    for part, segment in zip(wanted, given, strict=True):
        if not part.startswith("{"):
            if part != segment:
                return None
            continue
        name, _, kind = part[1:-1].partition(":")
        value = _value(segment, kind)
        if value is None or not name.isidentifier():
            return None
        found[name] = value
    return found


def own_address(given: object, otherwise: str) -> str:
    """Give an address that was asked for, where it is surely one of this site's own; else the other one.

    It begins with one slash and has nothing in it that a browser could read as another host's.
    """
    own = isinstance(given, str) and _OWN.fullmatch(given) is not None
    return str(given) if own else otherwise


def at_own_route(routes: Iterable[str], event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the gateway's event with the function's own route key in place of the greedy one.

    `routes` are keys as ``GET /desk/cases/{number}``. What a part stands for is in the event's parameters.
    A HEAD without a route of its own has the route of GET. Where none fits, the event is given as it is:
    `serve` answers it 404, or 405 where the address exists for other methods.
    """
    path = str(event.get("rawPath", ""))
    method = ((event.get("requestContext") or {}).get("http") or {}).get("method")
    fitting = {}
    for key in routes:
        its_method, _, template = key.partition(" ")
        if its_method in {method, "GET" if method == "HEAD" else method}:
            params = fit(template, path)
            if params is not None:
                fitting[key] = params
    if not fitting:
        return event
    own = min(fitting, key=lambda key: (key.partition(" ")[0] != method, _generality(key)))
    return {**event, "routeKey": own, "pathParameters": fitting[own]}


def _generality(key: str) -> list[bool]:
    return [part.startswith("{") for part in key.split("/")]


def _value(segment: str, kind: str) -> str | None:
    try:
        text = unquote(segment, errors="strict")
    except UnicodeDecodeError:
        return None
    if not text or "/" in text or not text.isprintable():
        return None
    if kind == "int" and not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        return None
    return text
