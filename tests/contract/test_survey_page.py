"""The survey's page in a browser without script: steps, what is missing, thanks, and what never runs."""

from html import escape

import pytest

from hearthline.pages.words import words
from hearthline.surveys.answer_reading import SENTENCES
from hearthline.surveys.model import CampaignState, Progress
from survey.page import DEVICE
from tests.contract.asked import Asked
from tests.contract.service import Service
from tests.contract.survey_browser import SurveyBrowser
from tests.unit.surveys.questionnaires import asking, document

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}"


@pytest.fixture
def asked(service: Service) -> Asked:
    return Asked(service)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_survey_is_answered_step_by_step(asked: Asked, language: str) -> None:
    token = asked.invite()
    browser = SurveyBrowser(asked.service, token, language).open()
    assert "Intro" in browser.page.text
    assert asked.invitation(token).progress is Progress.NONE

    browser.press()
    assert asked.invitation(token).progress is Progress.OPENED
    assert "Intro" not in browser.page.text, "it was read before"
    assert {"overall", "seen.a", "parts.a"} <= browser.form.names
    assert "reason" not in browser.form.names, "it is asked of the discontented alone"
    assert "more" not in browser.form.names, "the next questions come after saving"

    browser.press(overall="2", recommend="-", seen__a="on", seen__c="on", again="yes", parts__a="5")
    assert browser.status == 422, "what is missing is told"
    assert asked.invitation(token).answers["overall"] == 2, "what is right is kept all the same"
    assert browser.form.values["parts.a"] == "5"
    browser.press(parts__b="-", parts__c="1")
    assert "reason" in browser.form.names
    assert browser.status == 200
    browser.press(reason="b", rooms="2.5", moved="2024-02-29", more=" 很好，谢谢。 ")

    assert (browser.status, browser.page.forms) == (200, [])
    assert words(language, "survey")["thanks"] in browser.page.text
    assert "50" in browser.page.text
    invitation = asked.invitation(token)
    assert (invitation.progress, invitation.language) == (Progress.ANSWERED, language)
    assert invitation.answers == {
        "overall": 2,
        "recommend": None,
        "reason": "b",
        "seen": ["a", "c"],
        "again": True,
        "parts": {"a": 5, "b": None, "c": 1},
        "rooms": {"decimal": "2.5"},
        "moved": "2024-02-29",
        "more": "很好，谢谢。",
    }
    assert len(asked.events()) == 1


def test_what_is_wrong_and_what_is_missing_is_told_at_once(service: Service) -> None:
    options = [{"code": code, "label": {"zh": code, "en": code}} for code in ("a", "b", "c")]
    asked = Asked(
        service,
        document(
            asking("rooms", "number", required=True, most=9),
            asking("again", "yes_no", required=True),
            asking("seen", "multiple", options=options, most=2),
        ),
    )
    browser = SurveyBrowser(service, asked.invite()).open().press(rooms="many")

    assert browser.status == 422
    told = [str(link["href"]) for link in browser.page.all("a")]
    assert [place for place in told if place.startswith("#q-")] == ["#q-rooms", "#q-again"]
    assert "You may choose 2 at most." in browser.page.text


def test_a_step_that_was_wholly_skipped_leads_on(service: Service) -> None:
    asked = Asked(service, document(*(asking(f"q{number}", "rating") for number in range(12))))
    browser = SurveyBrowser(service, asked.invite()).open().press()

    first = browser.form.names
    second = browser.press().form.names
    browser.press()

    assert ("q4" in first, "q5" in first, "q9" in second, "q10" in second) == (True, False, True, False)
    assert "q11" in browser.form.names
    assert browser.press().page.forms == []


def test_what_was_finished_can_be_changed_and_another_device_is_told_of_it(asked: Asked) -> None:
    token = asked.invite()
    phone = SurveyBrowser(asked.service, token).open().press()
    phone.press(overall="5")
    asked.answer(token, {"overall": 3, "again": False, "parts": None}, device="tablet-0000")

    late = phone.press(recommend="9")
    assert late.status == 409
    assert late.form.values["recommend"] == "9"
    assert "finished already" in late.page.text
    late.press(again="yes", parts__a="1", parts__b="1", parts__c="1")
    assert "rooms" in late.form.names, "what the change makes visible is asked before it counts"
    assert late.press().page.forms == []
    assert asked.invitation(token).answers["recommend"] == 9
    assert asked.invitation(token).superseded == 2, "the tablet's took the place of the phone's, and back"

    changed = SurveyBrowser(asked.service, token).open("_change=1")
    assert changed.form.values["overall"] == "5"
    changed.press(overall="4")
    assert asked.invitation(token).answers["overall"] == 4


@pytest.mark.parametrize("odd", ["_version=" + "9" * 60, "_version=" + "9" * 5000, "_lang.x=1", "_shown.x=1"])
def test_a_form_that_no_page_of_ours_sends_is_taken_all_the_same(asked: Asked, odd: str) -> None:
    token = asked.invite()
    browser = SurveyBrowser(asked.service, token, cookies={DEVICE: "x" * 3000})

    browser.receive(browser.send(f"overall=4&{odd}"))

    assert browser.status < 500
    assert asked.invitation(token).answers == {"overall": 4}
    assert asked.invitation(token).device is None


def test_a_rating_clicked_in_a_mail_is_chosen_and_not_answered(asked: Asked) -> None:
    token = asked.invite()

    browser = SurveyBrowser(asked.service, token).open("overall=4&recommend=77&more=x&nothing=1")

    assert browser.form.values["overall"] == "4"
    assert browser.form.values.get("recommend", "") == ""
    assert asked.invitation(token).progress is Progress.NONE


def test_a_scanner_that_fetches_everything_changes_nothing(asked: Asked) -> None:
    token = asked.invite()
    SurveyBrowser(asked.service, token).open().press().press(overall="4")
    before = asked.service.snapshot()

    for query in ("", "overall=1", "_change=1", "_after=overall", "final=true&overall=1"):
        for path in (f"/s/{token}", f"/api/surveys/{token}"):
            for method in ("GET", "HEAD"):
                answer = asked.service.ask(method, path, query=query)
                assert answer.status == 200
                assert (answer.text == "") == (method == "HEAD")

    assert asked.service.snapshot() == before


def test_the_page_keeps_its_secret_and_runs_nothing(service: Service) -> None:
    hostile = {"zh": SCRIPT, "en": SCRIPT}
    questions = [
        {**asking("a", "single"), "text": hostile, "hint": hostile},
        {**asking("b", "matrix", rows=[{"code": "r", "label": {"zh": "<b>x</b>", "en": "<b>x</b>"}}])},
        asking("c", "text", most=200),
    ]
    asked = Asked(
        service, {**document(*questions), "title": {"zh": "<i>t</i>", "en": "<i>t</i>"}, "intro": hostile}
    )
    browser = SurveyBrowser(service, asked.invite()).open()
    browser.press(c=SCRIPT, b__r="9")

    assert browser.status == 422
    assert browser.form.values["c"] == SCRIPT
    assert browser.answer is not None
    text = browser.answer.text
    assert SCRIPT not in text
    assert escape(SCRIPT, quote=False)[:20] in text
    assert {tag for tag, _ in browser.page.elements} & {"img", "b", "i", "iframe"} == set()
    assert [str(each["src"]).startswith("/static/") for each in browser.page.all("script")] == [True]
    headers = browser.answer.headers
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert "script-src 'self';" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]


def test_what_is_over_says_so(asked: Asked) -> None:
    token = asked.invite()
    browser = SurveyBrowser(asked.service, token).open().press()
    asked.change(state=CampaignState.CANCELLED)

    assert browser.press(overall="4").status == 409
    assert "cancelled" in browser.page.text
    assert browser.open().page.forms == []


def test_every_fault_has_its_words() -> None:
    for language in ("zh", "en"):
        assert set(words(language, "survey")["fault"]) == set(SENTENCES)


def test_what_a_browser_is_known_by_is_good_for_one_survey(asked: Asked) -> None:
    token = asked.invite()
    browser = SurveyBrowser(asked.service, token).open()

    assert browser.answer is not None
    [cookie] = browser.answer.cookies
    assert f"; Path=/s/{token};" in cookie
    assert "Secure; HttpOnly; SameSite=Lax" in cookie
    assert browser.open().answer is not None
    assert browser.answer.cookies == ()
