"""Filing in a browser without script, through the intake function itself."""

import base64
import hashlib

import pytest

from complaint_intake.handler import handle
from tests.unit.gateway_event import gateway_event
from tests.unit.pages.journey import URL, WRITTEN, file
from tests.unit.pages.scriptless_browser import ScriptlessBrowser


def test_filing_leads_to_the_page_of_the_case(browser: ScriptlessBrowser) -> None:
    file(browser, title="A leak & a <b>stain</b>")

    assert browser.page.all("h1")
    assert "A leak & a <b>stain</b>" in browser.page.text
    assert "First answer within 24 hours Open Promised by Mon 23 Nov 2026, 16:00." in browser.page.text


def test_filing_in_chinese_leads_to_a_page_in_chinese(browser: ScriptlessBrowser) -> None:
    browser.begin("zh")
    assert browser.headers["content-language"] == "zh"

    browser.send(browser.page.form("/api/complaints"), **{**WRITTEN, "title": "天花板漏水"})

    assert browser.page.all("html") == [{"lang": "zh-Hans"}]
    assert browser.headers["content-language"] == "zh"


def test_an_unknown_language_is_the_browsers_own(browser: ScriptlessBrowser) -> None:
    assert browser.begin("xx").page.all("html") == [{"lang": "en"}]


def test_pressing_the_button_twice_files_once(browser: ScriptlessBrowser) -> None:
    browser.begin()
    form = browser.page.form("/api/complaints")

    first = browser.send(form, **WRITTEN).page.text
    second = browser.send(form, **WRITTEN).page.text
    browser.begin()
    third = browser.send(browser.page.form("/api/complaints"), **WRITTEN).page.text

    assert first == second
    assert first != third


def test_the_same_form_with_other_words_asks_before_it_files_again(browser: ScriptlessBrowser) -> None:
    browser.begin()
    form = browser.page.form("/api/complaints")
    browser.send(form, **WRITTEN)

    browser.send(form, **{**WRITTEN, "title": "Another leak"})
    assert browser.status == 422
    assert "You have sent this form before" in browser.page.text

    browser.send(browser.page.form("/api/complaints"))
    assert browser.status == 200
    assert "Another leak" in browser.page.text


def test_a_form_with_faults_comes_back_as_it_was_typed(browser: ScriptlessBrowser) -> None:
    browser.begin("zh")
    written = {**WRITTEN, "contact__email": "wang", "home__unit": "1801", "public": "true"}

    browser.send(browser.page.form("/api/complaints"), **written)

    assert browser.status == 422
    assert browser.headers["content-type"] == "text/html; charset=utf-8"
    assert browser.page.all("html") == [{"lang": "zh-Hans"}]
    assert "电子邮箱：这不是有效的电子邮箱" in browser.page.text
    assert "项目（小区）：请填写此项。" in browser.page.text
    kept = browser.page.form("/api/complaints").values
    assert kept.items() >= {name.replace("__", "."): value for name, value in written.items()}.items()

    browser.send(
        browser.page.form("/api/complaints"), home__project="Seaside", contact__email="wang@example.com"
    )
    assert browser.status == 200


@pytest.mark.parametrize(
    "body", ["idempotency_key.a=b", "idempotency_key=short", "public.a=1", "language.a=b", ""]
)
def test_a_form_that_nobody_would_fill_in_so_is_only_a_form_with_faults(
    browser: ScriptlessBrowser, body: str
) -> None:
    assert browser.post("/api/complaints", body).status == 422
    assert browser.page.form("/api/complaints").method == "post"


def test_filing_too_often_keeps_what_was_typed(browser: ScriptlessBrowser) -> None:
    for _ in range(11):
        browser.begin()
        browser.send(
            browser.page.form("/api/complaints"), **{**WRITTEN, "contact__email": "often@example.com"}
        )

    assert browser.status == 429
    assert int(browser.headers["retry-after"]) > 0
    assert "Too many within a short time." in browser.page.text
    assert browser.page.form("/api/complaints").values["text"] == WRITTEN["text"]


def test_every_page_lets_in_its_own_style_and_nothing_else(browser: ScriptlessBrowser) -> None:
    address = file(browser)
    for each in (address, "/follow/K7Q2-9XPD-3?key=wrong", "/board"):
        browser.open(each)
        hashed = base64.b64encode(hashlib.sha256(browser.page.styles.encode()).digest()).decode()
        policy = browser.headers["content-security-policy"].split("; ")

        assert f"style-src 'self' 'sha256-{hashed}'" in policy
        assert f"form-action 'self' {URL}" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in browser.headers["content-security-policy"]
        assert browser.headers["referrer-policy"] == "no-referrer"
        assert browser.headers["cache-control"] == "no-store"


def test_programs_get_json_as_ever(browser: ScriptlessBrowser) -> None:
    number = file(browser).rpartition("/")[2]
    [(key, _)] = [kept for name, kept in browser.cookies.items() if name.startswith("__Secure-follow-")]

    def ask(query: str, accept: str) -> str:
        route = "GET /api/complaints/{number}"
        event = gateway_event(route, params={"number": number}, query=query, headers={"accept": accept})
        return str(handle(event, None)["headers"]["Content-Type"])

    for accept in ("*/*", "application/json", "application/json, text/html;q=0.9"):
        assert ask(f"key={key}", accept) == "application/json"
        assert ask("key=wrong", accept) == "application/problem+json"


def test_a_form_of_a_program_gets_problems_as_json(browser: ScriptlessBrowser) -> None:
    event = gateway_event(
        "POST /api/complaints",
        headers={"content-type": "application/x-www-form-urlencoded", "accept": "*/*"},
        body="kind=wish",
    )
    answer = handle(event, None)

    assert answer["statusCode"] == 422
    assert answer["headers"]["Content-Type"] == "application/problem+json"
