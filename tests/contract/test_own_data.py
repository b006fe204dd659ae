"""Members have what is kept of them given out, and themselves taken out, by themselves."""

import json
from typing import Any

import jsonschema_rs
import pytest

from hearthline import root, root_members
from hearthline.complaints.privacy.model import file_of
from hearthline.notices import delivery
from hearthline.notices.delivery import Patience
from hearthline.notices.model import Message, message_id
from hearthline.notices.store import DeliveryTable
from hearthline.platform.outbox import SYSTEM, Event
from tests.contract.aftermath import Aftermath
from tests.contract.cloud import BUCKET
from tests.contract.club import LI, WANG, Browser, Club
from tests.contract.service import ADMIN, AUDITOR, LEAD, Service
from tests.contract.test_person_export import SCHEMA
from tests.rights.acting import acting

KEY = {"Idempotency_Key": "a-key-of-sixteen-characters"}


@pytest.fixture
def club(service: Service) -> Club:
    return Club(service)


@pytest.fixture
def aftermath(service: Service) -> Aftermath:
    return Aftermath(service)


def file_at(service: Service, view: dict[str, Any]) -> dict[str, Any]:
    body = service.cloud.clients["s3"].get_object(Bucket=BUCKET, Key=file_of(view["id"]))["Body"].read()
    document: dict[str, Any] = json.loads(body)
    jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8"))).validate(document)
    return document


def exported(service: Service, aftermath: Aftermath, browser: Browser) -> dict[str, Any]:
    """Ask for one's file and have it made; give the document."""
    assert browser.send("POST", "/export").status == 202
    aftermath.settle()
    return file_at(service, browser.get("/export").json)


def told(person: str, service: Service, purpose: str = "points_expiring") -> None:
    """Put on record that the person was told something."""
    event = Event(f"e.{purpose}", "points.expiring", service.now, f"person/{person}", SYSTEM)
    recipient = f"person/{person}"
    message = Message(message_id(event.id, recipient, purpose), purpose, recipient, event)
    queued = delivery.queue(message, service.now, Patience())
    DeliveryTable(root.deliveries_table(), 8).add(queued)


def id_of(browser: Browser) -> str:
    return str(browser.get().json["id"])


# Having it given out


def test_the_file_is_asked_for_made_and_lent_for_a_minute(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    wang = club.member()
    aftermath.settle()

    asked = wang.send("POST", "/export")
    assert (asked.status, asked.headers["location"]) == (202, "/api/members/me/export")
    assert wang.get("/export").json == asked.json
    assert (asked.json["status"], asked.json["file_url"]) == ("running", None)
    aftermath.settle()
    done = wang.get("/export").json

    assert (done["id"], done["status"]) == (asked.json["id"], "done")
    assert "X-Amz-Expires=60" in done["file_url"]
    assert file_at(service, done)["persons"][0]["phone"] == "+8613800138000"


def test_after_a_week_the_file_is_gone(service: Service, club: Club, aftermath: Aftermath) -> None:
    wang = club.member()
    wang.send("POST", "/export")
    aftermath.settle()
    service.later(days=7)

    gone = wang.get("/export").json

    assert (gone["status"], gone["file_url"]) == ("gone", None)


def test_who_asked_for_none_has_none(club: Club) -> None:
    assert club.member().get("/export").status == 404


def test_it_is_asked_for_three_times_a_day_and_under_a_key_once(service: Service, club: Club) -> None:
    wang = club.member()

    first, again = (wang.send("POST", "/export", **KEY) for _ in range(2))
    service.later(minutes=1)
    second, third, fourth = (wang.send("POST", "/export") for _ in range(3))

    assert (first.status, again.status, first.json["id"]) == (202, 202, again.json["id"])
    assert (second.status, third.status, fourth.status) == (202, 202, 429)
    assert int(fourth.headers["retry-after"]) > 0
    assert wang.send("POST", "/export", **KEY).json["id"] == first.json["id"]
    service.later(days=1)
    assert wang.send("POST", "/export").status == 202


def test_it_holds_what_they_said_did_and_were_told(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    filed = service.file()
    wang = club.member(
        employer="万科", education="master", sex="male", consents={"terms": True, "survey": {"email": True}}
    )
    aftermath.settle()
    service.later(minutes=1)
    wang.patch({"survey": {"email": False}}, "/consents")
    told(id_of(wang), service)

    document = exported(service, aftermath, wang)

    [person] = document["persons"]
    assert {name: person[name] for name in ("name", "birth_date", "employer", "education", "sex")} == {
        "name": "王小明",
        "birth_date": "1990-05-01",
        "employer": "万科",
        "education": "master",
        "sex": "male",
    }
    assert [(one["purpose"], one["channel"], one["given"]) for one in person["declarations"]] == [
        ("terms", None, True),
        ("survey", "email", True),
        ("survey", "email", False),
    ]
    assert {one["text_version"] for one in person["declarations"]} == {1}
    assert [entry["source"] for entry in person["points"]["ledger"]] == ["joining"]
    assert person["points"]["balance"] == sum(entry["amount"] for entry in person["points"]["ledger"])
    assert person["complaints"] == [filed["number"]]
    assert [case["number"] for case in document["cases"]] == [filed["number"]]
    assert [message["purpose"] for message in person["messages"]] == ["points_expiring"]
    assert len(person["sessions"]) == 1
    assert "joined" in [line["kind"] for line in person["history"]]


def test_nobody_elses_data_are_in_it(service: Service, club: Club, aftermath: Aftermath) -> None:
    club.member(LI, name="李雷")
    service.file(contact={"name": "赵钱", "phone": "13900139000"})

    document = exported(service, aftermath, club.member())

    assert [person["name"] for person in document["persons"]] == ["王小明"]
    assert document["cases"] == []


def test_staff_give_a_member_the_same_by_any_of_their_contacts(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    wang = club.member()
    service.file(contact={"name": "王小明", "email": "wang@example.com"})
    address = {"email": "wang@example.com"}
    wang.patch({"email": {"value": "wang@example.com", "code": club.ask_code(address)}})
    aftermath.settle()

    begun = service.post(
        "/api/desk/persons/exports", {"phone": "13800138000", "reason": "Asked in writing."}, ADMIN
    )
    aftermath.settle()

    view = service.get(begun.headers["location"], ADMIN).json
    assert (view["persons"], view["cases"]) == (1, 1)
    document = file_at(service, begun.json)
    assert [person["email"] for person in document["persons"]] == ["wang@example.com"]
    assert len(document["cases"]) == 1


# Being taken out


def test_who_leaves_is_signed_out_and_unknown_at_once(service: Service, club: Club) -> None:
    wang = club.member()
    other = Browser(service, wang.cookie)

    left = wang.send("DELETE", "")

    assert (left.status, left.text) == (202, "")
    assert other.get().status == 401
    assert club.sign_in(WANG).json["reason"] == "not_joined"


@pytest.mark.parametrize("what", ["", "/points", "/messages", "/referrals", "/complaints"])
def test_of_who_has_left_staff_read_nothing(service: Service, club: Club, what: str) -> None:
    wang = club.member()
    identity = id_of(wang)
    wang.send("DELETE", "")

    assert service.get(f"/api/desk/members/{identity}{what}", AUDITOR).status == 404
    changed = service.ask("PATCH", f"/api/desk/members/{identity}", json_body={"tags": ["vip"]}, claims=LEAD)
    assert changed.status == 404


def test_only_a_fresh_session_opens_the_way_out(service: Service, club: Club) -> None:
    wang = club.member()
    service.later(minutes=11)

    refused = wang.send("DELETE", "")

    assert (refused.status, refused.json["reason"]) == (409, "session_too_old")
    assert wang.get().status == 200
    fresh = Browser(service, club.sign_in(WANG).cookies[0].partition(";")[0])
    assert fresh.send("DELETE", "").status == 202


def test_the_job_that_follows_is_one_however_often_it_is_told_of(
    service: Service, club: Club, aftermath: Aftermath
) -> None:
    service.file()
    club.member().send("DELETE", "")
    [event] = club.events("person.erasure_requested")
    aftermath.settle()

    from hearthline.platform.outbox import react, read_event

    with acting("MembershipWatch"):
        react(root_members.reactions(), read_event({**event, "data": {**event["data"]}}), service.now)

    jobs = [item for item in service.snapshot() if "'W#" in item]
    assert len(jobs) == 1


def test_who_joins_anew_is_a_new_member(service: Service, club: Club, aftermath: Aftermath) -> None:
    wang = club.member()
    before = wang.get().json
    wang.send("DELETE", "")

    at_once = club.member().get().json
    aftermath.settle()

    assert at_once["id"] != before["id"]
    assert at_once["referral_code"] != before["referral_code"]
    assert club.sign_in(WANG).json["id"] == at_once["id"]


def test_staff_take_a_member_out_by_a_contact(service: Service, club: Club, aftermath: Aftermath) -> None:
    wang = club.member()
    service.file()
    aftermath.settle()

    begun = service.post(
        "/api/desk/persons/erasures", {"phone": "13800138000", "reason": "Asked in writing."}, ADMIN
    )
    aftermath.settle()

    assert begun.status == 202
    view = service.get(begun.headers["location"], ADMIN).json
    assert (view["persons"], view["found"]) == (1, 1)
    assert wang.get().status == 401
    assert root_members.persons().find(root.access_keys().person("phone", "+8613800138000")) is None
