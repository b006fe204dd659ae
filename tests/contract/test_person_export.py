"""A person is given all that is known of them: asked over HTTP, made by the job, fetched for a minute."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from hearthline import root, root_work
from hearthline.complaints.privacy import exporting
from hearthline.complaints.privacy.model import file_of
from hearthline.notices import delivery
from hearthline.notices.delivery import Patience
from hearthline.notices.model import CUSTOMER, Message, message_id
from hearthline.notices.store import DeliveryTable
from hearthline.platform.outbox import CUSTOMER as FILER
from hearthline.platform.outbox import Event
from tests.contract.cloud import BUCKET
from tests.contract.service import ADMIN, AGENT, AUDITOR, Service, filing
from tests.rights.acting import acting

EXPORTS = "/api/desk/persons/exports"
SCHEMA = Path(__file__).parents[2] / "docs" / "person-export.schema.json"
ASKED = {"phone": "138 0013 8000", "reason": "Asked for in writing, file 2026-118."}


def work(identity: str) -> None:
    with acting("ComplaintJobs"):
        assert root_work.jobs().run(identity, lambda: True) is not None


def exported(service: Service, **asked: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Ask for an export and make it; give its view, and the document."""
    begun = service.post(EXPORTS, {**ASKED, **asked}, ADMIN)
    assert begun.status == 202
    work(begun.json["id"])
    view: dict[str, Any] = service.get(begun.headers["location"], ADMIN).json
    key = file_of(begun.json["id"])
    body = service.cloud.clients["s3"].get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return view, json.loads(body)


def told(service: Service, filed: dict[str, Any]) -> None:
    """Put on record that the customer was told that the case is received."""
    number = filed["number"].replace("-", "")
    event = Event(f"{number}.1.0", "complaint.received", service.now, f"complaint/{number}", FILER)
    message = Message(message_id(event.id, CUSTOMER, "received"), "received", CUSTOMER, event)
    deliveries = DeliveryTable(root.deliveries_table(), 8)
    deliveries.add(delivery.queue(message, service.now, Patience()))


def test_the_document_holds_what_the_person_said_and_was_told_and_keeps_to_its_schema(
    service: Service,
) -> None:
    filed = service.file()
    told(service, filed)
    service.do(filed, "reply", {"text": "师傅明天上门。"})
    service.do(filed, "note", {"text": "内部备注"})
    service.resolve(filed)

    view, document = exported(service)

    jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8"))).validate(document)
    (case,) = document["cases"]
    assert (view["status"], view["cases"]) == ("done", 1)
    assert case["contact"] == {"name": "王小明", "phone": "+8613800138000", "email": "wang@example.com"}
    assert [entry["text"] for entry in case["timeline"]] == [None, "师傅明天上门。", "已更换防水层。"]
    assert [(each["purpose"], each["state"]) for each in case["notices"]] == [("received", "queued")]
    assert "内部备注" not in json.dumps(document, ensure_ascii=False)
    assert "li" not in [entry["by"] for entry in case["timeline"]]


def test_a_case_that_led_to_an_improvement_is_in_it_as_any_other(service: Service) -> None:
    filed = service.file()
    improvement = {
        "title": "蓄水试验",
        "text": "多户渗漏。",
        "department": "engineering",
        "cause": "workmanship",
    }
    proposed = service.post(
        "/api/desk/improvements", {**improvement, "city": "sz", "complaints": [filed["number"]]}, AGENT
    )
    assert proposed.status == 201, proposed.text

    _, document = exported(service)

    assert [case["number"] for case in document["cases"]] == [filed["number"]]


def test_each_case_is_in_it_once_in_the_order_of_filing_and_nobody_elses(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    mine = []
    for _ in range(5):
        mine.append(service.file()["number"])
        service.later(minutes=10)
    service.file(contact={"name": "赵钱", "phone": "13900139000"})

    _, document = exported(service, email="wang@example.com")

    assert [case["number"] for case in document["cases"]] == mine


def test_only_the_whole_file_is_kept(service: Service) -> None:
    service.file()
    view, _ = exported(service)

    found = service.cloud.clients["s3"].list_object_versions(Bucket=BUCKET, Prefix=f"exports/{view['id']}")
    assert [version["Key"] for version in found["Versions"]] == [f"exports/{view['id']}.json"]


def test_who_fetched_it_is_recorded_and_after_a_week_it_is_gone(service: Service) -> None:
    service.file()
    view, _ = exported(service)

    answer = service.get(view["file_url"], ADMIN)

    assert answer.status == 303
    assert "X-Amz-Expires=60" in answer.headers["location"]
    (reading,) = service.get("/api/desk/readings", AUDITOR, actor="admin").json["items"]
    assert (reading["what"], reading["about"]) == ("export", view["id"])
    service.later(days=7)
    assert service.get(view["file_url"], ADMIN).status == 404


def test_an_export_that_still_runs_has_no_file(service: Service) -> None:
    begun = service.post(EXPORTS, ASKED, ADMIN).json

    answer = service.get(f"{EXPORTS}/{begun['id']}/file", ADMIN)

    assert (answer.status, answer.json["reason"]) == (409, "export_not_ended")
    assert begun["file_url"] is None


def test_exports_are_for_admins(service: Service) -> None:
    assert service.post(EXPORTS, ASKED, AGENT).status == 403


def test_of_a_person_unknown_to_us_nothing_is_known(service: Service) -> None:
    service.post("/api/complaints", filing())

    _, document = exported(service, phone="13900139000")

    assert document["cases"] == []
    assert document["persons"] == []
