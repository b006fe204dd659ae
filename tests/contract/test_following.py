"""The filer's side: follow, say more, give a verdict, have the links sent again."""

from dataclasses import replace

import pytest

from hearthline.complaints import following
from tests.contract.service import LEAD, Service


def test_a_filer_sees_promises_and_what_was_said_but_nothing_of_the_inside(service: Service) -> None:
    filed = service.file()
    service.do(filed, "claim")
    service.do(filed, "note", {"text": "客户很着急，内部备注。"})
    service.later(hours=2)
    service.do(filed, "reply", {"text": "师傅明天上午九点上门检查。"})

    answer = service.follow(filed)

    assert answer.status == 200
    view = answer.json
    assert view["status"] == "in_progress"
    assert [(entry["kind"], entry["by"]) for entry in view["timeline"]] == [
        ("received", "customer"),
        ("replied", "staff"),
    ]
    kept = {clock["clock"]: clock["kept"] for clock in view["clocks"]}
    assert kept == {"acknowledge": True, "answer": True, "resolve": None}
    assert "内部备注" not in answer.text
    assert '"li"' not in answer.text


def test_a_number_is_read_however_it_is_written(service: Service) -> None:
    filed = service.file()
    plain = filed["number"].replace("-", "").lower()

    assert service.get(f"/api/complaints/{plain}", key=filed["key"]).status == 200


def test_wrong_number_and_wrong_key_are_the_same_byte_for_byte(service: Service) -> None:
    filed, other = service.file(), service.file()
    number = filed["number"]
    mistyped = number[:-1] + ("0" if number[-1] != "0" else "1")

    answers = [
        service.get(f"/api/complaints/{number}", key=other["key"]),
        service.get(f"/api/complaints/{number}", key="x"),
        service.get(f"/api/complaints/{mistyped}", key=filed["key"]),
        service.get("/api/complaints/0000-0000-0", key=filed["key"]),
        service.get("/api/complaints/nonsense", key=filed["key"]),
        service.post(f"/api/complaints/{number}/messages", {"key": other["key"], "text": "你好"}),
        service.post(f"/api/complaints/{mistyped}/messages", {"key": filed["key"], "text": "你好"}),
        service.post(f"/api/complaints/{number}/verdict", {"key": "x", "accepted": True, "rating": 5}),
    ]

    assert {answer.status for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


def test_a_message_is_added_and_ends_the_wait(service: Service) -> None:
    filed = service.file()
    service.do(filed, "ask", {"text": "请问有照片吗？"})
    service.later(hours=5)

    path = f"/api/complaints/{filed['number']}/messages"
    answer = service.post(path, {"key": filed["key"], "text": "有\r\n三张。"})

    assert (answer.status, answer.json["status"]) == (201, "in_progress")
    told = service.follow(filed).json["timeline"][-1]
    assert (told["kind"], told["by"], told["text"]) == ("message", "customer", "有\n三张。")
    resolve = service.follow(filed).json["clocks"][-1]
    assert [(span["since"], span["until"]) for span in resolve["pauses"]] == [
        ("2026-11-22T08:00:00.000Z", "2026-11-22T13:00:00.000Z")
    ]


def test_messages_are_limited(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MESSAGES", replace(following.MESSAGES, most=2))
    filed = service.file()

    path = f"/api/complaints/{filed['number']}/messages"
    answers = [service.post(path, {"key": filed["key"], "text": "在吗"}) for _ in range(3)]

    assert [answer.status for answer in answers] == [201, 201, 429]
    assert answers[-1].headers["retry-after"] == "3600"


def test_accepting_the_solution_closes_and_says_how_it_was(service: Service) -> None:
    filed = service.file()
    service.resolve(filed)

    path = f"/api/complaints/{filed['number']}/verdict"
    answer = service.post(path, {"key": filed["key"], "accepted": True, "rating": 4, "comment": "满意"})

    assert (answer.status, answer.json["status"]) == (200, "closed")
    assert (answer.json["verdict"]["accepted"], answer.json["verdict"]["rating"]) == (True, 4)
    again = service.post(path, {"key": filed["key"], "accepted": True, "rating": 4})
    assert (again.status, again.json["reason"], again.json["state"]["status"]) == (
        409,
        "verdict_given",
        "closed",
    )


def test_not_accepting_reopens_with_fresh_promises(service: Service) -> None:
    filed = service.file()
    service.resolve(filed)
    service.later(days=2)

    path = f"/api/complaints/{filed['number']}/verdict"
    answer = service.post(path, {"key": filed["key"], "accepted": False, "rating": 1})

    assert (answer.status, answer.json["status"]) == (200, "in_progress")
    fresh = [clock for clock in answer.json["clocks"] if clock["round"] == 2]
    assert {clock["clock"]: clock["due_at"] for clock in fresh}["answer"] == "2026-11-25T08:00:00.000Z"


@pytest.mark.parametrize("accepted", [True, False])
def test_a_verdict_before_the_solution_is_refused_with_the_state(service: Service, accepted: bool) -> None:
    filed = service.file()
    before = service.snapshot()

    path = f"/api/complaints/{filed['number']}/verdict"
    answer = service.post(path, {"key": filed["key"], "accepted": accepted, "rating": 3})

    assert (answer.status, answer.problem, answer.json["reason"]) == (409, "refused", "not_resolved")
    assert answer.json["state"] == {"status": "received"}
    assert service.snapshot() == before


def test_finding_answers_the_same_whether_or_not_the_contact_is_known(service: Service) -> None:
    service.file()

    known = service.post("/api/complaints/find", {"phone": "+86 138 0013 8000"})
    unknown = service.post("/api/complaints/find", {"email": "nobody@example.com"})
    often = [service.post("/api/complaints/find", {"phone": "13800138000"}) for _ in range(5)]

    assert {(answer.status, answer.text) for answer in (known, unknown, *often)} == {(202, "")}


def test_finding_writes_no_contact_down(service: Service) -> None:
    service.post("/api/complaints/find", {"phone": "13800138000"})
    service.post("/api/complaints/find", {"email": "wang@example.com"})

    stored = "".join(service.snapshot())
    assert "follow_links.requested" in stored
    assert "13800138000" not in stored
    assert "wang@example.com" not in stored


def test_a_rejected_case_tells_its_reason(service: Service) -> None:
    filed = service.file()
    assert service.do(filed, "reject", {"reason": "该区域由市政部门管理。"}, LEAD).status == 200

    view = service.follow(filed).json

    assert (view["status"], view["timeline"][-1]["text"]) == ("rejected", "该区域由市政部门管理。")
    assert {clock["clock"]: clock["kept"] for clock in view["clocks"]}["answer"] is True
