"""Pages for staff, all under /desk."""

from collections.abc import Mapping
from typing import Any

from hearthline import root_site
from hearthline.page_serving import serve_pages
from hearthline.platform.http import Handler
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
    return serve_pages(ROUTES, event, context, root_site.desk_pages)


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
