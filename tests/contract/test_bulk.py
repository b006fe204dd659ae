"""One command on many cases, and saved replies: each case for itself, once, in order."""

from typing import Any

import pytest

from hearthline import root
from hearthline.complaints import bulk
from tests.contract.answer import Answer
from tests.contract.service import AGENT, AUDITOR, ELSEWHERE, GROUP, LEAD, MARKETING, Service

KEY = {"Idempotency-Key": "a-key-of-sixteen-signs"}
NOWHERE = "K7Q2-9XPD-D"


def do(
    service: Service, claims: dict[str, Any], headers: dict[str, str] | None = None, **body: Any
) -> Answer:
    return service.post("/api/desk/bulk", body, claims, headers)


def statuses(answer: Answer) -> list[int]:
    assert answer.status == 200, answer.text
    return [each["status"] for each in answer.json["results"]]


def numbers(*cases: dict[str, Any]) -> list[str]:
    return [case["number"] for case in cases]


def kinds(service: Service, case: dict[str, Any]) -> list[str]:
    return [entry["kind"] for entry in service.case(case, GROUP).json["timeline"]]


def test_each_case_is_decided_for_itself_and_the_order_is_kept(service: Service) -> None:
    first, closed, away, last = (
        service.file(),
        service.file(),
        service.file(city="bj"),
        service.file(),
    )
    service.resolve(closed)

    answer = do(
        service,
        LEAD,
        command="assign",
        numbers=[*numbers(first, closed, away), NOWHERE, "nonsense", *numbers(last)],
        to="han",
    )

    assert statuses(answer) == [200, 409, 403, 404, 404, 200]
    results = answer.json["results"]
    assert [each["number"] for each in results][:4] == [*numbers(first, closed, away), NOWHERE]
    assert (results[0]["version"], results[0]["problem"]) == (2, None)
    assert results[1]["problem"]["reason"] == "not_open"
    assert results[2]["problem"]["type"] == "urn:hearthline:problem:forbidden"
    assert results[2]["version"] is None
    assert service.case(last).json["assignee"] == "han"
    assert service.case(away, ELSEWHERE).json["assignee"] is None


def test_a_field_that_no_case_can_take_is_told_of_each(service: Service) -> None:
    case = service.file()
    answer = do(service, LEAD, command="assign", numbers=numbers(case), to="nobody")

    assert statuses(answer) == [422]
    assert answer.json["results"][0]["problem"]["errors"][0]["pointer"] == "/to"


def test_under_a_key_each_case_takes_it_once(service: Service) -> None:
    cases = [service.file() for _ in range(3)]
    wish: dict[str, Any] = {"command": "note", "text": "停水通知已发。"}

    one = do(service, AGENT, KEY, numbers=numbers(*cases[:2]), **wish)
    again = do(service, AGENT, KEY, numbers=numbers(*cases), **wish)

    assert statuses(one) == [200, 200]
    assert statuses(again) == [200, 200, 200]
    assert [kinds(service, case).count("noted") for case in cases] == [1, 1, 1]
    other = do(service, AGENT, KEY, command="note", numbers=numbers(*cases), text="别的。")
    assert statuses(other) == [422, 422, 422]


def test_many_cases_are_passed_on_to_another_team_at_once(service: Service) -> None:
    cases = [service.file() for _ in range(2)]
    service.do(cases[0], "claim")
    wish: dict[str, Any] = {"command": "transfer", "numbers": numbers(*cases), "reason": "属北京项目。"}

    answer = do(service, AGENT, team="bj-care", **wish)

    assert statuses(answer) == [200, 200]
    found = [service.case(case, GROUP).json for case in cases]
    assert {(case["team"], case["city"], case["assignee"]) for case in found} == {("bj-care", "bj", None)}
    assert statuses(do(service, GROUP, team="nowhere", **wish)) == [422, 422]


def test_a_saved_reply_is_filled_in_for_each_case_and_sent_once(service: Service) -> None:
    zh = service.file(category="water_leak")
    en = service.file(language="en", contact={"name": "Ann Lee", "email": "ann@example.com"})
    praise = service.file(kind="praise")
    wish: dict[str, Any] = {"command": "reply", "saved": "visit_arranged", "numbers": numbers(zh, en, praise)}

    answer = do(service, AGENT, KEY, **wish)
    service.later(hours=30)
    again = do(service, AGENT, KEY, **wish)

    assert statuses(answer) == statuses(again) == [200, 200, 422]
    texts = [
        [entry["text"] for entry in service.case(case).json["timeline"] if entry["kind"] == "replied"]
        for case in (zh, en, praise)
    ]
    assert [len(each) for each in texts] == [1, 1, 0]
    assert "王小明" in texts[0][0]
    assert zh["number"] in texts[0][0]
    assert texts[0][0].endswith("李雷")
    assert texts[1][0].startswith("Dear Ann Lee,")


def test_a_saved_reply_that_named_a_deadline_is_repeated_after_it(service: Service) -> None:
    case = service.file(kind="inquiry")
    wish: dict[str, Any] = {"command": "reply", "saved": "inquiry_received", "numbers": numbers(case)}
    first = do(service, AGENT, KEY, **wish)

    # The promise to answer is kept by it: its deadline can't be filled in any more.
    assert statuses(first) == statuses(do(service, AGENT, KEY, **wish)) == [200]
    assert statuses(do(service, AGENT, **wish)) == [422]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"command": "close", "numbers": [NOWHERE]}, "/command"),
        ({"command": "note", "numbers": [], "text": "一"}, "/numbers"),
        ({"command": "note", "numbers": [NOWHERE, "k7q29xpdd"], "text": "一"}, ""),
        ({"command": "note", "numbers": [NOWHERE]}, "/text"),
        ({"command": "note", "numbers": [NOWHERE], "text": "一", "to": "han"}, "/to"),
        ({"command": "note", "numbers": [NOWHERE], "saved": "apology"}, "/saved"),
        ({"command": "reply", "numbers": [NOWHERE], "text": "一", "saved": "apology"}, "/text"),
        ({"command": "reply", "numbers": [NOWHERE], "saved": "no-such"}, "/saved"),
        ({"command": "note", "numbers": [f"{place}" for place in range(101)], "text": "一"}, "/numbers"),
    ],
)
def test_what_is_wrong_with_the_whole_is_refused_as_a_whole(
    shared_service: Service, body: dict[str, Any], where: str
) -> None:
    answer = do(shared_service, AGENT, **body)

    assert (answer.status, answer.problem) == (422, "invalid")
    assert where in [error["pointer"] for error in answer.json["errors"]]


def test_a_role_without_the_command_learns_nothing_of_the_cases(shared_service: Service) -> None:
    filed = shared_service.file()
    before = shared_service.snapshot()

    for who in (AUDITOR, MARKETING):
        assert do(shared_service, who, command="note", numbers=numbers(filed), text="一").status == 403
    assert do(shared_service, AGENT, command="assign", numbers=numbers(filed), to="han").status == 403
    assert shared_service.snapshot() == before


def test_what_there_is_no_time_for_is_told_and_done_when_asked_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [service.file() for _ in range(3)]
    wish: dict[str, Any] = {"command": "note", "text": "一", "numbers": numbers(*cases)}

    def slow() -> Any:
        # Looked at as it begins, at each case, and at each key that is derived.
        service.later(seconds=bulk.BEGUN_WITHIN.total_seconds() / 6)
        return service.now

    monkeypatch.setattr(root, "clock", slow)
    first = do(service, AGENT, KEY, **wish)
    monkeypatch.setattr(root, "clock", lambda: service.now)
    again = do(service, AGENT, KEY, **wish)

    assert statuses(first) == [200, 200, 503]
    assert statuses(again) == [200, 200, 200]
    assert [kinds(service, case).count("noted") for case in cases] == [1, 1, 1]


# Saved replies for one case


def offers(service: Service, case: dict[str, Any], claims: dict[str, Any] = AGENT, **query: Any) -> Answer:
    return service.get(f"/api/desk/complaints/{case['number']}/replies", claims, **query)


def test_the_replies_for_a_case_are_in_its_language_or_in_the_one_asked_for(service: Service) -> None:
    case = service.file(category="lift")
    own, english = offers(service, case), offers(service, case, language="en")

    assert (own.json["language"], own.json["number"]) == ("zh", case["number"])
    assert own.json["items"][0]["code"] == "lift_stopped"
    assert "王小明您好" in own.json["items"][0]["text"]
    assert english.json["items"][0]["text"].startswith("Dear 王小明")
    assert offers(service, case, language="fr").status == 422
    assert all("{" not in item["text"] for item in own.json["items"])


def test_replies_are_for_those_who_may_reply_to_the_case(service: Service) -> None:
    case = service.file()

    assert [offers(service, case, who).status for who in (AUDITOR, ELSEWHERE)] == [403, 403]
    assert offers(service, {"number": NOWHERE}).status == 404
