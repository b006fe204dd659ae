"""Incidents over HTTP: who may do what, and what is told of them."""

from typing import Any

import pytest

from hearthline import root, root_work
from hearthline.platform.outbox import CUSTOMER, Event
from tests.contract.service import AGENT, AUDITOR, ELSEWHERE, GROUP, LEAD, MARKETING, Service
from tests.rights.acting import acting

LIST = "/api/desk/incidents"
OPEN = {"title": "3栋停水", "city": "sz", "project": "海岸花园", "building": "3栋"}
OUTCOME = {"cause": "material", "department": "engineering"}


def opened(service: Service, **changes: Any) -> dict[str, Any]:
    answer = service.post(LIST, {**OPEN, **changes}, LEAD)
    assert answer.status == 201, answer.text
    found: dict[str, Any] = answer.json
    return found


def work(service: Service, incident: dict[str, Any]) -> None:
    job = (root.complaints_table().get(f"N#{incident['id']}", "A") or {}).get("job")
    if job:
        with acting("ComplaintJobs"):
            root_work.jobs().run(job, lambda: True)


def path(incident: dict[str, Any], wish: str = "") -> str:
    return f"{LIST}/{incident['id']}{'/' + wish if wish else ''}"


def test_an_incident_from_its_opening_to_its_close(service: Service) -> None:
    filed = service.file()
    incident = opened(service, complaints=[filed["number"]], text="水泵故障。")
    assert (incident["status"], incident["job_running"]) == ("open", True)
    work(service, incident)

    told = service.post(path(incident, "broadcast"), {"text": "水泵已修复。"}, LEAD)
    assert told.status == 202
    assert service.post(path(incident, "close"), {**OUTCOME, "summary": "水泵。"}, LEAD).status == 409
    work(service, incident)
    closed = service.post(path(incident, "close"), {**OUTCOME, "summary": "水泵质量缺陷。"}, LEAD)

    assert (closed.status, closed.json["status"]) == (200, "closed")
    shown = service.get(path(incident), AGENT).json
    assert [line["kind"] for line in shown["timeline"]] == ["opened", "broadcast", "closed"]
    [sent] = shown["broadcasts"]
    assert (sent["text"], sent["state"], sent["answered"]) == ("水泵已修复。", "done", 1)
    [member] = shown["members"]["items"]
    assert (member["number"], member["state"]) == (filed["number"], "linked")
    case = service.case(filed).json
    assert case["incident"] == incident["id"]
    assert [entry["visibility"] for entry in case["timeline"] if entry["kind"] == "replied"] == ["customer"]
    assert "水泵已修复。" in service.follow(filed).text
    assert "水泵已修复" not in service.get(f"/api/board/{filed['number']}").text


def test_five_complaints_of_a_building_suggest_one_which_confirming_links(service: Service) -> None:
    for place in range(5):
        filed = service.file(
            home={"project": "海岸花园", "building": "3栋", "unit": f"{place}01"},
            contact={"name": "王小明", "phone": f"1380013800{place}"},
        )
        number = filed["number"].replace("-", "")
        event = Event(
            "1",
            "complaint.received",
            service.now,
            f"complaint/{number}",
            CUSTOMER,
            {"kind": "repair", "team": "sz-care"},
        )
        for reaction in root_work.reactions():
            reaction(event, service.now)

    [card] = service.get(LIST, LEAD, status="suggested").json["items"]
    assert (card["title"], card["found"], card["linked"]) == ("海岸花园 3栋", 5, 0)
    assert service.post(path(card, "confirm"), {"title": "3栋停水"}, LEAD).json["status"] == "open"
    work(service, card)
    shown = service.get(path(card), LEAD, limit=2).json
    assert (shown["title"], shown["linked"], len(shown["members"]["items"])) == ("3栋停水", 5, 2)
    rest = service.get(path(card), LEAD, cursor=shown["members"]["next_cursor"]).json["members"]
    assert (len(rest["items"]), rest["next_cursor"]) == (3, None)
    assert service.post(path(card, "dismiss"), {"reason": "不是。"}, LEAD).json["reason"] == "not_suggested"


def test_reading_is_for_readers_and_leading_for_leads_each_in_their_cities(service: Service) -> None:
    incident = opened(service)

    for reader in (AGENT, LEAD, AUDITOR, GROUP):
        assert service.get(LIST, reader).status == 200
        assert service.get(path(incident), reader).status == 200
    assert service.get(path(incident), ELSEWHERE).status == 403
    assert service.get(LIST, MARKETING).status == 403
    assert service.get(LIST, LEAD, city="bj").status == 403
    for wish, body in (
        ("confirm", {}),
        ("dismiss", {"reason": "不是。"}),
        ("broadcast", {"text": "好了。"}),
        ("broadcast", {"text": "好了。", "resolve": {**OUTCOME, "cause": "nothing"}}),
        ("close", {**OUTCOME, "summary": "好了。"}),
        ("close", {**OUTCOME, "cause": "nothing", "summary": "好了。"}),
    ):
        assert service.post(path(incident, wish), body, AGENT).status == 403
    assert service.post(LIST, OPEN, AGENT).status == 403


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"category": "nothing"}, "/category"),
        ({"complaints": ["K7Q2-9XPD-D"]}, "/complaints/0"),
        ({"complaints": ["K7Q2-9XPD-4"]}, "/complaints/0"),
        ({"title": ""}, "/title"),
        ({"surprise": 1}, "/surprise"),
    ],
)
def test_what_there_is_not_is_refused(service: Service, changes: dict[str, Any], pointer: str) -> None:
    answer = service.post(LIST, {**OPEN, **changes}, LEAD)

    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_codes_of_a_broadcast_and_of_a_close_are_those_of_the_catalog(service: Service) -> None:
    incident = opened(service)
    resolve = {"text": "好了。", "resolve": {"cause": "x", "department": "y"}}

    found = service.post(path(incident, "broadcast"), resolve, LEAD).json["errors"]
    assert [each["pointer"] for each in found] == ["/resolve/cause", "/resolve/department"]
    assert service.post(path(incident, "broadcast"), {"text": "好了。"}, LEAD).json["reason"] == "no_members"
    found = service.post(path(incident, "close"), {"cause": "x", "department": "y", "summary": "z"}, LEAD)
    assert [each["pointer"] for each in found.json["errors"]] == ["/cause", "/department"]


def test_a_case_is_linked_by_command_and_says_so(service: Service) -> None:
    filed, incident = service.file(), opened(service)

    linked = service.do(filed, "link", {"incident": incident["id"]})
    assert (linked.status, linked.json["incident"]) == (200, incident["id"])
    assert service.get(path(incident), AGENT).json["linked"] == 1
    assert service.do(filed, "link", {"incident": None}).json["incident"] is None
    assert service.do(filed, "link", {"incident": None}).json["reason"] == "not_linked"
    assert service.do(filed, "link", {"incident": "0" * 16}).status == 422


def test_a_flag_explains_itself_in_the_case(service: Service) -> None:
    filed = service.file(text="厨房燃气泄漏，记者已经来了。")

    flags = {flag["code"]: flag for flag in service.case(filed).json["flags"]}

    assert set(flags) == {"danger", "press"}
    assert "“燃气泄漏”" in flags["danger"]["explanation"]["zh"]
    assert service.case(filed).json["severity"] == "normal"
