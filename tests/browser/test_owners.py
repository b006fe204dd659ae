"""What an owner does on the site: file in three steps, send a photo, give the verdict, answer a survey."""

import re
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import FilePayload, Page, expect

from infra.local.stack import LocalStack
from tests.browser.guests import Guests
from tests.browser.looking import axe, fits, weight
from tests.browser.site import Language
from tests.browser.watching import Watch
from tests.system.client import Client

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c636060600000000400015e0c9f0b0000000049454e44ae426082"
)
MOST_BYTES = 60_000
MOST_REQUESTS = 3


def file(page: Page, contact: str) -> None:
    """Go through the three steps, as somebody who forgets their name at first."""
    page.goto("/")
    page.locator("a.button").first.click()
    page.locator("[name=kind][value=repair]").check()
    page.locator("[name=title]").fill("楼道灯不亮")
    page.locator("[name=text]").fill("三楼楼道灯坏了两周。")
    page.locator("button[value=next]").click()
    page.locator("[name=city]").select_option("sz")
    page.locator("[name='home.project']").fill("海岸花园")
    page.locator("[name='home.building']").fill("3栋")
    page.locator("button[value=next]").click()
    page.locator("[name='contact.email']").fill(contact)
    page.locator("button[value=send]").click()
    expect(page.locator(".faults")).to_be_visible()
    expect(page.locator("[name='contact.email']")).to_have_value(contact)
    page.locator("[name='contact.name']").fill("李雷")
    page.locator("button[value=send]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("楼道灯不亮")
    assert "key" not in page.url


def test_a_complaint_is_filed_and_followed_without_script(without_script: Page) -> None:
    page = without_script
    file(page, "browser-form@example.com")
    fits(page)

    page.locator("[name=text]").fill("四楼也不亮了。")
    page.locator("form[action$=messages] button").click()

    expect(page.locator("#newest")).to_contain_text("四楼也不亮了。")


def test_a_photograph_is_sent_with_its_progress_told(phone: Page) -> None:
    file(phone, "browser-photo@example.com")
    expect(phone.locator("[role=status]").first).to_contain_text(re.compile("编号|number"))

    files: list[FilePayload] = [
        {"name": "leak.png", "mimeType": "image/png", "buffer": PIXEL},
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no"},
    ]
    phone.locator("#choose").set_input_files(files)

    expect(phone.locator(".sending li")).to_have_count(2)
    expect(phone.locator(".sending li").first).to_contain_text(re.compile("已上传|Sent"))
    expect(phone.locator(".sending li").last).to_contain_text(re.compile("不支持|cannot be taken"))
    fits(phone)
    axe(phone)


def test_a_verdict_is_one_tap_and_a_confirmation(
    desktop: Page, guests: Guests, language: Language, stack: LocalStack
) -> None:
    filed = guests.filed(language)
    agent = Client(stack.description()["url"], stack.token("agent"))
    where = f"/api/desk/complaints/{filed['number']}"
    assert agent.post(f"{where}/reply", {"text": "明天上门。"}).status == 200
    solved = {"summary": "已更换。", "cause": "workmanship", "department": "engineering"}
    assert agent.post(f"{where}/resolve", solved).status == 200
    desktop.goto(str(filed["follow_url"]))

    desktop.locator("a.button").first.click()
    desktop.locator("[name=rating][value='5']").check()
    axe(desktop)
    desktop.locator("form[action$=verdict] button").click()

    expect(desktop.locator("#now")).to_contain_text("5")
    expect(desktop.locator("form[action$=verdict]")).to_have_count(0)


def test_a_survey_asks_one_question_at_a_time_and_a_lost_line_loses_nothing(
    phone: Page, guests: Guests, watch: Watch
) -> None:
    phone.goto(guests.survey())
    phone.get_by_role("button").first.click()
    expect(phone.locator("fieldset.question")).to_have_count(1)
    phone.locator("[name=overall][value='4']").check()

    watch.expect("ERR_INTERNET_DISCONNECTED")
    watch.expect("sendError")
    watch.expect("htmx:afterRequest")
    phone.context.set_offline(True)
    phone.locator("form button").first.click()
    expect(phone.locator(".offline")).to_be_visible()
    expect(phone.locator("[name=overall][value='4']")).to_be_checked()
    phone.context.set_offline(False)
    phone.locator("form button").first.click()

    expect(phone.locator("[name=overall][type=radio]")).to_have_count(0)
    expect(phone.locator("fieldset.question")).to_have_count(1)
    phone.reload()
    expect(phone.locator("fieldset.question")).to_have_count(1)


ADDRESSES: Mapping[str, Callable[[Guests, Language], str]] = {
    "/": lambda guests, language: "/",
    "/complaints/new": lambda guests, language: "/complaints/new",
    "/complaints/find": lambda guests, language: "/complaints/find",
    "/board": lambda guests, language: "/board",
    "follow": Guests.follow,
    "survey": lambda guests, language: guests.survey(),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_is_light(phone: Page, guests: Guests, language: Language, address: str) -> None:
    found = weight(phone, ADDRESSES[address](guests, language))

    assert found.bytes <= MOST_BYTES, found
    assert found.requests <= MOST_REQUESTS, found
