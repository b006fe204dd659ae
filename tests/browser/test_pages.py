"""What pages that anybody may open do without script, and with every type of question."""

from playwright.sync_api import Page, expect

from tests.browser.guests import Guests
from tests.browser.looking import axe, fits


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
