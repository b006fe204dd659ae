"""Staff sign in for real: at the issuer's own page, in a browser, and back to where they were."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from infra.local.stack import LocalStack
from tests.browser.conftest import Browse
from tests.browser.site import DESKTOP
from tests.browser.watching import Watch

FILTER = """() => {
  const form = document.createElement("form")
  form.action = "/desk"
  form.innerHTML = "<input name=city value=sz><button>Sift</button>"
  document.querySelector("main").append(form)
}"""
ANSWERING = """() => {
  const form = document.createElement("form")
  form.setAttribute("hx-post", "/desk/answered")
  form.innerHTML = "<input name=text value=typed><button>Send</button>"
  document.querySelector("main").append(form)
  htmx.process(form)
}"""


def sign_in(page: Page, stack: LocalStack, username: str) -> None:
    """Fill in the page of the local Cognito."""
    [member] = [one for one in stack.description()["staff"] if one["username"] == username]
    page.locator("#username").fill(username)
    page.locator("#password").fill(member["password"])
    page.get_by_role("button").click()


def test_staff_come_in_by_the_issuer_and_leave_by_it(browse: Browse, stack: LocalStack) -> None:
    page = browse(DESKTOP, "en")
    url = stack.description()["url"]

    page.goto("/desk?city=sz")
    sign_in(page, stack, "lead")
    page.wait_for_url(f"{url}/desk?city=sz")
    expect(page.get_by_role("button", name="Sign out (lead)")).to_be_visible()

    # A form that is sent when the session has ended leads to the issuer as well, and back to what was asked.
    page.evaluate(FILTER)
    page.context.clear_cookies(name="__Host-desk")
    page.get_by_role("button", name="Sift").click()
    sign_in(page, stack, "lead")
    page.wait_for_url(f"{url}/desk?city=sz")

    page.get_by_role("button", name="Sign out (lead)").click()
    page.wait_for_url(f"{url}/")
    assert "__Host-desk" not in {cookie["name"] for cookie in page.context.cookies()}
    page.goto("/desk")
    expect(page.locator("#password")).to_be_visible()


def test_what_a_script_could_not_send_takes_the_place_of_the_page(
    browse: Browse, enter: Callable[[Page, str], None], watch: Watch
) -> None:
    page = browse(DESKTOP, "en")
    enter(page, "lead")
    page.goto("/desk")
    watch.expect("401 POST")

    def signed_out(route: Route) -> None:
        told = {"HX-Retarget": "body", "HX-Reswap": "innerHTML", "Content-Type": "text/html"}
        route.fulfill(status=401, headers=told, body="<body><main><h1>Kept</h1></main></body>")

    page.route("**/desk/answered", signed_out)
    page.evaluate(ANSWERING)
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Kept")
