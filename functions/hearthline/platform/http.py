"""Serving HTTP requests of one function: dispatch by the gateway's route, problems, request id, one log line.

The gateway has matched the route already; what it could not match arrives by a catch-all route and is
answered 404 or, where the address exists for other methods, 405. A function that serves everything below one
address finds its own route first (see `paths.at_own_route`).
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from hearthline.platform import logs
from hearthline.platform.problems import CONTENT_TYPE, Language, Problem
from hearthline.platform.request import FORM, Request, preferred_language, prefers_html
from hearthline.platform.response import Response, etag

__all__ = ["Handler", "Request", "Response", "etag", "serve"]

Handler = Callable[[Request], Response]
Translate = Callable[[Any], Problem]
ProblemPage = Callable[[Problem, Language], Response]
Finish = Callable[[dict[str, Any], Mapping[str, str]], dict[str, Any]]

_NO_HEADERS: Final[Mapping[str, Mapping[str, str]]] = {}
_NO_ERRORS: Final[Mapping[type[Exception], Translate]] = {}


def serve(
    routes: Mapping[str, Handler],
    event: Mapping[str, Any],
    context: object,
    *,
    known: Iterable[str] = (),
    errors: Mapping[type[Exception], Translate] = _NO_ERRORS,
    route_headers: Mapping[str, Mapping[str, str]] = _NO_HEADERS,
    problem_page: ProblemPage | None = None,
    finish: Finish | None = None,
) -> dict[str, Any]:
    """Answer one request of the gateway; never raises.

    - `routes`: a handler for each route key (``GET /api/board/{number}``).
    - `known`: route keys that other functions serve behind the same catch-all, so that 404 and 405 are right.
    - `errors`: exceptions of the product, and the problem for each; a subclass counts as its base.
    - `route_headers`: headers on every answer of a route, problems too (such as CORS).
    - `problem_page`: what a person in a browser gets to read instead of problem+json.
    - `finish`: what is done to each answer in the gateway's form, by the request's headers, at the very end.

    A Problem becomes problem+json in the caller's language. Anything unforeseen becomes a 500 with nothing
    but the request id; its types and places, never its message, go to the log. Exactly one line is logged for
    each request: route, status, milliseconds and what the handler adds with `logs.bind`, as the actor's id.
    """
    started = time.perf_counter()
    route = str(event.get("routeKey", ""))
    request_id = _request_id(event, context)
    always = {**route_headers.get(route, {}), "X-Request-Id": request_id}
    with logs.scope(request_id=request_id):
        try:
            answer = _gateway(_answer(routes, known, event), always)
        except Exception as error:  # noqa: BLE001 - the border: nothing of the inside may pass it
            answer = _gateway(_refusal(_problem(error, errors, request_id), event, problem_page), always)
        if finish is not None:
            answer = finish(answer, _lower_case(event))
        status: int = answer["statusCode"]
        spent = round((time.perf_counter() - started) * 1000, 1)
        logs.log("request", level=_level(status), route=route, status=status, ms=spent)
    return answer


def _answer(routes: Mapping[str, Handler], known: Iterable[str], event: Mapping[str, Any]) -> Response:
    handler = routes.get(event["routeKey"])
    if handler is None:
        raise _no_route((*routes, *known), event)
    request = Request.from_gateway(event)
    response = handler(request)
    return replace(response, body="") if request.method == "HEAD" else response


def _no_route(keys: Iterable[str], event: Mapping[str, Any]) -> Problem:
    """Tell an address that doesn't exist from one that exists for other methods."""
    # Where the gateway finds the routes, only what goes wrong needs this.
    from hearthline.platform.paths import fit

    path = str(event.get("rawPath", ""))
    allowed = set()
    for key in keys:
        method, _, template = key.partition(" ")
        if fit(template, path) is not None:
            allowed.add(method)
    method = event["requestContext"]["http"]["method"]
    return Problem.method_not_allowed(allowed) if allowed and method not in allowed else Problem.not_found()


def _gateway(response: Response, always: Mapping[str, str]) -> dict[str, Any]:
    return replace(response, headers={**response.headers, **always}).to_gateway()


def _level(status: int) -> logs.Level:
    if status < 500:
        return "INFO"
    return "WARNING" if status == 503 else "ERROR"


def _refusal(problem: Problem, event: Mapping[str, Any], page: ProblemPage | None) -> Response:
    headers = _lower_case(event)
    language = preferred_language(headers.get("accept-language", ""))
    kind = {"Content-Type": CONTENT_TYPE, "Content-Language": language}
    if page is not None and _from_browser(event, headers):
        try:
            return page(problem, language)
        except Exception as error:  # noqa: BLE001 - a page that can't be written must not hide the problem
            logs.bind(**logs.failure(error))
    return Response.json(problem.status, problem.body(language), {**kind, **problem.headers})


def _lower_case(event: Mapping[str, Any]) -> dict[str, str]:
    return {name.lower(): value for name, value in (event.get("headers") or {}).items()}


def _from_browser(event: Mapping[str, Any], headers: Mapping[str, str]) -> bool:
    """Tell a person who opened an address or sent a form from a program."""
    method = ((event.get("requestContext") or {}).get("http") or {}).get("method")
    form = headers.get("content-type", "").partition(";")[0].strip().lower() == FORM
    return prefers_html(headers.get("accept", "")) and (method == "GET" or form)


def _problem(error: Exception, errors: Mapping[type[Exception], Translate], request_id: str) -> Problem:
    """Return the problem an exception is answered with; what wasn't a problem is told to the log."""
    if isinstance(error, Problem):
        return error
    logs.bind(**logs.failure(error))
    for kind in type(error).__mro__:
        translate = errors.get(kind)
        if translate is not None:
            return translate(error)
    return Problem.internal(request_id)


def _request_id(event: Mapping[str, Any], context: object) -> str:
    gateway = (event.get("requestContext") or {}).get("requestId")
    return str(gateway or getattr(context, "aws_request_id", "") or "-")
