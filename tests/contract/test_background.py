"""What staff see around a case: the warranty of its home, and what its filer is to the company."""

from typing import Any

import pytest

from hearthline import root, root_members, root_work
from hearthline.members.history import Line
from hearthline.members.model import Kind, Person
from hearthline.platform.ids import identifier
from hearthline.platform.outbox import CUSTOMER, SYSTEM, Event
from tests.contract.service import AGENT, ELSEWHERE, LEAD, Service, filing
from tests.contract.test_feed import send
from tests.engines.estate import PLACE, five

LIST = "/api/desk/complaints"
HOME = {name: PLACE[name] for name in ("project", "building", "unit")}


def arrive(service: Service, filed: dict[str, Any]) -> None:
    """Let what follows from a complaint happen, twice as it may."""
    number = filed["number"].replace("-", "")
    data = {"kind": "repair", "team": "sz-care"}
    event = Event("1", "complaint.received", service.now, f"complaint/{number}", CUSTOMER, data)
    for reaction in [*root_work.reactions(), *root_work.reactions()]:
        reaction(event, service.now)


def known(service: Service, kind: str, phone: str = "+8613800138000") -> Person:
    """Let somebody be known to the company."""
    now = service.now
    person = Person(identifier(root.entropy), created_at=now, changed_at=now, kind=Kind(kind), phone=phone)
    contact = root_members.prints().person("phone", phone)
    line = Line("registered", now, SYSTEM, {"fields": []}, "person.changed")
    return root_members.persons().create(person, [contact], [line]).person


@pytest.mark.parametrize(
    ("events", "home", "category", "position", "until", "part"),
    [
        (3, HOME, "water_leak", "within", "2030-06-29", "waterproofing"),
        (3, {**HOME, "project": "海岸 花园"}, "water_leak", "within", "2030-06-29", "waterproofing"),
        (3, HOME, "finishing", "within", "2027-06-29", "finishing"),
        (3, HOME, "electrical", "unknown", None, "electrical"),
        (3, HOME, "noise", "within", "2027-06-29", None),
        (3, HOME, None, "within", "2027-06-29", None),
        (2, HOME, "water_leak", "not_handed_over", None, "waterproofing"),
        (3, {**HOME, "unit": "1802"}, "water_leak", "unknown", None, "waterproofing"),
        (0, HOME, "water_leak", "unknown", None, "waterproofing"),
    ],
)
def test_the_warranty_is_noted_as_it_stood_at_the_filing(
    service: Service,
    events: int,
    home: dict[str, str],
    category: str | None,
    position: str,
    until: str | None,
    part: str | None,
) -> None:
    send(service, *five()[:events]) if events else None
    filed = service.file(home=home, category=category)
    service.later(minutes=1)
    arrive(service, filed)

    case = service.case(filed).json
    warranty = case["warranty"]
    assert (warranty["position"], warranty["until"], warranty["part"]) == (position, until, part)
    assert [entry["by"]["kind"] for entry in case["timeline"] if entry["kind"] == "background"] == ["system"]
    if events and home["unit"] == "1801":
        assert warranty["contractors"] == [{"trade": "main", "contractor": "中建三局"}]


def test_a_case_about_no_home_has_no_position(service: Service) -> None:
    filed = service.file(home={"project": "海岸花园"})
    arrive(service, filed)

    case = service.case(filed).json
    assert (case["warranty"], case["filer"]) == (None, None)
    assert [entry["kind"] for entry in case["timeline"]] == ["received"]


def test_a_warranty_that_ended_before_the_filing_is_expired_whenever_it_is_looked_up(
    service: Service,
) -> None:
    send(service, *five()[:3])
    service.later(days=250)
    filed = service.file(category="finishing", home=HOME)
    arrive(service, filed)

    assert service.case(filed).json["warranty"]["position"] == "expired"


def test_what_the_filer_is_to_the_company_stands_in_case_and_work_list_and_narrows_it(
    service: Service,
) -> None:
    known(service, "partner")
    partners, strangers = service.file(), service.file(contact={"name": "李", "phone": "13900139000"})
    for filed in (partners, strangers):
        arrive(service, filed)

    assert service.case(partners).json["filer"] == "partner"
    cards = {card["number"]: card["filer"] for card in service.get(LIST, AGENT).json["items"]}
    assert cards == {partners["number"]: "partner", strangers["number"]: None}
    narrowed = service.get(LIST, AGENT, filer="partner").json["items"]
    assert [card["number"] for card in narrowed] == [partners["number"]]
    assert service.get(LIST, AGENT, filer="customer").json["items"] == []
    assert service.get(LIST, AGENT, filer="anybody").status == 422
    assert service.get(LIST, ELSEWHERE, filer="partner", view="all").json["items"] == []


def test_the_figures_that_are_told_in_public_count_customers_alone(service: Service) -> None:
    known(service, "press", "+8613800138001")
    known(service, "tenant", "+8613800138002")
    for phone in ("13800138001", "13800138002", "13800138003"):
        arrive(service, service.file(contact={"name": "王", "phone": phone}))

    figures = service.get("/api/board/promise", city="sz").json["total"]
    assert figures["received"] == 2


def test_a_stranger_who_files_with_a_members_contact_learns_nothing(service: Service) -> None:
    known(service, "customer")
    send(service, *five()[:3])
    of_member = service.post("/api/complaints", _filing("13800138000"))
    of_nobody = service.post("/api/complaints", _filing("13900139000"))
    for answer in (of_member, of_nobody):
        arrive(service, answer.json)

    views = []
    for answer in (of_member, of_nobody):
        filed = answer.json
        follow = service.follow(filed)
        views.append((set(answer.headers), sorted(filed), _without(follow.json, filed)))
    assert views[0] == views[1]
    board = service.get("/api/board").text
    for trace in ("warranty", "filer", "within", "中建三局", "background"):
        assert trace not in board + of_member.text + service.follow(of_member.json).text
    assert service.case(of_member.json, LEAD).json["filer"] == "customer"


def _filing(phone: str) -> dict[str, Any]:
    return filing(contact={"name": "王小明", "phone": phone}, home=HOME, category="water_leak")


def _without(view: dict[str, Any], filed: dict[str, Any]) -> str:
    return repr(view).replace(filed["number"], "").replace(filed["key"], "")
