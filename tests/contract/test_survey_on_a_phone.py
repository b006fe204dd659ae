"""A survey on a phone: one question at a time, saved as one goes, back and on again, and nothing lost."""

import pytest

from hearthline.surveys.model import Progress
from tests.contract.asked import Asked
from tests.contract.service import Service
from tests.contract.survey_browser import SurveyBrowser
from tests.unit.surveys.questionnaires import asking, document

PHONE = (
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Mobile Safari/537.36"
)


def a_survey(service: Service, **campaign: object) -> Asked:
    questions = [
        asking("overall", "rating", required=True),
        {**asking("reason", "text", most=200), "show_if": {"question": "overall", "in": [1, 2]}},
        asking("again", "yes_no"),
        asking("seen", "multiple"),
        asking("recommend", "score"),
        asking("more", "text", most=200),
        asking("rooms", "number", most=9),
    ]
    return Asked(service, document(*questions), **campaign)


@pytest.mark.parametrize("anonymous", [False, True])
def test_one_question_at_a_time_saved_as_one_goes(service: Service, anonymous: bool) -> None:
    asked = a_survey(service, anonymous=anonymous)
    token = asked.invite()
    browser = SurveyBrowser(service, token, agent=PHONE).open()
    if browser.drawn == []:
        browser.press()

    assert browser.drawn == ["overall"]
    browser.press(overall="2")
    assert browser.drawn == ["reason"]
    if not anonymous:
        assert asked.invitation(token).answers["overall"] == 2
    browser.press(reason="too slow")
    assert browser.drawn == ["again"]
    browser.press(again="yes")
    assert browser.drawn == ["seen"]
    browser.back()
    assert browser.drawn == ["again"]
    assert browser.form.values["again"] == "yes"
    browser.back()
    browser.back()
    assert browser.drawn == ["overall"]
    browser.press(overall="5")
    assert browser.drawn == ["again"], "the reason is asked no more"
    assert browser.form.values["again"] == "yes"
    browser.press()
    browser.press(seen__a="on")
    browser.press(recommend="9")
    browser.press(more="")
    assert browser.drawn == ["rooms"]
    browser.press(rooms="3")

    assert browser.page.forms == []
    if not anonymous:
        invitation = asked.invitation(token)
        assert invitation.progress is Progress.ANSWERED
        assert dict(invitation.answers) == {
            "overall": 5,
            "again": True,
            "seen": ["a"],
            "recommend": 9,
            "rooms": 3,
        }


def test_what_is_missing_is_asked_where_it_is(service: Service) -> None:
    browser = SurveyBrowser(service, a_survey(service).invite(), agent=PHONE).open()
    if browser.drawn == []:
        browser.press()

    browser.press()

    assert browser.status == 422
    assert browser.drawn == ["overall"]


def test_a_wider_screen_is_shown_several_at_once(service: Service) -> None:
    browser = SurveyBrowser(service, a_survey(service).invite(), agent="Mozilla/5.0 (X11; Linux)").open()
    if browser.drawn == []:
        browser.press()

    assert len(browser.drawn) == 5
    assert [each for each in browser.page.all("button") if each.get("name") == "_back"] == []
