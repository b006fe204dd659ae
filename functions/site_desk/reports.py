"""Pages of reports: which there are with what is open, one with its chart and its table, and it as a file."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_insight
from hearthline.insight.reports import files
from hearthline.insight.reports.bodies import OpenQuery, ReportFileQuery, ReportQuery
from hearthline.insight.reports.reading import month_at
from hearthline.pages import report_charts, reports
from hearthline.pages.figures import Reader
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform import bodies
from hearthline.platform.access import Principal
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Kind, Problem
from site_desk.report_pages import groups_of, labels, shown
from site_desk.staff_pages import staff_page

FIGURE: Final = "figure"
PART: Final = "part"


@staff_page
def catalog(request: Request, staff: Principal) -> Response:
    """`GET /desk/reports`: what is open, by age, then the reports that there are."""
    found = root_insight.reports().catalog(staff)["items"]
    asked = reports.asked_in(request.query)
    asked = {name: asked[name] for name in ("city", "of") if name in asked}
    language = Visit.of(request).language
    reader = Reader(language, words(language, "reports"))
    still_open, problem = None, None
    try:
        query = bodies.read(OpenQuery, asked, sign="?")
        still_open = root_insight.ageing().read(staff, query.city, query.of, root.now())
    except Problem as invalid:
        problem = _told_here(invalid)
    severities = words(language, "cases")["severities"]
    return shown(
        request,
        staff,
        "reports/list.html",
        typed=asked,
        labels=labels(language),
        problem=problem,
        asked=asked,
        reports=found,
        open=still_open,
        severities=severities,
        chart=report_charts.ageing_of(still_open["lines"], severities, reader) if still_open else None,
        age=lambda line: report_charts.age_in_words(line, (still_open or {})["lines"], reader),
    )


@staff_page
def one(request: Request, staff: Principal) -> Response:
    """`GET /desk/reports/{name}`; what it can't be asked for is told at the form's controls."""
    report = root_insight.reports().described(staff, request.params["name"])
    language = Visit.of(request).language
    asked = reports.asked_in(request.query)
    found, problem = None, None
    try:
        query = bodies.read(ReportQuery, asked, sign="?")
        found = root_insight.reports().read(staff, report["name"], query.wanted(), root.now())
    except Problem as invalid:
        problem = _told_here(invalid)
    return shown(
        request,
        staff,
        "reports/show.html",
        typed=asked,
        labels=labels(language),
        problem=problem,
        asked=asked,
        report=report,
        found=found,
        spans=reports.spans(month_at(root.now())),
        decade=reports.ten_years(month_at(root.now())),
        wished=request.query.get(FIGURE, ""),
        ways=[(by, words(language, "reports")["by"].get(by, by)) for by in report["by"]],
        **(_figures(request, found, asked) if found else {}),
    )


@staff_page
def export(request: Request, staff: Principal) -> Response:
    """`GET /desk/reports/{name}/export`: the file that the API gives."""
    query = bodies.read(ReportFileQuery, reports.asked_in(request.query, "format"), sign="?")
    found = root_insight.reports().read(staff, request.params["name"], query.wanted(), root.now())
    file = files.file_of(found, query.format)
    return Response.file(file.content, file.kind, file.name)


def _told_here(problem: Problem) -> Problem:
    """Give a problem that the form tells; raise any other."""
    if problem.kind is not Kind.INVALID:
        raise problem
    return problem


def _figures(request: Request, found: Mapping[str, Any], asked: Mapping[str, str]) -> dict[str, Any]:
    """Give what stands on a report's page: headline figures, charts, and a part of the table."""
    language = Visit.of(request).language
    reader, groups = Reader(language, words(language, "reports")), groups_of(language)
    figures = reader.figures(found["columns"])
    shape = report_charts.shape_of(found["name"], request.query.get(FIGURE, ""), figures)
    part, parts = reports.part_of(found["lines"], request.query.get(PART, ""))
    headline = [(figure, reader.told(figure, found["total"])) for figure in figures]
    # Waves of surveys come to nothing together.
    added = any(told.value is not None or told.hidden for _, told in headline)
    spreads = [(spread, report_charts.spread_of(spread, reader)) for spread in found.get("spreads", ())]
    within, outside = found["within_value"], found["within"].get(found["broken_down_by"])
    return {
        "inside": groups.name(outside, within or None) if within is not None else None,
        "outside": outside,
        "ways_inside": [
            (by, reader.words["by"].get(by, by)) for by, of in found["within"].items() if of == outside
        ],
        "figures": figures,
        "headline": headline if added else [],
        "chart": report_charts.chart_of(found, shape, figures, reader, groups),
        "spreads": [(spread, chart) for spread, chart in spreads if chart],
        "step": reader.step,
        "whole": reports.cells(found, found["total"], figures, reader, asked) if added else [],
        "rows": reports.rows(found, figures, reader, groups, asked, part),
        "part": part,
        "parts": parts,
        "cumulative": any(line["cumulative"] is not None for line in found["lines"]),
    }


ROUTES: Mapping[str, Handler] = {
    f"GET {reports.AT}": catalog,
    f"GET {reports.AT}/{{name}}": one,
    f"GET {reports.AT}/{{name}}/export": export,
}
