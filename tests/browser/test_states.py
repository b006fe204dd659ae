"""A page when something is in the way: the line is gone, the session has ended, the other side has failed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Browse, carry
from tests.browser.guests import Guests
from tests.browser.looking import axe
from tests.browser.site import DESKTOP, PHONE, Language, Site
from tests.browser.watching import Watch
from tests.every_page.world import World

Enter = Callable[[Page, str], None]
TYPED = "Tomorrow at nine, with the plumber."


def write(page: Page, command: str, text: str) -> None:
    """Open a command of a case and write into it."""
    form = page.locator(f"form[action$='/{command}']")
    form.evaluate("form => form.closest('details').open = true")
    form.locator("textarea").fill(text)


def test_an_answer_that_can_not_be_sent_stays_where_it_is(
    desktop: Page, guests: Guests, language: Language, enter: Enter
) -> None:
    page = desktop
    enter(page, "agent")
    page.goto(f"/desk/cases/{guests.filed(language)['number']}")
    write(page, "reply", TYPED)

    page.context.set_offline(True)
    page.locator("form[action$='/reply'] button").click()
    expect(page.locator(".offline")).to_be_visible()
    expect(page.locator("[name='reply.text']")).to_have_value(TYPED)
    axe(page)
    page.context.set_offline(False)
    expect(page.locator(".offline")).to_be_hidden()
    page.locator("form[action$='/reply'] button").click()

    expect(page.locator(".timeline")).to_contain_text(TYPED)


def test_a_question_that_can_not_be_added_takes_nothing_away(
    browse: Browse, enter: Enter, watch: Watch
) -> None:
    page = browse(DESKTOP, "en")
    enter(page, "marketing")
    page.goto("/desk/questionnaires/new")
    first, second = (page.locator(f"[id='questions.{place}.text.en']") for place in (0, 1))
    first.fill(TYPED)
    add = page.get_by_role("button", name="Add a question")
    for fault in (
        "ERR_INTERNET_DISCONNECTED",
        "sendError",
        "htmx:afterRequest",
        "500 POST",
        "Response Status",
    ):
        watch.expect(fault)

    page.context.set_offline(True)
    add.click()
    expect(page.locator(".offline")).to_contain_text("No connection")
    page.context.set_offline(False)
    page.route("**/desk/questionnaires/new", lambda route: route.fulfill(status=500, body="broken"))
    add.click()
    expect(page.locator(".offline")).to_contain_text("did not work")
    page.unroute("**/desk/questionnaires/new")
    expect(first).to_have_value(TYPED)
    add.click()

    expect(second).to_be_visible()
    expect(first).to_have_value(TYPED)
    expect(page.locator(".offline")).to_be_hidden()


def test_what_staff_typed_outlives_their_session(
    desktop: Page, guests: Guests, language: Language, enter: Enter
) -> None:
    page = desktop
    enter(page, "agent")
    page.goto(f"/desk/cases/{guests.filed(language)['number']}")
    write(page, "reply", TYPED)

    page.context.clear_cookies()
    page.locator("form[action$='/reply'] button").click()
    expect(page.locator("a[target=_blank]")).to_be_visible()
    axe(page)
    enter(page, "agent")
    page.locator("main form button").click()

    expect(page.locator(".timeline")).to_contain_text(TYPED)


def test_what_a_member_typed_outlives_their_session(browse: Browse, site: Site, world: World) -> None:
    page = browse(PHONE, "zh")
    carry(page, site, world.member)
    page.goto("/me/data")
    page.locator("[name=employer]").fill(TYPED)

    page.context.clear_cookies()
    page.locator("form[action='/me/data'] button").click()
    expect(page.locator("a[target=_blank]")).to_be_visible()
    axe(page)
    carry(page, site, world.member)
    page.locator("main form button").click()

    expect(page.locator("[name=employer]")).to_have_value(TYPED)
