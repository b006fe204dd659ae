"""What may be changed of a campaign that is under way, over HTTP; what others were asked by stays."""

from dataclasses import replace

from hearthline import root_asking
from tests.contract.campaigning import AT, TEXT, counted, fill, made, patch
from tests.contract.service import MARKETING, Service
from tests.unit.surveys.questionnaires import asking, document


def test_what_others_were_asked_by_does_not_change_any_more(service: Service) -> None:
    fill(service)
    place = made(service)
    counted(service, place)
    service.post(f"{place}/launch", {}, MARKETING)

    refused = patch(service, place, {"text": TEXT, "channels": ["sms"], "rate": 30})

    assert (refused.status, refused.json["reason"]) == (409, "not_changeable")
    assert refused.json["state"]["fields"] == ["channels", "text"]
    assert patch(service, place, {"rate": 30}).status == 200
    assert list(patch(service, place, {"expires_at": None}).faults) == ["/expires_at"]
    draft = made(service)
    assert list(patch(service, draft, {"days_open": 3}).faults) == ["/days_open"]
    assert patch(service, draft, {}).status == 422


def test_reminders_of_days_to_come_change_and_those_that_were_sent_stay(service: Service) -> None:
    fill(service)
    place = made(service, reminders=[3, 7])
    counted(service, place)
    service.post(f"{place}/launch", {}, MARKETING)
    store = root_asking.campaigns()
    launched = store.load(place.removeprefix(f"{AT}/"))
    assert launched is not None
    service.later(days=4)
    store.save(launched, replace(launched, reminded=1), [])

    for days in ([10], [1, 3, 7], [3, 4, 10], []):
        assert list(patch(service, place, {"reminders": days}).faults) == ["/reminders"], days
    assert patch(service, place, {"reminders": [3, 10]}).json["reminders"] == [3, 10]


def test_the_end_of_one_that_is_being_closed_does_not_change(service: Service) -> None:
    fill(service)
    place = made(service)
    counted(service, place)
    service.post(f"{place}/launch", {}, MARKETING)
    store = root_asking.campaigns()
    launched = store.load(place.removeprefix(f"{AT}/"))
    assert launched is not None
    store.save(launched, replace(launched, closing_at=service.now), [])

    refused = patch(service, place, {"expires_at": "2026-12-24T08:00:00Z"})

    assert (refused.status, refused.json["state"]["fields"]) == (409, ["expires_at"])


def test_what_one_that_asks_by_itself_asks_next_is_frozen_and_of_the_same_questionnaire(
    service: Service,
) -> None:
    place, version = f"{AT}/on-complaint-closed", "/api/questionnaires/closing/versions/2"
    added = service.post("/api/questionnaires/closing/versions", document(asking("all", "rating")), MARKETING)
    assert added.json["version"] == 2

    assert patch(service, place, {"questionnaire_version": 2}).json["questionnaire_version"] == 2

    edited = patch(service, version, {"questions": [asking("all", "score")]})
    assert (edited.status, edited.json["reason"]) == (409, "frozen")
    another = patch(service, place, {"questionnaire": "handover"})
    assert (another.status, another.json["state"]["fields"]) == (409, ["questionnaire"])
