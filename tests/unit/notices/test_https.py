"""Posting to a configured address without being led into our own network."""

import ssl
import threading
from collections.abc import Iterator

import pytest

from hearthline.notices.adapters import https
from hearthline.notices.adapters.https import Answer, HttpsPost, NoAnswer, NotConnected, TargetForbidden
from tests.unit.notices import a_certificate, a_server
from tests.unit.notices.a_server import Server


@pytest.fixture
def server() -> Iterator[Server]:
    with a_server.running() as server:
        yield server


def test_a_post_arrives_and_its_answer_comes_back(server: Server) -> None:
    answer = server.post()(server.url, b"{}", {"Content-Type": "application/json"})

    assert answer == Answer(200, server.body)
    [asked] = server.asked
    assert (asked.path, asked.body) == ("/hook?access_token=t", b"{}")
    assert asked.headers["Host"] == f"localhost:{server.port}"


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("http://example.com/", "not_https"),
        ("ftp://example.com/", "not_https"),
        ("file:///etc/passwd", "not_https"),
        ("https:///nowhere", "unreadable"),
        ("https://user:pw@example.com/", "unreadable"),
        ("https://example.com:port/", "unreadable"),
        ("https://[::1", "unreadable"),
    ],
)
def test_only_plain_https_addresses_are_talked_to(url: str, rule: str) -> None:
    with pytest.raises(TargetForbidden) as forbidden:
        HttpsPost()(url, b"", {})

    assert forbidden.value.rule == rule


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ],
)
def test_no_way_to_write_this_machine_leads_to_it(host: str) -> None:
    with pytest.raises(TargetForbidden) as forbidden:
        HttpsPost()(f"https://{host}/", b"", {})

    assert forbidden.value.rule == "address_not_public"


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    post = HttpsPost(resolve=lambda host, port: ["1.1.1.1", "10.0.0.1"])

    with pytest.raises(TargetForbidden):
        post("https://hooks.example.com/", b"", {})


def test_a_name_is_resolved_once_so_that_it_cannot_change_between_check_and_connection(
    server: Server,
) -> None:
    answers = iter([["127.0.0.1"]])
    post = HttpsPost(lambda host, port: next(answers), lambda address: True, a_certificate.trusting)

    post(server.url, b"{}", {})

    assert len(server.asked) == 1


def test_redirects_are_not_followed(server: Server) -> None:
    server.status, server.headers = 302, {"Location": "https://169.254.169.254/latest/meta-data"}

    assert server.post()(server.url, b"{}", {}).status == 302
    assert len(server.asked) == 1


def test_a_certificate_for_another_name_is_refused(server: Server) -> None:
    url = server.url.replace("localhost", "hooks.example.com")

    with pytest.raises(NotConnected):
        server.post()(url, b"{}", {})
    assert server.asked == []


def test_a_certificate_of_nobody_we_trust_is_refused(server: Server) -> None:
    post = HttpsPost(lambda host, port: ["127.0.0.1"], lambda address: True, ssl.create_default_context)

    with pytest.raises(NotConnected):
        post(server.url, b"{}", {})


def test_a_host_that_is_not_known_or_not_there_is_not_connected() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError

    with pytest.raises(NotConnected):
        HttpsPost(resolve=unknown)("https://hooks.example.com/", b"", {})
    with pytest.raises(NotConnected):
        HttpsPost(resolve=lambda host, port: [])("https://hooks.example.com/", b"", {})
    with pytest.raises(NotConnected):
        HttpsPost(lambda host, port: ["127.0.0.1"], lambda address: True)("https://localhost:1/", b"", {})


def test_a_server_that_hangs_up_leaves_it_open_whether_it_took_the_message(server: Server) -> None:
    server.drop = True

    with pytest.raises(NoAnswer):
        server.post()(server.url, b"{}", {})
    assert len(server.asked) == 1


def test_a_server_that_never_answers_is_left_at_the_deadline(server: Server) -> None:
    server.before_answer = threading.Event()

    with pytest.raises(NoAnswer):
        server.post(deadline=0.2)(server.url, b"{}", {})


def test_an_answer_is_read_up_to_a_bound(server: Server) -> None:
    server.body = b"x" * (https.LONGEST_ANSWER + 1)

    assert len(server.post()(server.url, b"{}", {}).body) == https.LONGEST_ANSWER


def test_an_address_with_a_line_break_is_not_sent(server: Server) -> None:
    with pytest.raises(TargetForbidden):
        server.post()(f"https://localhost:{server.port}/a b", b"{}", {})
    assert server.asked == []
