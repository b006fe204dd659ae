"""The gateway in this process: finds the route among the template's, and calls the function behind it."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from complaint_desk import handler as desk
from complaint_intake import handler as intake
from insight_desk import handler as insight_desk
from membership import handler as membership
from membership_desk import handler as membership_desk
from site_desk import handler as site_desk
from site_public import handler as site_public
from survey import handler as survey
from survey_desk import handler as survey_desk
from tests.contract.answer import Answer
from tests.engines.definitions import read_template
from tests.rights.acting import acting
from tests.unit.gateway_event import gateway_event

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
HANDLERS: dict[str, Callable[[dict[str, Any], Any], dict[str, Any]]] = {
    "IntakeIntegration": intake.handle,
    "DeskIntegration": desk.handle,
    "MembershipIntegration": membership.handle,
    "MembershipDeskIntegration": membership_desk.handle,
    "SiteDeskIntegration": site_desk.handle,
    "SitePublicIntegration": site_public.handle,
    "SurveyIntegration": survey.handle,
    "SurveyDeskIntegration": survey_desk.handle,
    "InsightDeskIntegration": insight_desk.handle,
}

_ALSO_CALLED = {"IntakeIntegration": "ComplaintIntake", "DeskIntegration": "ComplaintDesk"}
"""The functions behind integrations of another name."""


@cache
def routes() -> dict[str, dict[str, Any]]:
    """Give the properties of each route of the template, by its key."""
    resources = read_template(TEMPLATE)["Resources"].values()
    found = [each["Properties"] for each in resources if each["Type"] == "AWS::ApiGatewayV2::Route"]
    return {route["RouteKey"]: route for route in found}


def route_of(method: str, path: str) -> tuple[str, dict[str, str]]:
    """Give the key of the most exact route, and what its template matched: literal, by name, then greedy."""
    for key in sorted(routes(), key=lambda each: ("+}" in each, each.count("{"), -len(each))):
        wanted, _, template = key.partition(" ")
        pattern = re.sub(r"\\\{(\w+)\\\+\\\}", r"(?P<\1>.+)", re.escape(template))
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", pattern)
        matched = re.fullmatch(pattern, path)
        if matched and wanted in {method, "ANY"}:
            return key, {name: unquote(value) for name, value in matched.groupdict().items()}
    raise LookupError(f"the gateway has no route for {method} {path}")


def ask(
    method: str,
    path: str,
    *,
    query: str = "",
    body: bytes | str = b"",
    headers: dict[str, str] | None = None,
    claims: dict[str, Any] | None = None,
) -> Answer:
    """Send one request through; `claims` are those of a token that the gateway has checked."""
    key, params = route_of(method, path)
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    data = body.encode() if isinstance(body, str) else body
    text = sent.get("content-type", "").startswith(("application/json", "text/"))
    event = gateway_event(
        key,
        path=unquote(path),
        method=method,
        query=query,
        headers={**sent, "content-length": str(len(data))},
        # Like the real one: what it takes for text is handed on as text, broken bytes replaced.
        body=data.decode("utf-8", "replace") if text else data,
        params=params or None,
        claims=claims,
    )
    integration = re.findall(r"\$\{(\w+)\}", str(routes()[key]["Target"]))[0]
    with acting(_ALSO_CALLED.get(integration, integration.removesuffix("Integration"))):
        given = HANDLERS[integration](event, None)
    return Answer(
        given["statusCode"],
        {name.lower(): value for name, value in given["headers"].items()}
        | ({"set-cookie": given["cookies"][0]} if given.get("cookies") else {}),
        given["body"],
        tuple(given.get("cookies", ())),
    )
