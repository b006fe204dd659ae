"""What every answer carries."""

from datetime import UTC, datetime

import pytest

from hearthline.platform.response import Response, etag

ANSWERS = [Response.json(200, {}), Response.html("<p>x</p>"), Response.redirect("/a"), Response.empty(202)]


@pytest.mark.parametrize("response", ANSWERS)
def test_every_answer_keeps_the_browser_from_guessing_telling_and_keeping(response: Response) -> None:
    headers = response.to_gateway()["headers"]

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "base-uri 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("response", ANSWERS)
def test_every_answer_keeps_the_browser_to_tls(response: Response) -> None:
    told = response.to_gateway()["headers"]["Strict-Transport-Security"]

    assert told == "max-age=31536000; includeSubDomains"


def test_json_is_compact_and_keeps_chinese() -> None:
    answer = Response.json(
        201, {"status": "received", "city": "杭州", "at": datetime(2026, 11, 22, tzinfo=UTC)}
    )

    assert (
        answer.to_gateway()["body"] == '{"status":"received","city":"杭州","at":"2026-11-22T00:00:00.000Z"}'
    )
    assert answer.to_gateway()["statusCode"] == 201
    assert answer.to_gateway()["headers"]["Content-Type"] == "application/json"
    assert answer.to_gateway()["isBase64Encoded"] is False


def test_an_answer_may_know_better_than_the_rule() -> None:
    answer = Response.json(200, {}, {"Cache-Control": "max-age=60", "ETag": etag(3)})

    assert answer.to_gateway()["headers"]["Cache-Control"] == "max-age=60"
    assert answer.to_gateway()["headers"]["ETag"] == '"3"'


def test_a_page_runs_no_script() -> None:
    headers = Response.html("<p>x</p>", 404).to_gateway()["headers"]

    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_page_may_have_one_style_element_known_by_its_hash() -> None:
    headers = Response.html("<style>p{}</style>", styles="p{}").to_gateway()["headers"]

    style_hash = "sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y="
    assert f"style-src 'self' '{style_hash}';" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_pages_forms_may_lead_to_the_site_under_its_own_name() -> None:
    plain = Response.html("<p>x</p>").to_gateway()["headers"]
    leading = Response.html("<p>x</p>", forms_lead_to="https://care.example").to_gateway()["headers"]

    assert "form-action 'self';" in plain["Content-Security-Policy"]
    assert "form-action 'self' https://care.example;" in leading["Content-Security-Policy"]


def test_a_posted_form_is_sent_on_with_a_get() -> None:
    answer = Response.redirect("https://example.org/f?key=x").to_gateway()
    assert (answer["statusCode"], answer["headers"]["Location"]) == (303, "https://example.org/f?key=x")


def test_an_empty_answer_has_no_body() -> None:
    assert Response.empty().to_gateway()["statusCode"] == 204
    assert Response.empty(202).to_gateway()["body"] == ""


def test_cookies_go_where_the_gateway_wants_them() -> None:
    assert Response(204, cookies=("a=1", "b=2")).to_gateway()["cookies"] == ["a=1", "b=2"]
    assert "cookies" not in Response.empty().to_gateway()


@pytest.mark.parametrize("value", ["/a\r\nSet-Cookie: x=1", "/a\n", "/a\x00"])
def test_a_header_cannot_start_another(value: str) -> None:
    with pytest.raises(ValueError, match="Location"):
        Response.redirect(value).to_gateway()
