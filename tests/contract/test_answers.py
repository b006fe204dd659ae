"""Surveys as who was asked sees and answers them by the API."""

from datetime import timedelta

import pytest

from hearthline.surveys.model import CampaignState, Progress, Trigger
from tests.contract.asked import Asked
from tests.contract.service import Service
from tests.unit.surveys.questionnaires import ANSWERED

KEPT = {**ANSWERED, "seen": ["a", "c"], "more": "很好，谢谢。"}
PHONE, TABLET = "phone-0123456789", "tablet-0123456789"


@pytest.fixture
def asked(service: Service) -> Asked:
    return Asked(service)


def test_what_is_asked_is_shown_in_both_languages_with_what_was_said(asked: Asked) -> None:
    token = asked.invite()
    asked.answer(token, {"overall": 4}, final=False)

    seen = asked.see(token).json

    assert (seen["state"], seen["answers"], seen["answer_version"]) == ("started", {"overall": 4}, 1)
    assert (seen["closed"], seen["open_until"]) == (None, "2026-12-22T08:00:00.000Z")
    assert seen["reward"] == {"points": 50, "claim": None}
    overall, recommend, reason = seen["questionnaire"]["questions"][:3]
    assert overall["text"] == {"zh": "overall？", "en": "overall"}
    assert (overall["required"], recommend["not_applicable"]) == (True, True)
    assert reason["show_if"] == {"question": "overall", "at_most": 2}
    assert "measure" not in overall, "which figure it is made for is not theirs to be led by"


def test_an_answer_is_saved_in_parts_and_finished_and_told_of_once(asked: Asked) -> None:
    token = asked.invite()

    opened = asked.answer(token, {}, final=False, device=PHONE).json
    part = asked.answer(token, {"overall": 2}, final=False, device=PHONE).json
    whole = asked.answer(token, ANSWERED, device=PHONE, language="zh", answer_version=1).json

    assert (opened["state"], opened["answer_version"]) == ("opened", 0)
    assert (part["state"], part["answers"]) == ("started", {"overall": 2})
    assert (whole["state"], whole["answers"], whole["claim"]) == ("answered", KEPT, None)
    invitation = asked.invitation(token)
    assert (invitation.progress, invitation.answer_version) == (Progress.ANSWERED, 2)
    assert (invitation.answered_at, invitation.language) == (asked.service.now, "zh")
    [event] = asked.events()
    assert event["data"] == {
        "campaign": asked.campaign.id,
        "survey": asked.campaign.id,
        "questionnaire": "asked",
        "invitation": invitation.hash,
        "anonymous": False,
        "first": True,
    }


def test_the_same_again_changes_nothing_whatever_was_lost(asked: Asked) -> None:
    token = asked.invite()
    asked.answer(token, ANSWERED)
    before = asked.stored()

    again = asked.answer(token, ANSWERED)

    assert again.json["answers"] == KEPT
    changed = [item for item in asked.stored() if item not in before]
    assert [item["pk"][:2] for item in changed] in ([], ["R#"]), "nothing but the count of tries"


def test_a_final_answer_is_changed_until_the_end_by_another_one_only(asked: Asked) -> None:
    token = asked.invite()
    asked.answer(token, ANSWERED)

    part = asked.answer(token, {"overall": 5}, final=False)
    assert (part.status, part.json["reason"]) == (409, "survey_answered")
    changed = asked.answer(token, {**ANSWERED, "overall": 5}, answer_version=1)

    assert changed.json["answers"]["overall"] == 5
    assert "reason" not in changed.json["answers"], "what is hidden now is dropped"
    assert sorted(event["data"]["first"] for event in asked.events()) == [False, True]


def test_a_second_device_wins_by_time_loses_nothing_and_is_recorded(asked: Asked) -> None:
    token = asked.invite()
    at = asked.service.now
    asked.answer(token, {"overall": 2, "recommend": 3}, final=False, device=PHONE)

    asked.answer(token, {"overall": 5, "again": True}, final=False, device=TABLET)
    assert asked.invitation(token).answers == {"overall": 5, "recommend": 3, "again": True}
    assert (asked.invitation(token).superseded, asked.invitation(token).device) == (1, TABLET)

    late = {"saved_at": (at - timedelta(minutes=5)).isoformat(), "device": PHONE}
    asked.answer(token, {"overall": 1, "more": "Late, but said."}, final=False, **late)
    invitation = asked.invitation(token)
    assert invitation.answers["overall"] == 5, "what was said later counts"
    assert invitation.answers["more"] == "Late, but said.", "and what was said besides is kept"
    assert (invitation.superseded, invitation.device) == (2, TABLET)


def test_what_is_over_is_refused_with_its_reason_and_what_was_said_stays(asked: Asked) -> None:
    token = asked.invite()
    asked.answer(token, {"overall": 4}, final=False)

    asked.change(state=CampaignState.CANCELLED)
    refused = asked.answer(token, ANSWERED)
    assert (refused.status, refused.json["reason"]) == (409, "survey_cancelled")
    assert refused.json["state"]["status"] == "started"
    asked.change(state=CampaignState.FINISHED)
    asked.service.later(days=30)

    assert asked.answer(token, ANSWERED).json["reason"] == "survey_expired"
    seen = asked.see(token).json
    assert (seen["closed"], seen["answers"]) == ("survey_expired", {"overall": 4})


def test_a_survey_that_asks_by_itself_ends_for_each_by_itself(service: Service) -> None:
    asked = Asked(service, trigger=Trigger.COMPLAINT_CLOSED, expires_at=None)
    soon = asked.invite(source="complaint/1", expires_at=service.now + timedelta(days=1))
    late = asked.invite(source="complaint/2", expires_at=service.now + timedelta(days=9))
    assert asked.answer(soon, {"overall": 4}, final=False).status == 200
    service.later(days=1)

    assert asked.answer(soon, ANSWERED, answer_version=1).json["reason"] == "survey_expired"
    assert asked.answer(late, ANSWERED).status == 200
    [event] = asked.events()
    assert event["data"]["survey"] == f"{asked.campaign.id}/{asked.invitation(late).hash[:12]}"


@pytest.mark.parametrize("known", [False, True], ids=["first", "known"])
def test_a_token_that_leads_nowhere_is_one_404_for_all(asked: Asked, known: bool) -> None:
    token = asked.invite()
    if known:
        asked.answer(token, {}, final=False)
        asked.answer(token, {"overall": 4}, final=False)
    before = asked.stored()
    other = token[:-4] + ("AAAA" if not token.endswith("AAAA") else "BBBB")
    nobody = "0" * 16 + other[other.index(".") :]

    found = [
        answer
        for wrong in (other, nobody, "x", "..", token + "A", "%F0%9F%8F%A0")
        for answer in (
            asked.see(wrong),
            asked.answer(wrong, {"overall": 4}),
            asked.answer(wrong, {"no-such-question": 1}),
            asked.answer(wrong, {}, final=False),
            asked.service.get(f"/s/{wrong}"),
            asked.service.form(f"/s/{wrong}", {"overall": "4"}),
        )
    ]

    assert {(answer.status, answer.text) for answer in found} == {(404, found[0].text)}
    assert asked.stored() == before


def test_one_link_saves_so_many_times_an_hour(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from hearthline.surveys import answer_store

    monkeypatch.setattr(answer_store, "SAVES", replace(answer_store.SAVES, most=2))
    token = asked.invite()
    for version, rating in enumerate((1, 2)):
        answer = asked.answer(token, {"overall": rating}, final=False, answer_version=version)
        assert answer.status == 200

    refused = asked.answer(token, {"overall": 3}, final=False, answer_version=2)

    assert (refused.status, refused.headers["retry-after"]) == (429, "3600")
    assert asked.invitation(token).answers == {"overall": 2}
    asked.service.later(hours=1)
    assert asked.answer(token, {"overall": 3}, final=False, answer_version=2).status == 200
