"""A builder of the gateway's events (HTTP API, payload format 2.0)."""

import base64
from typing import Any


def gateway_event(  # what a test does not name is as plain as can be
    route: str = "GET /api/health",
    *,
    path: str | None = None,
    method: str | None = None,
    query: str = "",
    headers: dict[str, str] | None = None,
    body: bytes | str = "",
    params: dict[str, str] | None = None,
    claims: dict[str, Any] | None = None,
    cookies: list[str] | None = None,
) -> dict[str, Any]:
    """Build the event of one request; bytes as a body arrive in base 64, text as it is."""
    route_method, _, template = route.partition(" ")
    encoded = isinstance(body, bytes)
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route,
        "rawPath": path if path is not None else template,
        "rawQueryString": query,
        "headers": headers or {},
        "requestContext": {
            "http": {"method": method or route_method, "sourceIp": "203.0.113.7", "userAgent": "test"},
            "requestId": "req-1",
            "stage": "$default",
            "timeEpoch": 1795334400000,
        },
        "body": base64.b64encode(body).decode() if isinstance(body, bytes) else body,
        "isBase64Encoded": encoded,
    }
    if params is not None:
        event["pathParameters"] = params
    if cookies is not None:
        event["cookies"] = cookies
    if claims is not None:
        event["requestContext"]["authorizer"] = {"jwt": {"claims": claims, "scopes": None}}
    return event
