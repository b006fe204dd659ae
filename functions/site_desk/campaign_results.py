"""The page of results: what the answers of a campaign add up to."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_exports, root_results
from hearthline.pages import results as shaping
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform import bodies
from hearthline.platform.access import Principal
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Kind, Problem
from hearthline.surveys.index_bodies import IndexQuery
from hearthline.surveys.results_bodies import ResultsQuery
from hearthline.surveys.results_scope import By
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import cities, shown

NAMED: Final = frozenset({By.TIER, By.STAGE, By.KIND})


@staff_page
def results(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/{id}/results`.

    What is told for all cities only is explained to whoever has some, beside what they may see.
    """
    identity, now, visit = request.params["id"], root.now(), Visit.of(request)
    given = {name: value for name, value in request.query.items() if name in ("by", "question") and value}
    query = bodies.read(ResultsQuery, given, sign="?")
    desk, refused = root_results.results(), False
    try:
        found = desk.read(staff, identity, query.by, query.question, now)
    except Problem as problem:
        if problem.kind is not Kind.FORBIDDEN or query.by is None:
            raise
        found, refused = desk.read(staff, identity, None, query.question, now), True
    names = _names(query.by, visit.language)
    return shown(
        request,
        staff,
        "results/show.html",
        found=found,
        by=query.by,
        question=query.question,
        refused=refused,
        ways=[each.value for each in By],
        compared=shaping.by_group(found["groups"], lambda code: names.get(code, code or ""), visit.language),
        waves=shaping.by_wave(found["waves"]),
        named=lambda code: names.get(code, code),
        shares=shaping.SHARES,
        told=shaping.told,
        written=shaping.written,
        per_cent=shaping.per_cent,
        index=_index(request, staff),
    )


def _names(by: By | None, language: str) -> Mapping[str | None, str]:
    """Give what groups are called, None those of no city, tier and so on."""
    said = words(language, "results")
    named: dict[str | None, str] = {None: said["of_none"]}
    if by is By.CITY:
        named.update(cities(language))
    elif by is By.RECOVERY:
        named.update(said["recovery"])
    elif by in NAMED:
        named.update(words(language, "campaigns")["filter"]["values"])
    return named


def _index(request: Request, staff: Principal) -> dict[str, Any]:
    month = {"month": value} if (value := request.query.get("month")) else {}
    query = bodies.read(IndexQuery, month, sign="?")
    return root_exports.index().read(staff, request.params["id"], query.month, root.now())


ROUTES: Mapping[str, Handler] = {"GET /desk/campaigns/{id}/results": results}
