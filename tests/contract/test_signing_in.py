"""Staff signing in at the pages: by the issuer alone, as the same person as at the API, and out of both."""

import html
from typing import Any

import pytest

from hearthline import root_staff
from hearthline.platform.access import Principal
from hearthline.staff import fetching
from tests.contract.answer import Answer
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import AGENT, GROUP, Service
from tests.unit.pages.html_page import HtmlPage
from tests.unit.staff.an_issuer import AnIssuer, query_of

EVIL = "https://evil.example"


@pytest.fixture
def there(service: Service, monkeypatch: pytest.MonkeyPatch) -> AnIssuer:
    """The issuer that the service knows."""
    issuer = AnIssuer(service.now)
    monkeypatch.setattr(fetching, "fetch", issuer)
    return issuer


def onward(answer: Answer) -> str:
    """Give where a page leads on by itself; its link leads there too."""
    address = answer.headers["refresh"].removeprefix("0; url=")
    assert html.escape(address) in answer.text
    return address


def sign_in(desk: DeskBrowser, there: AnIssuer, address: str = "/desk", **said: Any) -> Answer:
    """Go the whole way to a page; give what the browser got when it came back."""
    to_issuer = onward(desk.get(desk.get(address).headers["location"]))
    back = there.sign_in(to_issuer, **{"groups": "agent city:sz", **said})
    return desk.get(f"/desk/signed-in?code={back['code']}&state={back['state']}")


def test_a_page_leads_to_the_issuer_and_back_to_itself(desk: DeskBrowser, there: AnIssuer) -> None:
    answer = sign_in(desk, there, "/desk?city=sz&lang=zh")

    assert (answer.status, answer.headers["location"]) == (303, "/desk?city=sz")
    assert desk.cookies.keys() == {"__Host-desk"}
    page = desk.page("/desk")
    assert "Sign out (li)" in page.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_who_works_at_the_pages_is_the_same_person_as_at_the_api(desk: DeskBrowser, there: AnIssuer) -> None:
    sign_in(desk, there, groups="manager hq", identity="ma")

    found = root_staff.sessions().staff_of(desk.cookies["__Host-desk"], desk.service.now)

    assert found == Principal(GROUP["username"], frozenset({"manager"}), hq=True)


def test_what_is_true_is_asked_for_again_after_an_hour_and_only_then(
    desk: DeskBrowser, there: AnIssuer
) -> None:
    sign_in(desk, there)
    desk.service.later(minutes=59, seconds=59)
    assert desk.get("/desk").status == 200
    desk.service.later(seconds=1)

    there.now = desk.service.now
    sign_in(desk, there, "/desk", groups="lead city:gz")

    page = desk.page("/desk").text

    assert "Tonight" in page
    assert "gz" in page or "Guangzhou" in page


def test_a_password_of_this_morning_is_not_enough_at_night(desk: DeskBrowser, there: AnIssuer) -> None:
    there.now = desk.service.now
    given = int(there.now.timestamp()) - 12 * 3600

    nearly = sign_in(desk, there, auth_time=given + 60)
    assert nearly.status == 303
    desk.service.later(seconds=61)
    answer = sign_in(desk, there, auth_time=given)

    assert answer.status == 400
    [again] = [link["href"] for link in HtmlPage(answer.text).all("a") if "sign-in" in str(link["href"])]
    assert query_of(onward(desk.get(str(again))))["prompt"] == "login"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"nonce": "another"}, "token"),
        ({"aud": "another"}, "token"),
        ({"iss": EVIL}, "token"),
        ({"exp": 1}, "token"),
        ({"token_use": "access"}, "token"),
        ({"access_sub": "another"}, "token"),
        ({"groups": "hq everyone"}, "role"),
    ],
)
def test_tokens_that_are_not_for_this_sign_in_let_nobody_in(
    desk: DeskBrowser,
    there: AnIssuer,
    said: dict[str, Any],
    reason: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = sign_in(desk, there, **said)

    assert answer.status == (403 if reason == "role" else 400)
    assert "__Host-desk" not in desk.cookies
    assert desk.service.cloud.items(desk.service.names["SessionsTable"]) == []
    assert f'"reason":"{reason}"' in capsys.readouterr().out


@pytest.mark.parametrize(
    "query", ["", "code=x", "state=x&code=y", "error=access_denied&error_description=%3Cb%3E"]
)
def test_a_way_back_that_this_browser_did_not_go_leads_nowhere(
    desk: DeskBrowser, there: AnIssuer, query: str
) -> None:
    answer = desk.get(f"/desk/signed-in?{query}")

    assert answer.status == 400
    assert "<b>" not in answer.text
    assert there.asked == []


def test_another_browsers_code_and_state_sign_nobody_in_as_them(service: Service, there: AnIssuer) -> None:
    attacker, victim = DeskBrowser(service), DeskBrowser(service)
    back = there.sign_in(onward(attacker.get("/desk/sign-in")), "admin hq")

    answer = victim.get(f"/desk/signed-in?code={back['code']}&state={back['state']}")

    assert (answer.status, victim.cookies) == (400, {})


def test_the_issuers_no_is_told_and_can_be_tried_again(desk: DeskBrowser, there: AnIssuer) -> None:
    state = query_of(onward(desk.get("/desk/sign-in?next=/desk/cases")))["state"]

    answer = desk.get(f"/desk/signed-in?error=access_denied&state={state}")

    assert answer.status == 400
    assert "/desk/sign-in?next=%2Fdesk%2Fcases" in answer.text


def test_the_page_of_coming_back_looked_at_again_leads_on(desk: DeskBrowser, there: AnIssuer) -> None:
    sign_in(desk, there)

    answer = desk.get("/desk/signed-in?code=code-1&state=gone.x")

    assert (answer.status, answer.headers["location"]) == (303, "/desk")


@pytest.mark.parametrize(
    "address", [EVIL, "//evil.example", "/desk/../..//evil.example", "/me", "javascript:x"]
)
def test_nobody_is_led_out_of_the_desk_by_signing_in(
    desk: DeskBrowser, there: AnIssuer, address: str
) -> None:
    answer = desk.get(f"/desk/sign-in?next={address}")
    back = there.sign_in(onward(answer), "agent")

    entered = desk.get(f"/desk/signed-in?code={back['code']}&state={back['state']}")

    assert entered.headers["location"] == "/desk"


def test_an_issuer_out_of_reach_is_told_as_that(desk: DeskBrowser, there: AnIssuer) -> None:
    there.broken = fetching.Fetched(502, b"")

    answer = desk.get("/desk/sign-in")

    assert (answer.status, answer.media_type) == (503, "text/html")


def test_leaving_ends_the_session_here_and_leads_on_to_the_issuers(
    desk: DeskBrowser, there: AnIssuer
) -> None:
    sign_in(desk, there)
    kept = dict(desk.cookies)

    answer = desk.post("/desk/sign-out", {})

    assert onward(answer).startswith("https://login.example/logout?client_id=desk-client&")
    assert desk.cookies == {}
    desk.cookies = kept
    assert desk.get("/desk").status == 303


def test_leaving_while_the_issuer_is_out_of_reach_ends_the_session_here(
    desk: DeskBrowser, there: AnIssuer
) -> None:
    desk.enter(AGENT)
    there.broken = fetching.Fetched(502, b"")

    answer = desk.post("/desk/sign-out", {})

    assert (answer.status, "refresh" in answer.headers, desk.cookies) == (200, False, {})
    assert "could not be reached" in answer.text


def test_who_works_is_on_the_requests_line_and_no_secret(
    desk: DeskBrowser, there: AnIssuer, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in(desk, there, identity="li")
    token = desk.cookies["__Host-desk"]
    desk.get("/desk")

    out = capsys.readouterr().out
    assert '"actor":"li"' in out
    assert token not in out
    assert "code-1" not in out
