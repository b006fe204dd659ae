"""What a request must be like to be read."""

from typing import Any

import pytest

from hearthline.platform.problems import Problem
from hearthline.platform.request import Request, preferred_language
from tests.unit.gateway_event import gateway_event

JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


def request(**parts: Any) -> Request:
    return Request.from_gateway(gateway_event(**parts))


def posted(body: bytes | str, headers: dict[str, str] = JSON) -> Request:
    return request(route="POST /api/complaints", headers=headers, body=body)


def test_the_parts_of_a_request_are_told_apart() -> None:
    read = request(
        route="GET /api/complaints/{number}",
        path="/api/complaints/K7Q2-9XPD-3",
        params={"number": "K7Q2-9XPD-3"},
        query="key=a%2Bb&lang=%E4%B8%AD",
        headers={"Accept-Language": "zh-CN"},
        claims={"sub": "li"},
    )

    assert (read.method, read.route) == ("GET", "GET /api/complaints/{number}")
    assert read.path == "/api/complaints/K7Q2-9XPD-3"
    assert read.params == {"number": "K7Q2-9XPD-3"}
    assert read.query == {"key": "a+b", "lang": "中"}
    assert read.headers["accept-language"] == "zh-CN"
    assert read.claims == {"sub": "li"}
    assert read.source_address == "203.0.113.7"
    assert read.request_id == "req-1"
    assert read.body == b""


def test_a_parameter_that_stands_twice_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        request(query="limit=1&limit=2")
    assert caught.value.status == 422
    assert caught.value.errors[0].pointer == "?limit"


def test_cookies_are_read_from_either_place() -> None:
    from_list = request(cookies=["a=1", "b=x=y"])
    from_header = request(headers={"Cookie": "a=1; b=x=y"})

    assert from_list.cookies == from_header.cookies == {"a": "1", "b": "x=y"}
    assert request().cookies == {}


@pytest.mark.parametrize("body", ['{"title":"漏水"}', '{"title":"漏水"}'.encode()])
@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=UTF-8"])
def test_a_json_object_is_read_from_text_and_from_base_64(body: bytes | str, kind: str) -> None:
    assert posted(body, {"Content-Type": kind}).json_object() == {"title": "漏水"}


@pytest.mark.parametrize(
    "headers",
    [{}, {"content-type": "text/plain"}, FORM, {"content-type": "application/json; charset=gbk"}],
)
def test_another_content_type_is_not_understood(headers: dict[str, str]) -> None:
    with pytest.raises(Problem) as caught:
        posted("{}", headers).json_object()
    assert caught.value.status == 415


def test_the_largest_body_is_read_and_one_byte_more_is_not() -> None:
    body = b'{"a":"' + b"x" * (64 * 1024 - 8) + b'"}'
    assert posted(body).json_object()

    with pytest.raises(Problem) as caught:
        posted(body + b" ").json_object()
    assert caught.value.status == 413
    assert posted(body + b" ").json_object(largest=70_000)


def test_the_limit_counts_bytes_not_characters() -> None:
    with pytest.raises(Problem) as caught:
        posted('{"a":"漏漏"}').json_object(largest=12)
    assert caught.value.status == 413


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"a": "\xff"}', b'{"a":1,"a":1}', b"[" * 9000, '{"a":"\ud800"}']
)
def test_broken_json_is_unreadable(body: bytes | str) -> None:
    with pytest.raises(Problem) as caught:
        posted(body).json_object()
    assert caught.value.status == 400


def test_a_body_that_is_not_base_64_is_unreadable() -> None:
    event = gateway_event(route="POST /api/complaints", headers=JSON, body="not base 64!")
    event["isBase64Encoded"] = True
    with pytest.raises(Problem) as caught:
        Request.from_gateway(event)
    assert caught.value.status == 400


@pytest.mark.parametrize("body", ["[]", "1", '"x"', "null"])
def test_json_that_is_no_object_is_invalid(body: str) -> None:
    with pytest.raises(Problem) as caught:
        posted(body).json_object()
    assert caught.value.status == 422
    assert caught.value.errors[0].pointer == ""


def test_a_form_is_read_as_the_object_it_stands_for() -> None:
    form = posted("title=Leak&contact.name=%E7%8E%8B&contact.email=", FORM).form()
    assert form == {"title": "Leak", "contact": {"name": "王"}}


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"title=%ff", 400), (b"title=\xff", 400), (b"a=1&a=2", 422), (b"a=" + b"x" * 65_536, 413)],
)
def test_a_broken_form_is_refused(body: bytes, status: int) -> None:
    with pytest.raises(Problem) as caught:
        posted(body, FORM).form()
    assert caught.value.status == status


def test_json_is_no_form() -> None:
    with pytest.raises(Problem) as caught:
        posted("{}").form()
    assert caught.value.status == 415


@pytest.mark.parametrize(("value", "version"), [('"17"', 17), ('W/"17"', 17), ("*", None), (' "0" ', 0)])
def test_if_match_names_a_version(value: str, version: int | None) -> None:
    assert request(headers={"If-Match": value}).if_match() == version


def test_without_if_match_any_version_will_do() -> None:
    assert request().if_match() is None


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ('"x"', 412),
        ("17", 412),
        ('""', 412),
        ("", 412),
        ('"٣"', 412),
        ('"9999999999"', 412),
        ('"1", "2"', 400),
    ],
)
def test_a_tag_that_was_never_given_out_cannot_match(value: str, status: int) -> None:
    with pytest.raises(Problem) as caught:
        request(headers={"if-match": value}).if_match()
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US,en;q=0.9,zh-CN;q=0.8", "en"),
        ("zh-Hant-TW;q=0.5, en;q=0.4", "zh"),
        ("fr, zh;q=0.1", "zh"),
        ("fr", "en"),
        ("*", "en"),
        ("zh;q=0, *", "en"),
        ("en;q=0, *", "zh"),
        ("zh;q=nonsense", "en"),
        ("zh;q=nan", "en"),
        ("zh-CN;q=0.2, en;q=0.5, zh;q=0.7", "zh"),
    ],
)
def test_the_language_is_the_one_the_reader_prefers(header: str, language: str) -> None:
    assert preferred_language(header) == language
    assert request(headers={"Accept-Language": header}).language == language


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html;level=1;q=0.5, application/json;q=0.4", True),
        ("*/*", False),
        ("", False),
        ("application/json", False),
        ("application/json, text/html;q=0.9", False),
        ("text/html, application/json", False),
        ("text/html;q=0", False),
    ],
)
def test_a_browser_prefers_a_page(accept: str, page: bool) -> None:
    assert request(headers={"Accept": accept}).prefers_html() is page


def test_a_replaced_byte_is_not_taken_for_what_was_written() -> None:
    sent = '{"text": "\ufffd"}'

    def arrived(length: int) -> dict[str, Any]:
        headers = {"content-type": "application/json", "content-length": str(length)}
        return gateway_event("POST /api/complaints", body=sent, headers=headers)

    written = Request.from_gateway(arrived(len(sent.encode())))
    # One byte that is no UTF-8 arrives as the three of U+FFFD.
    with pytest.raises(Problem) as replaced:
        Request.from_gateway(arrived(len(sent.encode()) - 2))

    assert written.json_object() == {"text": "\ufffd"}
    assert replaced.value.status == 400
