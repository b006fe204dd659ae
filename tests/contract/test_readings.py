"""Who read what: written down before it is shown, and looked up by an auditor."""

from typing import Any

import pytest

from hearthline import root
from hearthline.platform.table import Table, Throttled
from tests.contract.service import ADMIN, AGENT, AUDITOR, COLLEAGUE, LEAD, Service, staff

READINGS = "/api/desk/readings"


def test_who_opened_a_case_is_found_by_case_and_by_reader_newest_first(service: Service) -> None:
    mine, other = service.file(), service.file()
    first = service.later(minutes=1)
    service.case(mine)
    second = service.later(minutes=1)
    service.case(other)
    third = service.later(minutes=1)
    service.case(mine, COLLEAGUE)

    of_case = service.get(READINGS, AUDITOR, number=mine["number"]).json
    of_reader = service.get(READINGS, ADMIN, actor="li").json

    assert [(each["at"], each["actor"], each["what"]) for each in of_case["items"]] == [
        (third, "han", "case"),
        (first, "li", "case"),
    ]
    assert [(each["at"], each["number"]) for each in of_reader["items"]] == [
        (second, other["number"]),
        (first, mine["number"]),
    ]
    assert all(each["request_id"] for each in of_case["items"])
    assert of_case["next_cursor"] is None


@pytest.mark.parametrize("by", ["number", "actor"])
def test_pages_go_on_where_the_last_one_ended(service: Service, by: str) -> None:
    filed = service.file()
    told = []
    for _ in range(5):
        told.append(service.later(minutes=1))
        service.case(filed)
    wanted = {"number": filed["number"], "actor": "li"}[by]

    seen: list[str] = []
    sizes: list[int] = []
    cursor: dict[str, Any] = {}
    while True:
        page = service.get(READINGS, AUDITOR, **{by: wanted}, limit=2, **cursor).json
        seen += [each["at"] for each in page["items"]]
        sizes.append(len(page["items"]))
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}

    assert seen == told[::-1]
    assert sizes == [2, 2, 1]


def test_a_span_of_time_has_its_beginning_and_not_its_end(service: Service) -> None:
    filed = service.file()
    told = []
    for _ in range(3):
        told.append(service.later(minutes=1))
        service.case(filed)

    found = service.get(READINGS, AUDITOR, actor="li", **{"from": told[0], "to": told[2]}).json

    assert [each["at"] for each in found["items"]] == [told[1], told[0]]


def test_what_was_refused_and_what_shows_no_person_is_no_reading(service: Service) -> None:
    filed = service.file()
    elsewhere = staff("sun", "agent", "city:bj")
    service.case(filed, elsewhere)
    service.get("/api/desk/complaints", AGENT)
    service.do(filed, "claim")

    assert service.get(READINGS, AUDITOR, number=filed["number"]).json["items"] == []


@pytest.mark.parametrize("command", [("note", {"text": "x"}), ("claim", {}), ("merge", {})])
def test_a_command_that_is_only_repeated_shows_the_case_and_is_a_reading(
    service: Service, command: tuple[str, dict[str, Any]]
) -> None:
    filed, other = service.file(), service.file()
    name, body = command
    body = {"into": other["number"]} if name == "merge" else body
    key = {"Idempotency-Key": "a-key-of-sixteen-characters"}

    first = service.do(filed, name, body, LEAD, key)
    none = service.get(READINGS, AUDITOR, number=filed["number"]).json["items"]
    again = service.do(filed, name, body, LEAD, key)

    assert (first.status, again.status, again.json["contact"]["name"]) == (200, 200, "王小明")
    assert none == []
    [reading] = service.get(READINGS, AUDITOR, number=filed["number"]).json["items"]
    assert (reading["what"], reading["number"]) == ("case", filed["number"])


def test_nothing_is_read_that_cannot_be_recorded(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    filed = service.file()

    def full(*_: object) -> None:
        raise Throttled

    with monkeypatch.context() as patch:
        patch.setattr(Table, "put", full)
        refused = service.case(filed)

    assert refused.status == 503
    assert "王小明" not in refused.text
    assert service.case(filed).status == 200


def test_readings_are_for_auditors_and_admins_of_the_whole_company(service: Service) -> None:
    city_auditor = staff("x", "auditor", "city:sz")

    allowed = [service.get(READINGS, who, actor="li").status for who in (AUDITOR, ADMIN)]
    refused = [service.get(READINGS, who, actor="li").status for who in (AGENT, LEAD, city_auditor)]

    assert (allowed, refused) == ([200, 200], [403, 403, 403])


def test_either_a_reader_or_a_case_is_asked_for(service: Service) -> None:
    assert service.get(READINGS, AUDITOR).status == 422
    assert service.get(READINGS, AUDITOR, actor="li", number="K7Q2-9XPD-D").status == 422
    assert service.get(READINGS, AUDITOR, number="K7Q2-9XPD-0").status == 404
    assert service.get(READINGS, AUDITOR, actor="li", **{"from": "yesterday"}).faults.keys() == {"?from"}
    assert service.get(READINGS, AUDITOR, actor="li", cursor="x").status == 400


def test_readings_go_after_the_policys_time(service: Service) -> None:
    filed = service.file()
    service.case(filed)

    reading = root.complaints_table().query(("handler_queue", "reads#li"), index="by_handler").items[0]
    item = root.complaints_table().get(reading["pk"], reading["sk"])

    assert item is not None
    assert item["expires_at"] == int(service.now.timestamp()) + 1095 * 86400
