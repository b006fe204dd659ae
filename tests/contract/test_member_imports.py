"""Imports of members over HTTP: begun like those of complaints, worked on, and shown."""

from typing import Any

import pytest

from hearthline import root_work
from hearthline.platform.objects import Objects
from tests.contract.cloud import BUCKET
from tests.contract.service import ADMIN, AGENT, GROUP, MANAGER, MARKETING, Service
from tests.rights.acting import acting
from tests.unit.member_imports.builders import a_file, a_member_mapping, members


def beginning(**changes: Any) -> dict[str, Any]:
    body = {"kind": "members", "city": "sz", "source": "old-club", "mapping": a_member_mapping(), **changes}
    return {name: value for name, value in body.items() if value is not None}


def test_an_import_of_members_ends_with_members(service: Service) -> None:
    begun = service.post("/api/imports", beginning(), MANAGER).json
    files = Objects(service.cloud.clients["s3"], BUCKET)
    files.write(f"uploads/{begun['id']}/data.csv", a_file(*members(5), {"name": ""}), "text/csv")

    with acting("ComplaintImport"):
        root_work.importing().run(begun["id"], service.now, lambda: True)

    view = service.get(f"/api/imports/{begun['id']}", MANAGER).json
    assert (view["kind"], view["city"], view["status"]) == ("members", "sz", "finished")
    assert (view["rows"], view["imported"], view["rejected"]) == (6, 5, 1)
    assert (view["promise"], view["label"]) == (None, None)
    assert service.get(view["rejected_url"], MANAGER).status == 303


def test_a_file_of_all_cities_is_for_hq(service: Service) -> None:
    everywhere = beginning(city=None)

    assert service.post("/api/imports", everywhere, ADMIN).status == 201
    assert service.post("/api/imports", everywhere, GROUP).status == 201
    assert service.post("/api/imports", everywhere, MANAGER).status == 403
    assert service.post("/api/imports", beginning(city="bj"), MANAGER).status == 403
    assert [service.post("/api/imports", beginning(), who).status for who in (AGENT, MARKETING)] == [403, 403]


def test_members_and_complaints_are_not_mixed_up_under_one_key(service: Service) -> None:
    key = {"Idempotency-Key": "0123456789abcdef"}
    first = service.post("/api/imports", beginning(), MANAGER, key)
    again = service.post("/api/imports", beginning(), MANAGER, key)
    other = service.post("/api/imports", beginning(source="partner"), MANAGER, key)

    assert first.json["id"] == again.json["id"]
    assert list(other.faults) == ["#Idempotency-Key"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (beginning(kind="ghosts"), "/kind"),
        (beginning(kind=None), "/mapping/birth_date"),
        (beginning(mapping={**a_member_mapping(), "tier": {"constant": "gold"}}), "/mapping/tier"),
        (beginning(by="somebody"), "/by"),
        (beginning(city="atlantis"), "/city"),
    ],
)
def test_what_is_no_import_of_members_is_refused(
    service: Service, body: dict[str, Any], pointer: str
) -> None:
    answer = service.post("/api/imports", body, ADMIN)

    assert answer.status == 422
    assert pointer in answer.faults
