"""Staff routes of questionnaires: what is asked, in versions."""

from collections.abc import Mapping

from hearthline import root, root_questionnaires
from hearthline.platform import bodies
from hearthline.platform.http import Handler, Request, Response, etag
from hearthline.staff_requests import who_asks
from hearthline.surveys.questionnaire_bodies import LARGEST, QuestionnaireCheckQuery


def page(request: Request) -> Response:
    """`GET /api/questionnaires`."""
    staff = who_asks(request)
    query = bodies.read(bodies.PageQuery, request.query, sign="?")
    found = root_questionnaires.questionnaires().page(staff, limit=query.limit, cursor=query.cursor)
    return Response.json(200, found)


def save(request: Request) -> Response:
    """`POST /api/questionnaires`."""
    staff, document = who_asks(request), request.json_object(largest=LARGEST)
    key = bodies.repeat_key(request.headers)
    saved = root_questionnaires.questionnaires().save(staff, document, key, root.now())
    return Response.json(201, saved, {"Location": f"/api/questionnaires/{saved['id']}"})


def check(request: Request) -> Response:
    """`POST /api/questionnaires/check`: nothing is saved."""
    staff = who_asks(request)
    query = bodies.read(QuestionnaireCheckQuery, request.query, sign="?")
    document = request.json_object(largest=LARGEST)
    found = root_questionnaires.questionnaires().check(staff, document, query.of, root.now())
    return Response.json(200, found)


def read(request: Request) -> Response:
    """`GET /api/questionnaires/{id}`."""
    body, version = root_questionnaires.questionnaires().read(who_asks(request), request.params["id"])
    return Response.json(200, body, {"ETag": etag(version)})


def add(request: Request) -> Response:
    """`POST /api/questionnaires/{id}/versions`: the next version."""
    staff, identity = who_asks(request), request.params["id"]
    document, key = request.json_object(largest=LARGEST), bodies.repeat_key(request.headers)
    saved = root_questionnaires.questionnaires().add(
        staff, identity, document, key, request.if_match(), root.now()
    )
    place = f"/api/questionnaires/{saved['id']}/versions/{saved['version']}"
    return Response.json(201, saved, {"Location": place})


def version(request: Request) -> Response:
    """`GET /api/questionnaires/{id}/versions/{version}`."""
    staff, params = who_asks(request), request.params
    body, revision = root_questionnaires.questionnaires().version(staff, params["id"], params["version"])
    return Response.json(200, body, {"ETag": etag(revision)})


def edit(request: Request) -> Response:
    """`PATCH /api/questionnaires/{id}/versions/{version}`: until a campaign that was launched asks it."""
    staff, params = who_asks(request), request.params
    changes, expected = request.json_object(largest=LARGEST), request.if_match()
    body, revision = root_questionnaires.questionnaires().edit(
        staff, params["id"], params["version"], changes, expected, root.now()
    )
    return Response.json(200, body, {"ETag": etag(revision)})


ROUTES: Mapping[str, Handler] = {
    "GET /api/questionnaires": page,
    "POST /api/questionnaires": save,
    "POST /api/questionnaires/check": check,
    "GET /api/questionnaires/{id}": read,
    "POST /api/questionnaires/{id}/versions": add,
    "GET /api/questionnaires/{id}/versions/{version}": version,
    "PATCH /api/questionnaires/{id}/versions/{version}": edit,
}
