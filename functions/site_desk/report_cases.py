"""The cases behind a figure of a report; of broken promises with who was told, and who acknowledged it."""

from collections.abc import Iterable, Mapping
from typing import Any

from hearthline import root, root_insight
from hearthline.insight.reports.bodies import ReportCasesQuery
from hearthline.pages import reports
from hearthline.pages.directory import Directory
from hearthline.pages.figures import Reader
from hearthline.pages.visits import Visit
from hearthline.pages.wall_clock import WallClock
from hearthline.pages.words import words
from hearthline.platform import bodies
from hearthline.platform.access import Principal
from hearthline.platform.http import Handler, Request, Response
from site_desk.report_pages import groups_of, shown
from site_desk.staff_pages import staff_page


@staff_page
def cases(request: Request, staff: Principal) -> Response:
    """`GET /desk/reports/{name}/cases`: those that a figure counts, the newest month first."""
    report = root_insight.reports().described(staff, request.params["name"])
    asked = reports.asked_in(request.query, "column", "cursor")
    # The group of cases without a value has an empty name.
    grouped = {"group": request.query["group"]} if "group" in request.query else {}
    query = bodies.read(ReportCasesQuery, {**asked, **grouped}, sign="?")
    page = root_insight.report_cases().page(
        staff,
        report["name"],
        query.wanted(),
        query.column,
        query.group,
        root.now(),
        limit=query.limit,
        cursor=query.cursor,
    )
    language = Visit.of(request).language
    figures = Reader(language, words(language, "reports")).figures(report["columns"])
    kept = {name: value for name, value in asked.items() if name not in {"column", "cursor"}}
    names = Directory(root.rulebook(), language)
    return shown(
        request,
        staff,
        "reports/cases.html",
        report=report,
        figure=next(figure for figure in figures if query.column in {figure.column, figure.until}),
        group=groups_of(language).name(query.by or "", query.group or None)
        if query.by and query.group is not None
        else None,
        lines=page["items"],
        when_in=lambda code, at: WallClock(names.zone(code), language).moment(at),
        back=reports.address(f"{reports.AT}/{report['name']}", kept),
        first=reports.address(request.path, {**asked, **grouped}, cursor=None) if query.cursor else None,
        more=reports.address(request.path, {**asked, **grouped}, cursor=page["next_cursor"])
        if page["next_cursor"]
        else None,
        levels=lambda steps: _levels(steps, language),
        asked=asked,
    )


def _levels(steps: Iterable[Mapping[str, Any]], language: str) -> str:
    """Name the levels that were told, each once."""
    named = words(language, "tonight")["levels"]
    told = dict.fromkeys(level for step in steps for level in step["levels"])
    return str(words(language, "reports")["comma"]).join(named.get(level, level) for level in told)


ROUTES: Mapping[str, Handler] = {f"GET {reports.AT}/{{name}}/cases": cases}
