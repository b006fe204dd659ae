"""The issuer: found out once an hour, asked for what the standards say, and not believed to be another."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from hearthline.platform.problems import Problem
from hearthline.platform.secret import Secret
from hearthline.staff import fetching
from hearthline.staff.fetching import Fetched, NotFetched, may_be_asked
from hearthline.staff.flows import Flows, challenge_of
from hearthline.staff.issuer import Client, CodeRefused, Issuer
from tests.engines.world import KnownChance
from tests.unit.staff.an_issuer import BACK, CLIENT, NAME, AnIssuer, query_of

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
HALF_A_DAY = timedelta(hours=12)
FLOW = Flows(Secret(lambda: "a secret that is long enough for a test of this kind"), KnownChance()).begin(
    "/desk", NOW
)


@pytest.fixture
def there() -> AnIssuer:
    return AnIssuer(NOW)


def issuer(there: AnIssuer, root: str | None = None) -> Issuer:
    return Issuer(NAME, root, Client(CLIENT, "openid groups", BACK, "https://care.example/"), there)


def test_a_browser_is_sent_with_all_that_it_is_asked_for_by(there: AnIssuer) -> None:
    address = issuer(there).sign_in_at(FLOW, HALF_A_DAY, NOW)

    assert address.startswith("https://login.example/oauth2/authorize?")
    assert query_of(address) == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid groups",
        "state": FLOW.state,
        "nonce": FLOW.nonce,
        "code_challenge": challenge_of(FLOW.verifier),
        "code_challenge_method": "S256",
        "max_age": "43200",
    }
    assert FLOW.verifier not in address


def test_whoever_is_to_prove_anew_who_they_are_is_asked_to(there: AnIssuer) -> None:
    assert query_of(issuer(there).sign_in_at(FLOW, HALF_A_DAY, NOW, anew=True))["prompt"] == "login"


def test_its_addresses_are_found_out_once_an_hour(there: AnIssuer) -> None:
    one = issuer(there)

    for minutes in (0, 59, 60):
        one.sign_in_at(FLOW, HALF_A_DAY, NOW + timedelta(minutes=minutes))

    assert there.asked == [f"{NAME}/.well-known/openid-configuration"] * 2


def test_another_root_stands_for_the_issuers_own(there: AnIssuer) -> None:
    issuer(there, "http://127.0.0.1:4566").sign_in_at(FLOW, HALF_A_DAY, NOW)

    assert there.asked == ["http://127.0.0.1:4566/pool/.well-known/openid-configuration"]


def test_leaving_names_where_to_go_in_both_ways_there_are(there: AnIssuer) -> None:
    query = query_of(issuer(there).sign_out_at(NOW))

    front = "https://care.example/"
    assert query == {"client_id": CLIENT, "post_logout_redirect_uri": front, "logout_uri": front}


def test_an_issuer_that_cannot_be_left_is_not_gone_to(there: AnIssuer) -> None:
    del there.description["end_session_endpoint"]

    assert issuer(there).sign_out_at(NOW) == "https://care.example/"


@pytest.mark.parametrize(
    "broken",
    [NotFetched(), Fetched(200, b"<html>"), Fetched(200, b"[]"), Fetched(500, b"{}"), Fetched(404, b"{}")],
)
def test_what_cannot_be_asked_now_is_a_matter_of_waiting(
    there: AnIssuer, broken: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    there.broken = broken

    with pytest.raises(Problem) as problem:
        issuer(there).sign_in_at(FLOW, HALF_A_DAY, NOW)
    assert problem.value.status == 503
    assert json.loads(capsys.readouterr().out)["step"] == "discovery"


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://login.example/oauth2/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"end_session_endpoint": 7},
    ],
)
def test_a_description_that_is_not_the_issuers_or_leads_off_tls_is_not_used(
    there: AnIssuer, change: dict[str, Any]
) -> None:
    there.description |= change

    with pytest.raises(Problem):
        issuer(there).sign_in_at(FLOW, HALF_A_DAY, NOW)


def test_a_code_serves_once_and_with_its_verifier_alone(there: AnIssuer) -> None:
    one = issuer(there)
    other = Flows(Secret(lambda: "another secret that is long enough for a test"), KnownChance()).begin(
        "/desk", NOW
    )
    address = one.sign_in_at(FLOW, HALF_A_DAY, NOW)

    tokens = one.exchange(there.sign_in(address, "agent")["code"], FLOW, NOW)
    assert tokens.id
    assert tokens.access
    for code, flow in (("code-1", FLOW), (there.sign_in(address, "agent")["code"], other)):
        with pytest.raises(CodeRefused):
            one.exchange(code, flow, NOW)


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://id.example/x", True),
        ("https://id.example:8443/x", True),
        ("http://127.0.0.1:4566/x", True),
        ("http://localhost/x", True),
        ("http://id.example/x", False),
        ("http://127.0.0.1.evil.example/x", False),
        ("https://user@id.example/x", False),
        ("https:///x", False),
        ("https://id.example:0/", False),
        ("https://id.example:99999/", False),
        ("https://id.example/\r\nX: y", False),
        ("ftp://id.example/", False),
        ("", False),
    ],
)
def test_only_tls_and_this_very_machine_are_asked(address: str, may: bool) -> None:
    assert may_be_asked(address) is may


class _Answering(BaseHTTPRequestHandler):
    got: ClassVar[list[tuple[str, str, str]]] = []

    def do_GET(self) -> None:
        self._answer(302 if self.path == "/moved" else 200)

    def do_POST(self) -> None:
        self._answer(200)

    def _answer(self, status: int) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.got.append((self.command, self.path, sent))
        body = b"x" * (300_000 if self.path == "/long" else 3)
        self.send_response(status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    _Answering.got.clear()
    one = HTTPServer(("127.0.0.1", 0), _Answering)
    thread = threading.Thread(target=one.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{one.server_port}"
    finally:
        one.shutdown()
        thread.join()
        one.server_close()


def test_an_address_is_got_and_a_form_posted_and_no_redirect_followed(server: str) -> None:
    assert fetching.fetch(f"{server}/a?b=c") == Fetched(200, b"xxx")
    assert fetching.fetch(f"{server}/t", {"code": "a b&c"}).status == 200
    assert fetching.fetch(f"{server}/moved").status == 302
    assert _Answering.got == [("GET", "/a?b=c", ""), ("POST", "/t", "code=a+b%26c"), ("GET", "/moved", "")]


def test_an_answer_without_end_and_a_server_that_is_not_there_are_no_answer(server: str) -> None:
    for address in (f"{server}/long", "http://127.0.0.1:1/", "http://id.example/"):
        with pytest.raises(NotFetched):
            fetching.fetch(address)
