"""A member's way through their pages: in, points spent, their data taken along, and out; each looked at."""

import uuid

import pytest
from playwright.sync_api import Page, expect

from infra.local.stack import LocalStack
from tests.browser.conftest import Browse
from tests.browser.looking import axe, fits, weight
from tests.browser.site import DESKTOP, PHONE, Device, Language
from tests.system.client import eventually
from tests.system.test_membership import codes_sent

MOST = 60_000
"""Bytes of a public page in all."""


def come_in(page: Page, stack: LocalStack, address: str, door: str, rest: dict[str, str]) -> None:
    """Give a contact, read the code where it was sent, and fill in what else is asked for."""
    before = codes_sent(stack, address)
    page.locator("#address").fill(address)
    page.locator("main button").first.click()
    fits(page)
    axe(page)
    found = eventually(lambda: [code for code in codes_sent(stack, address) if code not in before])
    page.locator("#code").fill(found[0])
    for control, value in rest.items():
        page.locator(f"[id='{control}']").fill(value)
    if rest:
        page.locator("[id='consents.terms']").check()
    page.locator(f"form[action='{door}'] button").click()


@pytest.mark.parametrize(("device", "language"), [(PHONE, "zh"), (DESKTOP, "en")], ids=["phone", "desktop"])
def test_a_member_joins_comes_back_spends_points_takes_their_data_and_leaves(
    browse: Browse, stack: LocalStack, device: Device, language: Language
) -> None:
    address = f"pages-{language}-{uuid.uuid4().hex[:8]}@example.com"
    page = browse(device, language)

    # A member's mails are in Chinese until they say otherwise; so is the code that is looked for here.
    page.goto("/join?lang=zh")
    axe(page)
    about = {"name": "王小明", "birth_date": "1990-05-01"}
    come_in(page, stack, address, "/join", about)
    page.wait_for_url("**/me?done=joined")
    page.locator(".leave button").click()
    page.goto("/me/points")
    come_in(page, stack, address, "/sign-in", {})
    page.wait_for_url("**/me/points")

    page.goto(f"/me?lang={language}")
    eventually(lambda: page.goto("/me/points") and page.locator("a.button").count())
    page.locator("a.button").first.click()
    page.locator("form.actions button").click()
    expect(page.locator("#vouchers .voucher")).to_have_count(1)

    page.goto("/me/data")
    page.locator("#export button").click()
    expect(page.locator("#export a.button")).to_be_visible(timeout=120_000)
    with page.expect_download() as saved:
        page.evaluate("() => { document.querySelector('#export a.button').setAttribute('download', '') }")
        page.locator("#export a.button").click()
    assert saved.value.failure() is None

    page.goto("/me/data/erase")
    page.locator("#sure").check()
    page.locator("button.danger").click()
    expect(page.locator("nav.sections")).to_have_count(0)
    axe(page)
    page.goto("/me")
    page.wait_for_url("**/sign-in?next=**")


def test_the_doors_weigh_little(browse: Browse) -> None:
    page = browse(PHONE, "zh")

    for address in ("/sign-in", "/join"):
        weighed = weight(page, address)
        assert weighed.bytes <= MOST, weighed.each
        assert weighed.requests <= 3, weighed.each
