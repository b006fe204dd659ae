"""A member's pages as a browser without script uses them."""

import re
from urllib.parse import quote

import pytest

from site_public import consents, entering, own, own_data, points, privacy
from tests.contract.club import LI, WANG, Club
from tests.contract.page_browser import PageBrowser
from tests.contract.service import Service, filing
from tests.contract.test_feed import follow, send
from tests.engines.estate import PLACE, signed

ROUTES = [route for part in (entering, own, points, consents, own_data, privacy) for route in part.ROUTES]
LOOKED_AT = [
    route.removeprefix("GET ").replace("{reward}", "coffee").replace("{version:int}", "1")
    for route in ROUTES
    if route.startswith("GET /me")
]
SENT = [route.removeprefix("POST ").replace("{reward}", "coffee") for route in ROUTES if route[0] == "P"]
EVIL = '"><script>alert(1)</script>{{7*7}}'
ABOUT = {"name": "王小明", "birth_date": "1990-05-01", "city": "sz", "consents__terms": "on"}


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


def signed_in(club: Club, language: str = "en", **changes: str) -> PageBrowser:
    """Give a browser in which somebody has just joined."""
    browser = PageBrowser(language)
    browser.open("/join")
    browser.send(browser.page.form("/join/code"), address=WANG["phone"])
    code = club.ask_code(WANG)
    browser.send(browser.page.form("/join"), **{**ABOUT, "code": code, **changes})
    assert browser.address == "/me?done=joined", browser.page.text
    club.follow()
    return browser


def test_the_whole_way_of_a_member_without_script(service: Service, club: Club) -> None:
    browser = signed_in(club, "zh-CN", consents__survey__email="on")
    assert "王小明，您好" in browser.page.text
    assert "欢迎加入" in browser.page.text

    browser.open("/me/points/redeem/coffee")
    confirm = browser.page.form("/me/points/redeem/coffee")
    assert "兑换后还有 0 分" in browser.page.text
    for _ in range(2):
        browser.send(confirm)
        assert browser.address == "/me/points?done=redeemed#vouchers"
    assert len(set(re.findall(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", browser.page.text))) == 1
    assert "−100" in browser.page.text

    browser.open("/me/data")
    browser.send(browser.page.form("/me/data"), employer="安居防水", city="")
    assert "已保存" in browser.page.text
    stored = browser.page.form("/me/data").values
    assert (stored["employer"], stored["city"], stored["name"]) == ("安居防水", "", "王小明")
    browser.send(browser.page.form("/me/data/export"))
    assert "正在准备" in browser.page.text

    browser.open("/me/data/erase")
    leaving = browser.page.form("/me/data/erase")
    browser.send(leaving)
    assert browser.answer.status == 422
    browser.send(leaving, sure="on")
    assert "您的会员已注销" in browser.page.text
    assert browser.cookies == {}
    assert browser.open("/me").address == "/sign-in?next=%2Fme"


def test_signing_in_shows_the_same_whosever_contact_it_is_and_leads_back(club: Club) -> None:
    signed_in(club)
    seen = set()
    browser = PageBrowser()
    for address in (WANG["phone"], "13900139000"):
        browser.open("/me/consents")
        assert browser.address == "/sign-in?next=%2Fme%2Fconsents"
        browser.send(browser.page.form("/sign-in/code"), address=address)
        seen.add((browser.answer.status, browser.page.text.replace(address, "")))
    assert len(seen) == 1

    browser.open("/me/consents")
    browser.send(browser.page.form("/sign-in/code"), address=WANG["phone"])
    browser.send(browser.page.form("/sign-in"), code="12345")
    assert "The code has 6 digits" in browser.page.text
    code = club.ask_code(WANG)
    browser.send(browser.page.form("/sign-in"), code=f"{(int(code) + 1) % 10**6:06d}")
    assert browser.answer.status == 409
    assert "Please ask for another" in browser.page.text
    browser.send(browser.page.form("/sign-in"), code=code)
    assert (browser.address, browser.answer.status) == ("/me/consents", 200)

    browser.send(browser.page.form("/sign-out"))
    assert browser.cookies == {}


def test_one_code_serves_who_took_the_wrong_door(club: Club) -> None:
    browser = PageBrowser()
    browser.open("/sign-in")
    browser.send(browser.page.form("/sign-in/code"), address=LI["email"])
    code = club.ask_code(LI)
    browser.send(browser.page.form("/sign-in"), code=code)
    browser.send(browser.page.form("/join/details"))
    assert browser.page.form("/join").values["code"] == code
    browser.send(browser.page.form("/join"), **ABOUT)
    assert browser.address == "/me?done=joined"

    other = PageBrowser()
    other.open("/join?ref=NOBODY77")
    other.send(other.page.form("/join/code"), address=LI["email"])
    code = club.ask_code(LI)
    other.send(other.page.form("/join"), code=code, **{**ABOUT, "birth_date": "2020-01-01"})
    assert "Members are 18 or older." in other.page.text
    other.send(other.page.form("/join"), birth_date="1990-05-01")
    assert "Nobody has this referral code." in other.page.text
    other.send(other.page.form("/join"), referral_code="")
    assert other.answer.status == 409
    other.send(other.page.form("/sign-in"))
    assert other.address == "/me"


@pytest.mark.parametrize(
    "next_", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: a=b", ""]
)
def test_signing_in_leads_to_our_own_pages_alone(club: Club, next_: str) -> None:
    club.member(WANG)
    browser = PageBrowser()
    browser.open("/sign-in?next=" + quote(next_))
    assert browser.page.form("/sign-in/code").values["next"] == "/me"

    code = club.ask_code(WANG)
    browser.post("/sign-in", f"address={WANG['phone']}&code={code}&next={quote(next_)}")
    assert browser.address == "/me"


@pytest.mark.parametrize("path", LOOKED_AT)
def test_who_is_not_signed_in_is_led_there_and_back(shared_service: Service, path: str) -> None:
    browser = PageBrowser()
    browser.cookies["__Host-hearthline"] = "x.y"
    browser.open(path)

    assert browser.address == f"/sign-in?next={quote(path, safe='')}&ended=1"
    assert "no longer signed in" in browser.page.text
    part = browser.open(path, **{"HX-Request": "true"})
    assert part.answer.status == 401


def test_looking_changes_nothing_and_another_site_changes_nothing(service: Service, club: Club) -> None:
    browser = signed_in(club)
    before = service.snapshot()

    for path in LOOKED_AT:
        assert browser.open(path).answer.status in {200, 404}, path
    for path in SENT:
        for foreign in (
            {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
            {"Origin": "null", "Sec-Fetch-Site": "same-site"},
        ):
            assert browser.post(path, "sure=on&kind=phone", **foreign).answer.status == 403, path

    assert service.snapshot() == before


def test_what_was_typed_is_text_wherever_it_is_shown(service: Service, club: Club) -> None:
    send(service, signed("HT-9", home={**PLACE, "building": EVIL[:40]}))
    follow(service)
    browser = signed_in(club, name=EVIL, employer=EVIL)
    service.post("/api/complaints", filing(title=EVIL, contact={"name": EVIL, **WANG}))
    club.follow()

    shown = 0
    for path in LOOKED_AT:
        text = browser.open(path).answer.text
        assert "<script>" not in text, path
        shown += "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in text
    assert shown >= 3
    for path in ("/me", "/me/homes", "/me/complaints"):
        assert "<script>" not in browser.open(path).answer.text
        assert "&lt;script&gt;" in browser.answer.text


def test_what_is_sent_back_is_text(service: Service, club: Club) -> None:
    browser = signed_in(club)
    evil = quote(EVIL)
    sent = {
        "/sign-in/code": f"address={evil}&next={evil}",
        "/sign-in": f"address={evil}&code={evil}&next={evil}",
        "/join/code": f"address={evil}&referral_code={evil}",
        "/join/details": f"address={evil}&code={evil}&name={evil}&{evil}={evil}",
        "/join": "&".join(
            f"{name}={evil}"
            for name in ("address", "code", "name", "city", "sex", "employer", "referral_code", "birth_date")
        ),
        "/me/points": f"claim={evil}",
        "/me/data": f"name={evil}{'x' * 60}&city={evil}&employer={evil}{'x' * 60}&language={evil}&version=1",
        "/me/data/contact/code": f"address={evil}",
        "/me/data/contact": f"address={evil}&code={evil}",
    }
    for path, body in sent.items():
        answer = browser.post(path, body).answer
        assert answer.status in {200, 422}, path
        assert "<script>" not in answer.text, path
        assert "{{7*7}}" in answer.text, path
    for address in (
        f"/join?ref={evil}",
        f"/sign-in?next={evil}",
        f"/me?done={evil}",
        f"/me/points?cursor={evil}",
    ):
        assert "<script>" not in browser.open(address).answer.text


def test_consents_are_given_and_withdrawn_by_one_form_each_with_its_text(
    service: Service, club: Club
) -> None:
    browser = signed_in(club)
    browser.open("/me/consents")
    browser.send(browser.page.form("/me/consents"), survey__email="on", marketing__sms="on")
    form = browser.page.form("/me/consents")
    assert (form.values.get("survey.email"), form.values.get("survey.sms")) == ("on", None)
    assert "/me/consents/texts/1" in browser.answer.text

    browser.post("/me/consents", "text_version=1&survey.email=on")
    assert "marketing.sms" not in browser.page.form("/me/consents").values
    assert browser.page.text.count("withdrawn") == 1

    browser.post("/me/consents", "text_version=0&survey.sms=on")
    assert browser.answer.status == 409
    assert browser.page.form("/me/consents").values["survey.sms"] == "on"


def test_contacts_are_changed_by_a_code_and_the_last_one_stays(club: Club) -> None:
    browser = signed_in(club)
    browser.open("/me/data")
    browser.send(browser.page.form("/contact/remove"))
    assert browser.answer.status == 409
    assert "only contact" in browser.page.text

    browser.send(browser.page.form("/contact/code"), address=LI["email"])
    code = club.ask_code(LI)
    before = dict(browser.cookies)
    browser.send(browser.page.form("/me/data/contact"), code=code)
    assert browser.address == "/me/data?done=contact"
    assert LI["email"] in browser.page.text
    assert browser.cookies != before


def test_an_old_session_is_sent_to_sign_in_before_a_code_for_another_contact_goes_out(club: Club) -> None:
    browser = signed_in(club)
    club.service.later(minutes=11)
    browser.send(browser.open("/me/data").page.form("/contact/code"), address=LI["email"])

    assert (browser.answer.status, "fresh sign-in" in browser.page.text) == (409, True)
    assert "/sign-in?next=/me/data" in [link.get("href") for link in browser.page.all("a")]


def test_who_saved_meanwhile_is_not_overwritten(club: Club) -> None:
    browser = signed_in(club)
    form = browser.open("/me/data").page.form("/me/data")
    browser.send(form, employer="First")
    browser.send(form, employer="Second")

    assert browser.answer.status == 412
    assert browser.page.form("/me/data").values["employer"] == "First"


def test_a_fourth_file_is_told_to_wait_in_words(club: Club) -> None:
    browser = signed_in(club)
    for _ in range(4):
        browser.post("/me/data/export", "")

    assert browser.answer.status == 429
    assert re.search(r"Try again in about \d+ hours\.", browser.page.text)


def test_leaving_needs_a_young_session_and_leads_to_one(service: Service, club: Club) -> None:
    browser = signed_in(club)
    service.later(minutes=11)
    browser.open("/me/data/erase")
    browser.send(browser.page.form("/me/data/erase"), sure="on")

    assert browser.answer.status == 409
    assert "/sign-in?next=/me/data/erase" in browser.answer.text
    assert browser.open("/me").answer.status == 200


def test_a_code_of_a_survey_that_there_is_not_is_told_at_its_control(club: Club) -> None:
    browser = signed_in(club)
    browser.open("/me/points")
    browser.send(browser.page.form("/me/points"), claim="7K3M-9QRT-0A1B-2C3D")

    assert browser.answer.status == 422
    assert browser.page.form("/me/points").values["claim"] == "7K3M-9QRT-0A1B-2C3D"
    assert "There is no such code" in browser.page.text
    assert browser.open("/me/points/redeem/nothing").answer.status == 404
