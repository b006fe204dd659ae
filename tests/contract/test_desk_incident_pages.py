"""Pages of incidents: who may do what on them, whom an answer to all reaches, what is refused in words."""

import re
from typing import Any

from hearthline import root, root_work
from hearthline.platform.outbox import CUSTOMER, Event
from tests.contract.answer import Answer
from tests.contract.desk_browser import HTMX, DeskBrowser
from tests.contract.service import AGENT, AUDITOR, ELSEWHERE, GROUP, LEAD, MARKETING, Service
from tests.rights.acting import acting

AT = "/desk/incidents"
EVIL = "<script>alert(1)</script>{{7*7}}"
OUTCOME = {"close.cause": "material", "close.department": "engineering", "close.summary": EVIL}


def opened(service: Service, *numbers: str, **changes: str) -> str:
    """Open one on its page; give its address."""
    desk = DeskBrowser(service).enter(LEAD)
    page = desk.get(f"{AT}/new").text
    typed = {"title": "3栋停水", "city": "sz", "project": "海岸花园", "complaints": "\n".join(numbers)}
    answer = desk.post(f"{AT}/new", {"idempotency_key": hidden(page), **typed, **changes})
    assert answer.status == 303, answer.text
    work(service)
    return answer.headers["location"].partition("?")[0]


def hidden(text: str, name: str = "idempotency_key") -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found
    return found[1]


def work(service: Service) -> None:
    """Let the long work of all incidents be done."""
    for card in service.get("/api/desk/incidents", GROUP, limit=100).json["items"]:
        job = (root.complaints_table().get(f"N#{card['id']}", "A") or {}).get("job")
        if job:
            with acting("ComplaintJobs"):
                root_work.jobs().run(job, lambda: True)


def suggested(service: Service) -> str:
    """Have one suggested by five cases of five homes; give its address."""
    for place in range(5):
        contact = {"name": "王小明", "phone": f"1380013800{place}"}
        home = {"project": "海岸花园", "building": "3栋", "unit": f"{place}01"}
        number = service.file(home=home, contact=contact)["number"].replace("-", "")
        facts = {"kind": "repair", "team": "sz-care"}
        event = Event("1", "complaint.received", service.now, f"complaint/{number}", CUSTOMER, facts)
        for reaction in root_work.reactions():
            reaction(event, service.now)
    [card] = service.get("/api/desk/incidents", LEAD, status="suggested").json["items"]
    return f"{AT}/{card['id']}"


def offered(text: str) -> set[str]:
    return set(re.findall(rf'action="{AT}/\w{{16}}/(\w+)"', text)) | (
        {"broadcast"} if re.search(rf'href="{AT}/\w{{16}}/broadcast"', text) else set()
    )


def confirmed(desk: DeskBrowser, address: str, **fields: str) -> tuple[Answer, Answer]:
    """Write an answer to all and send it; give the page that asks again, and what sending it answers."""
    form = desk.get(f"{address}/broadcast").text
    typed = {"idempotency_key": hidden(form), **fields}
    asked = desk.post(f"{address}/broadcast", typed)
    return asked, desk.post(f"{address}/broadcast", {**typed, "sure": "on"})


def test_a_suggestion_says_why_is_confirmed_answered_and_closed(service: Service) -> None:
    address = suggested(service)
    desk = DeskBrowser(service).enter(LEAD)
    shown = desk.get(address).text
    assert "5 cases of 5 homes" in shown
    assert "5 cases of 3 homes within 72 hours" in shown
    assert offered(shown) == {"confirm", "dismiss"}

    assert desk.post(f"{address}/confirm", {"confirm.title": "3栋停水"}).status == 303
    assert "Cases are being linked" in desk.get(address).text
    early = desk.post(f"{address}/close", OUTCOME)
    assert (early.status, "still on its way" in early.text) == (409, True)
    work(service)
    assert offered(desk.get(address).text) == {"broadcast", "link", "unlink", "close"}
    asked, sent = confirmed(desk, address, **{"text.zh": EVIL, "text.en": "Water is back."})
    assert "Owners reached: 5, in cases: 5" in asked.text
    assert "<script>alert" not in asked.text
    assert sent.headers["location"] == f"{address}?done=broadcast"
    running = desk.get(f"{address}/progress", **HTMX)
    assert (running.status, "every 3s" in running.text) == (200, True)
    work(service)
    done = desk.get(f"{address}/progress", **HTMX).text
    assert f'<a href="{address}">Show how it stands now</a>' in done
    assert "every 3s" not in done
    assert "Cases: 5. Answered: 5, left out: 0, failed: 0." in desk.get(address).text
    assert desk.post(f"{address}/close", OUTCOME).status == 303
    ended = desk.get(f"{address}?done=close").text
    assert "The investigation is closed." in ended
    assert "<script>alert" not in ended
    assert offered(ended) == set()


def test_an_answer_to_all_says_whom_it_does_not_reach_and_who_reads_another_language(
    service: Service,
) -> None:
    one, gone = service.file(), service.file(contact={"name": "李四", "phone": "13900139000"})
    english = service.file(language="en", contact={"name": "Ann", "email": "ann@example.com"})
    address = opened(service, one["number"], gone["number"], english["number"])
    service.resolve(gone)
    desk = DeskBrowser(service).enter(LEAD)

    asked, sent = confirmed(desk, address, **{"text.zh": "已修复。"})
    work(service)
    again = desk.get(address).text

    assert "Owners reached: 2, in cases: 2" in asked.text
    assert "Cases: 1: The case is settled" in asked.text
    assert "gets the Chinese text above: 1" in asked.text
    assert sent.status == 303
    assert "Cases: 3. Answered: 2, left out: 1, failed: 0." in again
    assert gone["number"] in again.partition("Not delivered")[2].partition("</ul>")[0]


def test_an_answer_is_sent_once_and_nothing_is_sent_unasked(service: Service) -> None:
    filed = service.file()
    address = opened(service, filed["number"])
    desk = DeskBrowser(service).enter(LEAD)
    form = {"idempotency_key": hidden(desk.get(f"{address}/broadcast").text), "text.zh": "已修复。"}

    assert desk.post(f"{address}/broadcast", form).status == 200
    assert service.get(f"/api{address}", LEAD).json["broadcasts"] == []
    back = desk.post(f"{address}/broadcast", {**form, "back": "on"})
    assert "已修复。" in back.text.partition("<textarea")[2]
    sent = [desk.post(f"{address}/broadcast", {**form, "sure": "on"}).status for _ in range(2)]
    work(service)

    assert sent == [303, 303]
    assert len(service.get(f"/api{address}", LEAD).json["broadcasts"]) == 1
    empty = desk.post(f"{address}/broadcast", {"idempotency_key": hidden(back.text)})
    assert (empty.status, 'href="#text.zh"' in empty.text) == (422, True)


def test_an_answer_may_settle_and_then_needs_its_cause(service: Service) -> None:
    filed = service.file()
    address = opened(service, filed["number"])
    desk = DeskBrowser(service).enter(LEAD)
    settles = {"settles": "on", "resolve.cause": "material", "text.zh": "已换水泵。"}

    lacking, _ = confirmed(desk, address, **settles)
    asked, sent = confirmed(desk, address, **settles, **{"resolve.department": "engineering"})
    work(service)

    assert (lacking.status, 'href="#resolve.department"' in lacking.text) == (422, True)
    assert "Each case is reported resolved, too" in asked.text
    assert sent.status == 303
    assert service.case(filed).json["status"] == "resolved"


def test_cases_are_linked_and_unlinked_by_number_and_told_where_that_is_refused(service: Service) -> None:
    filed, other = service.file(), service.file(city="bj")
    address, elsewhere = opened(service), opened(service, title="另一件")
    desk = DeskBrowser(service).enter(AGENT)

    def link(at: str, wish: str, number: str) -> Answer:
        return desk.post(f"{at}/{wish}", {f"{wish}.number": number})

    assert offered(desk.get(address).text) == {"link"}
    assert link(address, "link", filed["number"].lower()).status == 303
    taken = link(elsewhere, "link", filed["number"])
    assert (taken.status, "linked to another incident" in taken.text) == (409, True)
    assert link(elsewhere, "unlink", filed["number"]).status == 409
    for number, status in ((EVIL, 422), ("K7Q2-9XPD-D", 404), (other["number"], 403)):
        refused = link(address, "link", number)
        assert refused.status == status
        assert 'class="faults' in refused.text
        assert "<script>alert" not in refused.text
    assert link(address, "unlink", filed["number"]).status == 303
    assert service.case(filed).json["incident"] is None


def test_each_sees_and_does_what_role_and_city_allow(service: Service) -> None:
    address = opened(service, service.file()["number"])
    before = service.get(f"/api{address}", LEAD).json
    expected: list[tuple[dict[str, Any], int, set[str]]] = [
        (AGENT, 200, {"link", "unlink"}),
        (AUDITOR, 200, set()),
        (ELSEWHERE, 403, set()),
        (MARKETING, 403, set()),
    ]

    for claims, status, wishes in expected:
        desk = DeskBrowser(service).enter(claims)
        page = desk.get(address)
        assert (page.status, offered(page.text)) == (status, wishes)
        assert desk.get(f"{AT}/new").status == desk.get(f"{address}/broadcast").status == 403
        assert desk.post(f"{AT}/new", {"title": "x", "city": "sz"}).status == 403
        for wish in ("confirm", "dismiss", "close"):
            assert desk.post(f"{address}/{wish}", {"dismiss.reason": "不是。", **OUTCOME}).status == 403
        assert desk.post(f"{address}/broadcast", {"text.zh": "好了。", "sure": "on"}).status == 403
    assert service.get(f"/api{address}", LEAD).json == before


def test_the_list_is_narrowed_paged_and_empty(service: Service) -> None:
    desk = DeskBrowser(service).enter(GROUP)
    assert "There are no incidents here." in desk.get(AT).text
    addresses = [opened(service, title=f"{EVIL}{place}") for place in range(3)]

    first = desk.get(f"{AT}?limit=2&city=sz&status=open")
    following = re.search(r'rel="next" href="([^"]+)"', first.text)
    assert following
    rest = desk.get(following[1].replace("&amp;", "&"))

    assert sum(address in first.text for address in addresses) == 2
    assert sum(address in rest.text for address in addresses) >= 1
    assert "<script>alert" not in first.text
    assert "There are no incidents here." in desk.get(f"{AT}?status=closed").text
    assert desk.get(f"{AT}?status=nothing").status == 422
    assert DeskBrowser(service).enter(LEAD).get(f"{AT}?city=bj").status == 403
    assert "/desk/incidents/new" not in DeskBrowser(service).enter(AGENT).get(AT).text


def test_what_is_typed_runs_nowhere_and_stays_when_refused(service: Service) -> None:
    desk = DeskBrowser(service).enter(LEAD)

    for name in ("title", "project", "building", "text", "complaints", "city", "category"):
        typed = {"title": "3栋停水", "city": "sz", name: f"{EVIL}\r\nSet-Cookie: a=b"}
        refused = desk.post(f"{AT}/new", typed)
        by_link = desk.get(f"{AT}/new?{name}=%3Cscript%3Ealert(1)%3C/script%3E%7B%7B7*7%7D%7D")

        assert "<script>alert" not in refused.text + by_link.text
        assert "set-cookie" not in refused.headers
        assert refused.status == (303 if name == "text" else 422), name
        if name == "text":
            shown = desk.get(refused.headers["location"]).text
            assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in shown
        elif name not in {"city", "category"}:
            assert "alert(1)" in refused.text


def test_what_there_is_not_is_not_found(service: Service) -> None:
    desk = DeskBrowser(service).enter(LEAD)
    address = opened(service)

    for missing in (f"{AT}/0123456789ABCDEF", f"{AT}/{'A' * 3000}", f"{AT}/0123456789ABCDEF/broadcast"):
        assert desk.get(missing).status == 404
    assert desk.post(f"{address}/destroy", {"a": "b"}).status == 404
    assert desk.get(f"{address}/progress").headers["location"] == address
    listed = desk.get(f"{AT}/choices?city=sz", **HTMX)
    assert address.rpartition("/")[2] in listed.text
