"""What staff do with a case: each command, what refuses it, and who may not."""

from typing import Any

import pytest

from tests.contract.service import AGENT, COLLEAGUE, GROUP, LEAD, MANAGER, Service, filing

RESOLVE = {"summary": "已更换防水层。", "cause": "workmanship", "department": "engineering"}


def refusal(answer: Any) -> tuple[int, str, str]:
    return answer.status, answer.json["reason"], answer.json["state"]["status"]


def test_claiming_takes_the_case_and_the_second_is_told_who_has_it(service: Service) -> None:
    filed = service.file()
    service.later(hours=1)

    first = service.do(filed, "claim", claims=AGENT)
    second = service.do(filed, "claim", claims=COLLEAGUE)

    assert (first.status, first.json["assignee"], first.json["status"]) == (200, "li", "assigned")
    assert first.json["clocks"][0]["met_at"] == "2026-11-22T09:00:00.000Z"
    assert refusal(second) == (409, "already_taken", "assigned")
    assert second.json["state"]["assignee"] == "li"


def test_a_command_without_fields_needs_no_body(service: Service) -> None:
    filed = service.file()

    answer = service.ask("POST", f"/api/desk/complaints/{filed['number']}/claim", claims=AGENT)

    assert answer.status == 200


def test_a_lead_assigns_to_somebody_of_the_citys_reporting_line(service: Service) -> None:
    filed = service.file()

    answer = service.do(filed, "assign", {"to": "han"}, LEAD)
    stranger = service.do(filed, "assign", {"to": "sun"}, LEAD)
    again = service.do(filed, "assign", {"to": "han"}, LEAD)

    assert (answer.status, answer.json["assignee"]) == (200, "han")
    assert (stranger.status, set(stranger.faults)) == (422, {"/to"})
    assert refusal(again) == (409, "already_taken", "assigned")


def test_triage_changes_what_is_given_and_reckons_the_promises_anew(service: Service) -> None:
    filed = service.file()
    service.do(filed, "triage", {"category": "water_leak", "safety": True})

    answer = service.do(filed, "triage", {"severity": "critical", "impact": "building"})

    head = answer.json
    assert (head["severity"], head["category"]) == ("critical", "water_leak")
    assert head["assessment"] == {
        "safety": True,
        "complexity": None,
        "impact": "building",
        "immediate_action": False,
    }
    assert head["clocks"][1]["due_at"] == "2026-11-22T12:00:00.000Z"
    assert service.do(filed, "triage", {"category": "nonsense"}).faults.keys() == {"/category"}


def test_an_escalation_is_acknowledged_once_by_somebody_of_its_level_or_above(service: Service) -> None:
    filed = service.file()
    none = service.do(filed, "acknowledge")
    service.do(filed, "triage", {"severity": "critical"})

    below = [service.do(filed, "acknowledge", claims=who) for who in (AGENT, LEAD, MANAGER)]
    seen = service.do(filed, "acknowledge", claims=GROUP)
    again = service.do(filed, "acknowledge", claims=AGENT)

    assert (none.status, none.json["reason"]) == (409, "nothing_to_acknowledge")
    assert {(answer.status, answer.problem) for answer in below} == {(403, "forbidden")}
    assert seen.json["escalations"][0]["acknowledged_by"] == "ma"
    assert again.json["state"]["acknowledged_by"] == "ma"


def test_a_reply_keeps_the_promise_to_answer(service: Service) -> None:
    filed = service.file()
    service.later(hours=3)

    head = service.do(filed, "reply", {"text": "明天上门。"}).json

    assert (head["status"], head["answered_at"]) == ("in_progress", "2026-11-22T11:00:00.000Z")
    assert head["clocks"][1]["kept"] is True


def test_a_note_keeps_no_promise_and_is_possible_in_any_state(service: Service) -> None:
    filed = service.file()
    service.do(filed, "reject", {"reason": "由市政管理。"}, LEAD)
    open_case = service.file()

    late = service.do(filed, "note", {"text": "记一笔"})
    early = service.do(open_case, "note", {"text": "记一笔"})

    assert (late.status, early.status) == (200, 200)
    assert [clock["met_at"] for clock in early.json["clocks"]] == [None, None, None]


def test_asking_answers_and_waits(service: Service) -> None:
    head = service.do(service.file(), "ask", {"text": "有照片吗？"}).json

    assert head["status"] == "awaiting_customer"
    assert (head["clocks"][1]["kept"], head["clocks"][2]["paused"]) == (True, True)


def test_resolving_asks_for_what_was_learnt(service: Service) -> None:
    filed = service.file()
    wrong = service.do(filed, "resolve", {**RESOLVE, "cause": "fate", "department": "heaven"})

    head = service.do(filed, "resolve", {**RESOLVE, "contractor": "安居防水工程"}).json

    assert wrong.faults.keys() == {"/cause", "/department"}
    assert head["outcome"] == {
        "cause": "workmanship",
        "department": "engineering",
        "contractor": "安居防水工程",
    }
    assert head["clocks"][2]["kept"] is True
    assert refusal(service.do(filed, "resolve", RESOLVE)) == (409, "not_open", "resolved")


def test_an_extension_is_told_with_its_reason_beside_the_first_promise(service: Service) -> None:
    filed = service.file()
    until = {"clock": "resolve", "until": "2026-12-31T18:00:00+08:00", "reason": "配件未到。"}

    head = service.do(filed, "extend", until, LEAD).json

    resolve = head["clocks"][2]
    assert resolve["due_at"] == resolve["extended_to"] == "2026-12-31T10:00:00.000Z"
    assert resolve["original_due_at"] < resolve["due_at"]
    told = service.follow(filed).json["timeline"][-1]
    assert (told["kind"], told["text"], told["data"]["until"]) == (
        "extended",
        "配件未到。",
        "2026-12-31T10:00:00.000Z",
    )


@pytest.mark.parametrize("until", ["2026-11-22T09:00:00Z", "2027-12-31T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_an_extension_goes_neither_back_nor_beyond_half_a_year(service: Service, until: str) -> None:
    filed = service.file()

    answer = service.do(filed, "extend", {"clock": "answer", "until": until, "reason": "因故"}, LEAD)

    assert refusal(answer) == (409, "extension_out_of_range", "received")
    assert answer.json["state"]["after"] == "2026-11-23T08:00:00.000Z"


def test_a_kept_promise_is_not_extended(service: Service) -> None:
    filed = service.file()
    service.do(filed, "reply", {"text": "已安排。"})

    body = {"clock": "answer", "until": "2026-11-30T00:00:00Z", "reason": "因故"}
    answer = service.do(filed, "extend", body, LEAD)

    assert refusal(answer) == (409, "clock_not_running", "in_progress")


def test_reopening_and_closing_follow_the_life_cycle(service: Service) -> None:
    filed = service.file()
    early = [
        service.do(filed, "close", claims=LEAD),
        service.do(filed, "reopen", {"reason": "再看"}),
    ]
    service.resolve(filed)
    closed = service.do(filed, "close", claims=LEAD)
    reopened = service.do(filed, "reopen", {"reason": "同处又漏。"})
    service.resolve(filed)
    service.do(filed, "close", claims=LEAD)
    service.later(days=31)

    late = service.do(filed, "reopen", {"reason": "太晚"})

    assert [refusal(answer)[:2] for answer in early] == [(409, "not_resolved"), (409, "not_reopenable")]
    assert (closed.json["status"], reopened.json["status"]) == ("closed", "in_progress")
    assert (reopened.json["round"], len(reopened.json["clocks"])) == (2, 5)
    assert refusal(late) == (409, "not_reopenable", "closed")


def test_every_command_counts_a_version_and_gives_its_tag(service: Service) -> None:
    filed = service.file()

    tags = [
        service.case(filed).headers["etag"],
        service.do(filed, "claim").headers["etag"],
        service.do(filed, "note", {"text": "一"}).headers["etag"],
        service.case(filed).headers["etag"],
    ]

    assert tags == ['"1"', '"2"', '"3"', '"3"']


def test_if_match_changes_only_the_version_that_was_seen(service: Service) -> None:
    filed = service.file()
    service.do(filed, "claim")
    before = service.snapshot()

    stale = service.do(filed, "note", {"text": "一"}, headers={"If-Match": '"1"'})
    nonsense = service.do(filed, "note", {"text": "一"}, headers={"If-Match": "abc"})
    several = service.do(filed, "note", {"text": "一"}, headers={"If-Match": '"1", "2"'})
    unchanged = service.snapshot() == before
    fresh = service.do(filed, "note", {"text": "一"}, headers={"If-Match": '"2"'})
    weak = service.do(filed, "note", {"text": "二"}, headers={"If-Match": 'W/"3"'})
    any_version = service.do(filed, "note", {"text": "三"}, headers={"If-Match": "*"})

    assert (stale.status, stale.problem, stale.json["state"]) == (
        412,
        "stale",
        {"version": 2, "status": "assigned"},
    )
    assert (nonsense.status, several.status, unchanged) == (412, 400, True)
    assert (fresh.status, weak.status, any_version.status) == (200, 200, 200)


def test_a_case_shows_its_timeline_and_the_persons_other_cases(service: Service) -> None:
    older = service.file(title="去年的事")
    service.file(title="别人的", contact={"name": "李四", "phone": "13900139000"})
    service.file(title="北京的", city="bj")
    filed = service.file()
    service.do(filed, "note", {"text": "内部备注"})

    case = service.case(filed).json

    assert [(entry["kind"], entry["by"]["id"], entry["visibility"]) for entry in case["timeline"]] == [
        ("received", None, "public"),
        ("noted", "li", "internal"),
    ]
    assert case["contact"] == {"name": "王小明", "phone": "+8613800138000", "email": "wang@example.com"}
    # Of the same person's cases, those of the reader's own cities.
    assert [other["title"] for other in case["person"]] == ["去年的事"]
    assert case["person"][0]["number"] == older["number"]
    assert case["person_total"] == 1


def test_filing_for_a_customer_keeps_the_key_from_staff(service: Service) -> None:
    body = {**filing(channel="hotline", severity="high"), "public": False}
    repeat = {"Idempotency-Key": "a-key-of-sixteen-characters"}

    answer = service.post("/api/desk/complaints", body, AGENT, repeat)
    again = service.post("/api/desk/complaints", body, AGENT, repeat)
    colleague = service.post("/api/desk/complaints", body, COLLEAGUE, repeat)

    assert answer.status == 201
    assert answer.json.keys() == {"number", "status", "received_at", "answer_due_at", "resolve_due_at"}
    assert answer.headers["location"] == f"/api/desk/complaints/{answer.json['number']}"
    assert again.json == answer.json
    # Somebody else's key is another key, though it reads the same.
    assert colleague.json["number"] != answer.json["number"]
    case = service.case(answer.json).json
    assert (case["channel"], case["severity"], case["team"]) == ("hotline", "high", "sz-care")
