"""Marketing at the desk's pages of surveys: by keys alone, without barriers, on a phone and on a desktop."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Browse
from tests.browser.looking import fits
from tests.browser.site import DESKTOP
from tests.every_page.world import World

AT = "/desk/questionnaires"
DRAWN = """() => [...document.querySelectorAll("figure[data-chart]")].map(figure => {
  const canvas = figure.querySelector("canvas")
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
  const column = Number(figure.dataset.column ?? 1)
  const rows = document.getElementById(figure.dataset.table).tBodies[0].rows
  const cells = [...rows].map(row => row.cells[column])
  const said = cells.map(cell => Number(cell.dataset.value ?? cell.textContent))
  const shown = Chart.getChart(canvas).data.datasets[0].data
  return { ink: pixels.some(one => one), said: String(said), shown: String(shown) }
})"""


def test_a_campaign_is_made_counted_and_launched_by_keys(
    browse: Browse, enter: Callable[[Page, str], None], world: World
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
    expect(page.locator("#count .figure strong")).not_to_have_text("0")

    page.reload()
    press_link(page, "Launch")
    expect(page.locator(".figure")).to_contain_text("will be invited")
    page.get_by_role("radio", name="Now").focus()
    page.keyboard.press("Space")
    page.locator("main form button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_be_visible()
    expect(page.locator("#progress tbody tr").first).to_be_visible()
    press_link(page, "Pause")
    page.locator("main form button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".badge.paused")).to_be_visible()
    press_link(page, "Results")
    expect(page.get_by_text("Nobody has answered yet.").first).to_be_visible()


def press_link(page: Page, name: str) -> None:
    """Follow a link of the page's main part, however it goes on, by the key."""
    page.locator("main").get_by_role("link", name=name).first.focus()
    page.keyboard.press("Enter")


def test_results_are_drawn_as_their_tables_say(
    page: Page, enter: Callable[[Page, str], None], world: World
) -> None:
    enter(page, "group")

    page.goto(f"/desk/campaigns/{world.campaign}/results?by=city")

    expect(page.locator("figure canvas").first).to_be_visible()
    drawn = page.evaluate(DRAWN)
    assert len(drawn) > 3
    assert all(each["ink"] and each["said"] == each["shown"] for each in drawn), drawn
    fits(page)


def test_a_questionnaire_is_tried_out_on_a_phone_within_the_page(
    page: Page, enter: Callable[[Page, str], None]
) -> None:
    enter(page, "marketing")
    page.goto(f"{AT}/closing/versions/1/preview")
    phone = page.frame_locator("iframe").first

    phone.locator("[name=handling][value='4']").check()
    phone.get_by_role("button").first.click()

    expect(phone.locator("textarea")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(2)
    fits(page)


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
