"""A flood of complaints of one building: one incident is suggested, one answer reaches each owner."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infra.local.stack import LocalStack
from tests.sizes import sized
from tests.system.client import Client, eventually
from tests.system.workers import kill_workers

OWNERS = sized(80, 200)
"""More than a page of what an incident links and answers."""
ANSWER = "整栋楼的增压泵已经更换，请各位业主放心用水。"


@pytest.fixture(scope="module")
def lead(stack: LocalStack) -> Client:
    """Give the API as the lead of Shenzhen."""
    return Client(stack.description()["url"], stack.token("lead"))


def file_one(by: Client, place: int) -> str:
    body: dict[str, Any] = {
        "kind": "complaint",
        "title": "全楼停水",
        "text": "早上起没有水。",
        "city": "sz",
        "channel": "hotline",
        "home": {"project": "洪水花园", "building": "9栋", "unit": f"{place // 4 + 1:02d}0{place % 4 + 1}"},
        "category": "plumbing",
        "contact": {"name": f"业主{place}", "email": f"flood{place}@example.com"},
    }
    filed = by.post("/api/desk/complaints", body)
    assert filed.status == 201, filed.body
    return str(filed.json["number"])


def test_a_flood_of_complaints_of_one_building_is_one_incident_and_one_answer_each(
    stack: LocalStack, lead: Client
) -> None:
    with ThreadPoolExecutor(8) as crowd:
        numbers = set(crowd.map(lambda place: file_one(lead, place), range(OWNERS)))

    def suggested() -> list[dict[str, Any]]:
        mine = [one for one in incidents(lead) if one["project"] == "洪水花园"]
        assert len(mine) <= 1, mine
        return [one for one in mine if one["found"] == OWNERS]

    (incident,) = eventually(suggested)
    where = f"/api/desk/incidents/{incident['id']}"
    assert incident["status"] == "suggested"
    assert group_mails(stack, "洪水花园") == 1

    assert lead.post(f"{where}/confirm", {"title": "9栋停水"}).status == 200
    eventually(lambda: settled(lead.get(where).json))
    begun = lead.post(f"{where}/broadcast", {"text": ANSWER})
    assert begun.status == 202, begun.body

    eventually(lambda: progress(lead, where)["answered"] > 0)
    killed = kill_workers(stack, "complaint-jobs")
    half_way = progress(lead, where)
    stack.sweep((datetime.now(UTC) + timedelta(minutes=10)).isoformat(timespec="milliseconds"))
    eventually(lambda: progress(lead, where)["state"] == "done")
    done = progress(lead, where)

    assert killed > 0
    assert half_way["answered"] < OWNERS
    assert (done["answered"], done["skipped"], done["failed"]) == (OWNERS, 0, 0)
    with ThreadPoolExecutor(8) as crowd:
        cases = list(crowd.map(lambda number: lead.get(f"/api/desk/complaints/{number}").json, numbers))
    for case in cases:
        replies = [entry for entry in case["timeline"] if entry["kind"] == "replied"]
        assert [(entry["text"], entry["visibility"]) for entry in replies] == [(ANSWER, "customer")]
        answer = next(clock for clock in case["clocks"] if clock["clock"] == "answer")
        assert (answer["kept"], case["incident"]) == (True, incident["id"])
    eventually(lambda: len(answered_owners(stack)) == OWNERS)
    assert set(answered_owners(stack).values()) == {1}
    assert group_mails(stack, "洪水花园") == 1


def settled(incident: dict[str, Any]) -> bool:
    return incident["linked"] == OWNERS and not incident["job_running"]


def incidents(by: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = by.get("/api/desk/incidents?city=sz&limit=100").json["items"]
    return found


def progress(by: Client, where: str) -> dict[str, Any]:
    broadcasts: list[dict[str, Any]] = by.get(where).json["broadcasts"]
    return broadcasts[0]


def group_mails(stack: LocalStack, about: str) -> int:
    mails = stack.mailbox().messages()
    return sum(
        1
        for mail in mails
        if mail.to == "group@staff.hearthline.example" and about in mail.subject + mail.text
    )


def answered_owners(stack: LocalStack) -> Counter[str]:
    mails = stack.mailbox().messages()
    return Counter(mail.to for mail in mails if mail.to.startswith("flood") and ANSWER in mail.text)
