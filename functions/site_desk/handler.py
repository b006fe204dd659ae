"""Pages for staff, all under /desk."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root_site
from hearthline.page_serving import Areas, serve_pages
from hearthline.platform.http import Handler


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request of the gateway."""
    return serve_pages(AREAS, event, context, root_site.desk_pages)


def _signing() -> Mapping[str, Handler]:
    from site_desk import signing_in

    return signing_in.ROUTES


def _work_list() -> Mapping[str, Handler]:
    from site_desk import work_list

    return work_list.ROUTES


def _cases() -> Mapping[str, Handler]:
    from site_desk import cases, filing, work_list

    return {**work_list.ROUTES, **filing.ROUTES, **cases.ROUTES}


def _members() -> Mapping[str, Handler]:
    from site_desk import member, member_points, member_story, members

    return {**members.ROUTES, **member.ROUTES, **member_points.ROUTES, **member_story.ROUTES}


def _imports() -> Mapping[str, Handler]:
    from site_desk import member_imports

    return member_imports.ROUTES


def _wishes() -> Mapping[str, Handler]:
    from site_desk import member_wishes

    return member_wishes.ROUTES


def _segments() -> Mapping[str, Handler]:
    from site_desk import segment_counts, segments

    return {**segments.ROUTES, **segment_counts.ROUTES}


def _campaigns() -> Mapping[str, Handler]:
    from site_desk import campaign_acts, campaign_files, campaign_results, campaign_watch, campaigns

    return {
        **campaigns.ROUTES,
        **campaign_acts.ROUTES,
        **campaign_watch.ROUTES,
        **campaign_files.ROUTES,
        **campaign_results.ROUTES,
    }


def _questionnaires() -> Mapping[str, Handler]:
    from site_desk import questionnaire_builder, questionnaires

    return {**questionnaires.ROUTES, **questionnaire_builder.ROUTES}


def _incidents() -> Mapping[str, Handler]:
    from site_desk import incident_acts, incidents

    return {**incidents.ROUTES, **incident_acts.ROUTES}


def _improvements() -> Mapping[str, Handler]:
    from site_desk import improvement_acts, improvements

    return {**improvements.ROUTES, **improvement_acts.ROUTES}


def _reports() -> Mapping[str, Handler]:
    from site_desk import report_cases, reports

    return {**reports.ROUTES, **report_cases.ROUTES}


def _settings() -> Mapping[str, Handler]:
    from site_desk import settings, settings_changes

    return {**settings.ROUTES, **settings_changes.ROUTES}


def _trends() -> Mapping[str, Handler]:
    from site_desk import trends

    return trends.ROUTES


def _visits() -> Mapping[str, Handler]:
    from site_desk import home_visits

    return home_visits.ROUTES


def _letters() -> Mapping[str, Handler]:
    from site_desk import letters

    return letters.ROUTES


def _tonight() -> Mapping[str, Handler]:
    from site_desk import tonight

    return tonight.ROUTES


AREAS: Final[Areas] = {
    "/desk": _work_list,
    "/desk/sign-in": _signing,
    "/desk/signed-in": _signing,
    "/desk/signed-in-elsewhere": _signing,
    "/desk/sign-out": _signing,
    "/desk/cases": _cases,
    "/desk/members": _members,
    "/desk/members/imports": _imports,
    "/desk/members/wishes": _wishes,
    "/desk/members/segments": _segments,
    "/desk/campaigns": _campaigns,
    "/desk/questionnaires": _questionnaires,
    "/desk/incidents": _incidents,
    "/desk/improvements": _improvements,
    "/desk/reports/trends": _trends,
    "/desk/visits": _visits,
    "/desk/letters": _letters,
    "/desk/reports": _reports,
    "/desk/settings": _settings,
    "/desk/tonight": _tonight,
}
