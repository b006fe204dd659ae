"""Paths: which of a function's own routes an address means."""

from collections.abc import Mapping
from typing import Any

import pytest

from hearthline.platform.http import Handler, Request, Response, serve
from hearthline.platform.paths import at_own_route, fit
from tests.unit.gateway_event import gateway_event

GREEDY = "ANY /desk/{proxy+}"
CASE = "GET /desk/cases/{number}"
NEW = "GET /desk/cases/new"
VERSION = "GET /desk/documents/{name}/{version:int}"


def told(request: Request) -> Response:
    return Response.json(200, {"route": request.route, **request.params})


ROUTES: Mapping[str, Handler] = {
    CASE: told,
    NEW: told,
    "POST /desk/cases/{number}/{command}": told,
    "POST /desk/cases/{number}/close": told,
    VERSION: told,
}


def asked(method: str, path: str) -> dict[str, Any]:
    event = gateway_event(GREEDY, method=method, path=path, params={"proxy": "whatever"})
    return serve(ROUTES, at_own_route(ROUTES, event), None)


@pytest.mark.parametrize(
    ("template", "path", "found"),
    [
        ("/", "/", {}),
        ("/desk", "/desk", {}),
        ("/desk", "/desk/", None),
        ("/desk", "/Desk", None),
        ("/cases/{number}", "/cases/K7Q29XPD3", {"number": "K7Q29XPD3"}),
        ("/cases/{number}", "/cases/", None),
        ("/cases/{number}", "/cases/a/b", None),
        ("/cases/{number}", "/cases/a%2Fb", None),
        ("/cases/{number}", "/cases/%0a", None),
        ("/cases/{number}", "/cases/%ff", None),
        ("/cities/{name}", "/cities/%E6%9D%AD%E5%B7%9E", {"name": "杭州"}),
        ("/a/{version:int}", "/a/12", {"version": "12"}),
        ("/a/{version:int}", "/a/-1", None),
        ("/a/{version:int}", "/a/١", None),
        ("/a/{version:int}", "/a/1234567890", None),
        ("/desk/{proxy+}", "/desk/a", None),
    ],
)
def test_a_template_fits_a_path_part_by_part(template: str, path: str, found: dict[str, str] | None) -> None:
    assert fit(template, path) == found


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", "/desk/cases/K7Q29XPD3", CASE),
        ("GET", "/desk/cases/new", NEW),
        ("HEAD", "/desk/cases/new", NEW),
        ("POST", "/desk/cases/K7Q29XPD3/close", "POST /desk/cases/{number}/close"),
        ("POST", "/desk/cases/K7Q29XPD3/reply", "POST /desk/cases/{number}/{command}"),
        ("GET", "/desk/documents/catalog/3", VERSION),
    ],
)
def test_the_most_literal_route_that_fits_is_meant(method: str, path: str, route: str) -> None:
    event = at_own_route(ROUTES, gateway_event(GREEDY, method=method, path=path))
    assert event["routeKey"] == route


def test_the_handler_gets_its_own_parameters_and_not_the_greedy_one() -> None:
    answer = asked("GET", "/desk/documents/catalog/3")
    assert answer["body"] == f'{{"route":"{VERSION}","name":"catalog","version":"3"}}'


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/desk/nothing", 404, None),
        ("GET", "/desk/documents/catalog/x", 404, None),
        ("DELETE", "/desk/cases/new", 405, "GET"),
        ("GET", "/desk/cases/K7Q29XPD3/close", 405, "POST"),
        ("HEAD", "/desk/cases/K7Q29XPD3/close", 405, "POST"),
    ],
)
def test_no_page_is_not_found_and_no_method_is_not_allowed(
    method: str, path: str, status: int, allow: str | None
) -> None:
    answer = asked(method, path)
    assert (answer["statusCode"], answer["headers"].get("Allow")) == (status, allow)


def test_a_head_is_answered_as_a_get_without_its_body() -> None:
    answer = asked("HEAD", "/desk/cases/new")
    assert (answer["statusCode"], answer["body"]) == (200, "")
    assert answer["headers"]["Content-Type"] == "application/json"
