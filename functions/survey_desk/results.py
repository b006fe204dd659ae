"""Staff routes of results: what the answers of a campaign add up to."""

from collections.abc import Mapping

from hearthline import root, root_results
from hearthline.platform import bodies
from hearthline.platform.http import Handler, Request, Response
from hearthline.staff_requests import who_asks
from hearthline.surveys.results_bodies import ResultsQuery


def results(request: Request) -> Response:
    """`GET /api/campaigns/{id}/results`."""
    staff = who_asks(request)
    query = bodies.read(ResultsQuery, request.query, sign="?")
    found = root_results.results().read(staff, request.params["id"], query.by, query.question, root.now())
    return Response.json(200, found)


ROUTES: Mapping[str, Handler] = {"GET /api/campaigns/{id}/results": results}
