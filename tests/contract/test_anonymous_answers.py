"""Anonymous surveys: answers that nobody can lead back, and a reward all the same."""

import json
from typing import Any

import pytest

from hearthline.surveys.claims import hash_of
from hearthline.surveys.model import CampaignState, Progress, Reach
from tests.contract.asked import Asked
from tests.contract.club import LI, WANG, Club
from tests.contract.service import Service
from tests.contract.survey_browser import SurveyBrowser
from tests.unit.surveys.questionnaires import ANSWERED

PERSONS = tuple(f"PERSON000000000{number}" for number in range(6))


@pytest.fixture
def asked(service: Service) -> Asked:
    return Asked(service, anonymous=True)


def leaves(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {leaf for inner in value.values() for leaf in leaves(inner)}
    if isinstance(value, list):
        return {leaf for inner in value for leaf in leaves(inner)}
    return {str(value)}


def test_nothing_of_a_part_is_kept_and_nothing_is_changed_once_it_was_sent(asked: Asked) -> None:
    token = asked.invite()

    assert asked.answer(token, {}, final=False).json["state"] == "opened"
    part = asked.answer(token, {"overall": 4}, final=False)
    assert (part.status, part.json["reason"]) == (409, "anonymous_not_kept")
    sent = asked.answer(token, ANSWERED).json
    again = asked.answer(token, {**ANSWERED, "overall": 5})

    assert (sent["state"], sent["answers"]) == ("answered", {})
    assert (again.status, again.json["reason"]) == (409, "survey_answered")
    seen = asked.see(token).json
    assert (seen["answers"], seen["reward"]["claim"]) == ({}, sent["claim"]), "a lost code is shown again"


def test_nobody_answers_after_the_figures_are_shown_though_its_end_is_to_come(asked: Asked) -> None:
    answered, unreached = asked.invite(), asked.invite(PERSONS[2], reach=Reach.FAILED)
    asked.answer(answered, ANSWERED)
    asked.change(state=CampaignState.FINISHED)

    late = asked.answer(unreached, ANSWERED)

    assert (late.status, late.json["reason"]) == (409, "survey_expired")
    assert not [item for item in asked.stored() if item["pk"].startswith("N#")][1:]
    assert asked.see(answered).json["closed"] is None, "the code of who answered is still shown"


def test_no_stored_item_leads_from_an_answer_to_who_gave_it(asked: Asked) -> None:
    tokens = [asked.invite(person) for person in PERSONS]
    claims = []
    for number, token in enumerate(tokens):
        asked.service.later(minutes=7, seconds=number, milliseconds=123)
        asked.answer(token, {}, final=False, device="phone-0123456789")
        body = {**ANSWERED, "overall": 1 + number % 2, "more": f"My words {number}"}
        answer = asked.answer(token, body, device="phone-0123456789", language="zh")
        claims.append(answer.json["claim"])

    items = asked.stored()
    answers = [item for item in items if item["pk"].startswith("N#")]
    assert len(answers) == len(PERSONS)
    linking = {
        "campaign", "project", *PERSONS, *tokens, *(asked.invitation(token).hash for token in tokens),
        *claims, *(str(hash_of(claim)) for claim in claims), "phone-0123456789",
    }  # fmt: skip
    for item in answers:
        assert set(item) == {
            "pk", "sk", "campaign", "id", "bucket", "strata", "answers", "questionnaire_version", "language",
        }  # fmt: skip
        assert item["pk"] == f"N#{asked.campaign.id}#2026-11-22"
        assert set(item["strata"]) == {"kind", "city", "tier", "stage"}
        assert not leaves(item) & linking
    others = [item for item in items if not item["pk"].startswith(("N#", "Q", "C"))]
    own = {item["id"] for item in answers}
    for item in others:
        text = json.dumps(item, ensure_ascii=False)
        assert "My words" not in text
        assert not [identity for identity in own if identity in text]
        # The day, and of the count of tries the hour: no instant by which two items could be matched.
        assert "08:0" not in text.replace("T08:00:00.000Z", ""), text
    for token in tokens:
        invitation = asked.invitation(token)
        assert invitation.progress is Progress.ANSWERED
        assert (invitation.answers, invitation.device, invitation.saved_at) == ({}, None, None)
        assert invitation.answered_at is not None
        assert invitation.answered_at.isoformat() == invitation.changed_at.isoformat()
        assert invitation.answered_at.isoformat().startswith("2026-11-21T16:00:00"), (
            "midnight by the club's clock"
        )
    for event in asked.events():
        assert event["at"] == "2026-11-21T16:00:00.000Z"
        assert event["data"]["invitation"] is None
        assert not leaves(event) & (linking - {"campaign"})


def test_a_page_keeps_an_anonymous_answer_in_its_form_until_it_is_sent(asked: Asked) -> None:
    token = asked.invite()
    browser = SurveyBrowser(asked.service, token).open().press()
    browser.press(overall="5", again="no", parts__a="-", parts__b="-", parts__c="-")

    assert (browser.status, browser.form.values["overall"]) == (200, "5")
    assert browser.cookies == {}
    assert not [item for item in asked.stored() if item["pk"].startswith("N#")]
    before = browser.form.filled({"more": "Nobody knows me"})
    lost = browser.send(before)
    browser.receive(browser.send(before))

    assert (lost.status, browser.status) == (200, 409)
    claim = asked.see(token).json["reward"]["claim"]
    assert claim in lost.text
    assert claim in browser.page.text, "whoever lost the page sees the code again"
    assert len([item for item in asked.stored() if item["pk"].startswith("N#")]) == 1

    asked.change(state=CampaignState.CANCELLED)
    assert claim in browser.open().page.text, "also when the survey is over"


def test_a_code_is_worth_the_points_once_for_each_code_campaign_and_member(asked: Asked) -> None:
    club = Club(asked.service)
    wang, li = club.member(WANG), club.member(LI, name="李雷")
    mine, other = (asked.answer(asked.invite(person), ANSWERED).json["claim"] for person in PERSONS[:2])
    earned = wang.get("/points").json["balance"]

    def claim(browser: Any, code: str) -> Any:
        return browser.send("POST", "/points/claims", {"claim": code})

    assert claim(wang, mine.lower().replace("-", " ")).json == {"points": 50}
    assert claim(wang, mine).json == {"points": 50}, "the same again by the same member"
    assert wang.get("/points").json["balance"] == earned + 50
    assert claim(li, mine).json["reason"] == "claim_used"
    assert claim(wang, other).json["reason"] == "already_rewarded"
    assert claim(li, other).json == {"points": 50}
    assert claim(li, "0000-0000-0000-0000").faults == {"/claim": "There is no such code."}
    person = wang.get().json["id"]
    rewards = [item for item in asked.stored() if item["pk"].startswith("B#")]
    assert person not in json.dumps(rewards), "by a keyed hash alone"
