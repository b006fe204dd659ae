"""Improvements over the API: put forward, listed, decided, amended, and what each may know."""

import json
from typing import Any

import pytest

from hearthline.platform.documents import BUILT_IN
from tests.contract.answer import Answer
from tests.contract.service import (
    ADMIN,
    AGENT,
    AUDITOR,
    COLLEAGUE,
    ELSEWHERE,
    GROUP,
    LEAD,
    MANAGER,
    MARKETING,
    Service,
)

PATH = "/api/desk/improvements"
KEY = {"Idempotency-Key": "a-key-of-sixteen-signs"}


def body(*numbers: str, **changes: Any) -> dict[str, Any]:
    facts = {
        "title": "交付前做蓄水试验",
        "text": "多户渗漏，原因相同。",
        "department": "engineering",
        "cause": "workmanship",
        "city": "sz",
        "complaints": list(numbers),
    }
    return {name: value for name, value in {**facts, **changes}.items() if value is not None}


def propose(service: Service, claims: dict[str, Any] = AGENT, **changes: Any) -> str:
    filed = service.file()
    answer = service.post(PATH, body(filed["number"], **changes), claims)
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def change(
    service: Service, identity: str, given: dict[str, Any], claims: dict[str, Any] = MANAGER, seen: str = "*"
) -> Answer:
    path, headers = f"{PATH}/{identity}", {"If-Match": seen}
    return service.ask("PATCH", path, json_body=given, headers=headers, claims=claims)


def decide(
    service: Service, identity: str, status: str, claims: dict[str, Any] = MANAGER, seen: str = "*"
) -> Answer:
    return change(service, identity, {"status": status, "reason": "下月起执行。"}, claims, seen)


def read(service: Service, identity: str, claims: dict[str, Any] = AGENT) -> Answer:
    return service.get(f"{PATH}/{identity}", claims)


def titles(answer: Answer) -> list[str]:
    return [item["title"] for item in answer.json["items"]]


def test_what_is_put_forward_is_read_with_its_complaints_and_its_history(service: Service) -> None:
    filed = service.file(title="卫生间渗漏")
    proposed = service.post(PATH, body(filed["number"], contractor="安居防水", project="海岸花园"), AGENT)

    found = read(service, proposed.json["id"])

    assert proposed.headers["location"] == f"{PATH}/{proposed.json['id']}"
    assert (found.headers["etag"], found.json["status"], found.json["proposed_by"]) == (
        '"1"',
        "proposed",
        "li",
    )
    assert [one["title"] for one in found.json["complaints"]] == ["卫生间渗漏"]
    assert [(line["kind"], line["by"], line["complaints_added"]) for line in found.json["history"]] == [
        ("proposed", "li", 1)
    ]


def test_each_linked_case_shows_the_improvement(service: Service) -> None:
    one, other = service.file(), service.file()
    identity = service.post(PATH, body(one["number"], other["number"]), AGENT).json["id"]
    decide(service, identity, "accepted")

    for filed in (one, other):
        case = service.case(filed).json
        assert case["related"]["improvements"] == [
            {"id": identity, "title": "交付前做蓄水试验", "status": "accepted"}
        ]
        assert [entry["kind"] for entry in case["timeline"]] == ["received"]


def test_a_repetition_gives_the_same_answer_whatever_became_of_it(service: Service) -> None:
    filed = service.file()
    first = service.post(PATH, body(filed["number"]), AGENT, KEY)
    service.later(hours=30)
    decide(service, first.json["id"], "declined")

    again = service.post(PATH, body(filed["number"]), AGENT, KEY)
    another = service.post(PATH, body(filed["number"], title="别的"), AGENT, KEY)
    colleague = service.post(PATH, body(filed["number"]), COLLEAGUE, KEY)

    assert (again.status, again.json) == (201, first.json)
    assert (another.status, set(another.faults)) == (422, {"#Idempotency-Key"})
    assert colleague.json["id"] != first.json["id"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"department": "heaven", "complaints": ["0000-0000-0"]}, "/department"),
        ({"cause": "fate", "complaints": ["0000-0000-0"]}, "/cause"),
        ({"complaints": ["0000-0000-0"]}, "/complaints/0"),
        ({"complaints": ["nonsense"]}, "/complaints/0"),
        ({"complaints": []}, "/complaints"),
        ({"complaints": ["0000-0000-0"] * 101}, "/complaints"),
        ({"title": " "}, "/title"),
        ({"status": "adopted"}, "/status"),
    ],
)
def test_what_is_not_right_is_refused_and_leaves_no_trace(
    service: Service, changes: dict[str, Any], pointer: str
) -> None:
    before = service.snapshot()

    answer = service.post(PATH, body(**changes), AGENT)

    assert (answer.status, pointer in answer.faults) == (422, True)
    assert service.snapshot() == before


def test_a_complaint_of_another_city_is_no_complaint(service: Service) -> None:
    elsewhere = service.file(city="bj")

    answer = service.post(PATH, body(elsewhere["number"]), AGENT)

    assert answer.faults == {"/complaints/0": "No such complaint in your cities."}
    assert service.post(PATH, body(elsewhere["number"]), GROUP).status == 201


def test_an_improvement_of_a_city_is_for_that_city_and_a_group_wide_one_for_all(service: Service) -> None:
    own = propose(service, title="深圳的")
    everywhere = propose(service, title="集团的", city=None)

    assert titles(service.get(PATH, ELSEWHERE)) == ["集团的"]
    assert service.get(PATH, ELSEWHERE, city="sz").status == 403
    assert (read(service, own, ELSEWHERE).status, read(service, everywhere, ELSEWHERE).status) == (403, 200)
    assert read(service, everywhere, ELSEWHERE).json["complaints"] == []
    assert read(service, everywhere, ELSEWHERE).json["complaints_total"] == 1
    assert service.post(PATH, body(city="bj", complaints=["0000-0000-0"]), AGENT).status == 403


def test_who_decides_is_a_manager_of_the_city_or_of_the_group(service: Service) -> None:
    own, everywhere = propose(service), propose(service, city=None)

    refused = [decide(service, own, "accepted", claims).status for claims in (AGENT, LEAD, AUDITOR, ADMIN)]
    city = [decide(service, identity, "accepted").status for identity in (own, everywhere)]

    assert refused == [403] * 4
    assert city == [200, 403]
    assert decide(service, everywhere, "accepted", GROUP).json["decided_by"] == "ma"


def test_readers_read_and_marketing_does_not(service: Service) -> None:
    identity = propose(service)

    for reader in (AUDITOR, ADMIN):
        assert (read(service, identity, reader).status, service.get(PATH, reader).status) == (200, 200)
        assert service.post(PATH, body("0000-0000-0"), reader).status == 403
    assert (read(service, identity, MARKETING).status, service.get(PATH, MARKETING).status) == (403, 403)


def test_a_decision_follows_the_life_of_an_improvement(service: Service) -> None:
    identity = propose(service)

    early = decide(service, identity, "adopted")
    accepted = decide(service, identity, "accepted")
    declined = decide(service, identity, "declined")
    again = decide(service, identity, "proposed", COLLEAGUE)

    assert (early.status, early.json["reason"], early.json["state"]) == (
        409,
        "decision_not_possible",
        {"status": "proposed", "version": 1},
    )
    assert (accepted.json["reason"], accepted.json["decided_by"]) == ("下月起执行。", "wei")
    assert (declined.json["status"], again.json["status"], again.json["decided_by"]) == (
        "declined",
        "proposed",
        None,
    )
    assert [line["kind"] for line in read(service, identity).json["history"]] == [
        "proposed",
        "decided",
        "decided",
        "taken_up",
    ]


def test_its_proposer_amends_it_while_nobody_has_decided(service: Service) -> None:
    identity, more = propose(service), service.file(title="又一户")

    amended = change(service, identity, {"title": "新题", "complaints_added": [more["number"]]}, AGENT)
    stranger = change(service, identity, {"title": "别人的"}, COLLEAGUE)
    decide(service, identity, "accepted")
    late = change(service, identity, {"title": "太晚"}, AGENT)

    assert (amended.json["title"], amended.json["complaints_total"]) == ("新题", 2)
    assert service.case(more).json["related"]["improvements"][0]["title"] == "新题"
    assert stranger.status == 403
    assert (late.status, late.json["reason"]) == (409, "already_decided")
    assert read(service, identity).json["history"][1]["before"] == {"title": "交付前做蓄水试验"}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"status": "accepted"},
        {"reason": "因为"},
        {"status": "accepted", "reason": "因为", "title": "两件事"},
        {"status": "resolved", "reason": "因为"},
        {"complaints_added": []},
    ],
    ids=str,
)
def test_a_change_is_a_decision_with_its_reason_or_an_amendment(
    service: Service, given: dict[str, Any]
) -> None:
    identity = propose(service)

    assert change(service, identity, given).status == 422


def test_if_match_changes_only_the_version_that_was_seen(service: Service) -> None:
    identity = propose(service)
    change(service, identity, {"text": "更详细。"}, AGENT)

    stale = decide(service, identity, "accepted", seen='"1"')
    fresh = decide(service, identity, "accepted", seen='"2"')

    assert (stale.status, stale.json["state"]) == (412, {"status": "proposed", "version": 2})
    assert (fresh.status, fresh.headers["etag"]) == (200, '"3"')


def test_what_is_not_there_is_not_found(service: Service) -> None:
    assert read(service, "0123456789ABCDEF").status == 404
    assert read(service, "A" * 3000).status == 404
    assert decide(service, "0123456789ABCDEF", "accepted").status == 404


def test_a_repetition_is_answered_even_where_it_would_be_refused_by_now(service: Service) -> None:
    filed = service.file()
    first = service.post(PATH, body(filed["number"]), AGENT, KEY)
    catalog = json.loads((BUILT_IN / "catalog-1.json").read_text("utf-8"))
    causes = [cause for cause in catalog["causes"] if cause["code"] != "workmanship"]
    service.save_document("catalog", 2, {**catalog, "causes": causes})
    service.later(minutes=2)

    again = service.post(PATH, body(filed["number"]), AGENT, KEY)
    anew = service.post(PATH, body(filed["number"]), AGENT)

    assert (again.status, again.json) == (201, first.json)
    assert (anew.status, set(anew.faults)) == (422, {"/cause"})


def test_a_case_does_not_show_an_improvement_of_a_city_that_is_not_the_readers(service: Service) -> None:
    elsewhere = service.file(city="bj")
    service.post(PATH, body(elsewhere["number"]), GROUP)

    assert service.case(elsewhere, ELSEWHERE).json["related"]["improvements"] == []
    assert len(service.case(elsewhere, GROUP).json["related"]["improvements"]) == 1
