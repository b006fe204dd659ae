"""Public routes of surveys: what somebody is asked, and what they answer."""

from collections.abc import Mapping
from typing import Any

from hearthline import root
from hearthline.platform.http import Handler, Response, serve
from hearthline.platform.problems import Language, Problem
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from survey import answers, page


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of the gateway."""
    return serve(ROUTES, event, context, errors=STORAGE_PROBLEMS, problem_page=_problem_page)


def _problem_page(problem: Problem, language: Language) -> Response:
    """Any problem that a person in a browser meets, with the same status and words."""
    page = root.pages().problem(problem, language)
    headers = {"Content-Language": language, **problem.headers}
    return Response.html(page, problem.status, headers, styles=root.pages().styles)


ROUTES: Mapping[str, Handler] = {**answers.ROUTES, **page.ROUTES}
