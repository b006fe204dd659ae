"""Filing: as JSON, as a form, twice, too often."""

import pytest

from hearthline import root
from hearthline.platform.ids import read_number
from tests.contract.service import Service, filing

KEY = "0b8e6a52-3f54-4a55-9a0d-2f6f6c4d8f11"


def test_filing_answers_with_number_key_link_and_promises(service: Service) -> None:
    answer = service.post("/api/complaints", filing())

    assert answer.status == 201
    filed = answer.json
    assert read_number(filed["number"]) is not None
    assert filed["follow_url"] == f"https://care.example/follow/{filed['number']}?key={filed['key']}"
    assert len(filed["key"]) == 22
    assert filed["status"] == "received"
    assert filed["received_at"] == "2026-11-22T08:00:00.000Z"
    assert filed["answer_due_at"] == "2026-11-23T08:00:00.000Z"
    assert answer.headers["location"] == f"/api/complaints/{filed['number']}"


def test_the_least_that_can_be_filed(service: Service) -> None:
    least = {"kind": "praise", "title": "谢谢", "text": "好", "city": "bj"}

    answer = service.post("/api/complaints", {**least, "contact": {"name": "李", "email": "li@example.com"}})

    assert answer.status == 201
    view = service.follow(answer.json).json
    assert (view["public"], view["language"], view["home"], view["category"]) == ("private", "zh", None, None)


def test_a_plain_html_form_of_any_site_leads_to_the_filers_page(service: Service) -> None:
    answer = service.form(
        "/api/complaints",
        {
            "kind": "complaint",
            "title": "楼道灯不亮",
            "text": "三楼楼道灯坏了两周。",
            "city": "sz",
            "home.project": "海岸花园",
            "home.unit": "",
            "category": "",
            "contact.name": "王小明",
            "contact.phone": "138 0013 8000",
            "public": "on",
        },
    )

    assert answer.status == 303
    assert answer.headers["access-control-allow-origin"] == "*"
    path, _, key = answer.headers["location"].removeprefix("https://care.example").partition("?key=")
    view = service.get(path.replace("/follow/", "/api/complaints/"), key=key).json
    assert (view["title"], view["public"], view["home"]["unit"]) == ("楼道灯不亮", "public", None)


def test_an_unticked_form_stays_private(service: Service) -> None:
    fields = {"kind": "complaint", "title": "灯", "text": "灯", "city": "sz", "contact.name": "王"}

    answer = service.form("/api/complaints", {**fields, "contact.email": "wang@example.com"})

    path, _, key = answer.headers["location"].removeprefix("https://care.example").partition("?key=")
    assert service.get(path.replace("/follow/", "/api/complaints/"), key=key).json["public"] == "private"


def test_only_filing_may_be_done_from_other_sites(service: Service) -> None:
    filed = service.file()

    preflight = service.ask("OPTIONS", "/api/complaints")

    assert preflight.status == 204
    assert preflight.headers["access-control-allow-methods"] == "POST"
    assert "idempotency-key" in preflight.headers["access-control-allow-headers"].lower()
    refused = service.post("/api/complaints", {})
    assert refused.headers["access-control-allow-origin"] == "*"
    others = [
        service.follow(filed),
        service.get("/api/board"),
        service.get("/api/catalog"),
        service.post("/api/complaints/find", {"phone": "13800138000"}),
        service.post(f"/api/complaints/{filed['number']}/messages", {"key": filed["key"], "text": "还在漏"}),
        service.case(filed),
        service.get("/api/nothing"),
    ]
    assert all("access-control-allow-origin" not in answer.headers for answer in others)


def test_the_same_key_and_body_give_the_same_answer_and_one_complaint(service: Service) -> None:
    first = service.post("/api/complaints", filing(), headers={"Idempotency-Key": KEY})
    before = service.snapshot()
    service.later(hours=30)

    again = service.post("/api/complaints", filing(), headers={"Idempotency-Key": KEY})

    assert (again.status, again.json) == (201, first.json)
    assert again.headers["location"] == first.headers["location"]
    assert service.snapshot() == before


def test_the_same_key_and_body_give_the_same_answer_when_the_case_has_moved_on(service: Service) -> None:
    first = service.post("/api/complaints", filing(), headers={"Idempotency-Key": KEY})
    service.do(first.json, "triage", {"severity": "critical"})
    service.resolve(first.json)

    again = service.post("/api/complaints", filing(), headers={"Idempotency-Key": KEY})

    assert again.json == first.json


def test_the_same_key_with_another_body_is_refused_and_tells_nothing_of_the_first(service: Service) -> None:
    first = service.post("/api/complaints", filing(), headers={"Idempotency-Key": KEY})
    before = service.snapshot()

    other = service.post("/api/complaints", filing(title="别的事"), headers={"Idempotency-Key": KEY})

    assert (other.status, other.problem, list(other.faults)) == (422, "invalid", ["#Idempotency-Key"])
    assert first.json["number"] not in other.text
    assert "王小明" not in other.text
    assert service.snapshot() == before


def test_without_a_key_the_same_body_is_filed_twice(service: Service) -> None:
    assert service.file()["number"] != service.file()["number"]


@pytest.mark.parametrize("limit", ["RATE_PER_CONTACT", "RATE_PER_ADDRESS"])
def test_who_files_too_often_is_told_when_to_come_back(
    service: Service, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setenv(limit, "2")
    root.reset()
    service.file()
    service.file()
    before = service.snapshot()

    answer = service.post("/api/complaints", filing())

    assert (answer.status, answer.problem) == (429, "too-many")
    wait = int(answer.headers["retry-after"])
    assert wait == {"RATE_PER_CONTACT": 3600, "RATE_PER_ADDRESS": 600}[limit]
    assert service.snapshot() == before
    service.later(seconds=wait)
    assert service.post("/api/complaints", filing()).status == 201


def test_cities_categories_and_days_to_come_are_checked(service: Service) -> None:
    unknown = filing(city="xx", category="nonsense")
    tomorrow = filing(occurred_on="2026-11-23")

    assert set(service.post("/api/complaints", unknown).faults) == {"/city", "/category"}
    assert set(service.post("/api/complaints", tomorrow).faults) == {"/occurred_on"}
    assert service.post("/api/complaints", filing(occurred_on="2026-11-22")).status == 201
