"""Settings in a browser: an absence put down by keys alone, checked and saved."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Browse
from tests.browser.keyboard import Keyboard
from tests.browser.looking import axe
from tests.browser.site import DESKTOP

AT = "/desk/settings"


def test_an_absence_is_put_down_by_keys_checked_and_saved(
    browse: Browse, enter: Callable[[Page, str], None]
) -> None:
    page = browse(DESKTOP, "en")
    keys = Keyboard(page)
    enter(page, "admin")
    page.goto(f"{AT}/reporting-line/edit?part=person&of=agent2")
    page.locator("[id='absences.0.from']").fill("2099-01-04")
    page.locator("[id='absences.0.until']").fill("2099-01-02")
    keys.go_to("[id='absences.0.deputy']")
    keys.type("lead")
    keys.go_to("button[value=check]")
    keys.press("Enter")
    expect(page.locator(".faults")).to_be_focused()
    expect(page.locator("[id='absences.0.deputy']")).to_have_value("lead")
    page.locator("[id='absences.0.until']").fill("2099-01-08")
    keys.go_to("button[value=check]")
    keys.press("Enter")
    expect(page.locator(".diff .new").first).to_be_visible()
    axe(page)

    keys.go_to("button[value=save]")
    keys.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("is saved")
    expect(page.locator("main")).to_contain_text("4 Jan 2099 to 8 Jan 2099: lead")


def test_a_years_file_is_read_into_the_form(browse: Browse, enter: Callable[[Page, str], None]) -> None:
    page = browse(DESKTOP, "zh")
    enter(page, "admin")
    page.goto(f"{AT}/calendar-cn/edit?part=file")
    year = '{"year": 2098, "days": [{"name": "元旦", "date": "2098-01-01", "isOffDay": true}]}'
    file: FilePayload = {"name": "2098.json", "mimeType": "application/json", "buffer": year.encode()}

    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("#list")).to_have_value(year)
    page.locator("button[value=check]").click()

    expect(page.locator(".diff .new").first).to_contain_text("2098")
