"""The desk without a mouse, from signing in to signing out: all of it is reached, seen and done by keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from infra.local.stack import LocalStack
from tests.browser.conftest import Browse
from tests.browser.guests import Guests
from tests.browser.keyboard import Keyboard
from tests.browser.site import DESKTOP, Language
from tests.system.client import Client

Enter = Callable[[Page, str], None]


def do(keys: Keyboard, page: Page, command: str, *fields: tuple[str, str]) -> None:
    """Open a command of a case, fill it in and send it; what was done is told."""
    keys.skip()
    keys.activate(f".act:has(form[action$='/{command}']) > summary")
    for name, value in fields:
        control = f"[name='{command}.{name}']"
        if page.locator(control).evaluate("each => each.tagName") == "SELECT":
            keys.choose(control, value)
        else:
            keys.fill(control, value)
    keys.activate(f"form[action$='/{command}'] button")
    page.wait_for_url(f"**?done={command}")
    expect(page.locator(".notice[role=status]")).to_be_visible()


def test_a_lead_works_an_evening_without_a_mouse(
    desktop: Page, language: Language, guests: Guests, stack: LocalStack
) -> None:
    page, keys = desktop, Keyboard(desktop)
    [lead] = [one for one in stack.description()["staff"] if one["username"] == "lead"]
    court = {"project": f"Keys Court {language}"}
    leak, noise = (
        guests.filed(language, title=f"Keys {name} {language}", home=court) for name in ("leak", "noise")
    )

    # Signing in, at the issuer's own page.
    page.goto("/desk?view=unassigned&limit=100")
    # The page of the desk that leads there goes on by itself.
    page.locator("#username").wait_for()
    keys.go_to("#username", seen=False)
    keys.type("lead")
    keys.go_to("#password", seen=False)
    keys.type(lead["password"])
    keys.press("Enter")
    page.wait_for_url("**/desk?view=unassigned&limit=100")

    # The list: narrowed, walked, and two cases noted on at once.
    keys.skip()
    keys.choose("[name=kind]", "repair")
    keys.fill("[name=project]", court["project"])
    keys.activate(".filters button")
    page.wait_for_url("**kind=repair**")
    keys.press("j", "j", "k")
    keys.is_seen()
    keys.press("/")
    expect(page.locator("[data-find]")).to_be_focused()
    for filed in (leak, noise):
        keys.go_to(f"[id='case.{filed['number']}']", back=filed is noise and comes_before(page, noise, leak))
        keys.press("Space")
    expect(page.locator("[data-selected]")).to_contain_text("2")
    keys.activate("details:has(#bulk) > summary")
    keys.choose("#bulk [name=command]", "note")
    keys.fill("[name='note.text']", "Both of one stairwell.")
    keys.activate("#bulk button")
    page.wait_for_url("**/desk/bulk")
    keys.activate("a.button")
    page.wait_for_url("**kind=repair**")

    # A case from the first look to the end, with what is said by a saved reply.
    keys.press("/")
    keys.type(leak["number"])
    keys.press("Enter")
    page.wait_for_url(f"**/desk/cases/{leak['number']}")
    do(keys, page, "claim")
    do(keys, page, "assign", ("to", "agent"))
    keys.skip()
    keys.activate(".act:has(form[action$='/reply']) > summary")
    keys.activate("a[href$='/replies']")
    page.wait_for_url("**/replies")
    keys.activate("a.button")
    page.wait_for_url("**?saved=**")
    expect(page.locator("[name='reply.text']")).not_to_be_empty()
    keys.activate("form[action$='/reply'] button")
    page.wait_for_url("**?done=reply")
    do(keys, page, "offer", ("remedy", "compensation"), ("amount", "80"), ("text", "Eighty yuan."))
    do(
        keys,
        page,
        "resolve",
        ("summary", "New seal."),
        ("cause", "workmanship"),
        ("department", "engineering"),
    )
    do(keys, page, "close")
    expect(page.locator(".badge.status")).to_be_visible()
    assert page.locator("form[action$='/close']").count() == 0

    # A call is written down; then what breaks tonight; and out.
    keys.activate("nav a[href='/desk']")
    page.wait_for_url("**/desk")
    keys.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()
    keys.is_seen()
    keys.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    keys.activate("a[href='/desk/cases/new']")
    page.wait_for_url("**/desk/cases/new")
    keys.skip()
    keys.choose("[name=kind]", "complaint")
    keys.fill("[name=title]", f"Call {language}")
    keys.fill("[name=text]", "The lift stands still.")
    keys.fill("[name='contact.name']", "Wang")
    keys.fill("[name='contact.phone']", "13800138000")
    keys.activate("form[action='/desk/cases/new'] button")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Call {language}")
    keys.activate("nav a[href='/desk/tonight']")
    page.wait_for_url("**/desk/tonight")
    keys.activate(".threats a")
    expect(page.locator("#story")).to_be_visible()
    keys.activate("form[action='/desk/sign-out'] button")
    page.wait_for_url(f"{stack.description()['url']}/")


def comes_before(page: Page, one: dict[str, str], other: dict[str, str]) -> bool:
    """Say whether a case stands above another in the list."""
    places = [page.locator(f"[id='case.{each['number']}']").bounding_box() for each in (one, other)]
    assert places[0]
    assert places[1]
    return places[0]["y"] < places[1]["y"]


@pytest.mark.parametrize(
    ("username", "address"),
    [
        ("lead", "/desk?view=all"),
        ("lead", "/desk/tonight"),
        ("lead", "/desk/cases/new"),
        ("lead", "/desk/incidents/new"),
        ("lead", "/desk/improvements"),
        ("marketing", "/desk/questionnaires/new?from=closing@1"),
        ("marketing", "/desk/questionnaires/closing/versions/1"),
        ("marketing", "/desk/campaigns/new"),
        ("marketing", "/desk/campaigns/on-complaint-closed/results"),
    ],
)
def test_nothing_keeps_the_focus_and_each_control_is_seen(
    browse: Browse, enter: Enter, username: str, address: str
) -> None:
    page = browse(DESKTOP, "en")
    enter(page, username)
    page.goto(address)

    Keyboard(page).go_round()


def test_the_focus_stays_when_a_part_of_the_page_is_renewed(
    browse: Browse, enter: Enter, guests: Guests, stack: LocalStack
) -> None:
    # Whoever shares the system has filed hundreds: a project of its own, and a case that is due before most.
    court = {"project": "Renewed Court"}
    leak, noise = (guests.filed("en", title=f"Renewed {name}", home=court) for name in ("leak", "noise"))
    agent = Client(stack.description()["url"], stack.token("agent"))
    urgent = {"severity": "critical"}
    assert agent.post(f"/api/desk/complaints/{leak['number']}/triage", urgent).status == 200
    page = browse(DESKTOP, "en")
    keys = Keyboard(page)
    enter(page, "lead")

    def renew(part: str) -> None:
        with page.expect_response(lambda answer: "hx-request" in answer.request.headers):
            page.evaluate(
                "part => { const at = document.querySelector(part); htmx.trigger(at, 'refresh') }", part
            )
        page.wait_for_function(
            "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"
        )
        keys.is_seen()

    page.goto("/desk?view=unassigned&project=Renewed+Court")
    link = f"[id='to-{noise['number']}']"
    keys.go_to(link)
    renew("#list")
    expect(page.locator(link)).to_be_focused()
    assert agent.post(f"/api/desk/complaints/{noise['number']}/claim", {}).status == 200
    renew("#list")
    expect(page.locator(link)).to_have_count(0)
    assert page.evaluate("() => document.activeElement.closest('[data-row]') !== null")

    page.goto("/desk/tonight")
    line = f".threats a[href$='{leak['number']}']"
    keys.go_to(line)
    renew("main [hx-get]")
    expect(page.locator(line).first).to_be_focused()
