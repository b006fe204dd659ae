"""Questionnaires over HTTP: who saves and edits them, in versions, and what is refused."""

from typing import Any

import pytest

from hearthline import root, root_questionnaires
from hearthline.surveys.questionnaire_store import freezing
from tests.contract.answer import Answer
from tests.contract.service import ADMIN, AGENT, AUDITOR, MANAGER, MARKETING, Service
from tests.unit.surveys.questionnaires import EVERY_TYPE, asking, document

KEY = {"Idempotency-Key": "0123456789abcdef"}
AT = "/api/questionnaires"
SMALL = document(asking("overall", "rating"))
LARGER = document(asking("overall", "rating"), asking("more", "text"))
OTHER_TYPE = document(asking("overall", "score"))


def save(service: Service, given: Any = SMALL, headers: dict[str, str] | None = None) -> Answer:
    return service.post(AT, given, MARKETING, headers)


def saved(service: Service, given: Any = SMALL) -> str:
    answer = save(service, given)
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def add(service: Service, id_: str, given: Any, headers: dict[str, str] | None = None) -> Answer:
    return service.post(f"{AT}/{id_}/versions", given, MARKETING, headers)


def edit(service: Service, place: str, given: Any, headers: dict[str, str] | None = None) -> Answer:
    return service.ask("PATCH", f"{AT}/{place}", json_body=given, headers=headers, claims=MARKETING)


def freeze(service: Service, id_: str, version: int) -> None:
    found = root_questionnaires.questionnaire_store().edition(id_, version)
    assert found is not None
    root.surveys_table().transact(freezing(found, service.now))


def test_a_questionnaire_is_saved_and_read(service: Service) -> None:
    answer = save(service, EVERY_TYPE)
    id_ = answer.json["id"]

    assert answer.headers["location"] == f"{AT}/{id_}"
    whole = service.get(f"{AT}/{id_}", AUDITOR)
    assert [(line["version"], line["frozen_at"]) for line in whole.json["versions"]] == [(1, None)]
    version = service.get(f"{AT}/{id_}/versions/1", MANAGER)
    assert (version.json["document"], version.headers["etag"]) == (EVERY_TYPE, '"1"')


def test_those_that_ship_are_there_without_any_set_up_and_can_be_copied(service: Service) -> None:
    mine = saved(service)

    listed = [item["id"] for item in service.get(AT, AUDITOR, limit=100).json["items"]]
    assert set(listed) >= {mine, "closing", "experience-report", "four-year-visit", "handover"}
    assert listed == sorted(listed)
    shipped = service.get(f"{AT}/closing/versions/1", AUDITOR).json
    assert (shipped["by"], bool(shipped["frozen_at"])) == ("system", True)
    assert save(service, shipped["document"]).status == 201


def test_one_that_ships_gets_its_next_version_and_keeps_its_first(service: Service) -> None:
    shipped = service.get(f"{AT}/handover/versions/1", MARKETING).json["document"]
    better = {**shipped, "thanks": {"zh": "谢谢！", "en": "Thank you!"}}

    assert add(service, "handover", better, {"If-Match": '"1"'}).json == {"id": "handover", "version": 2}

    whole = service.get(f"{AT}/handover", MARKETING)
    assert ([line["version"] for line in whole.json["versions"]], whole.headers["etag"]) == ([2, 1], '"2"')
    assert service.get(f"{AT}/handover/versions/1", MARKETING).json["document"] == shipped
    assert add(service, "handover", better, {"If-Match": '"1"'}).status == 412
    assert edit(service, "handover/versions/1", {"thanks": better["thanks"]}).json["reason"] == "frozen"


def test_pages_of_the_list_leave_nothing_out(service: Service) -> None:
    made = {saved(service) for _ in range(3)}

    seen: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(20):
        page = service.get(AT, MARKETING, limit=2, **cursor).json
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}

    assert made <= set(seen)
    assert len(seen) == len(set(seen))
    assert {"closing", "four-year-visit"} <= set(seen)


def test_a_repetition_under_its_key_saves_nothing_twice(service: Service) -> None:
    first = save(service, SMALL, KEY)

    assert save(service, SMALL, KEY).json == first.json
    assert save(service, LARGER, KEY).status == 422
    id_ = first.json["id"]
    assert add(service, id_, LARGER, KEY).json["version"] == 2
    assert add(service, id_, LARGER, {**KEY, "If-Match": '"1"'}).json["version"] == 2
    assert add(service, id_, SMALL, KEY).problem == "invalid"


def test_what_is_wrong_is_told_by_the_name_of_its_question(service: Service) -> None:
    wrong = document(asking("overall", "rating", text={"zh": "满意吗？"}))
    errors = [
        {
            "pointer": "/questions/0/text/en",
            "detail": 'Question "overall": the text has no translation into en.',
        }
    ]

    assert save(service, wrong).json["errors"] == errors
    checked = service.post(f"{AT}/check", wrong, MARKETING)
    assert (checked.status, checked.json) == (200, {"valid": False, "errors": errors})
    assert service.post(f"{AT}/check", EVERY_TYPE, MARKETING).json == {"valid": True, "errors": []}


def test_a_version_may_not_give_an_id_another_type(service: Service) -> None:
    id_ = saved(service)
    detail = 'Question "overall": is a rating in version 1; another type needs another id.'

    assert add(service, id_, OTHER_TYPE).json["errors"][0]["detail"] == detail
    checked = service.ask("POST", f"{AT}/check", query={"of": id_}, json_body=OTHER_TYPE, claims=MARKETING)
    assert [error["detail"] for error in checked.json["errors"]] == [detail]
    assert edit(service, f"{id_}/versions/1", {"questions": OTHER_TYPE["questions"]}).status == 200


def test_a_version_is_edited_until_it_is_frozen(service: Service) -> None:
    id_ = saved(service)

    changed = edit(service, f"{id_}/versions/1", {"questions": LARGER["questions"]}, {"If-Match": '"1"'})
    assert (changed.status, changed.json["document"], changed.headers["etag"]) == (200, LARGER, '"2"')
    assert edit(service, f"{id_}/versions/1", {"title": SMALL["title"]}, {"If-Match": '"1"'}).status == 412
    assert edit(service, f"{id_}/versions/1", {"colour": "red"}).status == 422

    freeze(service, id_, 1)
    refused = edit(service, f"{id_}/versions/1", {"title": SMALL["title"]})
    assert (refused.status, refused.json["reason"]) == (409, "frozen")
    assert service.get(f"{AT}/{id_}/versions/1", MARKETING).json["frozen_at"] is not None


@pytest.mark.parametrize("who", [AGENT, ADMIN])
def test_the_desk_has_nothing_to_do_with_questionnaires(service: Service, who: dict[str, Any]) -> None:
    assert service.get(AT, who).status == 403
    assert service.get(f"{AT}/nowhere", who).status == 403


@pytest.mark.parametrize("who", [MANAGER, AUDITOR])
def test_who_reads_them_may_not_write(service: Service, who: dict[str, Any]) -> None:
    assert service.post(AT, SMALL, who).status == 403
    assert service.post(f"{AT}/check", SMALL, who).status == 403
    assert service.post(f"{AT}/closing/versions", SMALL, who).status == 403


@pytest.mark.parametrize(
    "place",
    ["nowhere", "nowhere/versions/1", "closing/versions/9", "closing/versions/x", "closing/versions/01x"],
)
def test_what_is_not_there_is_not_found(service: Service, place: str) -> None:
    assert service.get(f"{AT}/{place}", MARKETING).status == 404
    assert service.post(f"{AT}/nowhere/versions", SMALL, MARKETING).status == 404
