"""What holds for every page that anybody may open, on a phone and on a desktop, in Chinese and in English."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.browser.guests import Guests
from tests.browser.looking import axe, fits, stays_put
from tests.browser.site import Language

ADDRESSES: Mapping[str, Callable[[Guests, Language], str]] = {
    "home": lambda guests, language: "/",
    "filing": lambda guests, language: "/complaints/new",
    "finding": lambda guests, language: "/complaints/find",
    "board": lambda guests, language: "/board",
    "nowhere": lambda guests, language: "/no/such",
    "follow": Guests.follow,
    "survey": lambda guests, language: guests.survey(),
    "unsubscribe": lambda guests, language: guests.unsubscribe(),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_no_barriers_and_stays_where_it_is(
    page: Page, guests: Guests, language: Language, address: str
) -> None:
    answer = page.goto(ADDRESSES[address](guests, language))

    assert answer is not None
    assert answer.status == (404 if address == "nowhere" else 200)
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans" if language == "zh" else "en")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    stays_put(page)
    fits(page)
    axe(page)


def test_surveys_end_at_the_press_of_a_button_without_script(without_script: Page, guests: Guests) -> None:
    page = without_script
    page.goto(guests.unsubscribe())
    page.get_by_role("button").click()

    expect(page.get_by_role("button")).to_have_count(0)


def test_a_survey_shows_every_type_of_question_without_barriers(desktop: Page, guests: Guests) -> None:
    desktop.goto(guests.survey())
    desktop.get_by_role("button").first.click()

    expect(desktop.locator("[name=overall]").first).to_be_visible()
    fits(desktop)
    axe(desktop)
