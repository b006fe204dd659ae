"""Public routes of surveys: what somebody is asked, and what they answer."""

from collections.abc import Mapping
from typing import Any

from hearthline import root_site
from hearthline.page_serving import problem_page
from hearthline.platform.compression import compressed
from hearthline.platform.http import Handler, serve
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from survey import answers, page


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of the gateway."""
    page = problem_page(event, root_site.public_pages)
    return serve(ROUTES, event, context, errors=STORAGE_PROBLEMS, problem_page=page, finish=compressed)


ROUTES: Mapping[str, Handler] = {**answers.ROUTES, **page.ROUTES}
