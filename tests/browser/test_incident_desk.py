"""Incidents and improvements at the desk, on the running stack: led by keys alone, read without barriers."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, Browse
from tests.browser.guests import Guests
from tests.browser.keyboard import Keyboard
from tests.browser.looking import axe, fits
from tests.browser.site import DESKTOP, Language

AT = "/desk/incidents"
IMPROVEMENTS = "/desk/improvements"
Enter = Callable[[Page, str], None]


def looked_at(page: Page) -> None:
    """Fail for barriers and for what sticks out, with everything open that can be."""
    for details in page.locator("details").all():
        details.evaluate("one => { one.removeAttribute('name'); one.open = true }")
    axe(page)
    fits(page)


def opened(page: Page, title: str, *numbers: str) -> None:
    """Open an incident with cases, and wait until the page says by itself that they are linked."""
    page.goto(f"{AT}/new")
    page.locator("#title").fill(title)
    page.locator("#city").select_option("sz")
    page.locator("#complaints").fill("\n".join(numbers))
    page.locator("main form button").press("Enter")
    page.wait_for_url("**?done=open")
    expect(page.locator("#progress[hx-get]")).to_have_count(0, timeout=PATIENCE)
    page.goto(page.url.partition("?")[0])
    expect(page.locator("form[action$='/unlink']")).to_have_count(len(numbers))


def test_all_are_answered_by_keys_each_in_their_language(
    desktop: Page, guests: Guests, language: Language, enter: Enter
) -> None:
    page, keys = desktop, Keyboard(desktop)
    chinese, english = guests.filed("zh"), guests.filed("en")
    enter(page, "lead")
    opened(page, f"All {language}", chinese["number"], english["number"])

    keys.skip()
    keys.activate("a[href$='/broadcast']")
    page.wait_for_url("**/broadcast")
    keys.skip()
    keys.fill("[name='text.zh']", "<b>水泵</b>已修复。")
    keys.fill("[name='text.en']", "The <b>pump</b> is repaired.")
    keys.activate("main form button")
    expect(page.locator("button[name=sure]")).to_contain_text("2")
    looked_at(page)
    keys.skip()
    keys.activate("button[name=sure]")
    expect(page.locator("#progress:not([hx-get])")).to_contain_text("2", timeout=PATIENCE)

    for filed, text in ((chinese, "<b>水泵</b>已修复。"), (english, "The <b>pump</b> is repaired.")):
        page.goto(str(filed["follow_url"]))
        expect(page.locator("main")).to_contain_text(text)


def test_what_an_incident_teaches_is_proposed_and_decided_by_keys(
    browse: Browse, guests: Guests, enter: Enter
) -> None:
    page, decides = browse(DESKTOP, "en"), browse(DESKTOP, "en")
    filed = guests.filed("en")
    enter(page, "lead")
    enter(decides, "manager")
    opened(page, "Teaches", filed["number"])

    keys = Keyboard(page)
    keys.skip()
    keys.activate(f"a[href^='{IMPROVEMENTS}/new']")
    expect(page.locator("#complaints")).to_have_value(filed["number"])
    keys.skip()
    keys.fill("#title", "A spare pump")
    keys.fill("#text", "With a spare pump nobody is without water.")
    keys.choose("#department", "engineering")
    keys.choose("#cause", "material")
    keys.activate("main form button")
    page.wait_for_url("**?done=propose")
    address = page.url.partition("?")[0]

    decides.goto(address)
    keys = Keyboard(decides)
    keys.skip()
    keys.activate(".act:has(form[action$='/accepted']) > summary")
    keys.fill("[name='accepted.reason']", "From next month on.")
    keys.activate("form[action$='/accepted'] button")
    decides.wait_for_url("**?done=accepted")
    expect(decides.locator("#reason + p")).to_have_text("From next month on.")
    decides.goto(f"/desk/cases/{filed['number']}")
    expect(decides.get_by_role("link", name="A spare pump")).to_be_visible()


def test_the_pages_have_no_barriers(page: Page, guests: Guests, enter: Enter) -> None:
    number = guests.filed("zh")["number"]
    enter(page, "lead")
    page.goto(f"{AT}/new")
    looked_at(page)
    opened(page, "Without barriers " * 4, number)
    looked_at(page)
    incident = page.url.partition("?")[0]

    for address in (f"{incident}/broadcast", AT, IMPROVEMENTS, f"{IMPROVEMENTS}/new?complaints={number}"):
        page.goto(address)
        looked_at(page)
    page.locator("#title").fill("W" * 80)
    page.locator("#text").fill("long" * 40)
    page.locator("#department").select_option("engineering")
    page.locator("#cause").select_option("material")
    page.locator("main form button").press("Enter")
    page.wait_for_url("**?done=propose")
    looked_at(page)
