"""Marketing at the desk's pages of surveys: by keys alone, without barriers, on a phone and on a desktop."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Browse
from tests.browser.site import DESKTOP

AT = "/desk/questionnaires"


def test_a_campaign_is_made_counted_and_launched_by_keys(
    browse: Browse, enter: Callable[[Page, str], None]
) -> None:
    page = browse(DESKTOP, "en")
    enter(page, "marketing")
    page.goto("/desk/campaigns/new?questionnaire=closing")

    def write(label: str, text: str) -> None:
        page.get_by_label(label, exact=True).first.focus()
        page.keyboard.type(text)

    def press(button: str) -> None:
        page.get_by_role("button", name=button).focus()
        page.keyboard.press("Enter")

    write("Name", "How we handled it")
    page.locator("[id='text.zh']").focus()
    page.keyboard.type("请告诉我们。")
    page.locator("[id='text.en']").focus()
    page.keyboard.type("Please tell us.")
    page.get_by_label("Answers until", exact=False).fill("2099-12-31T20:00")
    press("Save the draft, choose whom to ask")
    page.get_by_role("radio", name="All customers").focus()
    page.keyboard.press("Space")
    press("Choose them and count")
    expect(page.get_by_text("Counted;")).to_be_visible()


def test_a_question_is_added_and_moved_without_a_new_page(
    browse: Browse, enter: Callable[[Page, str], None]
) -> None:
    page = browse(DESKTOP, "en")
    enter(page, "marketing")
    page.goto(f"{AT}/new")
    page.evaluate("() => { window.same = true }")
    page.locator("[id='questions.0.text.en']").fill("First")

    page.get_by_role("button", name="Add a question").click()
    expect(page.locator("[id='questions.1.text.en']")).to_be_visible()
    page.get_by_role("button", name="Move question 2 up").click()

    expect(page.locator("[id='questions.1.text.en']")).to_have_value("First")
    assert page.evaluate("() => window.same")
