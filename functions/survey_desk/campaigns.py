"""Staff routes of campaigns: who is asked what, and how far it is."""

from collections.abc import Mapping

from hearthline import root, root_campaign_desk
from hearthline.platform import bodies
from hearthline.platform.http import Handler, Request, Response, etag
from hearthline.staff_requests import record, who_asks
from hearthline.surveys.campaign_bodies import (
    AudienceBody,
    CampaignBody,
    CampaignChangeBody,
    DoubtfulBody,
    LaunchBody,
    RecipientsQuery,
)


def page(request: Request) -> Response:
    """`GET /api/campaigns`."""
    staff = who_asks(request)
    query = bodies.read(bodies.PageQuery, request.query, sign="?")
    found = root_campaign_desk.campaigns().page(staff, limit=query.limit, cursor=query.cursor)
    return Response.json(200, found)


def make(request: Request) -> Response:
    """`POST /api/campaigns`: a draft, which asks nobody."""
    staff = who_asks(request)
    body = bodies.read(CampaignBody, request.json_object())
    key = bodies.repeat_key(request.headers)
    made = root_campaign_desk.campaigns().make(staff, body, key, root.now())
    return Response.json(201, made, {"Location": f"/api/campaigns/{made['id']}"})


def read(request: Request) -> Response:
    """`GET /api/campaigns/{id}`."""
    staff = who_asks(request)
    body, version = root_campaign_desk.campaigns().read(staff, request.params["id"], root.now())
    return Response.json(200, body, {"ETag": etag(version)})


def change(request: Request) -> Response:
    """`PATCH /api/campaigns/{id}`."""
    staff, identity = who_asks(request), request.params["id"]
    body = bodies.read(CampaignChangeBody, request.json_object())
    changed, version = root_campaign_desk.campaigns().change(
        staff, identity, body.changes(), request.if_match(), root.now()
    )
    return Response.json(200, changed, {"ETag": etag(version)})


def choose(request: Request) -> Response:
    """`POST /api/campaigns/{id}/audience`: counted behind the API."""
    staff, identity = who_asks(request), request.params["id"]
    body = bodies.read(AudienceBody, request.json_object())
    key = bodies.repeat_key(request.headers)
    begun = root_campaign_desk.acts().choose(staff, identity, body, key, request.if_match(), root.now())
    return Response.json(202, begun, {"Location": f"/api/campaigns/{identity}/audience"})


def audience(request: Request) -> Response:
    """`GET /api/campaigns/{id}/audience`; that a sample of persons was shown is recorded."""
    staff, identity = who_asks(request), request.params["id"]
    found = root_campaign_desk.acts().audience(staff, identity, root.now())
    if found["sample"]:
        record(request, staff, "campaign_sample", about=found["run"])
    return Response.json(200, found)


def launch(request: Request) -> Response:
    """`POST /api/campaigns/{id}/launch`: now, or when its time comes."""
    staff, identity = who_asks(request), request.params["id"]
    body = bodies.read(LaunchBody, request.json_object())
    found, version = root_campaign_desk.acts().launch(
        staff, identity, body.instants(), request.if_match(), root.now(), at_once=body.at_once
    )
    return Response.json(200, found, {"ETag": etag(version)})


def pause(request: Request) -> Response:
    """`POST /api/campaigns/{id}/pause`."""
    staff, identity = who_asks(request), request.params["id"]
    found, version = root_campaign_desk.acts().pause(staff, identity, request.if_match(), root.now())
    return Response.json(200, found, {"ETag": etag(version)})


def resume(request: Request) -> Response:
    """`POST /api/campaigns/{id}/resume`."""
    staff, identity = who_asks(request), request.params["id"]
    found, version = root_campaign_desk.acts().resume(staff, identity, request.if_match(), root.now())
    return Response.json(200, found, {"ETag": etag(version)})


def cancel(request: Request) -> Response:
    """`POST /api/campaigns/{id}/cancel`."""
    staff, identity = who_asks(request), request.params["id"]
    found, version = root_campaign_desk.acts().cancel(staff, identity, request.if_match(), root.now())
    return Response.json(200, found, {"ETag": etag(version)})


def progress(request: Request) -> Response:
    """`GET /api/campaigns/{id}/progress`."""
    staff = who_asks(request)
    found = root_campaign_desk.recipients().progress(staff, request.params["id"], root.now())
    return Response.json(200, found)


def recipients(request: Request) -> Response:
    """`GET /api/campaigns/{id}/recipients`; that persons were shown is recorded."""
    staff, identity = who_asks(request), request.params["id"]
    query = bodies.read(RecipientsQuery, request.query, sign="?")
    found = root_campaign_desk.recipients().page(
        staff, identity, query.state, root.now(), limit=query.limit, cursor=query.cursor
    )
    if found["items"]:
        record(request, staff, "campaign_recipients", about=identity)
    return Response.json(200, found)


def doubtful(request: Request) -> Response:
    """`POST /api/campaigns/{id}/doubtful`: a person decides where nobody knows."""
    staff, identity = who_asks(request), request.params["id"]
    body = bodies.read(DoubtfulBody, request.json_object())
    decided = root_campaign_desk.doubtful().decide(
        staff, identity, body.reason, request.if_match(), root.now(), resend=body.resend
    )
    return Response.json(200, decided)


ROUTES: Mapping[str, Handler] = {
    "GET /api/campaigns": page,
    "POST /api/campaigns": make,
    "GET /api/campaigns/{id}": read,
    "PATCH /api/campaigns/{id}": change,
    "POST /api/campaigns/{id}/audience": choose,
    "GET /api/campaigns/{id}/audience": audience,
    "POST /api/campaigns/{id}/launch": launch,
    "POST /api/campaigns/{id}/pause": pause,
    "POST /api/campaigns/{id}/resume": resume,
    "POST /api/campaigns/{id}/cancel": cancel,
    "GET /api/campaigns/{id}/progress": progress,
    "GET /api/campaigns/{id}/recipients": recipients,
    "POST /api/campaigns/{id}/doubtful": doubtful,
}
