"""Staff routes of insight: reports, what is open, early trends, and the cases behind a figure."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_insight
from hearthline.insight.reports import files
from hearthline.insight.reports.bodies import OpenQuery, ReportCasesQuery, ReportFileQuery, ReportQuery
from hearthline.insight.trends.bodies import TrendCasesQuery, TrendsQuery
from hearthline.platform import bodies
from hearthline.platform.http import Handler, Request, Response, serve
from hearthline.platform.storage_problems import STORAGE_PROBLEMS
from hearthline.staff_requests import who_asks


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request that the gateway's authorizer has let through."""
    return serve(ROUTES, event, context, errors=STORAGE_PROBLEMS)


def catalog(request: Request) -> Response:
    """`GET /api/insight/reports`."""
    return Response.json(200, root_insight.reports().catalog(who_asks(request)))


def read(request: Request) -> Response:
    """`GET /api/insight/reports/{name}`."""
    staff = who_asks(request)
    query = bodies.read(ReportQuery, request.query, sign="?")
    found = root_insight.reports().read(staff, request.params["name"], query.wanted(), root.now())
    return Response.json(200, found)


def export(request: Request) -> Response:
    """`GET /api/insight/reports/{name}/export`."""
    staff, name = who_asks(request), request.params["name"]
    query = bodies.read(ReportFileQuery, request.query, sign="?")
    found = root_insight.reports().read(staff, name, query.wanted(), root.now())
    file = files.file_of(found, query.format)
    return Response.file(file.content, file.kind, file.name)


def cases(request: Request) -> Response:
    """`GET /api/insight/reports/{name}/cases`."""
    staff = who_asks(request)
    query = bodies.read(ReportCasesQuery, request.query, sign="?")
    found = root_insight.report_cases().page(
        staff,
        request.params["name"],
        query.wanted(),
        query.column,
        query.group,
        root.now(),
        limit=query.limit,
        cursor=query.cursor,
    )
    return Response.json(200, found)


def still_open(request: Request) -> Response:
    """`GET /api/insight/open`."""
    staff = who_asks(request)
    query = bodies.read(OpenQuery, request.query, sign="?")
    return Response.json(200, root_insight.ageing().read(staff, query.city, query.of, root.now()))


def trends(request: Request) -> Response:
    """`GET /api/insight/trends`."""
    staff = who_asks(request)
    query = bodies.read(TrendsQuery, request.query, sign="?")
    return Response.json(200, root_insight.trends().read(staff, query.asking(), root.now()))


def trend_cases(request: Request) -> Response:
    """`GET /api/insight/trends/cases`."""
    staff = who_asks(request)
    query = bodies.read(TrendCasesQuery, request.query, sign="?")
    found = root_insight.trend_cases().page(
        staff, query.asking(), query.group(), root.now(), limit=query.limit, cursor=query.cursor
    )
    return Response.json(200, found)


ROUTES: Mapping[str, Handler] = {
    "GET /api/insight/reports": catalog,
    "GET /api/insight/reports/{name}": read,
    "GET /api/insight/reports/{name}/export": export,
    "GET /api/insight/reports/{name}/cases": cases,
    "GET /api/insight/open": still_open,
    "GET /api/insight/trends": trends,
    "GET /api/insight/trends/cases": trend_cases,
}
