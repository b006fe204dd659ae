"""The same request twice: with an Idempotency-Key a message, a verdict or a command happens once."""

from dataclasses import replace
from typing import Any

import pytest

from hearthline.complaints import following
from tests.contract.answer import Answer
from tests.contract.service import AGENT, COLLEAGUE, Service

KEY = {"Idempotency-Key": "a-key-of-sixteen-signs"}


def say(service: Service, filed: dict[str, Any], text: str = "还在漏。", **headers: str) -> Answer:
    path = f"/api/complaints/{filed['number']}/messages"
    return service.post(path, {"key": filed["key"], "text": text}, headers={**KEY, **headers})


def kinds(service: Service, filed: dict[str, Any]) -> list[str]:
    return [entry["kind"] for entry in service.case(filed).json["timeline"]]


def test_a_message_sent_twice_is_said_once_and_answered_alike(service: Service) -> None:
    filed = service.file()

    first, second = say(service, filed), say(service, filed)

    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json
    assert kinds(service, filed).count("message") == 1


def test_a_repetition_is_answered_even_where_no_more_would_be_taken(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = service.file()
    monkeypatch.setattr(following, "MESSAGES", replace(following.MESSAGES, most=1))

    assert [say(service, filed).status for _ in range(3)] == [201, 201, 201]
    assert say(service, filed, "别的话", **{"Idempotency-Key": "another-key-of-16"}).status == 429


def test_the_same_key_with_another_text_is_refused_and_says_nothing_of_the_first(service: Service) -> None:
    filed = service.file()
    say(service, filed)
    before = service.snapshot()

    answer = say(service, filed, "别的话")

    assert (answer.status, answer.problem) == (422, "invalid")
    assert answer.json["errors"][0]["pointer"] == "#Idempotency-Key"
    assert "还在漏" not in answer.text
    assert service.snapshot() == before


def test_a_key_is_good_for_each_case_and_each_colleague_apart(service: Service) -> None:
    one, other = service.file(), service.file()

    assert [say(service, filed, text).status for filed, text in ((one, "一"), (other, "二"))] == [201, 201]
    for who in (AGENT, COLLEAGUE):
        assert service.do(one, "note", {"text": "看过了"}, who, KEY).status == 200
    assert kinds(service, one).count("noted") == 2


def test_a_reply_sent_twice_reaches_the_customer_once(service: Service) -> None:
    filed = service.file()

    answers = [service.do(filed, "reply", {"text": "明天上门。"}, headers=KEY) for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].json == answers[1].json
    assert kinds(service, filed).count("replied") == 1


def test_a_repetition_is_not_stale_for_what_it_did_itself(service: Service) -> None:
    filed = service.file()
    headers = {**KEY, "If-Match": '"1"'}

    answers = [service.do(filed, "claim", headers=headers) for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    assert service.do(filed, "note", {"text": "一"}, headers={"If-Match": '"1"'}).status == 412


def test_what_the_state_no_longer_allows_is_still_answered_to_who_did_it(service: Service) -> None:
    filed = service.file()
    service.resolve(filed)
    path, verdict = f"/api/complaints/{filed['number']}/verdict", {"accepted": True, "rating": 5}

    answers = [service.post(path, {"key": filed["key"], **verdict}, headers=KEY) for _ in range(2)]
    stranger = service.post(path, {"key": filed["key"], **verdict})

    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].json == answers[1].json
    assert stranger.status == 409


@pytest.mark.parametrize("key", ["short", "x" * 129, "with a blank inside it"])
def test_a_key_that_is_none_is_refused(service: Service, key: str) -> None:
    filed = service.file()

    answers = [
        say(service, filed, **{"Idempotency-Key": key}),
        service.do(filed, "note", {"text": "一"}, headers={"Idempotency-Key": key}),
    ]

    assert {(answer.status, answer.problem) for answer in answers} == {(422, "invalid")}
