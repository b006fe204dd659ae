"""Imports of history over HTTP: begin, see how far they are, fetch what was rejected."""

import json
from dataclasses import replace
from typing import Any

import pytest

from hearthline import root
from hearthline.imports.model import ImportStatus, Tally
from hearthline.imports.store import ImportStore
from tests.contract.service import ADMIN, AGENT, AUDITOR, GROUP, MANAGER, Service, staff

MAPPING = {
    "external_id": {"column": "case"},
    "opened": {"column": "opened", "format": "%Y-%m-%d %H:%M:%S"},
    "title": {"template": "{type} {street}"},
}


def beginning(**changes: Any) -> dict[str, Any]:
    return {"city": "sz", "source": "old-desk", "filename": "cases.csv", "mapping": MAPPING, **changes}


def test_beginning_lends_the_right_to_upload_one_file(service: Service) -> None:
    answer = service.post("/api/imports", beginning(), MANAGER)

    assert answer.status == 201
    begun = answer.json
    assert answer.headers["location"] == f"/api/imports/{begun['id']}"
    assert begun["upload"]["fields"]["key"] == f"uploads/{begun['id']}/data.csv"
    assert begun["upload"]["fields"]["Content-Type"] == "text/csv"


def test_beginning_twice_under_one_key_begins_once(service: Service) -> None:
    key = {"Idempotency-Key": "0123456789abcdef"}

    first, second = (service.post("/api/imports", beginning(), MANAGER, key) for _ in range(2))
    other = service.post("/api/imports", beginning(source="hotline"), MANAGER, key)
    short = service.post("/api/imports", beginning(), MANAGER, {"Idempotency-Key": "short"})

    assert (first.status, second.status) == (201, 201)
    assert first.json["id"] == second.json["id"]
    assert (other.status, list(other.faults)) == (422, ["#Idempotency-Key"])
    assert (short.status, list(short.faults)) == (422, ["#Idempotency-Key"])


def test_a_new_import_waits_and_counts_as_failed_when_nothing_came(service: Service) -> None:
    begun = service.post("/api/imports", beginning(), MANAGER).json
    path = f"/api/imports/{begun['id']}"

    waiting = service.get(path, MANAGER).json
    early = service.get(f"{path}/rejected", MANAGER)
    service.later(hours=2)
    late = service.get(path, MANAGER).json

    assert (waiting["status"], waiting["rows"], waiting["rejected_url"]) == ("waiting", 0, None)
    assert (early.status, early.json["reason"]) == (409, "import_not_ended")
    assert (late["status"], late["failure"]["code"]) == ("failed", "not_uploaded")


def test_rejected_rows_are_fetched_for_a_minute_and_by_whom_is_recorded(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = service.post("/api/imports", beginning(), MANAGER).json
    jobs = ImportStore(root.complaints_table())
    job = jobs.load(begun["id"])
    assert job is not None
    tally = Tally(rows=3, imported=2, rejected=1, met=2, agree=1, disagree=1, disagreeing_lines=(3,))
    ended = replace(job, status=ImportStatus.FINISHED, ended_at=service.now, parts=(0,), tally=tally)
    jobs.save(job, ended)

    view = service.get(f"/api/imports/{begun['id']}", MANAGER).json
    answer = service.get(view["rejected_url"], MANAGER)

    assert (view["status"], view["imported"], view["label"]["disagreeing_lines"]) == ("finished", 2, [3])
    assert answer.status == 303
    assert f"rejected/{begun['id']}.csv" in answer.headers["location"]
    read = [line for line in map(json.loads, capsys.readouterr().out.splitlines()) if "what" in line]
    assert [(line["event"], line["actor"], line["what"], line["about"]) for line in read] == [
        ("personal_data.read", "wei", "rejected_rows", begun["id"])
    ]
    listed = service.get("/api/desk/readings", AUDITOR, actor="wei").json["items"]
    assert [(each["what"], each["number"], each["about"]) for each in listed] == [
        ("rejected_rows", None, begun["id"])
    ]
    assert "X-Amz-Expires=60" in answer.headers["location"]
    service.later(days=31)
    assert service.get(view["rejected_url"], MANAGER).status == 404


def test_imports_are_for_managers_and_admins_of_the_city(service: Service) -> None:
    begun = service.post("/api/imports", beginning(), MANAGER).json
    path = f"/api/imports/{begun['id']}"
    elsewhere = staff("x", "manager", "city:bj")

    assert [service.get(path, who).status for who in (MANAGER, ADMIN, GROUP)] == [200, 200, 200]
    assert [service.get(path, who).status for who in (AGENT, elsewhere)] == [403, 403]
    assert [service.post("/api/imports", beginning(), who).status for who in (AGENT, elsewhere)] == [403, 403]


def test_an_unknown_import_and_an_unknown_city(service: Service) -> None:
    assert service.get("/api/imports/0123456789ABCDEF", ADMIN).status == 404
    assert service.get("/api/imports/x", ADMIN).status == 404
    assert service.get("/api/imports/x/rejected", ADMIN).status == 404
    assert service.post("/api/imports", beginning(city="atlantis"), ADMIN).faults.keys() == {"/city"}


def test_a_mapping_that_cannot_work_is_refused_before_any_upload(service: Service) -> None:
    wrong = {
        **MAPPING,
        "opened": {"column": "opened", "format": "%H:%M"},
        "title": {"column": "a", "constant": "b"},
    }

    answer = service.post("/api/imports", beginning(mapping=wrong), MANAGER)

    assert answer.faults.keys() == {"/mapping/opened/format", "/mapping/title"}
