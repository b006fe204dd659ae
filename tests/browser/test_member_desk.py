"""Staff with persons at the desk: registered and found by keys alone, read without barriers."""

from collections.abc import Callable
from itertools import count

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Browse
from tests.browser.looking import axe, fits
from tests.browser.site import DESKTOP

AT = "/desk/members"
Enter = Callable[[Page, str], None]
_numbers = count(13802170001)


def registered(page: Page) -> str:
    """Register somebody by keys; give their telephone number."""
    number = str(next(_numbers))
    page.goto(f"{AT}/new")
    page.locator("#name").focus()
    page.keyboard.type("李<b>工</b>")
    page.locator("#phone").focus()
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    return number


def test_somebody_is_registered_found_and_read_without_barriers(page: Page, enter: Enter) -> None:
    enter(page, "lead")
    page.goto(f"{AT}/new")
    axe(page)
    fits(page)
    number = registered(page)

    page.goto(AT)
    axe(page)
    fits(page)
    page.locator("#sought").focus()
    page.keyboard.type(number)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("李<b>工</b>")
    assert number not in page.url
    for details in page.locator("details").all():
        details.evaluate("one => { one.open = true }")
    axe(page)
    fits(page)
    home = page.url.partition("?")[0]
    for path in ("points", "referrals", "complaints", "messages"):
        page.goto(f"{home}/{path}")
        axe(page)
        fits(page)


def test_what_is_wrong_is_led_to_and_kept(browse: Browse, enter: Enter) -> None:
    page = browse(DESKTOP, "en")
    enter(page, "agent")
    page.goto(AT)
    page.locator("#sought").fill("12")
    page.keyboard.press("Enter")

    expect(page.locator(".faults")).to_be_focused()
    page.get_by_role("link", name="Telephone, e-mail or member number").press("Enter")
    expect(page.locator("#sought")).to_have_value("12")
    axe(page)


def test_a_file_of_members_is_sent_and_watched(page: Page, enter: Enter) -> None:
    number = next(_numbers)
    content = f"member,name,mobile\nM-{number},张三,{number}\nM-x,,{number}\n"
    file: FilePayload = {"name": "club.csv", "mimeType": "text/csv", "buffer": content.encode()}
    enter(page, "manager")
    page.goto(f"{AT}/imports")
    axe(page)
    fits(page)
    page.locator("#peek").set_input_files(file)
    expect(page.locator("#columns option")).to_have_count(3)
    page.locator("#city").select_option("sz")
    page.locator("#source").fill("old-club")
    for name, column in (("external_id", "member"), ("name", "name"), ("phone", "mobile")):
        page.locator(f"[name='mapping.{name}.column']").fill(column)
    page.locator("#source").press("Enter")
    page.locator("#file").set_input_files(file)
    axe(page)
    page.locator("form[data-send-to] button").press("Enter")

    expect(page.locator("#state .badge.kept")).to_be_visible()
    expect(page.locator("a[href$='/rejected']")).to_be_visible()
    axe(page)
    fits(page)
