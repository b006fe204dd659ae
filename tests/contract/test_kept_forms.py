"""What a member typed when their session had ended: kept on a page of its own, to be sent again."""

from tests.contract.club import Club
from tests.contract.service import Service
from tests.contract.test_member_pages import EVIL, signed_in


def test_what_was_typed_when_the_session_had_ended_is_kept_to_be_sent_again(service: Service) -> None:
    browser = signed_in(Club(service))
    form, cookies = browser.open("/me/data").page.form("/me/data"), dict(browser.cookies)

    browser.cookies.clear()
    browser.send(form, employer=EVIL)
    assert browser.answer.status == 401
    assert "What you typed is kept" in browser.page.text
    kept = browser.page.form("/me/data")
    assert kept.values["employer"] == EVIL
    assert browser.open("/me/data").address == "/sign-in?next=%2Fme%2Fdata"
    browser.cookies.update(cookies)
    browser.send(kept)

    assert browser.page.form("/me/data").values["employer"] == EVIL
    browser.cookies.clear()
    assert browser.post("/me/data/export", "idempotency_key=0123456789abcdef").address.startswith("/sign-in?")
