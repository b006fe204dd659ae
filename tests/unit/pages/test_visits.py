"""Who looks at a page: the language that was chosen once goes with them."""

from typing import Any

import pytest

from hearthline.pages.visits import Visit
from hearthline.platform.request import Request
from tests.unit.gateway_event import gateway_event


def visit(query: str = "", cookie: str = "", accepted: str = "", **headers: str) -> Visit:
    return Visit.of(Request.from_gateway(event(query, cookie, accepted, **headers)))


def event(query: str = "", cookie: str = "", accepted: str = "", **headers: str) -> dict[str, Any]:
    sent = {"accept-language": accepted, "cookie": cookie, **headers}
    return gateway_event("GET /board", query=query, headers=sent)


@pytest.mark.parametrize(
    ("query", "cookie", "accepted", "language"),
    [
        ("lang=zh", "__Host-lang=en", "en", "zh"),
        ("", "__Host-lang=zh", "en", "zh"),
        ("", "", "zh-CN,zh;q=0.9", "zh"),
        ("", "__Host-lang=xx", "en", "en"),
        ("lang=xx", "", "zh", "zh"),
    ],
)
def test_the_language_is_the_chosen_one_then_the_kept_one_then_the_browsers(
    query: str, cookie: str, accepted: str, language: str
) -> None:
    assert visit(query, cookie, accepted).language == language


def test_a_choice_is_kept_in_a_cookie_and_only_a_new_one_is_set() -> None:
    [cookie] = visit("lang=zh").cookies

    assert cookie.startswith("__Host-lang=zh; Path=/;")
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert visit("lang=zh", "__Host-lang=zh").cookies == ()
    assert visit().cookies == ()


def test_the_other_language_is_at_the_same_address_with_all_that_was_asked() -> None:
    assert visit("city=sz&month=2026-11&lang=zh").other_address == "/board?city=sz&month=2026-11&lang=en"
    assert visit(accepted="en").other_address == "/board?lang=zh"
    assert visit("q=%3Cscript%3E&lang=en").address == "/board?q=%3Cscript%3E"


def test_a_script_that_asks_for_a_part_says_so() -> None:
    assert visit(**{"hx-request": "true"}).partial
    assert not visit().partial


def test_of_a_request_that_cannot_be_read_the_language_is_found_all_the_same() -> None:
    broken = event("a=%ff", "a=b; __Host-lang=zh", "en")

    assert Visit.of_event(broken, "en").language == "zh"
    assert Visit.of_event({}, "en") == Visit("en", "/")
    assert Visit.of_event({**event(), "cookies": ["__Host-lang=zh"]}, "en").language == "zh"
