"""Following a complaint in a browser without script, through the intake function itself."""

from datetime import datetime, timedelta

import pytest

from complaint_intake.handler import handle
from hearthline import root
from hearthline.complaints import following
from hearthline.complaints.commands import Ask, Resolve
from hearthline.complaints.parts import RemedyKind
from hearthline.complaints.remedy_commands import Offer
from hearthline.platform.limits import Limit
from tests.unit.gateway_event import gateway_event
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


def test_the_redirect_points_at_the_newest_entry(browser: ScriptlessBrowser) -> None:
    address = file(browser)
    path, _, key = address.partition("?key=")
    answer = handle(
        gateway_event(
            "POST /api/complaints/{number}/messages",
            params={"number": path.rpartition("/")[2].lower()},
            headers={"content-type": "application/x-www-form-urlencoded"},
            body=f"key={key}&text=Hello",
        ),
        None,
    )

    assert (answer["statusCode"], answer["headers"]["Location"]) == (303, f"{address}#newest")


def test_an_empty_message_is_told_on_the_page_of_the_case(browser: ScriptlessBrowser) -> None:
    file(browser)

    browser.send(browser.page.form("/messages"), text=" \n ")

    assert browser.status == 422
    assert "Your message: Please fill this in." in browser.page.text
    assert "It has been dripping since Friday." in browser.page.text


def test_a_verdict_closes_the_case(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    browser.open(address)

    browser.send(browser.page.form("/verdict"), accepted="true", rating="5", comment="Quick!")

    assert browser.status == 200
    assert "You accepted the solution and gave 5 of 5. Thank you." in browser.page.text
    assert "Closed with your consent" in browser.page.text


def test_a_verdict_that_declines_reopens_the_case(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    browser.open(address)

    browser.send(browser.page.form("/verdict"), accepted="false", rating="1")

    assert "You asked us to go on; work continues" in browser.page.text


def test_a_verdict_left_half_empty_keeps_what_was_chosen(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    browser.open(address)

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
    path, _, key = address.partition("?key=")

    assert browser.post(f"{path}/verdict", f"key={key}&{nonsense}").status == 422
    assert browser.open(address).page.form("/verdict").method == "post"


def test_a_verdict_in_an_old_window_is_explained(browser: ScriptlessBrowser, now: datetime) -> None:
    address = file(browser)
    staff_does(address, Resolve("Sealed.", "workmanship", "engineering", None), now)
    form = browser.open(address).page.form("/verdict")
    browser.send(form, accepted="false", rating="1")

    browser.send(form, accepted="true", rating="5")

    assert browser.status == 409
    assert "It may have been taken up again in the meantime." in browser.page.text


@pytest.mark.parametrize("action", ["", "/messages", "/verdict"])
def test_a_wrong_key_is_a_page_that_can_be_read(browser: ScriptlessBrowser, action: str) -> None:
    address = file(browser)
    path = address.partition("?key=")[0]

    if action:
        browser.post(
            path + action,
            "key=wrong&text=Hello" if action == "/messages" else "key=wrong&accepted=true&rating=5",
        )
    else:
        browser.open(f"{path}?key=wrong")

    assert browser.status == 404
    assert browser.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "There is nothing at this address" in browser.page.text
    assert path.rpartition("/")[2] not in browser.text


@pytest.mark.parametrize("field", ["", "key=&text=Hello", "key.a=b&text=Hello"])
def test_a_form_without_a_key_is_refused_without_a_case(browser: ScriptlessBrowser, field: str) -> None:
    path = file(browser).partition("?key=")[0]

    assert browser.post(f"{path}/messages", field).status == 422
    assert browser.page.forms == []


def test_too_many_messages_are_told_with_the_text_kept(
    browser: ScriptlessBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MESSAGES", Limit("message", 1, timedelta(hours=1)))
    file(browser)
    browser.send(browser.page.form("/messages"), text="Hello?")

    browser.send(browser.page.form("/messages"), text="One more.")

    assert browser.status == 429
    assert int(browser.headers["Retry-After"]) > 0
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
