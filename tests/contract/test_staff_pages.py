"""What every page of staff does: nobody without a session, no change for another site, who may is told."""

import html
import re

import pytest

from hearthline.platform.access import Action, Principal, authorize, authorize_role
from hearthline.platform.http import Request, Response
from site_desk import handler
from site_desk.staff_pages import staff_page
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import AGENT, GROUP
from tests.unit.pages.html_page import HtmlPage

EVIL = "https://evil.example"


@pytest.fixture
def rejecting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the desk have a form that only heads of Shenzhen may send, and a page that takes any."""

    def close(_: Request, staff: Principal) -> Response:
        authorize_role(staff, Action.CLOSE)
        authorize(staff, Action.CLOSE, "sz")
        return Response.redirect("/desk")

    cases = handler.AREAS["/desk/cases"]()
    routes = {**cases, "POST /desk/cases/{number}/close": staff_page(close)}
    monkeypatch.setattr(handler, "AREAS", {**handler.AREAS, "/desk/cases": lambda: routes})


@pytest.mark.parametrize("origin", [EVIL, "null", "https://care.example.evil.example", "http://care.example"])
def test_another_site_neither_changes_anything_nor_signs_anybody_out(
    desk: DeskBrowser, rejecting: None, origin: str
) -> None:
    desk.enter(GROUP)

    for address in ("/desk/sign-out", "/desk/cases/K7Q29XPD3/close"):
        assert desk.post(address, {}, Origin=origin).status == 403
    assert desk.get("/desk").status == 200


def test_a_script_is_told_where_the_page_is_to_go(desk: DeskBrowser) -> None:
    shown = "https://care.example/desk/cases?view=mine"
    answer = desk.get("/desk", HX_Request="true", HX_Current_URL=shown, Accept="*/*")

    assert (answer.status, answer.text) == (401, "")
    assert answer.headers["hx-redirect"] == "/desk/sign-in?next=%2Fdesk%2Fcases%3Fview%3Dmine"
    elsewhere = desk.get("/desk", HX_Request="true", HX_Current_URL=f"{EVIL}//evil.example/desk")
    assert elsewhere.headers["hx-redirect"] == "/desk/sign-in?next=%2Fdesk"


def test_what_was_typed_is_kept_where_the_session_has_ended_and_can_be_sent_then(
    desk: DeskBrowser, rejecting: None
) -> None:
    typed = [
        ("text", '\n第一行\r\n"></textarea><script>alert(1)</script>'),
        ("tick", "a"),
        ("tick", "b"),
        ("", ""),
    ]

    answer = desk.post("/desk/cases/K7Q29XPD3/close", typed)

    assert answer.status == 401
    assert "<script>alert" not in answer.text
    kept = re.findall(r'<textarea name="(\w*)" hidden>\n(.*?)</textarea>', answer.text, re.DOTALL)
    assert [(name, html.unescape(content)) for name, content in kept] == typed
    page = HtmlPage(answer.text)
    assert page.form("/desk/cases/K7Q29XPD3/close").method == "post"
    [sign_in_link] = [link for link in page.all("a") if link.get("target") == "_blank"]
    assert sign_in_link["href"] == "/desk/sign-in?next=%2Fdesk%2Fsigned-in-elsewhere"
    desk.enter(GROUP)
    assert desk.post("/desk/cases/K7Q29XPD3/close", typed).status == 303
    assert "You are signed in" in desk.page("/desk/signed-in-elsewhere").text


def test_of_what_is_no_form_nothing_is_shown_again(desk: DeskBrowser, rejecting: None) -> None:
    answer = desk.post("/desk/cases/K7Q29XPD3/close", {}, **{"Content-Type": "multipart/form-data"})

    assert (answer.status, "<textarea" in answer.text) == (401, False)


def test_no_permission_says_which_roles_may(desk: DeskBrowser, rejecting: None) -> None:
    answer = desk.enter(AGENT).post("/desk/cases/K7Q29XPD3/close", {})

    assert answer.status == 403
    assert "This is for: Team lead Manager" in HtmlPage(answer.text).text.replace(
        " Manager Team lead", " Team lead Manager"
    )
    assert "You are signed in as li." in answer.text
    assert "Nothing was changed." in answer.text
    assert "Nothing was changed." not in desk.get("/desk/reports").text, "it was only looked for"


def test_no_permission_in_a_city_says_that_it_is_the_city(desk: DeskBrowser, rejecting: None) -> None:
    claims = {"username": "sun", "cognito:groups": "lead city:bj"}
    answer = desk.enter(claims).post("/desk/cases/K7Q29XPD3/close", {})

    assert answer.status == 403
    assert "outside the cities that sun works for" in answer.text


def test_a_program_is_told_its_refusals_as_programs_are(desk: DeskBrowser, rejecting: None) -> None:
    answer = desk.enter(AGENT).post("/desk/cases/K7Q29XPD3/close", {}, Accept="*/*")

    assert (answer.status, answer.media_type) == (403, "application/problem+json")


@pytest.mark.parametrize(
    ("method", "address", "status"), [("GET", "/desk/no/such", 404), ("POST", "/desk", 405)]
)
def test_the_desk_has_the_pages_that_it_has(
    desk: DeskBrowser, method: str, address: str, status: int
) -> None:
    answer = desk.get(address) if method == "GET" else desk.post(address, {})

    assert (answer.status, answer.media_type) == (status, "text/html")
