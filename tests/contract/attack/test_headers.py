"""Headers that a proxy would set, sent by whoever attacks: nothing is decided, written or linked by them."""

import pytest

from hearthline.platform.request import Request
from tests.contract import gateway
from tests.contract.service import Service, filing
from tests.engines.world import PUBLIC_URL
from tests.unit.gateway_event import gateway_event

FORGED = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Prefix": "/evil",
    "X-Original-URL": "/desk",
    "X-Rewrite-URL": "/desk",
    "X-HTTP-Method-Override": "DELETE",
    "Forwarded": "host=evil.example;proto=http",
    "X-Host": "evil.example",
}
SENT_BY_OTHERS = ("x-forwarded-for", "x-real-ip", "true-client-ip", "cf-connecting-ip", "forwarded")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/board",
        "/complaints/find",
        "/sign-in",
        "/no/such",
        "/api/openapi.json",
        "/api/catalog",
        "/api/no",
    ],
)
def test_an_answer_is_the_same_whatever_host_is_claimed(shared_service: Service, path: str) -> None:
    plain, forged = (
        gateway.ask("GET", path, headers={"Accept": "text/html,*/*", **more}) for more in ({}, FORGED)
    )

    assert (forged.status, forged.text) == (plain.status, plain.text)
    assert forged.headers == plain.headers
    assert "evil" not in forged.text


def test_the_link_of_a_case_leads_to_the_configured_site(service: Service) -> None:
    answer = service.post("/api/complaints", filing(), headers=FORGED)

    assert answer.status == 201
    assert answer.json["follow_url"].startswith(f"{PUBLIC_URL}/")
    assert "evil" not in answer.text


@pytest.mark.parametrize("name", SENT_BY_OTHERS)
def test_who_asks_is_the_gateways_word_and_not_the_callers(name: str) -> None:
    event = gateway_event("GET /board", headers={name: "198.51.100.9"})

    assert Request.from_gateway(event).source_address == "203.0.113.7"


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "DEBUG"])
@pytest.mark.parametrize("path", ["/board", "/desk", "/api/board", "/api/desk/x"])
def test_methods_of_other_times_are_refused(shared_service: Service, method: str, path: str) -> None:
    assert gateway.ask(method, path, claims={"sub": "li", "cognito:groups": "[agent]"}).status in {404, 405}
