"""Following a complaint in a browser without script, through the intake function itself."""

from datetime import datetime, timedelta

import pytest

from hearthline import root
from hearthline.complaints import following
from hearthline.complaints.commands import Ask, Resolve
from hearthline.complaints.parts import RemedyKind
from hearthline.complaints.remedy_commands import Offer
from hearthline.platform.limits import Limit
from tests.contract import gateway
from tests.unit.pages.journey import file, staff_does
from tests.unit.pages.scriptless_browser import ScriptlessBrowser


def test_a_message_joins_the_case_and_the_browser_lands_on_it(
    browser: ScriptlessBrowser, now: datetime
) -> None:
    address = file(browser)
    staff_does(address, Ask("Which room?"), now)

    browser.open(address)
    assert "Which room?" in browser.page.text
    browser.send(browser.page.form("/messages"), text="The bedroom.\n\nThe small one.")

    assert browser.status == 200
    assert "You wrote Sun 22 Nov 2026, 16:00 The bedroom. The small one." in browser.page.text
    assert "newest" in browser.page.ids


def test_the_browser_lands_on_the_newest_entry_and_no_key_stands_in_an_address(
    browser: ScriptlessBrowser,
) -> None:
    address = file(browser)

    browser.send(browser.page.form("/messages"), text="Hello")

    assert browser.address == f"{address}#newest"
    assert "key" not in browser.address
    [cookie] = [name for name in browser.cookies if name.startswith("__Secure-follow-")]
    assert browser.cookies[cookie][1] == address
    assert browser.cookies[cookie][0] not in browser.text


def test_the_key_of_the_link_leaves_the_address_on_arrival(browser: ScriptlessBrowser) -> None:
    address = file(browser)
    [(key, _)] = [kept for name, kept in browser.cookies.items() if name.startswith("__Secure-follow-")]
    other = ScriptlessBrowser(language="zh")

    other.open(f"{address.lower().replace('/follow', '/follow')}?key={key}&lang=zh")

    assert other.status == 200
    assert other.address.partition("?")[0] == address
    assert key not in other.address
    assert other.page.all("html") == [{"lang": "zh-Hans"}]
    assert ScriptlessBrowser().open(address).status == 404


def test_an_old_link_leads_to_the_page(browser: ScriptlessBrowser) -> None:
    address = file(browser)
    [(key, _)] = [kept for name, kept in browser.cookies.items() if name.startswith("__Secure-follow-")]
    other = ScriptlessBrowser()

    other.open(f"{address.replace('/follow/', '/api/complaints/')}?key={key}")

    assert (other.status, other.address) == (200, address)


def test_an_empty_message_is_told_on_the_page_of_the_case(browser: ScriptlessBrowser) -> None:
    file(browser)

    browser.send(browser.page.form("/messages"), text=" \n ")

    assert browser.status == 422
    assert "Your message: Please fill this in." in browser.page.text
    assert "It has been dripping since Friday." in browser.page.text


def test_a_verdict_closes_the_case(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    browser.open(f"{address}?accepted=true")

    browser.send(browser.page.form("/verdict"), accepted="true", rating="5", comment="Quick!")

    assert browser.status == 200
    assert "You accepted the solution and gave 5 of 5. Thank you." in browser.page.text
    assert "Closed with your consent" in browser.page.text


def test_a_verdict_that_declines_reopens_the_case(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    browser.open(f"{address}?accepted=true")

    browser.send(browser.page.form("/verdict"), accepted="false", rating="1")

    assert "You asked us to go on; work continues" in browser.page.text


def test_a_verdict_left_half_empty_keeps_what_was_chosen(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    browser.open(f"{address}?accepted=true")

    browser.send(browser.page.form("/verdict"), accepted="false", comment="Still wet.")

    assert browser.status == 422
    assert "How did we handle it?: Please choose 1 to 5." in browser.page.text
    assert browser.page.form("/verdict").values["accepted"] == "false"
    assert browser.page.form("/verdict").values["comment"] == "Still wet."


@pytest.mark.parametrize(
    "nonsense", ["accepted=banana&rating=5", "accepted=true&rating.a=5", "accepted=true&rating=6"]
)
def test_a_verdict_is_never_guessed(browser: ScriptlessBrowser, now: datetime, nonsense: str) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)

    assert browser.post(f"{address}/verdict", nonsense).status == 422
    assert browser.page.form("/verdict").method == "post"


def test_a_verdict_in_an_old_window_is_explained(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    form = browser.open(f"{address}?accepted=false").page.form("/verdict")
    browser.send(form, accepted="false", rating="1")

    browser.send(form, accepted="true", rating="5")

    assert browser.status == 409
    assert "It may have been taken up again in the meantime." in browser.page.text


@pytest.mark.parametrize("action", ["", "/messages", "/verdict"])
@pytest.mark.parametrize("kept", ["wrong", ""])
def test_without_the_right_key_nothing_is_there(browser: ScriptlessBrowser, action: str, kept: str) -> None:
    address = file(browser)
    browser.cookies = {name: (kept, path) for name, (_, path) in browser.cookies.items() if kept}

    if action:
        browser.post(address + action, "text=Hello" if action == "/messages" else "accepted=true&rating=5")
    else:
        browser.open(address)

    assert browser.status == 404
    assert browser.headers["content-type"] == "text/html; charset=utf-8"
    assert "There is nothing at this address" in browser.page.text


def test_a_form_that_another_site_sends_changes_nothing(browser: ScriptlessBrowser) -> None:
    address = file(browser)
    cookie = "; ".join(f"{name}={value}" for name, (value, _) in browser.cookies.items())
    headers = {
        "Cookie": cookie,
        "Origin": "https://evil.example",
        "Content-Type": "application/x-www-form-urlencoded",
    }

    answer = gateway.ask("POST", f"{address}/messages", body="text=Hello", headers=headers)

    assert answer.status == 403
    assert "Hello" not in browser.open(address).page.text


def test_too_many_messages_are_told_with_the_text_kept(
    browser: ScriptlessBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MESSAGES", Limit("message", 1, timedelta(hours=1)))
    file(browser)
    browser.send(browser.page.form("/messages"), text="Hello?")

    browser.send(browser.page.form("/messages"), text="One more.")

    assert browser.status == 429
    assert int(browser.headers["retry-after"]) > 0
    assert browser.page.form("/messages").values["text"] == "One more."


def test_the_page_tells_lateness_by_the_present_time(
    browser: ScriptlessBrowser, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = file(browser)
    monkeypatch.setattr(root, "clock", lambda: now + timedelta(hours=25))

    assert "Late since Mon 23 Nov 2026, 16:00. We are sorry." in browser.open(address).page.text


def test_an_offer_is_answered_without_script(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Offer(RemedyKind.COMPENSATION, "For the wet carpet.", 30_000), now)

    browser.open(address)
    assert "Our offer Compensation of CNY 300.00 For the wet carpet." in browser.page.text
    browser.send(browser.page.form("/remedy"), accepted="true")

    assert browser.status == 200
    assert "You took the offer" in browser.page.text
    assert [form.action for form in browser.page.forms if form.action.endswith("/remedy")] == []


def test_an_offer_that_is_gone_meanwhile_is_told_on_the_page(
    browser: ScriptlessBrowser, now: datetime
) -> None:
    address = file(browser)
    staff_does(address, Offer(RemedyKind.REPAIR, "A new door."), now)
    browser.open(address)
    form = browser.page.form("/remedy")
    staff_does(address, Offer(RemedyKind.REPAIR, "A new door and a new frame."), now)

    browser.send(form, accepted="false")

    assert browser.status == 409
    assert "another one took its place" in browser.page.text
    assert "A new door and a new frame." in browser.page.text
