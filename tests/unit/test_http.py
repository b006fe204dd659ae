"""Serving: the right handler, the right refusal, one log line."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from hearthline.platform import logs
from hearthline.platform.http import Handler, Request, Response, serve
from hearthline.platform.problems import Language, Problem
from tests.unit.gateway_event import gateway_event

NUMBER = "GET /api/complaints/{number}"
CATCH_ALL = "ANY /api/{proxy+}"


class ThrottledStorage(Exception):
    pass


class VeryThrottledStorage(ThrottledStorage):
    pass


def hello(request: Request) -> Response:
    logs.bind(actor="li")
    return Response.json(200, {"number": request.params.get("number")})


def answer(event: Mapping[str, Any], handler: Handler = hello, **options: Any) -> tuple[dict[str, Any], Any]:
    routes = {NUMBER: handler, "POST /api/complaints": handler, "OPTIONS /api/complaints": handler}
    gateway = serve(routes, event, None, **options)
    return gateway, json.loads(gateway["body"] or "null")


def failing(error: Exception) -> Handler:
    def handler(_: Request) -> Response:
        raise error

    return handler


def test_the_route_finds_its_handler() -> None:
    gateway, body = answer(gateway_event(NUMBER, params={"number": "K7Q29XPD3"}))

    assert gateway["statusCode"] == 200
    assert body == {"number": "K7Q29XPD3"}
    assert gateway["headers"]["X-Request-Id"] == "req-1"
    assert gateway["headers"]["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/api/nothing", 404, None),
        ("GET", "/api/complaints/", 404, None),
        ("GET", "/api/complaints/a/b", 404, None),
        ("GET", "/api.complaints/a", 404, None),
        ("DELETE", "/api/complaints/a", 405, "GET"),
        ("PUT", "/api/complaints", 405, "OPTIONS, POST"),
        ("DELETE", "/api/imports", 405, "POST"),
        ("POST", "/api/imports", 404, None),
    ],
)
def test_what_no_route_matches_is_not_found_or_not_allowed(
    method: str, path: str, status: int, allow: str | None
) -> None:
    event = gateway_event(CATCH_ALL, method=method, path=path)
    gateway, body = answer(event, known=["POST /api/imports", "ANY /api/desk/{proxy+}"])

    assert gateway["statusCode"] == body["status"] == status
    assert gateway["headers"].get("Allow") == allow
    assert gateway["headers"]["Content-Type"] == "application/problem+json"


def test_a_problem_is_answered_as_such_in_the_readers_language() -> None:
    handler = failing(Problem.too_many(30))
    gateway, body = answer(gateway_event(NUMBER, headers={"accept-language": "zh-CN"}), handler)

    assert gateway["statusCode"] == 429
    assert body["title"] == "请求过于频繁，请稍后再试"
    assert gateway["headers"]["Retry-After"] == "30"
    assert gateway["headers"]["Content-Language"] == "zh"
    assert gateway["headers"]["Cache-Control"] == "no-store"
    assert gateway["headers"]["X-Request-Id"] == "req-1"


def test_a_query_that_cannot_be_read_is_refused_before_the_handler() -> None:
    gateway, _ = answer(gateway_event(NUMBER, query="key=a&key=b"), failing(AssertionError("called")))
    assert gateway["statusCode"] == 422


def test_a_defect_tells_nothing_but_the_request_id(capsys: pytest.CaptureFixture[str]) -> None:
    handler = failing(KeyError("the table of Wang 13800138000"))
    gateway, body = answer(gateway_event(NUMBER), handler)

    assert gateway["statusCode"] == 500
    assert set(body) == {"type", "title", "status", "request_id"}
    assert body["request_id"] == "req-1"
    output = capsys.readouterr().out
    assert "13800138000" not in output + gateway["body"]
    line = json.loads(output)
    assert (line["level"], line["error"]) == ("ERROR", "KeyError")
    assert line["trace"][-1].endswith(" handler")


@pytest.mark.parametrize("error", [ThrottledStorage("table x"), VeryThrottledStorage("table x")])
def test_known_failures_are_answered_as_they_are_mapped(
    error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    errors = {ThrottledStorage: lambda _: Problem.unavailable(2)}
    gateway, _ = answer(gateway_event(NUMBER), failing(error), errors=errors)

    assert gateway["statusCode"] == 503
    assert gateway["headers"]["Retry-After"] == "2"
    line = json.loads(capsys.readouterr().out)
    assert (line["level"], line["error"]) == ("WARNING", type(error).__name__)


def test_headers_of_a_route_are_on_its_problems_too() -> None:
    options: dict[str, Any] = {"route_headers": {NUMBER: {"Access-Control-Allow-Origin": "*"}}}
    well, _ = answer(gateway_event(NUMBER), **options)
    badly, _ = answer(gateway_event(NUMBER), failing(Problem.not_found()), **options)
    other, _ = answer(gateway_event("POST /api/complaints"), **options)

    assert well["headers"]["Access-Control-Allow-Origin"] == "*"
    assert badly["headers"]["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in other["headers"]


def test_an_answer_that_cannot_be_sent_is_a_defect() -> None:
    gateway, _ = answer(gateway_event(NUMBER), lambda _: Response.redirect("/\r\nX: y"))
    assert gateway["statusCode"] == 500


def test_each_request_writes_one_line_without_what_was_sent(capsys: pytest.CaptureFixture[str]) -> None:
    event = gateway_event(NUMBER, path="/api/complaints/K7Q29XPD3", query="key=topsecret", body="private")
    answer(event)

    output = capsys.readouterr().out
    [line] = [json.loads(each) for each in output.splitlines()]
    assert (line["event"], line["route"], line["status"]) == ("request", NUMBER, 200)
    assert (line["request_id"], line["actor"]) == ("req-1", "li")
    assert line["ms"] >= 0
    for sent in ("topsecret", "private", "203.0.113.7", "K7Q29XPD3"):
        assert sent not in output


def test_the_actor_of_one_request_is_not_on_the_line_of_the_next(capsys: pytest.CaptureFixture[str]) -> None:
    answer(gateway_event(NUMBER))
    answer(gateway_event(NUMBER), lambda _: Response.empty())

    lines = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert ["actor" in line for line in lines] == [True, False]


def test_an_event_that_is_none_of_the_gateways_is_a_defect_with_the_functions_request_id() -> None:
    class Context:
        aws_request_id = "lambda-1"

    gateway = serve({}, {}, Context())

    assert gateway["statusCode"] == 500
    assert gateway["headers"]["X-Request-Id"] == "lambda-1"


def a_page(problem: Problem, language: Language) -> Response:
    return Response.html(f"<p>{problem.kind.title(language)}</p>", problem.status)


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("route", "headers", "page"),
    [
        (NUMBER, {"Accept": "text/html,*/*;q=0.8"}, True),
        (NUMBER, {"accept": "text/html;q=0.5, application/json"}, False),
        (NUMBER, {"accept": "*/*"}, False),
        (NUMBER, {}, False),
        ("POST /api/complaints", {"accept": "text/html", "content-type": f"{FORM}; charset=utf-8"}, True),
        ("POST /api/complaints", {"accept": "*/*", "content-type": FORM}, False),
        ("POST /api/complaints", {"accept": "text/html", "content-type": "application/json"}, False),
    ],
)
def test_a_person_in_a_browser_reads_a_problem_as_a_page(
    route: str, headers: dict[str, str], page: bool
) -> None:
    routes = {route: failing(Problem.not_found())}
    gateway = serve(routes, gateway_event(route, headers=headers), None, problem_page=a_page)

    assert gateway["statusCode"] == 404
    kind = "text/html; charset=utf-8" if page else "application/problem+json"
    assert gateway["headers"]["Content-Type"] == kind
    assert gateway["headers"]["X-Request-Id"] == "req-1"


def test_a_page_that_cannot_be_written_does_not_hide_the_problem(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object) -> Response:
        raise KeyError("template")

    event = gateway_event(NUMBER, headers={"accept": "text/html"})
    gateway, body = answer(event, failing(Problem.not_found()), problem_page=broken)

    assert gateway["statusCode"] == body["status"] == 404
    assert json.loads(capsys.readouterr().out)["error"] == "KeyError"
