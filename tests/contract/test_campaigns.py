"""Campaigns over HTTP: made, counted, launched, watched, paused and ended; and what is refused to whom."""

from datetime import timedelta
from typing import Any

import pytest

from hearthline.platform.instants import instant
from tests.contract.campaigning import (
    AT,
    EVERYBODY,
    KEY,
    OF_GZ,
    OF_SZ,
    TEXT,
    act,
    counted,
    fill,
    made,
    making,
    patch,
    progress,
    work,
)
from tests.contract.club import LI, Club
from tests.contract.service import (
    ADMIN,
    AGENT,
    AUDITOR,
    GROUP,
    MANAGER,
    MARKETING,
    Service,
)
from tests.contract.surveyor import surveying
from tests.contract.test_asking_afterwards import AGREED
from tests.unit.surveys.questionnaires import asking, document


def test_a_campaign_is_made_read_listed_and_changed(service: Service) -> None:
    place = made(service, cities=["sz"], reminders=[14, 7])

    found = service.get(place, AUDITOR)
    assert found.headers["etag"] == '"1"'
    assert (found.json["state"], found.json["by"], found.json["reminders"]) == ("draft", "zhou", [7, 14])
    assert (bool(found.json["title"]["en"]), found.json["questionnaire_version"]) == (True, 1)
    assert [line["kind"] for line in found.json["history"]] == ["created"]

    tag = {"If-Match": '"1"'}
    changed = patch(service, place, {"name": "x", "rate": 60, "expires_at": None}, headers=tag)
    assert (changed.status, changed.headers["etag"]) == (200, '"2"')
    assert (changed.json["name"], changed.json["rate"], changed.json["expires_at"]) == ("x", 60, None)
    assert changed.json["history"][0]["data"] == {"fields": ["expires_at", "name", "rate"]}
    assert patch(service, place, {"name": "y"}, headers=tag).status == 412
    (item,) = service.get(AT, MANAGER).json["items"]
    assert item["name"] == "x"


def test_making_twice_under_one_key_makes_one(service: Service) -> None:
    first, second = (service.post(AT, making(service), MARKETING, KEY) for _ in range(2))
    other = service.post(AT, making(service, name="x"), MARKETING, KEY)

    assert first.json == second.json
    assert list(other.faults) == ["#Idempotency-Key"]
    assert len(service.get(AT, MARKETING).json["items"]) == 1


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"questionnaire": "nowhere"}, "/questionnaire"),
    ({"questionnaire_version": 9}, "/questionnaire_version"),
    ({"cities": ["atlantis"]}, "/cities/0"),
    ({"expires_at": "2026-01-01T00:00:00Z"}, "/expires_at"),
    ({"rate": 5}, "/rate"),
    ({"reminders": [7, 7]}, "/reminders"),
    ({"channels": []}, "/channels"),
    ({"text": {"zh": "只有中文"}}, "/text/en"),
    ({"colour": "red"}, "/colour"),
    ({"segment": "x"}, "/segment"),
]


@pytest.mark.parametrize(("changes", "pointer"), WRONG)
def test_what_is_no_campaign_is_not_made(
    shared_service: Service, changes: dict[str, Any], pointer: str
) -> None:
    answer = shared_service.post(AT, making(shared_service, **changes), MARKETING)

    assert (answer.status, list(answer.faults)) == (422, [pointer])
    assert shared_service.get(AT, MARKETING).json["items"] == []


def test_the_whole_life_of_a_campaign(service: Service) -> None:
    fill(service)
    Club(service).member(LI, consents=AGREED)
    asks = document(asking("all", "rating"))
    questionnaire = service.post("/api/questionnaires", asks, MARKETING).json["id"]
    with surveying(service) as surveyor:
        place = made(service, questionnaire=questionnaire, reminders=[7])
        assert counted(service, place)["count"] == 4

        begun = service.post(f"{place}/launch", {}, MARKETING)

        assert (begun.status, begun.json["state"], begun.headers["etag"]) == (200, "sending", '"3"')
        asked = service.get(f"/api/questionnaires/{questionnaire}/versions/1", MARKETING).json
        assert asked["frozen_at"] == instant(service.now)
        early = progress(service, place)
        assert [early[name] for name in ("made", "all_made", "all_sent", "percent")] == [
            0,
            False,
            False,
            None,
        ]

        work(surveyor, place)
        ready = progress(service, place)
        assert (ready["made"], ready["states"]["made"], ready["percent"]) == (4, 4, 0.0)
        assert ready["sent_by"] == instant(service.now + timedelta(seconds=1))
        assert act(service, place, "pause").json["state"] == "paused"
        assert act(service, place, "pause").json["reason"] == "paused"
        assert progress(service, place)["sent_by"] is None
        assert act(service, place, "resume").json["state"] == "sending"
        assert act(service, place, "resume").json["reason"] == "not_paused"

        assert surveyor.send() == []
        surveyor.follow_surveys()
        told = progress(service, place)
        assert (told["all_sent"], told["percent"], told["states"]["sent"]) == (True, 100.0, 1)
        assert told["channels"] == [{"channel": "email", "count": 1}]
        assert sum(each["count"] for each in told["reasons"]) == 3
        (item,) = service.get(f"{place}/recipients", MARKETING, state="sent").json["items"]
        assert (item["name"], item["channel"]) == ("王**", "email")
        assert item["sent_at"] == instant(service.now)

        ended = act(service, place, "cancel")
        assert (ended.json["state"], act(service, place, "cancel").json["reason"]) == ("cancelled", "ended")
        work(surveyor, place)
        surveyor.follow_surveys()
    assert progress(service, place)["states"]["sent"] == 0
    kinds = [line["kind"] for line in service.get(place, AUDITOR).json["history"]]
    assert kinds[::-1] == ["created", "audience", "launched", "made", "paused", "resumed", "cancelled"]


def test_a_launch_waits_for_its_time_and_says_what_is_missing(service: Service) -> None:
    place = made(service, text=None, expires_at=None)

    def refused(**body: Any) -> str:
        answer = service.post(f"{place}/launch", body, MARKETING)
        return str(answer.json.get("reason") or list(answer.faults))

    assert refused() == "audience_missing"
    service.post(f"{place}/audience", {"filter": EVERYBODY}, MARKETING)
    assert refused() == "text_missing"
    patch(service, place, {"text": TEXT})
    assert refused() == "expiry_missing"
    patch(service, place, {"expires_at": "2026-12-20T08:00:00Z"})
    assert refused() == "audience_being_counted"
    counted(service, place)
    assert refused() == "nobody_meant"
    fill(service)
    counted(service, place)
    assert refused(starts_at="2026-12-21T08:00:00Z") == "ends_before_start"
    assert refused(at_once=True, starts_at="2026-12-21T08:00:00Z") == "['']"
    begins = {"starts_at": "2026-12-01T01:00:00Z", "latest_start": "2026-12-02T01:00:00Z"}
    waits = service.post(f"{place}/launch", begins, MARKETING)
    assert (waits.status, waits.json["state"], waits.json["launched_at"]) == (200, "scheduled", None)
    assert refused() == "scheduled"
    assert service.post(f"{place}/launch", {"at_once": True}, MARKETING).json["state"] == "sending"
    assert refused() == "under_way"
    answer = service.post(f"{place}/audience", {"filter": EVERYBODY}, MARKETING)
    assert (answer.status, answer.json["reason"]) == (409, "under_way")


def test_one_that_asks_by_itself_is_known_changed_and_paused_before_it_asked(service: Service) -> None:
    place = f"{AT}/on-complaint-closed"
    before = service.snapshot()
    assert service.get(place, AUDITOR).json["trigger"] == "complaint_closed"
    assert service.get(f"{place}/progress", AUDITOR).json["made"] == 0
    assert service.snapshot() == before

    changed = patch(service, place, {"days_open": 7, "text": TEXT})
    assert (changed.status, changed.json["days_open"]) == (200, 7)
    assert act(service, place, "pause").json["state"] == "paused"
    assert act(service, place, "resume").json["state"] == "sending"
    assert act(service, place, "cancel").json["reason"] == "triggered"
    assert service.post(f"{place}/launch", {}, MARKETING).json["reason"] == "triggered"
    assert service.get(AT, MARKETING).json["items"][0]["id"] == "on-complaint-closed"


def test_a_campaign_is_run_by_whose_cities_are_its_own(service: Service) -> None:
    fill(service)
    everywhere, of_sz = made(service), made(service, OF_SZ, cities=["sz"])
    counted(service, of_sz, OF_SZ, filter=EVERYBODY, cities=["sz"])

    assert service.post(AT, making(service), OF_SZ).status == 403
    assert service.post(AT, making(service, cities=["sz", "gz"]), OF_SZ).status == 403
    everybody = {"filter": EVERYBODY, "cities": None}
    assert service.post(f"{of_sz}/audience", everybody, OF_SZ).status == 403
    assert patch(service, everywhere, {"name": "x"}, OF_SZ).status == 403
    assert act(service, everywhere, "cancel", OF_SZ).status == 403
    assert service.get(f"{everywhere}/audience", OF_SZ).status == 403
    assert [service.get(place, OF_SZ).status for place in (everywhere, of_sz)] == [200, 200]
    assert [service.get(place, OF_GZ).status for place in (everywhere, of_sz)] == [200, 404]
    assert act(service, of_sz, "pause", OF_GZ).status == 404
    assert len(service.get(AT, OF_GZ).json["items"]) == 1
    assert act(service, of_sz, "cancel", OF_SZ).status == 200


def test_roles_run_and_read_as_they_may(service: Service) -> None:
    place = made(service)

    for who in (AGENT, ADMIN):
        assert [service.get(each, who).status for each in (AT, place, f"{place}/progress")] == [403] * 3
        assert service.get(f"{AT}/nowhere", who).status == 403
    for who in (AGENT, ADMIN, MANAGER, GROUP, AUDITOR):
        assert service.post(AT, making(service), who).status == 403
        assert patch(service, place, {"name": "x"}, who).status == 403
        assert service.post(f"{place}/audience", {"filter": EVERYBODY}, who).status == 403
        assert service.post(f"{place}/launch", {}, who).status == 403
        assert [act(service, place, what, who).status for what in ("pause", "resume", "cancel")] == [403] * 3
        doubtful = {"resend": True, "reason": "x"}
        assert service.post(f"{place}/doubtful", doubtful, who).status == 403
    for who in (MANAGER, GROUP, AUDITOR):
        assert [service.get(each, who).status for each in (AT, place, f"{place}/progress")] == [200] * 3


def test_what_is_not_there_is_not_found(shared_service: Service) -> None:
    nowhere = f"{AT}/0123456789ABCDEF"

    answers = [
        shared_service.get(nowhere, MARKETING),
        shared_service.get(f"{AT}/{'x' * 60}", MARKETING),
        shared_service.get(f"{nowhere}/progress", MARKETING),
        shared_service.get(f"{nowhere}/audience", MARKETING),
        shared_service.get(f"{nowhere}/recipients", MARKETING, state="sent"),
        shared_service.post(f"{nowhere}/launch", {}, MARKETING),
        act(shared_service, nowhere, "pause"),
        shared_service.post(f"{nowhere}/doubtful", {"resend": True, "reason": "x"}, MARKETING),
        patch(shared_service, nowhere, {"name": "x"}),
    ]

    assert {answer.status for answer in answers} == {404}
