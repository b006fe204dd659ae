"""A case's page: every command is a form where it fits, and what is refused is told where it was typed."""

import re
from typing import Any

import pytest

from hearthline.complaints.desk_bodies import COMMANDS
from hearthline.pages.desk_case import ORDER
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import AGENT, AUDITOR, ELSEWHERE, LEAD, MANAGER, Service

EVIL = "<script>alert(1)</script>{{7*7}}"


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found
    return found[1]


def sent(desk: DeskBrowser, filed: dict[str, Any], command: str, **fields: str) -> Any:
    page = desk.get(f"/desk/cases/{filed['number']}").text
    rest = {name: hidden(page, name) for name in ("version", "idempotency_key", "city")}
    typed = {f"{command}.{name}": value for name, value in fields.items()}
    return desk.post(f"/desk/cases/{filed['number']}/{command}", {**rest, **typed})


def offered(text: str, filed: dict[str, Any]) -> set[str]:
    return set(re.findall(rf'action="/desk/cases/{filed["number"]}/(\w+)"', text)) - {"files"}


def test_every_command_of_the_desk_has_its_place_on_the_page() -> None:
    assert set(ORDER) == set(COMMANDS)


def test_what_may_be_done_is_shown_and_why_the_rest_is_not(service: Service) -> None:
    filed = service.file(title=EVIL, text=EVIL)
    agent = DeskBrowser(service).enter(AGENT).get(f"/desk/cases/{filed['number']}")
    lead = DeskBrowser(service).enter(LEAD).get(f"/desk/cases/{filed['number']}")
    auditor = DeskBrowser(service).enter(AUDITOR).get(f"/desk/cases/{filed['number']}")

    assert {"claim", "reply", "note", "resolve", "offer"} <= offered(agent.text, filed)
    assert "reject" not in offered(agent.text, filed)
    assert "Your role can’t do this." in agent.text
    assert {"reject", "extend", "hide"} <= offered(lead.text, filed)
    assert "visited" not in offered(lead.text, filed)
    assert "No visit waits for a report." in lead.text
    assert offered(auditor.text, filed) == set()
    assert "<script>alert" not in agent.text
    assert agent.headers["etag"] == '"1"'
    assert DeskBrowser(service).enter(ELSEWHERE).get(f"/desk/cases/{filed['number']}").status == 403


def test_a_reading_is_recorded_as_the_api_does(service: Service) -> None:
    filed = service.file()
    DeskBrowser(service).enter(AGENT).get(f"/desk/cases/{filed['number']}")

    found = service.get("/api/desk/readings", AUDITOR, number=filed["number"]).json["items"]

    assert [(one["actor"], one["what"]) for one in found] == [("li", "case")]


@pytest.mark.parametrize(
    ("claims", "command", "fields"),
    [
        (AGENT, "claim", {}),
        (AGENT, "reply", {"text": EVIL}),
        (AGENT, "ask", {"text": "在哪里？"}),
        (AGENT, "heard", {"text": "在主卧。", "channel": "hotline"}),
        (AGENT, "triage", {"severity": "high", "safety": "true"}),
        (AGENT, "visit", {"since": "2026-11-24T09:00", "until": "2026-11-24T11:00"}),
        (AGENT, "offer", {"remedy": "compensation", "amount": "80.50", "text": "补偿。"}),
        (LEAD, "assign", {"to": "han"}),
        (LEAD, "extend", {"clock": "resolve", "until": "2026-12-24T11:00", "reason": "等配件。"}),
        (LEAD, "reject", {"reason": "市政道路。"}),
        (MANAGER, "hide", {"reason": "含他人信息。"}),
        (AGENT, "resolve", {"summary": "已修。", "cause": "workmanship", "department": "engineering"}),
    ],
)
def test_a_command_is_carried_out_and_told(
    service: Service, claims: dict[str, Any], command: str, fields: dict[str, str]
) -> None:
    filed = service.file()
    desk = DeskBrowser(service).enter(claims)

    answer = sent(desk, filed, command, **fields)

    assert answer.status == 303, answer.text
    after = desk.get(answer.headers["location"]).text
    assert "Done: " in after
    assert "<script>alert" not in after
    assert service.case(filed).json["version"] > 1


def test_a_visit_leaves_works_and_a_work_is_finished(service: Service) -> None:
    filed = service.file()
    desk = DeskBrowser(service).enter(AGENT)
    sent(desk, filed, "visit", since="2026-11-24T09:00", until="2026-11-24T11:00")
    works = {"works.0.what": "重做防水层", "works.0.due": "2026-12-01T18:00"}

    assert sent(desk, filed, "visited", visit="1", outcome="more_work", **works).status == 303
    assert service.case(filed).json["works"][0]["due"] == "2026-12-01T10:00:00.000Z"
    assert sent(desk, filed, "finish", work="1").status == 303


def test_what_is_refused_is_told_with_what_was_typed(service: Service) -> None:
    filed = service.file()
    desk = DeskBrowser(service).enter(AGENT)
    page = desk.get(f"/desk/cases/{filed['number']}").text
    form = {name: hidden(page, name) for name in ("version", "idempotency_key", "city")}
    service.do(filed, "note", {"text": "Written meanwhile."})
    address = f"/desk/cases/{filed['number']}/reply"

    stale = desk.post(address, {**form, "reply.text": "My answer."})
    invalid = sent(desk, filed, "offer", remedy="repair", amount="5", text="Kept.")
    service.resolve(filed)
    settled = sent(desk, filed, "reply", text="Too late.")

    assert stale.status == 412
    assert "Since you opened it" in stale.text
    assert "Written meanwhile." in stale.text
    assert "My answer." in stale.text
    assert invalid.status == 422
    assert "Give an amount for compensation" in invalid.text
    assert settled.status == 409
    assert "The case is settled, declined or merged." in settled.text


def test_a_form_sent_twice_is_carried_out_once(service: Service) -> None:
    filed = service.file()
    desk = DeskBrowser(service).enter(AGENT)
    page = desk.get(f"/desk/cases/{filed['number']}").text
    form = {name: hidden(page, name) for name in ("version", "idempotency_key", "city")}
    told = {**form, "note.text": "Once."}

    answers = [desk.post(f"/desk/cases/{filed['number']}/note", told).status for _ in range(2)]

    assert answers == [303, 303]
    assert [entry["text"] for entry in service.case(filed).json["timeline"]].count("Once.") == 1


def test_a_saved_reply_begins_the_answer(service: Service) -> None:
    filed = service.file()
    desk = DeskBrowser(service).enter(AGENT)
    listed = desk.get(f"/desk/cases/{filed['number']}/replies").text
    address = re.search(r'href="(/desk/cases/[^"]+\?saved=[^"]+)"', listed)
    assert address

    assert "王小明" in desk.get(address[1]).text


def test_a_case_is_filed_for_a_customer(service: Service) -> None:
    before = service.file()
    desk = DeskBrowser(service).enter(AGENT)
    key = hidden(desk.get("/desk/cases/new").text, "idempotency_key")
    fields = {
        "kind": "complaint",
        "title": EVIL,
        "text": "每天停两小时。",
        "city": "sz",
        "channel": "hotline",
        "severity": "high",
        "language": "zh",
        "contact.name": "李四",
        "contact.phone": "13900139000",
        "idempotency_key": key,
    }

    filed = [desk.post("/desk/cases/new", fields) for _ in range(2)]
    wrong = desk.post("/desk/cases/new", {**fields, "contact.phone": "12", "idempotency_key": key[::-1]})
    similar = desk.get("/desk/cases/similar?city=sz&home.project=海岸花园&home.building=3栋").text

    assert [answer.status for answer in filed] == [303, 303]
    assert filed[0].headers["location"] == filed[1].headers["location"]
    assert wrong.status == 422
    assert "李四" in wrong.text
    assert "not a telephone number" in wrong.text
    assert before["number"] in similar
