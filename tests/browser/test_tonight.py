"""The manager's board: what comes due stands on it and in its sums, also when it came after the page."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.guests import Guests
from tests.browser.looking import fits
from tests.browser.site import Language

SUMS = "() => [...document.querySelectorAll('.sums strong')].map(each => Number(each.textContent))"
LINES = """() => ["overdue", "today", "tomorrow"].map(when =>
  document.querySelectorAll(`#${when} .threats > li`).length)"""


def test_what_is_filed_meanwhile_comes_onto_the_board(
    page: Page, guests: Guests, language: Language, enter: Callable[[Page, str], None]
) -> None:
    first = guests.filed(language)
    enter(page, "manager")
    page.goto("/desk/tonight")
    expect(page.locator(f".threats a[href$='{first['number']}']").first).to_be_visible()

    second = guests.filed(language, title="<b>电梯停运</b>")
    page.evaluate("() => htmx.trigger(document.querySelector('main [hx-get]'), 'refresh')")

    line = page.locator(f".threats a[href$='{second['number']}']").first
    expect(line).to_have_text("<b>电梯停运</b>")
    assert page.evaluate(SUMS) == page.evaluate(LINES)
    fits(page)
    line.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("<b>电梯停运</b>")
