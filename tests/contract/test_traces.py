"""What requests leave behind: reading leaves nothing in storage, and nobody's data in the log."""

import json
from typing import Any

import pytest

from tests.contract import gateway
from tests.contract.service import AGENT, AUDITOR, LEAD, MANAGER, Service, filing

SECRETS = (
    "王小明",
    "13800138000",
    "wang@example.com",
    "1801",
    "漏水",
    "备注内容",
    "回复内容",
    "消息内容",
    "评价内容",
    "a-key-of-sixteen-characters",
)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def a_whole_life(service: Service) -> dict[str, Any]:
    repeat = {"Idempotency-Key": "a-key-of-sixteen-characters"}
    filed: dict[str, Any] = service.post("/api/complaints", filing(), headers=repeat).json
    service.case(filed)
    service.do(filed, "note", {"text": "备注内容"})
    service.do(filed, "reply", {"text": "回复内容"})
    path = f"/api/complaints/{filed['number']}"
    service.post(f"{path}/messages", {"key": filed["key"], "text": "消息内容"})
    service.resolve(filed)
    service.post(
        f"{path}/verdict", {"key": filed["key"], "accepted": True, "rating": 5, "comment": "评价内容"}
    )
    service.follow(filed)
    service.get(path, key="a-wrong-key")
    service.get(f"/api/board/{filed['number']}")
    service.post("/api/complaints/find", {"phone": "13800138000"})
    service.post("/api/complaints/find", {"email": "wang@example.com"})
    service.post("/api/complaints", filing(title="漏" * 81, contact={"name": "王小明", "phone": "12"}))
    service.form("/api/complaints", {"contact.name": "王小明", "contact.phone": "13800138000"})
    service.post("/api/desk/complaints", filing(channel="counter"), AGENT, repeat)
    service.do(filed, "claim", {}, LEAD)
    return filed


def test_no_line_of_the_log_holds_personal_data_or_keys(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    filed = a_whole_life(service)

    written = capsys.readouterr()

    logged = written.out + written.err
    assert logged.count("\n") > 16
    for secret in (*SECRETS, filed["key"], "a-wrong-key"):
        assert secret not in logged, secret


def test_each_request_is_one_line_with_route_status_and_time(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    filed = service.file()
    service.do(filed, "claim")
    service.get("/api/nothing")

    requests = [line for line in lines(capsys) if line["event"] == "request"]

    assert [(line["route"], line["status"]) for line in requests] == [
        ("POST /api/complaints", 201),
        ("POST /api/desk/complaints/{number}/{command}", 200),
        ("ANY /api/{proxy+}", 404),
    ]
    assert [line.get("actor") for line in requests] == [None, "li", None]
    assert all(line["request_id"] and line["ms"] >= 0 for line in requests)


def test_whatever_staff_read_of_customers_is_recorded(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    filed = service.file()
    service.get("/api/desk/complaints", AGENT, view="unassigned")
    service.case(filed)
    service.case({"number": "0000-0000-0"})
    service.do(filed, "claim")
    service.do(filed, "claim")

    read = [line for line in lines(capsys) if line["event"] == "personal_data.read"]

    assert [(line["actor"], line["what"], line.get("number"), line.get("cases")) for line in read] == [
        ("li", "list", None, 1),
        ("li", "case", filed["number"], None),
        ("li", "case", filed["number"], None),
    ]


def test_a_get_changes_nothing_but_that_the_reading_of_a_case_is_recorded(service: Service) -> None:
    filed = service.file()
    service.resolve(filed)
    service.later(days=30)  # the deadlines are long over and the case would close by itself
    before = service.snapshot()

    answers = [
        service.follow(filed),
        service.get(f"/api/complaints/{filed['number']}", key="wrong"),
        service.get("/api/board"),
        service.get(f"/api/board/{filed['number']}"),
        service.get("/api/board/promise"),
        service.get("/api/catalog"),
        service.get("/api/health"),
        service.get("/api/openapi.json"),
        gateway.ask("GET", "/"),
        gateway.ask("GET", "/board"),
        gateway.ask("GET", "/complaints/new"),
        *(
            service.get("/api/desk/complaints", AGENT, view=view)
            for view in ("mine", "unassigned", "team", "city", "breached", "due", "all")
        ),
        service.get("/api/imports/0123456789ABCDEF", MANAGER),
        service.get("/api/desk/readings", AUDITOR, number=filed["number"]),
    ]

    assert {answer.status for answer in answers} == {200, 404}
    assert service.snapshot() == before
    service.case(filed)
    (added,) = set(service.snapshot()) - set(before)
    assert "'L#" in added
