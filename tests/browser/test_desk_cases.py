"""What a handler does at the desk: goes through the list by keys, takes a case, answers, files a call."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Browse
from tests.browser.guests import Guests
from tests.browser.looking import axe, fits, weight
from tests.browser.site import DESKTOP, Language

MOST_BYTES = 120_000
BEIJING = {"name": "王小明", "email": "hundred@example.com"}
COLOURS = "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
ALL = "/desk?view=all&limit=100"
Enter = Callable[[Page, str], None]


def test_the_work_list_is_walked_by_keys_and_stays_light(
    desktop: Page, guests: Guests, language: Language, enter: Enter
) -> None:
    guests.filed(language, title=f"Keys {language}")
    enter(desktop, "lead")
    desktop.goto(ALL)
    axe(desktop)
    fits(desktop)

    desktop.keyboard.press("j")
    first = desktop.evaluate("document.activeElement.closest('[data-row]') !== null")
    assert first
    desktop.keyboard.press("?")
    expect(desktop.locator("dialog[open]")).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.locator("dialog[open]")).to_have_count(0)
    desktop.keyboard.press("j")
    desktop.keyboard.press("k")
    desktop.keyboard.press("Enter")

    expect(desktop.locator("#story")).to_be_visible()


def test_a_list_of_a_hundred_cases_is_light_with_all_that_it_loads(
    browse: Browse, guests: Guests, enter: Enter
) -> None:
    guests.filed_alike(99, "zh", title="天花板漏水，雨后加重" * 4, city="bj", contact=BEIJING)
    page = browse(DESKTOP, "zh")
    enter(page, "agent.bj")

    weighed = weight(page, "/desk?view=city&limit=100")

    expect(page.locator("[data-row]")).to_have_count(100)
    assert weighed.bytes <= MOST_BYTES, weighed.each


def test_a_case_prints_in_black_on_white_without_its_forms(
    browse: Browse, guests: Guests, enter: Enter
) -> None:
    page = browse(DESKTOP, "zh")
    enter(page, "lead")
    page.goto(f"/desk/cases/{guests.filed('zh')['number']}")

    page.emulate_media(media="print", color_scheme="dark")

    assert page.evaluate(COLOURS) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    expect(page.locator(".timeline")).to_be_visible()
    expect(page.locator(".promise").first).to_be_visible()
    expect(page.locator("form:visible, nav:visible, button:visible")).to_have_count(0)
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 2


def test_a_case_is_taken_answered_and_told_of(
    page: Page, guests: Guests, language: Language, enter: Enter
) -> None:
    filed = guests.filed(language)
    enter(page, "agent")
    page.goto(f"/desk/cases/{filed['number']}")
    axe(page)
    fits(page)

    page.locator("form[action$='/claim']").evaluate("form => form.closest('details').open = true")
    page.locator("form[action$='/claim'] button").click()
    expect(page.locator("[role=status]").first).to_be_visible()
    reply = page.locator("form[action$='/reply']")
    reply.evaluate("form => form.closest('details').open = true")
    page.locator("[name='reply.text']").fill("<b>明天</b> 14 点上门。")
    reply.locator("button").click()

    expect(page.locator(".timeline")).to_contain_text("<b>明天</b> 14 点上门。")
    follow = page.goto(str(filed["follow_url"]))
    assert follow is not None
    expect(page.locator("#now")).to_contain_text("<b>明天</b> 14 点上门。")


def test_a_file_is_added_by_staff(desktop: Page, guests: Guests, language: Language, enter: Enter) -> None:
    filed = guests.filed(language)
    enter(desktop, "agent")
    desktop.goto(f"/desk/cases/{filed['number']}")
    report: list[FilePayload] = [
        {"name": "report.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
    ]

    desktop.locator("[data-upload] input[type=file]").set_input_files(report)

    expect(desktop.locator(".sending li")).to_have_count(1)
    expect(desktop.locator(".sending li .bad")).to_have_count(0)
    expect(desktop.locator(".sending li progress")).to_have_count(0)


def test_a_call_is_written_down(phone: Page, language: Language, enter: Enter) -> None:
    enter(phone, "agent")
    phone.goto("/desk/cases/new")
    axe(phone)
    fits(phone)
    phone.locator("[name=kind]").first.select_option("repair")
    phone.locator("[name=title]").fill("来电：电梯停运")
    phone.locator("[name=text]").fill("三栋电梯停运一小时。")
    phone.locator("[name='contact.name']").fill("王女士")
    phone.locator("form[action$='/desk/cases/new'] button").last.click()
    expect(phone.locator(".faults")).to_be_visible()
    phone.locator("[name='contact.phone']").fill("13800138000")
    phone.locator("form[action$='/desk/cases/new'] button").last.click()

    expect(phone.get_by_role("heading", level=1)).to_contain_text("来电：电梯停运")


def test_who_has_nothing_to_do_with_cases_is_told_who_has(
    desktop: Page, guests: Guests, enter: Enter
) -> None:
    filed = guests.filed("en")
    enter(desktop, "marketing")

    answer = desktop.goto(f"/desk/cases/{filed['number']}")

    assert answer is not None
    assert answer.status == 403
    axe(desktop)
