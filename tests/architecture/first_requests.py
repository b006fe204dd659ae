"""What each function is asked first in the budget tests: its main job, with next to nothing stored yet."""

import json
from datetime import UTC, datetime
from typing import Any

from hearthline.platform.attributes import to_item
from hearthline.platform.codec import dump
from hearthline.platform.secret import digest
from hearthline.surveys import keys
from hearthline.surveys.model import Campaign, CampaignState, Invitation
from hearthline.surveys.tokens import read_token

AT = "2026-11-22T08:00:00.000Z"


def http(
    route: str,
    *,
    body: dict[str, Any] | None = None,
    groups: str = "",
    params: dict[str, str] | None = None,
    cookie: str = "",
) -> dict[str, Any]:
    """Give the gateway's event (payload format 2.0) for a route."""
    method, template = route.split()
    path = template.format(**params or {})
    context: dict[str, Any] = {
        "http": {"method": method, "path": path, "sourceIp": "192.0.2.1", "protocol": "HTTP/1.1"},
        "requestId": "first",
        "routeKey": route,
        "stage": "$default",
        "timeEpoch": 1795334400000,
    }
    if groups:
        claims = {"sub": "ann", "username": "ann", "cognito:groups": groups, "token_use": "access"}
        context["authorizer"] = {"jwt": {"claims": claims, "scopes": None}}
    return {
        "version": "2.0",
        "routeKey": route,
        "rawPath": path,
        "rawQueryString": "",
        "pathParameters": params,
        "headers": {"content-type": "application/json", "host": "hearthline.example", "cookie": cookie},
        "requestContext": context,
        "body": None if body is None else json.dumps(body),
        "isBase64Encoded": False,
    }


def queued(body: dict[str, Any]) -> dict[str, Any]:
    """Give the event of a queue with one message."""
    record = {"messageId": "1", "body": json.dumps(body), "eventSource": "aws:sqs", "attributes": {}}
    return {"Records": [record]}


COMPLAINT = {
    "kind": "complaint",
    "title": "Water through the ceiling",
    "text": "It has been dripping since Friday.",
    "city": "sz",
    "contact": {"name": "Ann", "email": "ann@example.com"},
    "language": "en",
}
STREAMED = {
    "eventID": "1",
    "eventName": "INSERT",
    "dynamodb": {
        "SequenceNumber": "1",
        "NewImage": {
            "pk": {"S": "C#K7Q29XPD3"},
            "sk": {"S": "T#000001#00"},
            "event": {"M": {"id": {"S": "K7Q29XPD3.1.0"}, "type": {"S": "complaint.received"}}},
        },
    },
}
INVITED = {
    "eventID": "1",
    "eventName": "INSERT",
    "dynamodb": {
        "SequenceNumber": "1",
        "NewImage": {"pk": {"S": "I#C1#ab"}, "sk": {"S": "ab" * 20}, "version": {"N": "1"}},
    },
}
ASKED_AT = datetime(2026, 11, 22, tzinfo=UTC)
CAMPAIGN = Campaign(
    id="C1",
    name="Closed complaints",
    state=CampaignState.SENDING,
    questionnaire="closing",
    questionnaire_version=1,
    title={"zh": "回访", "en": "How did we do?"},
    by="zhou",
    created_at=ASKED_AT,
    changed_at=ASKED_AT,
    changed_by="zhou",
    expires_at=datetime(2200, 1, 1, tzinfo=UTC),
)
SESSION = "A" * 43
TOKEN = "C1.AAAAAAAAAAAAAAAAAAAAAA"


def _stored() -> dict[tuple[str, str, str], dict[str, Any]]:
    """Give what first requests find: a survey's campaign and invitation, and who works at the desk."""
    ticket = read_token(TOKEN)
    assert ticket is not None
    invitation = Invitation(ticket.campaign, ticket.hash, "p1", ASKED_AT, ASKED_AT)
    items = [
        {"pk": keys.campaign("C1"), "sk": keys.HEAD, **dump(CAMPAIGN)},
        {
            "pk": keys.invitations("C1", keys.bucket_of(ticket.hash)),
            "sk": ticket.hash,
            **dump(invitation),
        },
    ]
    stored = {("surveys", item["pk"], item["sk"]): dict(to_item(item)) for item in items}
    session = {
        "pk": f"S#{digest(SESSION)}",
        "sk": "A",
        "staff": "ann",
        "began_at": AT,
        "until": "2200-01-01T00:00:00.000Z",
        "roles": ["agent"],
        "hq": True,
    }
    return {**stored, ("sessions", session["pk"], "A"): dict(to_item(session))}


STORED = _stored()
"""What is there, for `silent_aws`, in the tables of these names."""

FIRST: dict[str, dict[str, Any]] = {
    "complaint_intake": http("POST /api/complaints", body=COMPLAINT),
    "complaint_desk": http("GET /api/desk/complaints", groups="[agent hq]"),
    "complaint_import": queued({"import": "0" * 26, "offset": 0}),
    "complaint_jobs": queued({"job": "0" * 16}),
    "complaint_watch": queued(
        {
            "detail": {
                "id": "K7Q29XPDD.1.0",
                "type": "complaint.received",
                "version": 1,
                "at": AT,
                "subject": "complaint/K7Q29XPDD",
                "actor": {"kind": "customer", "id": None},
                "data": {"city": "sz", "kind": "repair", "team": "sz-care"},
            }
        }
    ),
    # Of a night's export its last place.
    "analytics_export": queued({"as_of": AT, "everything": False, "source": "cases", "place": "2026-11/tj"}),
    "attachment_check": queued(
        {"Records": [{"s3": {"object": {"key": "incoming/K7Q29XPDD/0123456789ABCDEF"}}}]}
    ),
    "sla_monitor": {"time": AT},
    "event_relay": {"Records": [STREAMED]},
    "notification": queued({"delivery": "0"}),
    "membership": http("POST /api/session/code", body={"email": "ann@example.com"}),
    "membership_desk": http("GET /api/segments", groups="[marketing hq]"),
    "membership_watch": queued(
        {
            "detail": {
                "id": "home.0123456789ABCDEF.1.0",
                "type": "home.changed",
                "version": 1,
                "at": AT,
                "subject": "home/0123456789ABCDEF",
                "actor": {"kind": "system", "id": None},
                "data": {"home": "0123456789ABCDEF", "city": "sz", "project": "海岸花园"},
            }
        }
    ),
    "lifecycle": queued(
        {
            "detail": {
                "id": "home.0123456789ABCDEF.1.0",
                "type": "home.changed",
                "version": 1,
                "at": AT,
                "subject": "home/0123456789ABCDEF",
                "actor": {"kind": "system", "id": None},
                "data": {"home": "0123456789ABCDEF", "city": "sz", "project": "海岸花园"},
            }
        }
    ),
    "site_desk": http("GET /desk", cookie=f"__Host-desk={SESSION}"),
    "site_public": http("GET /{proxy+}", params={"proxy+": "complaints/new"}),
    "survey_desk": http("GET /api/questionnaires", groups="[marketing hq]"),
    "survey": http("GET /api/surveys/{token}", params={"token": TOKEN}),
    "survey_results": {"Records": [INVITED]},
    "survey_watch": queued(
        {
            "detail": {
                "id": "K7Q29XPDD.9.0",
                "type": "complaint.closed",
                "version": 1,
                "at": AT,
                "subject": "complaint/K7Q29XPDD",
                "actor": {"kind": "system", "id": None},
                "data": {},
            }
        }
    ),
    "insight_desk": http("GET /api/insight/open", groups="[manager hq]"),
    "insight": queued(
        {
            "detail": {
                "id": "K7Q29XPDD.1.0",
                "type": "complaint.received",
                "version": 1,
                "at": AT,
                "subject": "complaint/K7Q29XPDD",
                "actor": {"kind": "customer", "id": None},
                "data": {},
            }
        }
    ),
    "delivery_feedback": queued({"detail-type": "Email Delivered", "detail": {}}),
}
