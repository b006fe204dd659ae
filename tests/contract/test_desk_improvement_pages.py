"""Pages of improvements: proposed from cases, decided by whom it is to decide, and refused in words."""

import re
from typing import Any

from tests.contract.answer import Answer
from tests.contract.desk_browser import DeskBrowser
from tests.contract.service import (
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
from tests.contract.test_desk_incident_pages import EVIL, hidden, opened

AT = "/desk/improvements"
FIELDS = ("title", "text", "department", "cause", "contractor", "city", "project", "complaints")


def typed(*numbers: str, **changes: str) -> dict[str, str]:
    facts = {
        "title": "交付前做蓄水试验",
        "text": "多户渗漏，原因相同。",
        "department": "engineering",
        "cause": "workmanship",
        "city": "sz",
        "complaints": "，".join(numbers),
    }
    return {**facts, **changes}


def proposed(service: Service, *numbers: str, **changes: str) -> str:
    """Propose one on its page; give its address."""
    desk = DeskBrowser(service).enter(AGENT)
    numbers = numbers or (service.file()["number"],)
    key = hidden(desk.get(f"{AT}/new").text)
    answer = desk.post(f"{AT}/new", {"idempotency_key": key, **typed(*numbers, **changes)})
    assert answer.status == 303, answer.text
    return answer.headers["location"].partition("?")[0]


def do(desk: DeskBrowser, address: str, wish: str, **fields: str) -> Answer:
    version = service_version(desk, address)
    named = {f"{wish}.{name}": value for name, value in fields.items()}
    return desk.post(f"{address}/{wish}", {"version": version, **named})


def service_version(desk: DeskBrowser, address: str) -> str:
    return desk.get(address).headers["etag"].strip('"')


def offered(text: str) -> set[str]:
    return set(re.findall(rf'action="{AT}/\w{{16}}/(\w+)"', text))


def test_one_goes_from_a_case_to_its_adoption_and_every_customer_reads_why(service: Service) -> None:
    filed = service.file()
    address = proposed(service, filed["number"], title=EVIL, text=EVIL)
    manager = DeskBrowser(service).enter(MANAGER)
    shown = manager.get(address).text
    assert "<script>alert" not in shown
    assert offered(shown) == {"accepted", "declined"}
    assert "Customers read this (cases: 1)" in shown

    assert do(manager, address, "accepted", reason=EVIL).status == 303
    assert offered(manager.get(address).text) == {"adopted", "declined"}
    assert do(manager, address, "adopted", reason="已列入标准。").status == 303
    after = manager.get(f"{address}?done=adopted").text
    assert "Adopted. Its customers are being told." in after
    assert "<script>alert" not in after
    assert offered(after) == set()
    early = do(manager, address, "declined", reason="太晚。")
    assert (early.status, "does not follow on the present one" in early.text) == (409, True)
    assert "太晚。" in early.text


def test_its_proposer_adds_cases_and_others_are_told_why_they_cannot(service: Service) -> None:
    more = service.file(title="又一户")
    address = proposed(service)
    own, other = DeskBrowser(service).enter(AGENT), DeskBrowser(service).enter(COLLEAGUE)

    assert "Only who proposed it can change it." in other.get(address).text
    unchanged = do(own, address, "amend", title="交付前做蓄水试验")
    assert (unchanged.status, "Nothing is changed." in unchanged.text) == (422, True)
    wrong = do(own, address, "amend", complaints_added="K7Q2-9XPD-D")
    assert (wrong.status, "There is no such case" in wrong.text) == (422, True)
    changed = do(own, address, "amend", title="交付前做 48 小时蓄水试验", complaints_added=more["number"])
    assert changed.status == 303
    shown = own.get(address).text
    assert "又一户" in shown
    assert "Cases added: 1" in shown
    assert do(other, address, "amend", title="别人的").status == 403
    do(DeskBrowser(service).enter(MANAGER), address, "accepted", reason="好。")
    late = do(own, address, "amend", title="太晚")
    assert (late.status, "decided already" in late.text) == (409, True)


def test_a_decision_on_what_has_changed_meanwhile_shows_what_has(service: Service) -> None:
    address = proposed(service)
    manager = DeskBrowser(service).enter(MANAGER)
    seen = service_version(manager, address)
    do(DeskBrowser(service).enter(AGENT), address, "amend", text="更详细。")

    stale = manager.post(f"{address}/accepted", {"version": seen, "accepted.reason": "Kept."})

    assert stale.status == 412
    assert "Since you opened it" in stale.text
    assert "Kept." in stale.text
    assert manager.post(f"{address}/accepted", {"version": "2", "accepted.reason": "Kept."}).status == 303
    assert do(manager, address, "declined", reason="").status == 422


def test_what_is_declined_is_taken_up_again_and_the_groups_is_the_groups_to_decide(service: Service) -> None:
    own, everywhere = proposed(service), proposed(service, city="")
    manager, group = (DeskBrowser(service).enter(claims) for claims in (MANAGER, GROUP))

    assert do(manager, own, "declined", reason="成本过高。").status == 303
    agent = DeskBrowser(service).enter(AGENT)
    assert offered(agent.get(own).text) == {"proposed"}
    assert do(agent, own, "proposed", reason="又有五户。").status == 303
    assert "decided by the group" in manager.get(everywhere).text
    assert do(manager, everywhere, "accepted", reason="好。").status == 403
    assert do(group, everywhere, "accepted", reason="好。").status == 303


def test_each_sees_and_does_what_role_and_city_allow(service: Service) -> None:
    address = proposed(service)
    expected: list[tuple[dict[str, Any], int, set[str]]] = [
        (AGENT, 200, {"amend"}),
        (LEAD, 200, set()),
        (AUDITOR, 200, set()),
        (ELSEWHERE, 403, set()),
        (MARKETING, 403, set()),
    ]
    for claims, status, wishes in expected:
        desk = DeskBrowser(service).enter(claims)
        page = desk.get(address)
        assert (page.status, offered(page.text)) == (status, wishes)
        refused = desk.post(f"{address}/accepted", {"accepted.reason": "好。"})
        assert refused.status == 403
    auditor = DeskBrowser(service).enter(AUDITOR)
    assert auditor.get(f"{AT}/new").status == auditor.post(f"{AT}/new", typed("K7Q2-9XPD-D")).status == 403
    assert service.get(f"/api{address}", AGENT).json["status"] == "proposed"


def test_a_proposal_begins_with_a_case_or_with_an_incident(service: Service) -> None:
    filed = service.file()
    address = opened(service, filed["number"])
    lead = DeskBrowser(service).enter(LEAD)
    outcome = {"close.cause": "material", "close.department": "design", "close.summary": "水泵。"}
    assert lead.post(f"{address}/close", outcome).status == 303

    by_incident = lead.get(f"{AT}/new?incident={address.rpartition('/')[2]}").text
    by_case = lead.get(f"{AT}/new?complaints={filed['number']}&city=sz&cause=material").text

    for text in (by_incident, by_case):
        assert filed["number"] in text.partition('name="complaints"')[2].partition("</textarea>")[0]
        assert re.search(r'value="material" selected', text)
    assert re.search(r'value="design" selected', by_incident)
    assert DeskBrowser(service).enter(ELSEWHERE).get(f"{AT}/new?incident={address[-16:]}").status == 403


def test_the_list_is_narrowed_paged_and_empty(service: Service) -> None:
    desk = DeskBrowser(service).enter(GROUP)
    assert "There are no improvements here." in desk.get(AT).text
    filed = service.file()
    addresses = []
    for place in range(3):
        service.later(minutes=1)
        addresses.append(proposed(service, filed["number"], title=f"{EVIL}{place}"))

    first = desk.get(f"{AT}?limit=2&department=engineering&status=proposed&city=sz")
    following = re.search(r'rel="next" href="([^"]+)"', first.text)
    assert following
    rest = desk.get(following[1].replace("&amp;", "&"))

    assert [address in first.text for address in addresses] == [False, True, True]
    assert addresses[0] in rest.text
    [begun] = re.findall(r'href="(/desk/improvements/new[^"]*)"', first.text)
    form = desk.get(begun.replace("&amp;", "&")).text
    assert re.search(r'value="engineering" selected', form)
    assert "<script>alert" not in first.text
    for nothing in ("department=design", "status=adopted", "cause=material", "contractor=%3Cscript%3E"):
        found = desk.get(f"{AT}?{nothing}").text
        assert "There are no improvements here." in found
        assert "<script>" not in found.partition("<main")[2]
    assert desk.get(f"{AT}?status=nothing").status == 422


def test_what_is_typed_runs_nowhere_and_comes_back_when_refused(service: Service) -> None:
    desk = DeskBrowser(service).enter(AGENT)

    for name in FIELDS:
        refused = desk.post(f"{AT}/new", typed("K7Q2-9XPD-D", **{name: f"{EVIL}\r\nSet-Cookie: a=b"}))
        by_link = desk.get(f"{AT}/new?{name}=%3Cscript%3Ealert(1)%3C/script%3E")

        assert refused.status == 422, name
        assert "<script>alert" not in refused.text + by_link.text
        assert "set-cookie" not in refused.headers
        assert 'class="faults' in refused.text


def test_a_form_sent_twice_proposes_once_and_what_is_not_there_is_not_found(service: Service) -> None:
    filed = service.file()
    desk = DeskBrowser(service).enter(AGENT)
    fields = {"idempotency_key": hidden(desk.get(f"{AT}/new").text), **typed(filed["number"])}

    first, again = (desk.post(f"{AT}/new", fields) for _ in range(2))
    other = desk.post(f"{AT}/new", {**fields, "title": "别的"})

    assert first.headers["location"] == again.headers["location"]
    assert (other.status, "You have sent this form before" in other.text) == (422, True)
    address = first.headers["location"].partition("?")[0]
    assert desk.post(f"{address}/destroy", {"a": "b"}).status == 404
    assert desk.get(f"{AT}/0123456789ABCDEF").status == desk.get(f"{AT}/{'A' * 3000}").status == 404


def test_a_case_leads_to_its_incident_and_improvements_and_to_new_ones(service: Service) -> None:
    filed = service.file()
    incident, improvement = opened(service, filed["number"]), proposed(service, filed["number"])
    fresh = service.file(title=EVIL, home={"project": EVIL, "building": "3栋", "unit": "1801"})

    def links(claims: dict[str, Any], number: str) -> set[str]:
        page = DeskBrowser(service).enter(claims).page(f"/desk/cases/{number}")
        return {str(link["href"]) for link in page.all("a") if "href" in link}

    linked = links(LEAD, filed["number"])
    assert {incident, improvement} <= linked
    assert not any(address.startswith("/desk/incidents/new") for address in linked)
    offered_to_lead, offered_to_auditor = (links(one, fresh["number"]) for one in (LEAD, AUDITOR))
    [begun] = [each for each in offered_to_lead if each.startswith("/desk/incidents/new?")]
    [new] = [each for each in offered_to_lead if each.startswith("/desk/improvements/new?")]
    for address in (begun, new):
        page = DeskBrowser(service).enter(LEAD).get(address).text
        assert fresh["number"] in page
        assert "<script>alert" not in page
    assert not any("/new?" in each for each in offered_to_auditor)
