"""Pages for staff, all under /desk."""

from collections.abc import Mapping
from typing import Any

from hearthline import root_site
from hearthline.pages.visits import Visit
from hearthline.platform.compression import compressed
from hearthline.platform.http import Handler, Response, serve
from hearthline.platform.paths import at_own_route
from hearthline.platform.problems import Language, Problem
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from site_desk import (
    campaign_acts,
    campaign_files,
    campaign_results,
    campaign_watch,
    campaigns,
    cases,
    filing,
    questionnaire_builder,
    questionnaires,
    signing_in,
    tonight,
    work_list,
)


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of the gateway."""

    def problem_page(problem: Problem, language: Language) -> Response:
        return root_site.desk_pages().problem(Visit.of_event(event, language), problem)

    return serve(
        ROUTES,
        at_own_route(ROUTES, event),
        context,
        errors=STORAGE_PROBLEMS,
        problem_page=problem_page,
        finish=compressed,
    )


ROUTES: Mapping[str, Handler] = {
    **signing_in.ROUTES,
    **work_list.ROUTES,
    **filing.ROUTES,
    **cases.ROUTES,
    **campaigns.ROUTES,
    **campaign_acts.ROUTES,
    **campaign_watch.ROUTES,
    **campaign_files.ROUTES,
    **campaign_results.ROUTES,
    **questionnaires.ROUTES,
    **questionnaire_builder.ROUTES,
    **tonight.ROUTES,
}
